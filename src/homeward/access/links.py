"""Reads the sealed chain in its order, with each event in the form that was sealed, fast enough for a million a minute.

Comes in: the place after which to read. Goes out: links. A statement of our own, since turning every column into the objects that the
framework would make of it takes three quarters of the time; the form of an event is the same (`access.chain`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import msgspec
from django.db import connection

from homeward.access.chain import FIELDS

CHUNK: Final = 5_000
_IDS: Final = tuple(FIELDS.index(name) for name in ("id", "user_id", "person_id", "site_id"))
_AT: Final = FIELDS.index("at")
_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


class Link(NamedTuple):
    """One seal, and the event it seals in the form of `chain.FIELDS`; None where that event is gone."""

    seq: int
    key_number: int
    mac: bytes
    event: tuple[Any, ...] | None


def links() -> Iterator[list[Link]]:
    """The whole chain in chunks. It reads a row at its place, so what is sealed meanwhile comes too."""
    sqlite = connection.vendor == "sqlite"
    told = _from_sqlite if sqlite else _from_postgres
    columns = [f"e.{name}" for name in FIELDS]
    if sqlite:  # as text: the driver would make a moment of it
        columns[_AT] = "CAST(e.at AS TEXT)"
    statement = (
        f"SELECT s.seq, s.key_number, s.mac, {', '.join(columns)} FROM access_seal s"  # noqa: S608
        " LEFT JOIN access_event e ON e.id = s.event_id WHERE s.seq > %s ORDER BY s.seq LIMIT %s"
    )
    last = 0
    while chunk := _chunk(statement, last, told):
        yield chunk
        last = chunk[-1].seq


def _chunk(statement: str, after: int, told: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> list[Link]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [after, CHUNK])
        return [
            Link(row[0], row[1], bytes(row[2]), told(row[3:]) if row[3] is not None else None)
            for row in cursor.fetchall()
        ]


def _from_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """SQLite keeps ids as 32 hexadecimal digits and moments as text in UTC."""
    event = list(row)
    for place in _IDS:
        if (plain := event[place]) is not None:
            event[place] = f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
    event[_AT] = event[_AT].replace(" ", "T") + "Z"
    event[-1] = _decode(event[-1])
    return tuple(event)


def _from_postgres(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:-1], _decode(row[-1]))
