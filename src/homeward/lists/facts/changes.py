"""What changed between two editions of a list, as a page shows it.

Comes in: nothing. Goes out: frozen types.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from homeward.lists.facts.lists import Edition


class Change(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    AMENDED = "amended"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Changes:
    """Two editions beside each other: the publisher's ids of the people in each case, in their order."""

    old: Edition
    new: Edition
    added: tuple[str, ...]
    amended: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int

    def of(self, change: Change) -> tuple[str, ...]:
        """The ids of one case."""
        ids: tuple[str, ...] = getattr(self, change.value)
        return ids


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """One entry that changed. `fields` are those that now read differently; `compared`: some of them is compared with people."""

    entry_id: str
    change: Change
    names: tuple[str, ...]
    fields: tuple[str, ...] = ()
    compared: bool = True
