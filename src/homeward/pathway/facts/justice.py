"""The track of justice: one file for a person, what an authority is asked to look into, what a court said, and where somebody is held.

Comes in: nothing. Goes out: frozen types and enumerations. Not referring, acquittal and closure are outcomes like any other. There is no
code for a relative's listing, for kinship, tribe, a camp section or missing papers: none of them is evidence of what somebody did. Nothing
here is read by anything that gives somebody a service.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.kernel.dates import PartialDate
from homeward.pathway.facts.evidence import ItemRow


class Proceeding(StrEnum):
    """Where a question to an authority stands. `CLOSED`: it is over, whatever it came to."""

    DRAFTED = "drafted"
    PROPOSED = "proposed"
    NOT_REFERRED = "not_referred"
    REFERRED = "referred"
    RETURNED = "returned"
    DISMISSED = "dismissed"
    ACQUITTED = "acquitted"
    CONVICTED = "convicted"
    CLOSED = "closed"


class Question(StrEnum):
    """What is asked before somebody is referred. Each is answered by a person, with words and a source."""

    AGE = "age"
    JUVENILE = "juvenile"
    SPECIALIST = "specialist"
    COUNSEL = "counsel"
    FAIR_TRIAL = "fair_trial"
    TORTURE = "torture"
    DEATH_PENALTY = "death_penalty"
    AUTHORITY = "authority"


class Answer(StrEnum):
    """What was answered. Which of them lets a referral go on is in `rules.justice.ANSWERS`."""

    ADULT = "adult"
    CHILD = "child"
    TOO_YOUNG = "too_young"
    JUVENILE_JUSTICE = "juvenile_justice"
    ORDINARY_COURT = "ordinary_court"
    CONSULTED = "consulted"
    ADVISES_AGAINST = "advises_against"
    NOT_CONSULTED = "not_consulted"
    HAS_COUNSEL = "has_counsel"
    NO_COUNSEL = "no_counsel"
    EXPECTED = "expected"
    NOT_EXPECTED = "not_expected"
    UNTAINTED = "untainted"
    TAINTED = "tainted"
    NOT_EXPOSED = "not_exposed"
    ASSURED = "assured"
    EXPOSED = "exposed"
    COMPETENT = "competent"
    NOT_COMPETENT = "not_competent"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """What happened at a court."""

    CHARGE = "charge"
    HEARING = "hearing"
    DETENTION_ORDER = "detention_order"
    VERDICT = "verdict"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    TRANSFER = "transfer"


class Confinement(StrEnum):
    """For what somebody is held."""

    PRE_TRIAL = "pre_trial"
    SENTENCE = "sentence"


class Reviewed(StrEnum):
    """What a review of a detention came to."""

    GOES_ON = "goes_on"
    ENDS = "ends"


class AidKind(StrEnum):
    """Who stands beside somebody before a court."""

    COUNSEL = "counsel"
    INTERPRETER = "interpreter"


class Due(StrEnum):
    """What the side of justice has to do by a day. Each stands in its own list, never in a case's."""

    DETENTION_REVIEW = "detention_review"
    DETENTION_EXPIRES = "detention_expires"
    HEARING = "hearing"
    RELEASE_PLAN = "release_plan"
    RELEASE_FAMILY = "release_family"
    RELEASE_PAPERS = "release_papers"
    RELEASE_SERVICES = "release_services"
    RELEASE_DAY = "release_day"


@dataclass(frozen=True, slots=True)
class Onward:
    """One line of the table of proceedings. `two`: it takes two people. `letter`: the person is told by letter."""

    frm: Proceeding
    to: Proceeding
    two: bool = False
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """What somebody is said to have done, when, and which authority would look into it."""

    act: str
    day: PartialDate
    authority: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to one question, as it stands: the latest one."""

    question: Question
    answer: Answer
    words: str
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An item of evidence beside a referral: what it shows that this person did, or, where it `favours` them, what speaks for them."""

    item: ItemRow
    words: str
    favours: bool
    by: str
    at: datetime
    seen_by: tuple[str, ...] = ()
    told_to_defence: date | None = None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """That a question to an authority went on: from where to where, as whom it says so, and why."""

    id: UUID
    frm: Proceeding
    to: Proceeding
    words: str
    authority: str
    day: PartialDate | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EventRow:
    """What happened at a court."""

    id: UUID
    kind: EventKind
    court: str
    words: str
    day: PartialDate | None
    next_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A question to an authority, with everything that belongs to it."""

    id: UUID
    place: int
    state: Proceeding
    version: int
    act: str
    act_day: PartialDate | None
    authority: str
    drafted_by: str
    drafted_at: datetime
    proposed_by: UUID | None = None
    proposed_name: str = ""
    proposed_words: str = ""
    confirmed_name: str = ""
    confirmed_words: str = ""
    confirmed_at: datetime | None = None
    answers: tuple[Given, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    open_questions: tuple[Question, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """That somebody's detention was looked at again, by whom, and what it came to."""

    on: date
    outcome: Reviewed
    words: str
    next_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class DetentionRow:
    """Where somebody is held, for what, since when, on whose order, and when that is looked at again."""

    id: UUID
    kind: Confinement
    place: str
    order: str
    since: PartialDate | None
    review_on: date | None
    until: date | None
    ended_on: date | None
    version: int
    reviews: tuple[ReviewRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AidRow:
    """A lawyer or an interpreter: who, since when, in which language."""

    id: UUID
    kind: AidKind
    name: str
    language: str
    since: PartialDate | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that the side of justice has to do by a day."""

    id: UUID
    file_id: UUID
    number: str
    what: Due
    due: date
    done_at: datetime | None = None
    done_by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as the list of files shows it."""

    id: UUID
    number: str
    person_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    states: tuple[Proceeding, ...] = ()
    next_due: date | None = None


@dataclass(frozen=True, slots=True)
class JusticeRow:
    """A whole file. `case_id` is the case whose plan a release leads to: an id, and nothing else of it.

    `beside`: other files of the same person, whose records were merged.
    """

    id: UUID
    number: str
    person_id: UUID
    site_id: UUID
    version: int
    opened_at: datetime
    closed_at: datetime | None
    may_be_child: bool
    release_on: date | None
    case_id: UUID | None
    referrals: tuple[ReferralRow, ...] = ()
    detentions: tuple[DetentionRow, ...] = ()
    aids: tuple[AidRow, ...] = ()
    due: tuple[DueRow, ...] = field(default=())
    beside: tuple[tuple[UUID, str], ...] = ()
