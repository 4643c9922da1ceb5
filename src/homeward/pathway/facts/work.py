"""What waits in the way home, as my-work and a case's page show it: tasks, gates that somebody keeps, what is to be answered.

Comes in: nothing. Goes out: frozen types. A line tells which household waits for what since when; it says nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.access.facts import Role
from homeward.pathway.facts.cases import Gate, Stage

OWN: Final = "own"  # a task in somebody's own words; every other `what` is a code that its room keeps and closes itself

FOLLOW_UP_DUE: Final = "follow_up_due"
TOGETHER: Final = (
    FOLLOW_UP_DUE,
)  # codes of tasks that have a subject of their own, and are done for a household at once


class Part(StrEnum):
    """Which part of my work is shown."""

    ALL = "all"
    OVERDUE = "overdue"
    ANSWERS = "answers"
    TASKS = "tasks"
    GATES = "gates"
    OTHERS = "others"


class Kind(StrEnum):
    """What a line of my work is."""

    TASK = "task"
    GATE = "gate"
    PROPOSAL = "proposal"
    OVERRIDE_ASKED = "override_asked"
    OVERRIDE_REVIEW = "override_review"
    HOLD_ENDING = "hold_ending"
    HOLD_EXPIRED = "hold_expired"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a case. `words` are somebody's own; `due` is a day, and after it the task is overdue."""

    id: UUID
    case_id: UUID
    what: str
    subject: UUID | None
    words: str
    role: Role
    owner: UUID | None
    owner_name: str
    due: date
    made_at: datetime
    done_at: datetime | None = None
    done_name: str = ""
    done_words: str = ""

    def overdue(self, today: date) -> bool:
        """Whether its day is over and nobody did it."""
        return self.done_at is None and self.due < today


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A line of my work: one household or one person, what is asked, since when or until when.

    `case_id` is any one case of those that wait together, `cases` how many they are; `person_id` and `person_number` are that case's.
    `opens` is whether the reader may open the case.
    """

    kind: Kind
    case_id: UUID
    case_number: str
    person_id: UUID
    person_number: str
    household_number: str
    cases: int
    stage: Stage | None = None
    gate: Gate | None = None
    what: str = ""
    words: str = ""
    because: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)
    role: Role | None = None
    who: str = ""
    since: datetime | None = None
    due: date | None = None
    overdue: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A window of my work with the true number of lines in each part."""

    lines: tuple[WorkLine, ...]
    total: int
    counts: Mapping[Part, int]
