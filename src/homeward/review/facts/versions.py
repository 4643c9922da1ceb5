"""In which editions somebody was looked for, and whether "not found in these versions" may be said at all.

Comes in: nothing. Goes out: frozen types. It is said of editions, never of a person, and never as more than it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from homeward.lists.facts.lists import Edition, Health


class Standing(StrEnum):
    """What can be said of somebody. Only `NOT_FOUND` says that nothing was found, and only in these versions."""

    NEVER = "never"
    WITHHELD = "withheld"
    CHANGED = "changed"
    INCOMPLETE = "incomplete"
    ASKED = "asked"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Searched:
    """A list and the edition of it in which somebody was looked for last (None: in none), with the list's health now."""

    list_id: str
    title: str
    edition: Edition | None
    in_use: bool
    health: Health

    @property
    def good(self) -> bool:
        """Whether nothing found in it may be said."""
        return self.edition is not None and self.in_use and self.health.good


@dataclass(frozen=True, slots=True)
class Versions:
    """In which versions somebody was looked for, when, and what may be said of it. `candidates` are those asked or decided."""

    standing: Standing
    screened_at: datetime | None = None
    lists: tuple[Searched, ...] = field(default=())
    candidates: int = 0

    @property
    def not_found(self) -> bool:
        """Whether "not found in these versions" may be said: never where a list ails, is missing or was not compared."""
        return self.standing is Standing.NOT_FOUND
