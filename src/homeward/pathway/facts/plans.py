"""An individual reintegration plan: goals in plain language, the person's own words, what they say to it; and the referrals it leads to.

Comes in: nothing. Goes out: frozen types. A plan is agreed with somebody, or it is not in force; that somebody does not agree is written
down as their answer and changes nothing else about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.needs import NeedRow
from homeward.pathway.facts.services import ServiceKind


class Agreement(StrEnum):
    """What the person says to a plan."""

    AGREES = "agrees"
    IN_PART = "in_part"
    DOES_NOT_AGREE = "does_not_agree"
    NOT_ASKED = "not_asked"


class PlanState(StrEnum):
    """Where a version of a plan stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    NOT_AGREED = "not_agreed"
    REPLACED = "replaced"
    ENDED = "ended"


class GoalState(StrEnum):
    """How far a goal is."""

    OPEN = "open"
    REACHED = "reached"
    PARTLY = "partly"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal: in plain language what is to be, what we do for it, what the person does."""

    words: str
    ours: str = ""
    theirs: str = ""
    by_when: date | None = None
    need_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of a plan."""

    id: UUID
    position: int
    words: str
    ours: str
    theirs: str
    by_when: date | None
    need_id: UUID | None
    kind: ServiceKind | None
    state: GoalState
    state_words: str
    kept_apart: bool = False


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as it is written: the person's own words first."""

    own_words: str
    language: str
    goals: tuple[GoalDraft, ...]
    review_on: date
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """How a plan was gone through with the person, and what they say to it.

    `open_words`: what stays open, or what they do not agree with. `carer`: of a child, who cares for them and says so too.
    """

    agreement: Agreement
    explained_on: date
    language: str
    interpreter: str = ""
    open_words: str = ""
    carer: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """That a plan was looked at again and goes on."""

    words: str
    next_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A version of a plan."""

    id: UUID
    case_id: UUID
    number: int
    state: PlanState
    own_words: str
    language: str
    with_whom: str
    review_on: date
    goals: tuple[GoalRow, ...]
    made_by: str
    made_at: datetime
    agreement: Agreement
    version: int
    explained_by: str = ""
    explained_on: date | None = None
    explained_in: str = ""
    interpreter: str = ""
    open_words: str = ""
    carer: str = ""
    in_force_at: datetime | None = None
    ended_at: datetime | None = None
    reviews: tuple[ReviewRow, ...] = ()


class ReferralState(StrEnum):
    """Where a referral is."""

    MADE = "made"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    STOPPED = "stopped"


class Consent(StrEnum):
    """Who agreed that the person is referred."""

    PERSON = "person"
    CARER = "carer"


@dataclass(frozen=True, slots=True)
class ReferralDraft:
    """A referral: for which need, to which service of the directory or to whom else, what is asked, and who agreed to it."""

    need_id: UUID
    words: str
    consent: Consent
    answer_by: date
    service_id: UUID | None = None
    provider: str = ""


@dataclass(frozen=True, slots=True)
class ReferralTurn:
    """What happened to a referral."""

    state: ReferralState
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral as those see it who work with the person."""

    id: UUID
    case_id: UUID
    need_id: UUID
    kind: ServiceKind
    service_id: UUID | None
    service: str
    provider: str
    words: str
    consent: Consent
    answer_by: date
    state: ReferralState
    since: datetime
    version: int
    turns: tuple[ReferralTurn, ...]

    def overdue(self, today: date) -> bool:
        """Whether an answer was expected before today and none came."""
        return self.state is ReferralState.MADE and self.answer_by < today


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What a case's page of plan and services shows. `apart`: how many needs this reader is not shown."""

    case_id: UUID
    needs: tuple[NeedRow, ...]
    plan: PlanRow | None
    draft: PlanRow | None
    earlier: tuple[PlanRow, ...]
    referrals: tuple[ReferralRow, ...]
    apart: int
    due: date | None
    child: bool
