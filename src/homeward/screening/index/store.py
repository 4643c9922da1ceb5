"""An index as it is kept: in memory after building, or memory-mapped from a folder that many processes read at once.

Comes in: an `Index` to save, or a folder to open. Goes out: files (one array each, and `index.json`) or an `Index` over them.
A folder is written beside its place and moved there whole; an index of another version is refused, not guessed at.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.errors import CannotWrite, Unreadable
from homeward.names.likeness import Sounds
from homeward.screening.sheet import Sheet, Vocabulary

VERSION = 1
_MANIFEST = "index.json"
_NOT_ALNUM = re.compile(r"[^0-9A-Za-z\u0600-\u06ff\u0400-\u04ff]+")


class Texts(NamedTuple):
    """n texts as UTF-8, one after another; starts (n+1)."""

    content: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]

    def get(self, row: int) -> str:
        """The text of a row."""
        return bytes(self.content[self.starts[row] : self.starts[row + 1]]).decode("utf-8")


@dataclass(frozen=True)
class Index:
    """One or more lists ready to be screened against. Rows of `sheet` are entries; `order` is their rank by list and entry id."""

    sheet: Sheet
    vocabulary: Vocabulary
    order: npt.NDArray[np.int32]
    entry_list: npt.NDArray[np.int32]
    lists: tuple[str, ...]
    ids: Texts
    names: Texts
    hashes: npt.NDArray[np.uint64]
    documents: npt.NDArray[np.int64]  # (key, kind and issuer, entry), sorted
    on_list: npt.NDArray[np.int64]
    in_reference: npt.NDArray[np.int64]
    reference: str
    years: dict[int, int]
    left_out: int = 0
    sources: tuple[dict[str, Any], ...] = field(default=())

    def __len__(self) -> int:
        return len(self.entry_list)

    @cached_property
    def name_entry(self) -> npt.NDArray[np.int32]:
        """The entry each name belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.sheet.name_start))

    @cached_property
    def name_lengths(self) -> npt.NDArray[np.int64]:
        """How many parts each name has."""
        return np.diff(self.sheet.token_start)

    @cached_property
    def postings(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        """For each part the names that hold it, ascending: (starts, names)."""
        holders = np.repeat(np.arange(len(self.sheet.weak), dtype=np.int32), np.diff(self.sheet.token_start))
        order = np.argsort(self.sheet.tokens, kind="stable")
        counts = np.bincount(self.sheet.tokens, minlength=len(self.vocabulary.keys))
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int64), holders[order]


def document_key(kind: str, number: str, issuer: str) -> tuple[int, int]:
    """A document's number without punctuation as a hash, and its kind and issuer as another (0 where not stated)."""
    plain = _NOT_ALNUM.sub("", number).upper()
    digest = hashlib.blake2b(plain.encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big"), 0 if not issuer else int.from_bytes(issuer.encode()[:2], "big")
