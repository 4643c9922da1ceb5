"""Candidates and where they stand, what may be found about one, and on which grounds.

Comes in: nothing. Goes out: frozen types. A candidate is a question about two records; no finding has a default, and none is a
judgement of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.registry.facts.persons import PersonRow


class Desk(StrEnum):
    """Who looks at a candidate: an analyst, a child-protection specialist, or those who trace the missing."""

    SECURITY = "security"
    CHILD = "child"
    TRACING = "tracing"


class CandidateKind(StrEnum):
    """What led to it: a name, or the number of a document. Never mixed."""

    NAME = "name"
    DOCUMENT = "document"


class State(StrEnum):
    """Where a candidate is. `SECOND` waits for another person, `SOURCE` for the answer of whoever listed the entry."""

    WAITING = "waiting"
    SECOND = "second"
    SOURCE = "source"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.WAITING, State.SECOND, State.SOURCE})


class Why(StrEnum):
    """Why a candidate is asked, or asked again, or withdrawn."""

    NEW = "new"
    ENTRY_AMENDED = "entry_amended"
    PERSON_CHANGED = "person_changed"
    RENEWAL = "renewal"
    CONTESTED = "contested"
    DISAGREED = "disagreed"
    SOURCE_SAID_NO = "source_said_no"
    RETURNED = "returned"
    ENTRY_REMOVED = "entry_removed"
    BELOW_LINE = "below_line"
    PERSON_MERGED = "person_merged"
    GROUND_ENDED = "ground_ended"
    LIST_WITHDRAWN = "list_withdrawn"


class Outcome(StrEnum):
    """What somebody found about the two records."""

    DIFFERENT = "different"
    INSUFFICIENT = "insufficient"
    POSSIBLE = "possible"
    CORROBORATED = "corroborated"


class Reason(StrEnum):
    """The code of a reason; words say the rest."""

    BIRTH_DIFFERS = "birth_differs"
    LINEAGE_DIFFERS = "lineage_differs"
    PARENT_DIFFERS = "parent_differs"
    PLACE_DIFFERS = "place_differs"
    SEX_DIFFERS = "sex_differs"
    DOCUMENT_DIFFERS = "document_differs"
    TOO_YOUNG = "too_young"
    WHEREABOUTS_EXCLUDE = "whereabouts_exclude"
    NAMESAKE = "namesake"
    TOO_LITTLE_RECORDED = "too_little_recorded"
    TOO_LITTLE_LISTED = "too_little_listed"
    FACT_WANTED = "fact_wanted"
    DOCUMENT_AGREES = "document_agrees"
    REGISTER_AGREES = "register_agrees"
    SEVERAL_AGREE = "several_agree"
    BIOMETRIC_OUTCOME = "biometric_outcome"


REASONS: dict[Outcome, frozenset[Reason]] = {
    Outcome.DIFFERENT: frozenset(
        {
            Reason.BIRTH_DIFFERS,
            Reason.LINEAGE_DIFFERS,
            Reason.PARENT_DIFFERS,
            Reason.PLACE_DIFFERS,
            Reason.SEX_DIFFERS,
            Reason.DOCUMENT_DIFFERS,
            Reason.TOO_YOUNG,
            Reason.WHEREABOUTS_EXCLUDE,
            Reason.NAMESAKE,
        }
    ),
    Outcome.INSUFFICIENT: frozenset({Reason.TOO_LITTLE_RECORDED, Reason.TOO_LITTLE_LISTED}),
    Outcome.POSSIBLE: frozenset({Reason.FACT_WANTED}),
    Outcome.CORROBORATED: frozenset(
        {Reason.DOCUMENT_AGREES, Reason.REGISTER_AGREES, Reason.SEVERAL_AGREE, Reason.BIOMETRIC_OUTCOME}
    ),
}


class Identifier(StrEnum):
    """A fact besides the name that both records state and that was compared."""

    BIRTH = "birth"
    MOTHER = "mother"
    FATHER = "father"
    BIRTH_PLACE = "birth_place"
    DOCUMENT = "document"
    REGISTER = "register"
    BIOMETRIC_OUTCOME = "biometric_outcome"


class Step(StrEnum):
    """Which look at a candidate a decision was."""

    FIRST = "first"
    SECOND = "second"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate as a queue shows it. `bits` is the evidence for one person, of the run that found it.

    `entry_name`: the entry's first name as its publisher writes it, where a queue asked for it and the edition can be opened.
    """

    id: UUID
    kind: CandidateKind
    desk: Desk
    person: PersonRow | None
    planted_id: UUID | None
    list_row: UUID
    list_id: str
    entry_id: str
    edition_id: UUID
    bits: float
    strong: bool
    state: State
    why: Why
    waiting_since: datetime
    claimed_by: UUID | None
    claimed_name: str
    outcome: Outcome | None
    first_by: UUID | None
    second_by: UUID | None
    decided_at: datetime | None
    renew_on: date | None
    version: int
    round: int = 1
    blind_due: bool = False
    list_title: str = ""
    entry_name: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody found, when, on which state of both records, and why."""

    id: UUID
    step: Step
    outcome: Outcome
    reason: Reason
    words: str
    identifiers: frozenset[Identifier]
    wanted: str
    decided_by: UUID
    decided_name: str
    decided_at: datetime
    confirms: UUID | None
    agrees: bool | None
    holds: bool
    edition_id: UUID
    round: int = 1
