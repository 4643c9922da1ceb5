"""What a place is: kinds and states of sites, their names, successions, capacity claims, sections, administrative areas.

Comes in: nothing. Goes out: frozen types and enumerations. A site is reached by its id, spoken of by its code, found by
any of its spellings. Never holds a person, and never says more of a figure than its source did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.kernel.dates import PartialDate


class SiteKind(StrEnum):
    """What a site is for."""

    CAMP = "camp"
    DETENTION = "detention_facility"
    RECEPTION = "reception_centre"
    TRANSIT = "transit_point"
    COMMUNITY = "community_of_return"
    CARE = "care_centre"
    HOSPITAL = "hospital"
    OFFICE = "office"


class SiteStatus(StrEnum):
    """Where a site stands in its life."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class AliasKind(StrEnum):
    """What another name of a site is."""

    SPELLING = "spelling"
    FORMER = "former_name"
    SHORT = "short_name"


class Moved(StrEnum):
    """What one site took over from another."""

    PEOPLE = "people"
    RECORDS = "records"
    EVERYTHING = "everything"
    PURPOSE = "purpose"


class Unit(StrEnum):
    """What a capacity counts."""

    PERSONS = "persons"
    HOUSEHOLDS = "households"
    SHELTERS = "shelters"


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A site as somebody wants it to be. `names` are those it bears officially, by language, beside `name`, the English one.

    `country` is ISO 3166 alpha-2 in lower case, `area_code` a P-code or empty, `time_zone` a name of the IANA database.
    """

    code: str
    kind: SiteKind
    name: str
    country: str
    time_zone: str
    names: Mapping[str, str] = field(default_factory=dict)
    area_code: str = ""
    opened: PartialDate | None = None
    status: SiteStatus = SiteStatus.OPEN


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as it stands. `version` goes up with every change."""

    id: UUID
    code: str
    kind: SiteKind
    name: str
    names: Mapping[str, str]
    country: str
    area_code: str
    time_zone: str
    opened: PartialDate | None
    closed: PartialDate | None
    status: SiteStatus
    version: int

    def called(self, language: str) -> str:
        """What it is called in a language, in English where it bears no name in it."""
        return self.names.get(language) or self.name


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a site's life, and why."""

    before: SiteStatus
    after: SiteStatus
    reason: str
    recorded_by: UUID
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class AliasRow:
    """Another spelling or name of a site, with the language if known, the script, and who writes it so."""

    id: UUID
    text: str
    kind: AliasKind
    language: str
    script: str
    source: str


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """That one site followed another."""

    id: UUID
    predecessor_id: UUID
    successor_id: UUID
    since: PartialDate
    moved: Moved
    words: str


@dataclass(frozen=True, slots=True)
class CapacityDraft:
    """How many a site can hold, as of a day, according to a source. A claim stands beside others, it replaces none."""

    amount: int
    unit: Unit
    as_of: PartialDate
    source: str


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """A capacity claim as it was recorded."""

    id: UUID
    amount: int
    unit: Unit
    as_of: PartialDate
    source: str
    recorded_by: UUID
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class SiteRoom:
    """What a gate asks of a site: its state, how many persons it can hold by the latest claim (None: nobody said), and where it lies.

    `areas`: the P-codes of its area and of those around it, the smallest first.
    """

    id: UUID
    status: SiteStatus
    areas: tuple[str, ...]
    persons: int | None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A part of a site: its code and its names by language."""

    id: UUID
    site_id: UUID
    code: str
    names: Mapping[str, str]

    def called(self, language: str) -> str:
        """What it is called in a language, its English name or else its code where it bears none in it."""
        return self.names.get(language) or self.names.get("en") or self.code


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An administrative area: its P-code, the country, the level (0: country), the area it lies in, its names by language."""

    code: str
    country: str
    level: int
    parent: str
    names: Mapping[str, str]

    def called(self, language: str) -> str:
        """What it is called in a language, in English where it bears no name in it."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A site with all that belongs to it; steps and capacity claims the latest first."""

    site: SiteRow
    steps: tuple[StepRow, ...]
    area: AreaRow | None
    aliases: tuple[AliasRow, ...]
    predecessors: tuple[SuccessionRow, ...]
    successors: tuple[SuccessionRow, ...]
    capacities: tuple[CapacityRow, ...]
    sections: tuple[SectionRow, ...]


@dataclass(frozen=True, slots=True)
class SiteFound:
    """A site that a text may mean: the name or spelling that met it, and how alike they sound, from 0 to 1000."""

    site: SiteRow
    text: str
    likeness: int
