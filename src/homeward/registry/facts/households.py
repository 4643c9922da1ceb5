"""A household: who belongs to it as what, how people are related, who cares for a child, and why a child was taken from a carer.

Comes in: what somebody stated. Goes out: frozen types. A relation says how two people are related and nothing more: nothing
about one of them is ever carried over to the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.persons import HouseholdRole, PersonRow


class RelationKind(StrEnum):
    """What one person is to another. It is kept one way round: a child is kept as the other's parent, a ward as their guardian."""

    PARENT = "parent"
    CHILD = "child"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    GUARDIAN = "guardian"
    WARD = "ward"
    OTHER_RELATIVE = "other_relative"


class CareKind(StrEnum):
    """How a child who is without their parents is cared for."""

    KINSHIP = "kinship"
    FOSTER = "foster"
    GUARDIANSHIP = "guardianship"
    RESIDENTIAL = "residential"
    SUPERVISED_INDEPENDENT = "supervised_independent"
    CHILD_HEADED = "child_headed"
    HOSPITAL = "hospital"


class CareBasis(StrEnum):
    """What a care arrangement rests on."""

    FAMILY_AGREEMENT = "family_agreement"
    CUSTOM = "custom"
    BEST_INTERESTS_ASSESSMENT = "best_interests_assess"
    BEST_INTERESTS_DETERMINATION = "best_interests_determ"
    COURT_ORDER = "court_order"
    AUTHORITY_DECISION = "authority_decision"
    EMERGENCY = "emergency"
    UNKNOWN = "unknown"


class SeparationBasis(StrEnum):
    """What a decision rests on that takes a child from the carers they live with."""

    BEST_INTERESTS_ASSESSMENT = "best_interests_assess"
    BEST_INTERESTS_DETERMINATION = "best_interests_determ"
    COURT_ORDER = "court_order"
    EMERGENCY_PROTECTION = "emergency_protection"
    FAMILY_REUNIFICATION = "family_reunification"
    MEDICAL_TRANSFER = "medical_transfer"


# What rests on the child's best interests rests on what a panel determined, and an assessment alone carries none.
INTERESTS_BASES: Final = frozenset(
    {SeparationBasis.BEST_INTERESTS_ASSESSMENT, SeparationBasis.BEST_INTERESTS_DETERMINATION}
)


@dataclass(frozen=True, slots=True)
class Kin:
    """That a member of a family is something to another one: `of` counts the members from 0."""

    kind: RelationKind
    of: int


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One person of a family that is registered together."""

    statements: tuple[Statement, ...]
    role: HouseholdRole
    kin: tuple[Kin, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """A family to be registered with its household. `source` is who said how they are related."""

    members: tuple[FamilyMember, ...]
    site_id: UUID
    section: str = ""
    tent: str = ""
    arrived: date | None = None
    source: Source = Source.PERSON


@dataclass(frozen=True, slots=True)
class Family:
    """A family that was registered: the household's id and number, and its members' ids in their order."""

    household_id: UUID
    number: str
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household as the rules see one: `present_at` None where they are recorded as being at no site now.

    `parents` and `guardians` are the persons recorded as such, wherever they are.
    """

    person_id: UUID
    household_id: UUID | None
    role: HouseholdRole
    born_to: date | None
    present_at: UUID | None
    parents: frozenset[UUID] = frozenset()
    guardians: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Move:
    """That a person joins a household in a role."""

    person_id: UUID
    role: HouseholdRole


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """That one person is something to another, according to a source."""

    person_id: UUID
    kind: RelationKind
    of_id: UUID
    source: Source


@dataclass(frozen=True, slots=True)
class CareDraft:
    """Who cares for a child. `carer_id` None: nobody registered, such as an institution."""

    child_id: UUID
    carer_id: UUID | None
    kind: CareKind
    basis: CareBasis
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SeparationDraft:
    """A decision that a child leaves the carers they live with: what it rests on, who took it, why, and when it is reviewed."""

    child_id: UUID
    basis: SeparationBasis
    authority: str
    reason: str
    review_on: date


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household as a list shows it."""

    id: UUID
    number: str
    version: int
    site_id: UUID
    section: str
    tent: str
    made_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household in a list: its head, where one is recorded whom the reader may see, and how many people belong to it now."""

    row: HouseholdRow
    head: PersonRow | None
    members: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A membership: who, as what, from when to when. `person` is None where the reader may not see the person's file."""

    person_id: UUID
    person: PersonRow | None
    role: HouseholdRole
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """That one person is something to another, according to a source."""

    id: UUID
    person_id: UUID
    kind: RelationKind
    of_id: UUID
    source: Source
    recorded_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class CareRow:
    """Who cares for a child, how, on what basis, from when to when."""

    id: UUID
    child_id: UUID
    carer_id: UUID | None
    kind: CareKind
    basis: CareBasis
    since: date | None
    until: date | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeparationRow:
    """A decision that a child leaves their carers. `restricted`: that there is one may be seen, what it says may not."""

    id: UUID
    child_id: UUID
    decided_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None
    basis: SeparationBasis | None
    authority: str
    reason: str
    review_on: date | None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """A household, opened. `uncared` are the children in it with none of the people who cared for them, as far as is recorded."""

    row: HouseholdRow
    members: tuple[MemberRow, ...]
    former: tuple[MemberRow, ...]
    relations: tuple[RelationRow, ...]
    care: tuple[CareRow, ...]
    separations: tuple[SeparationRow, ...]
    uncared: tuple[UUID, ...]
