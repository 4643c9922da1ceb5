"""What a run keeps of many people, in few bytes: ids, versions, how each was read.

Comes in: frozen values. Goes out: bytes, and back. Never a name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from homeward.review.facts.runs import Found, Taken

_READ = struct.Struct("<B16sI")
_ID, _VERSION = 16, 4
_ROWS = msgspec.msgpack.Decoder(list[Found])


@dataclass(frozen=True, slots=True)
class Read:
    """How a person was read: taken how, with which mark, and on which day that is to be looked at anew (None: no day)."""

    taken: Taken
    mark: bytes
    again_on: date | None = None


def pack_ids(ids: Iterable[UUID]) -> bytes:
    """Ids, one after another."""
    return b"".join(id.bytes for id in ids)


def ids_of(packed: bytes) -> list[UUID]:
    """The ids that were packed."""
    return [UUID(bytes=packed[at : at + _ID]) for at in range(0, len(packed), _ID)]


def pack_versions(versions: Sequence[int]) -> bytes:
    """Versions, one after another."""
    return struct.pack(f"<{len(versions)}I", *versions)


def versions_of(packed: bytes) -> list[int]:
    """The versions that were packed."""
    return list(struct.unpack(f"<{len(packed) // _VERSION}I", packed))


def pack_read(read: Iterable[Read]) -> bytes:
    """How people were read, one after another."""
    return b"".join(_READ.pack(one.taken, one.mark, one.again_on.toordinal() if one.again_on else 0) for one in read)


def read_of(packed: bytes) -> list[Read]:
    """How the people of a part were read."""
    return [
        Read(Taken(taken), mark, date.fromordinal(day) if day else None)
        for taken, mark, day in _READ.iter_unpack(packed)
    ]


def pack_rows(rows: Sequence[Found]) -> bytes:
    """What was found."""
    return msgspec.msgpack.encode(rows)


def rows_of(packed: bytes) -> list[Found]:
    """What was found, again."""
    return _ROWS.decode(packed)
