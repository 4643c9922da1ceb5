"""The sealer: puts events that were inserted freely by many processes in one order, and links each to the one before.

Comes in: what is not sealed yet. Goes out: seals, in chunks of one short transaction each, and the new head outside the database.
One sealer works at a time; a second finds nothing to do. Called by the worker every minute and by `homeward audit seal`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from homeward.access.chain import FIELDS, START, link
from homeward.access.heads import write_head
from homeward.access.models import Event, Seal
from homeward.access.sealing.vault import vault

CHUNK: Final = 1_000
LATE: Final = timedelta(
    hours=1
)  # an event may become visible so much later than it was made: by then its transaction ended
_TURN: Final = 0x7472_6169  # the number of PostgreSQL's lock for whose turn it is: "trai"


@dataclass(frozen=True, slots=True)
class Sealing:
    """What one run did: how many events it sealed, and the head after it."""

    sealed: int
    seq: int
    mac: bytes


def seal_pending(*, everything: bool = False) -> Sealing:
    """Seal what is not sealed yet and write the new head down.

    It looks at events as old as the last sealed one and an hour before; `everything` looks through all of them, which takes a
    second for each million, and finds those of a clock that was set back.
    """
    sealed = 0
    after = UUID(int=0) if everything else _floor()
    while events := _seal_chunk(after):
        sealed, after = sealed + len(events), events[-1]
    last = Seal.objects.order_by("-seq").first()
    if last is None:
        return Sealing(0, 0, START)
    write_head(last.seq, bytes(last.mac))
    return Sealing(sealed, last.seq, bytes(last.mac))


def unsealed() -> QuerySet[Event]:
    """Events that no seal names."""
    return Event.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("id"))))


@transaction.atomic
def _seal_chunk(after: UUID) -> list[UUID]:
    """Seal some events past an id, in the order of their ids; those that were sealed."""
    if not _my_turn():
        return []
    rows = unsealed().filter(id__gt=after).order_by("id").values_list(*FIELDS)[:CHUNK]
    last = Seal.objects.order_by("-seq").first()
    seq, mac = (last.seq, bytes(last.mac)) if last else (0, START)
    ring = vault().keyring
    number = ring.newest("trail")
    key, seals = ring.key("trail", number), []
    for event in rows:
        seq, mac = seq + 1, link(key, seq + 1, mac, event)
        seals.append(Seal(seq=seq, event_id=event[0], key_number=number, mac=mac))
    Seal.objects.bulk_create(seals, batch_size=500)
    return [seal.event_id for seal in seals]


def _my_turn() -> bool:
    """Whether no other sealer is at work. SQLite lets one transaction write at a time anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TURN])
        (mine,) = cursor.fetchone()
        return bool(mine)


def _floor() -> UUID:
    """The lowest id of an event that may still be unsealed: ids of version 7 begin with their time."""
    last = Seal.objects.order_by("-seq").values_list("event_id", flat=True).first()
    moment = (last.int >> 80) if last else 0
    recent = min(moment, time.time_ns() // 1_000_000) - int(LATE.total_seconds() * 1000)
    return UUID(int=max(0, recent) << 80)
