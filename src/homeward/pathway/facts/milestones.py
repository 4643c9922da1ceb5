"""How an item of a pack stands in a case: asked or not, what was answered, and until when that holds.

Comes in: nothing. Goes out: frozen types and enumerations. An answer is an authority's, with its reasons; it is no property of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.packs import Barrier, Item, Titles, Weekday


class Said(StrEnum):
    """What can be recorded of an item beside a pack's own answers. The last two are about barriers."""

    ASKED = "asked"
    QUESTION = "question"
    NO_QUESTION = "no_question"
    OBJECTED = "objected"
    IN_THE_WAY = "in_the_way"
    NO_LONGER = "no_longer"


class Stands(StrEnum):
    """How an item stands."""

    DOES_NOT_APPLY = "does_not_apply"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    ANEW = "anew"
    STOPPED = "stopped"
    OBJECTED = "objected"
    LAPSED = "lapsed"
    SATISFIED = "satisfied"

    @property
    def settled(self) -> bool:
        """Whether nothing more is needed."""
        return self in (Stands.SATISFIED, Stands.DOES_NOT_APPLY)


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """What somebody wants recorded of an item. `number`: how many entries they saw, so that nobody answers over another."""

    item: str
    said: str
    day: date
    number: int
    words: str = ""
    reference: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a rule needs to know of one entry."""

    said: str
    day: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """An entry as it was recorded, with its words for whoever may read the case."""

    id: UUID
    item: str
    number: int
    said: str
    day: date
    until: date | None
    words: str
    reference: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item of the pack in one case. `number`: how many entries there are; `offered`: what may be said next, by whoever writes here.

    `withheld`: an authority's reasons are not for this reader, who learns only whether it is settled.
    """

    item: Item
    stands: Stands
    rows: tuple[MilestoneRow, ...]
    offered: tuple[str, ...] = ()
    due: date | None = None
    until: date | None = None
    number: int = 0
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class BarrierState:
    """What somebody else asks of a family, where it was recorded."""

    barrier: Barrier
    in_the_way: bool
    rows: tuple[MilestoneRow, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """A case's pack with how each item stands."""

    case_id: UUID
    pack_key: str
    pack_version: int
    newest: int
    items: tuple[ItemState, ...]
    barriers: tuple[BarrierState, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's stay at a reception centre: since when, which day of the stay it is, and visits with what came of them.

    `visit`: what came of the last one, as the country's process calls it.
    """

    case_id: UUID
    case_number: str
    person_id: UUID
    group_id: UUID
    since: date
    day: int
    days: int
    visits: tuple[MilestoneRow, ...]
    visit: Titles | None = None
    visiting_days: tuple[Weekday, ...] = ()

    @property
    def over(self) -> int:
        """How many days longer than it was meant to last."""
        return max(0, self.day - self.days)
