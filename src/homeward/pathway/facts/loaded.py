"""Packs as they were loaded: which versions there are, which cases go by them, and what differs between two.

Comes in: nothing. Goes out: frozen types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from homeward.pathway.facts.packs import Document


@dataclass(frozen=True, slots=True)
class PackRow:
    """A version of a pack. `cases`: how many running cases go by it. `new`: whether this loading made it."""

    id: UUID
    key: str
    version: int
    country: str
    sha: str
    loaded_at: datetime
    retired_at: datetime | None
    document: Document
    cases: int = 0
    new: bool = False
