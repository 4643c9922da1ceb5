"""A child's own file: where the work with the child stands, and what was written into it: plan, visits, who cares, which school.

Comes in: nothing. Goes out: frozen types and enumerations, after the steps of the inter-agency guidelines. Nothing here is a judgement of
a child or of those around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class ChildStep(StrEnum):
    """Where the work with a child stands, as the inter-agency guidelines name it."""

    REGISTERED = "registered"
    ASSESSMENT = "assessment"
    CASE_PLAN = "case_plan"
    IMPLEMENTATION = "implementation"
    REVIEW = "review"
    CLOSED = "closed"


class Entry(StrEnum):
    """What is written into a child's file."""

    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    GUARDIAN = "guardian"
    VISIT = "visit"
    CARE_REVIEW = "care_review"
    SCHOOL = "school"


class Guardian(StrEnum):
    """Whose word counts for the child: for a time, by law, or nobody's any more."""

    TEMPORARY = "temporary"
    LEGAL = "legal"
    ENDED = "ended"


class CareFound(StrEnum):
    """What a review of a child's care found."""

    CONTINUES = "continues"
    CHANGES = "changes_needed"
    ENDS = "ends"


class Attends(StrEnum):
    """Whether a child is in school."""

    ENROLLED = "enrolled"
    IRREGULAR = "irregular"
    WAITING = "waiting"
    NOT_ENROLLED = "not_enrolled"
    UNKNOWN = "unknown"


class PlanWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """A case plan: what shall be better, who does what, what the child says to it."""

    goals: str
    actions: str
    views: str = ""


class NoteWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was seen or done: a follow-up, a review of care."""

    words: str


class GuardianWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who speaks for the child: the authority that says so, why it may, and its reference."""

    name: str
    authority: str
    competence: str
    reference: str = ""


class VisitWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """A monitoring visit: whether the child was seen alone, what they say, what has to be done."""

    seen_alone: bool
    words: str
    concerns: str = ""


class SchoolWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """A child's school: where, which level, what keeps them from it, the result of a placement test."""

    school: str = ""
    level: str = ""
    barriers: str = ""
    placement: str = ""


EntryWords = PlanWords | NoteWords | GuardianWords | VisitWords | SchoolWords


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """Something to be written into a child's file. `code` is of the entry's own enumeration; `due` when it is looked at again."""

    kind: Entry
    said: EntryWords
    code: str = ""
    since: date | None = None
    until: date | None = None
    due: date | None = None
    subject: UUID | None = None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of a child's file, opened."""

    id: UUID
    kind: Entry
    code: str
    since: date | None
    until: date | None
    due: date | None
    subject: UUID | None
    said: EntryWords | None
    made_name: str
    made_at: datetime
    current: bool = False


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A step that was taken in a file or a tracing, by whom and why."""

    to: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child's file in a list: where it stands and what falls due first."""

    id: UUID
    number: str
    child_id: UUID
    step: ChildStep
    since: datetime
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Schooling:
    """What is recorded last of a child's school, for the follow-up after return: no words of it."""

    attends: Attends
    since: date | None
    recorded_at: datetime
