"""Follow-up after a return: when somebody is asked how they are, and whether they were reached.

Comes in: nothing. Goes out: frozen types. Whoever was not reached is *unknown*: it says nothing about them, and nothing follows from it
by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.outcomes import Measure, OutcomeColumn, Reason, Said, Told


class Reached(StrEnum):
    """How a contact ended."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"


class Way(StrEnum):
    """How somebody was asked."""

    VISIT = "visit"
    PHONE = "phone"
    CAME = "came"
    THROUGH_OTHERS = "through_others"


class DueState(StrEnum):
    """Where a planned contact stands. `UNKNOWN`: its day came and nobody was reached, or nobody asked."""

    COMING = "coming"
    DUE = "due"
    UNKNOWN = "unknown"
    REACHED = "reached"
    DECLINED = "declined"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact, or that there was none. `once` makes a form that was sent twice one contact."""

    reached: Reached
    way: Way
    held_on: date
    words: str = ""
    said: Mapping[Measure, Said] | None = None
    follow_up_id: UUID | None = None
    once: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as it was recorded."""

    id: UUID
    follow_up_id: UUID | None
    reached: Reached
    way: Way
    held_on: date
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A planned contact. `after`: the interval after the return, as the country's process says it, or empty for one of one's own.

    `waits`: its day came, and nobody has written down whether the person was reached.
    """

    id: UUID
    case_id: UUID
    due_on: date
    after: str
    state: DueState
    asked: bool
    version: int
    contacts: tuple[ContactRow, ...]
    moved_words: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Why a case was closed and what the person was told, as it was written down. `now`: it is the closure of the case as it stands."""

    id: UUID
    reason: Reason
    words: str
    told: Told
    told_words: str
    language: str
    by: str
    at: datetime
    number: int
    now: bool = False


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """What a case's page of follow-up shows."""

    case_id: UUID
    person_id: UUID
    follow_ups: tuple[FollowUpRow, ...]
    unplanned: tuple[ContactRow, ...]
    outcomes: tuple[OutcomeColumn, ...]
    closures: tuple[ClosureRow, ...]
    missed: int
    open_needs: int
    child: bool = False
