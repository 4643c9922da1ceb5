"""Add a link to an item's chain of custody: a part of what registers an item, follows it, or hands it over.

Comes in: an item that an action of the room was allowed to write to, its key, and what happened. Goes out: one more link, which follows
the last one; of two at one instant one is first. Nothing here authorises.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.errors import Stale
from homeward.access.facts import Actor
from homeward.access.sealing.vault import DataKey
from homeward.pathway import models
from homeward.pathway.facts.evidence import Link, Moved
from homeward.pathway.rules.chains import linked
from homeward.pathway.worded import put


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to an item: on which day, who has it now, where, and in words."""

    what: Moved
    day: str
    holder: str
    place: str
    words: str


def link(actor: Actor, row: models.EvidenceItem, key: DataKey, happened: Happened) -> None:
    """The next link. Raises `Stale` where somebody else wrote at the same instant."""
    last, now = row.links.order_by("-seq").first(), timezone.now()
    previous = bytes(last.digest) if last else bytes(row.digest)
    made = linked(
        Link(
            item=row.number, seq=last.seq + 1 if last else 1, what=happened.what.value, day=happened.day,
            holder=happened.holder, place=happened.place, words=happened.words, by=actor.username, at=now.isoformat(),
            previous=previous.hex(), salt=secrets.token_hex(16),
        )
    )  # fmt: skip
    kept = models.CustodyLink(
        item=row, seq=made.seq, what=happened.what.value, previous=previous, digest=made.digest,
        recorded_by=actor.user_id, recorded_at=now,
    )  # fmt: skip
    put(key, kept, document=made.document.decode())
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        raise Stale("Somebody else wrote at the same instant. Open the item again.") from None
