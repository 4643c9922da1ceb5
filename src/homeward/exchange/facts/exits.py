"""The exit of a site: all its records in one archive, for whoever takes them over, with every row accounted for.

Comes in: nothing. Goes out: frozen types; `Manifest` is the last file of the archive and says what each of the others holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from homeward.access.facts import Category

FORMAT: Final = "homeward-exit-1"
# What the archive holds of people: everything that an agreement can name; photographs only where it names them.
CATEGORIES: Final = frozenset(Category) - {Category.PHOTOGRAPH, Category.FINDING, Category.CASE, Category.EVIDENCE}
NO_PHOTOGRAPHS: Final = "photographs, where any are kept: the agreement does not name them"
NOT_IN_IT: Final = (
    "files from which records were imported, as they came",
    "candidate pairs of possible duplicates, and what was decided of them",
    "cases of the way home, with what was assessed, planned and followed in them",
    "the trail of who read and changed what",
    "accounts, keys and agreements",
)


@dataclass(frozen=True, slots=True)
class ExitRequest:
    """Which site leaves, to whom, under which agreement. `accepted` are the agreement's caveats, each confirmed."""

    site_id: UUID
    agreement_id: UUID
    recipient: str
    accepted: frozenset[str] = frozenset()


class Part(msgspec.Struct, frozen=True):
    """One file of the archive: rows selected and written, and those of erased persons, which hold nothing that was sealed."""

    name: str
    selected: int
    written: int
    erased: int
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What an archive holds, for whom, under which agreement and caveats."""

    format: str
    site: str
    site_id: UUID
    recipient: str
    agreement: str
    purpose: str
    caveats: tuple[str, ...]
    made_at: datetime
    made_by: str
    persons: int
    persons_erased: int
    persons_in_unfinished_imports: int
    parts: tuple[Part, ...]
    not_in_it: tuple[str, ...] = NOT_IN_IT


@dataclass(frozen=True, slots=True)
class Exit:
    """An exit that was made: the file, its hash, what it holds, and the disclosure by which it is written down."""

    file_name: str
    size: int
    sha256: str
    disclosure_id: UUID
    manifest: Manifest
