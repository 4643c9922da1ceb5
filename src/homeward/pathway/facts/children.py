"""A child's best interests and their own file: who found what, which panel determined it, who cares, who is looked for, which school.

Comes in: nothing. Goes out: frozen types and enumerations, after the steps of the inter-agency guidelines. A finding is about what is good
for one child; a child's age is never a reason for anything, and nothing here is a judgement of those around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from homeward.pathway.facts.assessed import Talk


class About(StrEnum):
    """What is asked: to travel with these people, or to leave the carers that the child lives with."""

    RETURN = "return"
    SEPARATION = "separation"


class Interest(StrEnum):
    """What is in the child's best interests. `YES` is what was asked; `OTHER` another solution, which words say."""

    YES = "in_their_interests"
    NO = "not_in_their_interests"
    MORE = "more_needed"
    OTHER = "other_solution"


class Heard(StrEnum):
    """How the child's own views were heard, according to what they can say."""

    HEARD = "heard"
    THROUGH_PLAY = "through_play"
    TOO_YOUNG = "cannot_say_yet"
    DID_NOT_WANT = "did_not_want"


class Function(StrEnum):
    """For what somebody sits on a panel."""

    CHILD_PROTECTION = "child_protection"
    SOCIAL_WELFARE = "social_welfare"
    GUARDIANSHIP = "guardianship"
    HEALTH = "health"
    EDUCATION = "education"
    LEGAL = "legal"
    JUDICIARY = "judiciary"
    CASE_MANAGEMENT = "case_management"
    COMMUNITY = "community"


class AssessmentWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a best-interests assessment says, sealed."""

    views: str
    carers: str
    siblings: str
    safety: str
    health: str
    education: str
    identity: str
    recommendation: str


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """An assessment to be recorded. `with_ids`: the people it says the child would travel with."""

    about: About
    talk: Talk
    heard: Heard
    outcome: Interest
    asks_panel: bool
    said: AssessmentWords
    with_ids: tuple[UUID, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Panelist:
    """Somebody on a panel: for what, who, and what they say of the outcome. Dissent is kept with its words."""

    function: Function
    name: str
    agrees: bool = True
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class PanelDraft:
    """A determination to be recorded, on an assessment."""

    assessment_id: UUID
    outcome: Interest
    reasons: str
    panel: tuple[Panelist, ...]
    review_on: date


@dataclass(frozen=True, slots=True)
class InterestStanding:
    """An assessment as a gate sees it."""

    made_at: datetime
    outcome: Interest
    asks_panel: bool
    with_ids: frozenset[UUID]
    until: date


@dataclass(frozen=True, slots=True)
class PanelStanding:
    """A determination as a gate sees it: `stands` None until another person signed it, False where they did not."""

    made_at: datetime
    outcome: Interest
    with_ids: frozenset[UUID]
    review_on: date
    stands: bool | None


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment, opened for child protection."""

    id: UUID
    child_id: UUID
    about: About
    outcome: Interest
    asks_panel: bool
    heard: Heard
    talk: Talk
    said: AssessmentWords | None
    with_ids: tuple[UUID, ...]
    until: date
    made_by: UUID
    made_name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A determination, opened for child protection. `stands` None: another person has yet to sign it."""

    id: UUID
    child_id: UUID
    about: About
    assessment_id: UUID
    outcome: Interest
    reasons: str
    panel: tuple[Panelist, ...]
    review_on: date
    assessor: UUID
    made_by: UUID
    made_name: str
    made_at: datetime
    stands: bool | None = None
    signed_name: str = ""
    signed_at: datetime | None = None
    signed_words: str = ""

    def dissents(self) -> int:
        """How many of the panel dissent."""
        return sum(not one.agrees for one in self.panel)


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


class SoughtBy(StrEnum):
    """Who looks for whom: a child for their family, or a family for a child."""

    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"


class TracingStep(StrEnum):
    """Where a tracing stands."""

    SEARCHING = "searching"
    VERIFICATION = "verification"
    WISHES = "wishes"
    REUNIFICATION = "reunification"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class LeadFound(StrEnum):
    """What a specialist says of somebody who could be the one looked for."""

    POSSIBLE = "possible"
    ANOTHER = "another_person"
    TOO_LITTLE = "too_little"


class SoughtWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who is looked for, as the one who looks describes them."""

    name: str
    other: str = ""
    father: str = ""
    mother: str = ""
    born: str = ""
    sex: str = ""
    nationality: str = ""
    last_seen: str = ""
    words: str = ""


class WishWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a tracing goes on: how the relation was verified, or what the child and the family each want."""

    words: str = ""
    child: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Somebody who could be the one looked for: a registered person, or an entry of a tracing list. A specialist decides."""

    id: UUID
    person_id: UUID | None
    list_id: str
    entry_id: str
    noted_name: str
    noted_at: datetime
    found: LeadFound | None
    words: str
    decided_name: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class TracingRow:
    """A tracing, opened."""

    id: UUID
    number: str
    person_id: UUID
    sought_by: SoughtBy
    step: TracingStep
    version: int
    said: SoughtWords | None
    opened_name: str
    opened_at: datetime
    closed_at: datetime | None
    due: date | None = None
    leads: tuple[LeadRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
