"""A case as its page shows it: who moves together, what was proposed, held, lifted and taken, and how the gates stand.

Comes in: nothing. Goes out: frozen types. Words are those of whoever wrote them, opened for whoever may read the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.cases import CaseRow, Check, Course, CourseRow, Gate, Lawful, Stage, StepRow
from homeward.pathway.facts.holds import HoldReason


class Order(StrEnum):
    """In which order a list of cases stands; each is stable, page after page."""

    WAITING = "waiting"
    NEWEST = "newest"
    STAGE = "stage"
    HOUSEHOLD = "household"


class Waited(StrEnum):
    """Since when cases stand where they stand, at the least."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list of cases is narrowed to; None narrows nothing. `number`: of a case, a person or a household, as somebody wrote it."""

    stage: Stage | None = None
    course: Course | None = Course.RUNNING
    site_id: UUID | None = None
    gate: Gate | None = None
    waited: Waited | None = None
    order: Order = Order.WAITING
    number: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """What keeps a case from its next step, as it was settled last."""

    gate: Gate
    because: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list, with its household's number and what keeps it."""

    row: CaseRow
    household_number: str
    blocks: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class CasesPage:
    """A window of a list, the true number of all that fit, and how many fit at each stage and course by the other filters."""

    lines: tuple[CaseLine, ...]
    total: int
    stages: dict[Stage, int]
    courses: dict[Course, int]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A step that somebody proposed, and what another person answered, if anybody did."""

    id: UUID
    case_id: UUID
    frm: Stage
    to: Stage
    words: str
    proposed_by: UUID
    proposed_name: str
    proposed_at: datetime
    agrees: bool | None
    answer_words: str
    answered_name: str
    answered_at: datetime | None
    taken_back_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_at is None and self.taken_back_at is None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold of a case: why, on whose authority, whose it is, when it is looked at again and when it is over.

    `restricted`: its reason is kept from this reader, who still sees that there is a hold, whose it is and until when.
    """

    id: UUID
    case_id: UUID
    reason: HoldReason | None
    words: str
    authority: str
    owner: UUID
    owner_name: str
    placed_at: datetime
    review_on: date
    until: date
    renews: UUID | None
    renewed: bool
    reviewed_at: datetime | None
    ended_at: datetime | None
    ended_name: str
    end_words: str
    restricted: bool = False

    def holds(self, today: date) -> bool:
        """Whether it holds anything: not ended, not renewed by another one, and its time not over."""
        return self.ended_at is None and not self.renewed and self.until >= today

    def expired(self, today: date) -> bool:
        """Whether its time was over before anybody ended or renewed it."""
        return self.ended_at is None and not self.renewed and self.until < today


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """That a gate is to be lifted for a time: on whose authority, why, until when; who granted, refused and reviewed it."""

    id: UUID
    case_id: UUID
    gate: Gate
    authority: str
    reason: str
    asked_by: UUID
    asked_name: str
    asked_at: datetime
    until: date
    review_on: date
    granted_name: str
    granted_at: datetime | None
    refused_at: datetime | None
    reviewed_name: str
    reviewed_at: datetime | None
    review_words: str
    upheld: bool | None
    ended_at: datetime | None

    def lifts(self, today: date) -> bool:
        """Whether it lifts its gate now."""
        return self.granted_at is not None and self.ended_at is None and self.until >= today

    @property
    def asked(self) -> bool:
        """Whether it waits for somebody to grant or refuse it."""
        return self.granted_at is None and self.refused_at is None and self.ended_at is None

    @property
    def unreviewed(self) -> bool:
        """Whether it was granted and nobody looked at it again."""
        return self.granted_at is not None and self.reviewed_at is None


@dataclass(frozen=True, slots=True)
class ApartRow:
    """That an adult stays apart from the others of their household, and why."""

    id: UUID
    case_id: UUID
    words: str
    recorded_name: str
    recorded_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case, opened. `mates` are all cases of the group that the reader reaches, this one among them, in the order of their opening;
    `hidden` how many more there are. `standing`, by case: the steps that lead on and how their gates stand."""

    row: CaseRow
    household_id: UUID | None
    household_number: str
    to_site: UUID | None
    home_site: UUID | None
    group_version: int
    mates: tuple[CaseRow, ...]
    hidden: int
    standing: dict[UUID, tuple[tuple[Lawful, tuple[Check, ...]], ...]]
    steps: tuple[StepRow, ...]
    turns: tuple[CourseRow, ...]
    proposals: tuple[ProposalRow, ...]
    aparts: tuple[ApartRow, ...]
    holds: tuple[HoldRow, ...]
    overrides: tuple[OverrideRow, ...]
