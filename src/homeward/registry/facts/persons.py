"""A person of the registry: the draft that a clerk fills in, the summary that lists show, the file that a page opens.

Comes in: claims. Goes out: frozen types. Knows no watch list and no score of a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from homeward.registry.facts.claims import Claim, Statement
from homeward.registry.facts.values import Sex


class Standing(StrEnum):
    """Where a record stands."""

    PRESENT = "present"
    DEPARTED = "departed"
    MISSING_REPORTED = "missing_reported"
    DECEASED_REPORTED = "deceased_reported"
    UNACCOUNTED = "unaccounted"
    MERGED = "merged"
    ERASED = "erased"


class HouseholdRole(StrEnum):
    """What somebody is in their household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    OTHER_RELATIVE = "other_relative"
    FOSTER_CHILD = "foster_child"
    SEPARATED_CHILD = "separated_child"
    UNACCOMPANIED_CHILD = "unaccompanied_child"
    GUARDIAN = "guardian"
    NOT_RELATED = "not_related"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person to be registered: statements, and where they are. `reference` is the source's own id of the row, if any."""

    statements: tuple[Statement, ...]
    site_id: UUID
    section: str = ""
    tent: str = ""
    arrived: date | None = None
    reference: str = ""
    household_id: UUID | None = None
    role: HouseholdRole = HouseholdRole.UNKNOWN


class Summary(msgspec.Struct, frozen=True):
    """What lists show of a person, sealed in their row and rebuilt from the current claims. Empty text: not recorded."""

    name: str = ""
    romanised: str = ""
    kunya: str = ""
    father: str = ""
    mother: str = ""
    birth: str = ""
    birth_place: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list shows them."""

    id: UUID
    number: str
    version: int
    summary: Summary
    sex: Sex | None
    born_from: date | None
    born_to: date | None
    nationalities: tuple[str, ...]
    standing: Standing
    site_id: UUID | None
    section: str
    tent: str
    household_id: UUID | None
    role: HouseholdRole
    registered_at: datetime
    merged_into: UUID | None = None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person's file: the row and every claim, current and past, the restricted ones without their value."""

    row: PersonRow
    claims: tuple[Claim, ...]
