"""The register of evidence, for those who may read it: items, their chains of custody looked at anew each time, files and packages.

Comes in: an actor. Goes out: frozen facts, or a file piece by piece. Opening an item, and its file, is told to the trail by the item's
number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Caveat, EventKind, Purpose
from homeward.access.sealing.files import file_open
from homeward.access.sealing.signing import Signer, signers
from homeward.access.sealing.subjects import data_key, data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.ids import read_spoken
from homeward.pathway import models
from homeward.pathway.facts.evidence import (
    CaveatRow,
    HandoverRow,
    ItemFile,
    ItemRow,
    Keeping,
    Link,
    Obtained,
    ObtainedRow,
)
from homeward.pathway.rules import chains
from homeward.pathway.selectors.items import item_rows
from homeward.pathway.worded import said
from homeward.places.rules import dated

READ = Capability.EVIDENCE
_NOT_THERE = "There is no such item that you may see for the purpose you chose."


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is handed out: what it is called, and its bytes in pieces."""

    name: str
    pieces: Iterator[bytes]


def evidence_list(
    actor: Actor, *, number: str = "", limit: int = 25, offset: int = 0
) -> tuple[tuple[ItemRow, ...], int]:
    """The items, the latest first, and how many. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.EvidenceItem.objects.order_by("-registered_at", "-id"))
    if number:
        rows = rows.filter(number=read_spoken(number, "E") or "")
    shown = item_rows(list(rows[offset : offset + limit]))
    if shown:
        record(actor, EventKind.READ, "evidence.list", detail={"shown": len(shown)})
    return shown, rows.count()


def evidence_file(actor: Actor, item_id: UUID) -> ItemFile:
    """An item, opened: the trail says so. Raises `Refused`, `NotFound`."""
    row = item_row(actor, item_id)
    record(actor, EventKind.READ, "evidence.file", subject=row.number)
    key = data_keys([row.key_id]).get(row.key_id)
    links = chain_of(row, key)
    beside = row.exhibits.filter(removed_at__isnull=True).select_related("referral__file").order_by("added_at", "id")
    return ItemFile(
        row=item_rows([row])[0], site_id=row.site_id, source=said(key, row, "source"),
        collected_by=said(key, row, "collected_by"), collected_where=said(key, row, "collected_where"),
        collected_on=dated(row.collected_first, row.collected_last, row.collected_said),
        reference=said(key, row, "reference"), file_name=said(key, row, "file_name"), obtained=_obtained(row, key),
        chain=tuple(chains.read(Link, document) for document, _ in links), caveats=caveats_of(row),
        broken=chains.broken(Link, links, bytes(row.digest)),
        beside=tuple((one.referral.file_id, f"{one.referral.file.number}/{one.referral.place}") for one in beside),
    )  # fmt: skip


def evidence_open(actor: Actor, item_id: UUID) -> Opened:
    """The file of an item. Raises `Refused`, `NotFound`, `Sealed`."""
    row = item_row(actor, item_id)
    if row.keeping != Keeping.HERE:
        raise NotFound("The thing itself is kept elsewhere. Its page says by whom.")
    key = data_key(row.key_id)
    pieces = file_open(key, row.id)
    first = next(pieces)  # what is missing or was changed is said before anything is handed out
    record(actor, EventKind.READ, "evidence.open", subject=row.number)
    return Opened(f"{row.number}.bin", chain([first], pieces))


def handovers_list(
    actor: Actor, *, referral_id: UUID | None = None, limit: int = 25, offset: int = 0
) -> tuple[tuple[HandoverRow, ...], int]:
    """The packages that were handed over, the latest first, and how many. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.EvidenceHandover.objects.order_by("-made_at", "-id"))
    if referral_id:
        rows = rows.filter(referral_id=referral_id)
    return tuple(_handover(row) for row in rows[offset : offset + limit]), rows.count()


def handover_open(actor: Actor, handover_id: UUID) -> Opened:
    """The package of a handover. Raises `Refused`, `NotFound`, `Sealed`."""
    authorise(actor, READ)
    row = scope(actor, models.EvidenceHandover.objects.filter(id=handover_id)).first()
    if row is None:
        raise NotFound("There is no such package that you may see for the purpose you chose.")
    pieces = file_open(data_key(row.key_id), row.id)
    first = next(pieces)
    record(actor, EventKind.READ, "evidence.package", subject=row.number)
    return Opened(f"{row.number}.zip", chain([first], pieces))


def signing_keys(actor: Actor) -> tuple[Signer, ...]:
    """The public halves of the keys that sign packages, the newest first. Raises `Refused`."""
    authorise(actor, READ)
    return signers()


def item_row(actor: Actor, item_id: UUID) -> models.EvidenceItem:
    """An item's row for this room alone. Raises `Refused`, `NotFound`."""
    authorise(actor, READ)
    found = visible_items(actor).filter(id=item_id).first()
    if found is None:
        raise NotFound(_NOT_THERE)
    return found


def visible_items(actor: Actor) -> QuerySet[models.EvidenceItem]:
    """The items that an actor reaches, for this room alone."""
    return scope(actor, models.EvidenceItem.objects.all())


def chain_of(row: models.EvidenceItem, key: DataKey | None) -> list[tuple[bytes, bytes]]:
    """An item's chain of custody: the bytes of each link and the hash that was kept; for this room alone. Empty once its key is gone."""
    if key is None:
        return []
    return [(said(key, one, "document").encode(), bytes(one.digest)) for one in row.links.order_by("seq")]


def caveats_of(row: models.EvidenceItem) -> tuple[CaveatRow, ...]:
    """What originators said about passing an item on, for this room alone."""
    return tuple(
        CaveatRow(
            one.id,
            Caveat(
                one.originator, one.words,
                None if one.recipients is None else frozenset(one.recipients),
                None if one.purposes is None else frozenset(map(Purpose, one.purposes)),
            ),
            one.recorded_name, one.recorded_at,
        )
        for one in row.caveats.order_by("recorded_at", "id")
    )  # fmt: skip


def _obtained(row: models.EvidenceItem, key: DataKey | None) -> tuple[ObtainedRow, ...]:
    answers: Sequence[models.ObtainedAnswer] = list(row.obtained.order_by("-answered_at", "-id"))
    return tuple(
        ObtainedRow(
            Obtained(one.answer), said(key, one, "words"), said(key, one, "source"), one.answered_name, one.answered_at
        )
        for one in answers
    )


def _handover(row: models.EvidenceHandover) -> HandoverRow:
    return HandoverRow(
        row.id, row.number, row.recipient, row.items, bytes(row.manifest).hex(), row.size, row.made_at, row.made_name
    )
