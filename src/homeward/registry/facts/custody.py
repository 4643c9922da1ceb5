"""Stays: how one begins and ends, where somebody is now and was before, and what was wrong in what was recorded.

Comes in: what somebody reported. Goes out: frozen types. A movement or an absence is a fact about a day, never a flag about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.registry.facts.claims import Source
from homeward.registry.facts.persons import PersonRow, Standing


class Beginning(StrEnum):
    """How a stay begins."""

    ARRIVAL = "arrival"
    TRANSFER = "transfer"
    BIRTH = "birth"
    RETURN = "return"
    FOUND_AGAIN = "found_again"


class Ending(StrEnum):
    """How a stay ends. An organised departure and leaving of one's own accord are two things."""

    TRANSFER = "transfer"
    DEPARTURE = "departure"
    LEFT = "left"
    ABSCONDED_REPORTED = "absconded_reported"
    MISSING_REPORTED = "missing_reported"
    DECEASED_REPORTED = "deceased_reported"
    UNACCOUNTED = "unaccounted"


@dataclass(frozen=True, slots=True)
class Group:
    """Persons who move together, named one by one or by household."""

    person_ids: tuple[UUID, ...] = ()
    household_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """That people came to a site: the day (None: not known), where in it, and who says so."""

    site_id: UUID
    day: date | None
    section: str = ""
    tent: str = ""
    source: Source = Source.CLERK


@dataclass(frozen=True, slots=True)
class Departure:
    """That people left a site: how, the day (None: not known), and who says so."""

    kind: Ending
    day: date | None
    source: Source = Source.CLERK


@dataclass(frozen=True, slots=True)
class StayDraft:
    """A stay as it should have been recorded."""

    site_id: UUID
    began: Beginning
    from_day: date | None
    ended: Ending | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class ShelterRow:
    """A section and tent within a stay, from when to when."""

    section: str
    tent: str
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay at a site. `ended` None: it lasts. A wrong entry stays, with the day and the reason of its correction."""

    id: UUID
    site_id: UUID
    began: Beginning
    from_day: date | None
    ended: Ending | None
    to_day: date | None
    to_site_id: UUID | None
    source: Source
    recorded_at: datetime
    shelters: tuple[ShelterRow, ...]
    corrected_at: datetime | None = None
    corrected_by: UUID | None = None
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody is now, as recorded. `stay` None: at no site."""

    person_id: UUID
    standing: Standing
    stay: StayRow | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What an action on many people did: how many, and the day it happened."""

    persons: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Marked:
    """How many people were marked as unaccounted for by one call, and how many are left for the next."""

    persons: int
    left: int


@dataclass(frozen=True, slots=True)
class Unaccounted:
    """People whose stay at a closed site never ended in what was recorded. `shown` are the first of `count`."""

    site_id: UUID
    closed_on: date
    count: int
    shown: tuple[PersonRow, ...]
