"""How one event is linked to the one sealed before it: a keyed hash of the event, its place and the hash before.

Comes in: an event's fields in the order of `FIELDS`, a place, the hash before, a key. Goes out: 32 bytes.
The form of an event is fixed: a JSON array without spaces, keys of `detail` sorted, times in UTC, ids in their usual writing.
The same on every database, so a trail moved from one to another still proves. Never reads a table.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Final

import msgspec

FIELDS: Final = (
    "id",
    "at",
    "user_id",
    "username",
    "purpose",
    "kind",
    "what",
    "person_id",
    "subject",
    "site_id",
    "channel",
    "detail",
)
START: Final = bytes(32)  # what stands before the first link
_VERSION: Final = b"homeward trail 1\0"
_encode: Final = msgspec.json.Encoder(order="sorted").encode


def link(key: bytes, seq: int, before: bytes, event: tuple[Any, ...]) -> bytes:
    """The hash that seals an event at its place after another."""
    return hmac.digest(key, _VERSION + seq.to_bytes(8, "big") + before + _encode(event), hashlib.sha256)
