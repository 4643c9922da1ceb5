"""Seal and open words that somebody wrote about a person, with that person's key.

Comes in: a key, a column, a row and words. Goes out: bytes bound to their column and row, or words. Where a person was erased, their words
are gone with the key.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.errors import Erased
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey, seal, vault


def key_to_write(subject: UUID) -> DataKey:
    """The key of a person, to seal with. Raises `Erased` for an erased one."""
    found = data_keys([subject]).get(subject)
    if found is None:
        raise Erased("This person's record was erased: nothing more can be written about it.")
    return found


def seal_text(key: DataKey, column: str, row: UUID, text: str) -> bytes:
    """Words, sealed; nothing where there are none."""
    return seal(key, column, row, text.encode()) if text else b""


def open_text(key: DataKey | None, column: str, row: UUID, sealed: bytes | memoryview[int]) -> str:
    """What `seal_text` sealed; nothing where there is nothing, or the person was erased."""
    return vault().open(key, column, row, bytes(sealed)).decode() if key and sealed else ""
