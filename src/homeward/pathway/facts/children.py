"""A child's best interests: who assessed them, what a panel determined, who signed it.

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
from homeward.pathway.facts.child_files import ChildStep as ChildStep  # the first migration names it here
from homeward.pathway.facts.tracing import TracingStep as TracingStep  # and this one


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
