"""A case: where somebody stands on the way home, what opens the next step, and who can see to it.

Comes in: nothing. Goes out: frozen types and enumerations; the terms are those of the field. A case is about a way, never about what a
person is: there is no number on it, and nothing in it says how dangerous anybody could be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.access.facts import Capability, Role


class Stage(StrEnum):
    """Where a case stands, in the order of the way. Justice and child protection are parallel tracks, not stages."""

    REGISTERED = "registered"
    IDENTITY_REVIEW = "identity_review"
    NATIONALITY_VERIFICATION = "nationality_verification"
    SCREENING_REVIEW = "screening_review"
    REPATRIATION_DECISION = "repatriation_decision"
    DEPARTURE_PREPARATION = "departure_preparation"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    REHABILITATION = "rehabilitation"
    RETURN_READINESS = "return_readiness"
    RETURNED = "returned"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class Course(StrEnum):
    """Whether a case goes on. Each of the others is said precisely, by whom, and why; from each a case can go on again."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    TRANSFERRED = "transferred"
    ABSCONDED_REPORTED = "absconded_reported"
    DECEASED_REPORTED = "deceased_reported"
    UNTRACED = "untraced"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Gate(StrEnum):
    """What must hold before a step. Urgency opens none of them."""

    IDENTITY = "identity"
    NATIONALITY = "nationality"
    SCREENING = "screening"
    VOLUNTARINESS = "voluntariness"
    NON_REFOULEMENT = "non_refoulement"
    BEST_INTERESTS = "best_interests"
    FAMILY_UNITY = "family_unity"
    MEDICAL_FITNESS = "medical_fitness"
    NO_HOLD = "no_hold"
    PACK = "pack"
    DESTINATION = "destination"
    CONTINUITY = "continuity"
    HEAD_COUNT = "head_count"
    HANDOVER = "handover"
    PLAN = "plan"
    CONTACTS = "contacts"


class Holding(StrEnum):
    """How a gate stands. `LAPSED`: it was open, and what opened it is over."""

    OPEN = "open"
    DOES_NOT_APPLY = "does_not_apply"
    OVERRIDDEN = "overridden"
    UNMET = "unmet"
    LAPSED = "lapsed"

    @property
    def passes(self) -> bool:
        """Whether a step may go through."""
        return self in (Holding.OPEN, Holding.DOES_NOT_APPLY, Holding.OVERRIDDEN)


@dataclass(frozen=True, slots=True)
class Lawful:
    """One line of the table of steps: from where to where, who takes it, through which gates.

    `answered_by` set: whoever holds `by` proposes it, and another person with this one takes it. `back`: the case goes back, which needs
    words and no gate.
    """

    frm: Stage
    to: Stage
    by: Capability
    gates: tuple[Gate, ...] = ()
    answered_by: Capability | None = None
    back: bool = False

    @property
    def two(self) -> bool:
        """Whether it takes two people."""
        return self.answered_by is not None


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who can see to a gate, and whether it can be overridden at all."""

    roles: tuple[Role, ...]
    overridable: bool = False


@dataclass(frozen=True, slots=True)
class Traveller:
    """What gates need to know of a case's person and of those who move together with them. `child`: may be under 18, or age unknown."""

    case_id: UUID
    person_id: UUID
    group_id: UUID
    stage: Stage
    site_id: UUID
    person_version: int
    child: bool
    born_from: date | None = None
    born_to: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """How one gate stands for one case now. `because` is a code whose sentence the pages know (`web.pathway_words`); `detail` fills it in.

    `waits_for` are the roles that can see to it. `until`: when what opens it is over. Never holds what a restricted record says.
    """

    gate: Gate
    holding: Holding
    because: str
    detail: Mapping[str, str | int] = field(default_factory=dict)
    waits_for: tuple[Role, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as a list shows it, with the household's number where it moves with others."""

    id: UUID
    number: str
    person_id: UUID
    person_number: str
    group_id: UUID
    stage: Stage
    course: Course
    since: datetime
    version: int
    opened_at: datetime
    closed_at: datetime | None
    site_id: UUID
    pack: str
    pack_version: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that was taken, by whom, on whose proposal, and through which gates."""

    id: UUID
    case_id: UUID
    frm: Stage
    to: Stage
    taken_by: str
    taken_at: datetime
    proposed_by: str
    words: str
    gates: tuple[tuple[Gate, Holding], ...]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """That a case stopped or went on again: what, since when, who says so and why."""

    course: Course
    recorded_by: str
    recorded_at: datetime
    words: str
