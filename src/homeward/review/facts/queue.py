"""What a reader may ask of a desk's queue, and what they are shown of it.

Comes in: nothing. Goes out: frozen types. Every choice has a word in the address of the page; what is not chosen narrows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.review.facts.candidates import OPEN, CandidateRow, Desk, State


class Age(StrEnum):
    """How old somebody is at the least, by the births recorded."""

    CHILD = "child"
    YOUNG = "young"
    MIDDLE = "middle"
    OLDER = "older"
    OLD = "old"
    UNKNOWN = "unknown"


# From which age in whole years a group begins, and with which the next one does.
AGES: Final[dict[Age, tuple[int, int | None]]] = {
    Age.CHILD: (0, 18),
    Age.YOUNG: (18, 30),
    Age.MIDDLE: (30, 45),
    Age.OLDER: (45, 60),
    Age.OLD: (60, None),
}


class Strength(StrEnum):
    """How strong the evidence is: strong is what also needs two people to be put aside."""

    STRONG = "strong"
    OTHER = "other"


class Waited(StrEnum):
    """For how long something has waited at the least."""

    DAY = "1"
    THREE_DAYS = "3"
    WEEK = "7"
    MONTH = "30"

    @property
    def span(self) -> timedelta:
        """The same as a span of time."""
        return timedelta(days=int(self.value))


class Whose(StrEnum):
    """Who took it."""

    MINE = "mine"
    NOBODY = "nobody"
    OTHERS = "others"


class Show(StrEnum):
    """Which part of a queue is shown."""

    OPEN = "open"
    WAITING = "waiting"
    SECOND = "second"
    SOURCE = "source"
    BLIND = "blind"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

    @property
    def states(self) -> frozenset[State]:
        """The states of the candidates in it. `BLIND`: those of the decided that are due to be looked at once more."""
        if self is Show.BLIND:
            return frozenset({State.DECIDED})
        return OPEN if self is Show.OPEN else frozenset({State(self.value)})


class Order(StrEnum):
    """What stands first."""

    STRENGTH = "strength"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What is asked of a queue."""

    desk: Desk = Desk.SECURITY
    show: Show = Show.OPEN
    order: Order = Order.STRENGTH
    list_row: UUID | None = None
    site_id: UUID | None = None
    age: Age | None = None
    strength: Strength | None = None
    waited: Waited | None = None
    whose: Whose | None = None

    @property
    def whole(self) -> QueueFilter:
        """The same part of the same desk, with nothing narrowed."""
        return QueueFilter(self.desk, self.show, self.order)

    def showing(self, show: Show) -> QueueFilter:
        """The same filters over another part."""
        return replace(self, show=show)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some rows of a queue, how many there are in all, and how many in each part with the same filters."""

    rows: tuple[CandidateRow, ...]
    total: int
    counts: dict[Show, int] = field(default_factory=dict)
    mine: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands in the queue that its reader came from; `number` 0 where it is not in it any more."""

    number: int
    total: int
    before: UUID | None = None
    after: UUID | None = None
