"""A convoy: who goes on which day with which vehicle, and where people are counted.

Comes in: nothing. Goes out: frozen types and enumerations. A place in a vehicle says that somebody goes along; that it ended says nothing
about the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.batches import Load
from homeward.pathway.facts.cases import Stage
from homeward.registry.facts.persons import PersonRow


class ConvoyState(StrEnum):
    """Where a convoy stands."""

    PLANNED = "planned"
    BOARDING = "boarding"
    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class PointKind(StrEnum):
    """Where people are counted."""

    BOARDING = "boarding"
    CHECKPOINT = "checkpoint"
    ARRIVAL = "arrival"


class SeatEnd(StrEnum):
    """Why a place is taken no longer. None of them says anything about the person."""

    NO_SHOW = "no_show"
    WITHDREW = "withdrew"
    STAYS = "stays"
    CALLED_OFF = "called_off"
    TURNED_BACK = "turned_back"
    DECEASED_REPORTED = "deceased_reported"
    UNACCOUNTED = "unaccounted"
    RECEIVED = "received"


class ExtraKind(StrEnum):
    """Somebody who is there and not on the list."""

    CHILD = "child"
    ADULT = "adult"
    NEWBORN = "newborn"


class ExtraState(StrEnum):
    """What was said about somebody who is there and not on the list. Until something is said, they do not board."""

    WAITS = "waits"
    BOARDS = "boards"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class ConvoyDraft:
    """A convoy as somebody plans it."""

    from_site_id: UUID
    to_site_id: UUID
    day: date
    lead_id: UUID | None = None
    escort: str = ""
    checkpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A vehicle of a convoy, and what is taken of it."""

    id: UUID
    called: str
    seats: int
    wheelchairs: int
    taken: Load

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return self.seats - self.taken.seats


@dataclass(frozen=True, slots=True)
class PointRow:
    """A place where people are counted, in the order of the way."""

    id: UUID
    number: int
    kind: PointKind
    called: str


@dataclass(frozen=True, slots=True)
class ConvoyRow:
    """A convoy as a list shows it. `people` have a place in it now, or had one when it arrived."""

    id: UUID
    number: str
    state: ConvoyState
    day: date
    from_site_id: UUID
    to_site_id: UUID
    lead_id: UUID | None
    lead_name: str
    escort: str
    people: int
    households: int
    version: int
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    closed_at: datetime | None = None
    called_off: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody's place in a convoy. `person` None where the reader does not reach the file; `ended` None: they have it still."""

    id: UUID
    case_id: UUID
    case_number: str
    group_id: UUID
    household_id: UUID | None
    person_id: UUID
    person: PersonRow | None
    stage: Stage
    vehicle_id: UUID
    child: bool
    wheelchair: bool
    escort: bool
    added: bool
    ended: SeatEnd | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A household on a list of a convoy: its number, its people, and in which vehicle."""

    group_id: UUID
    number: str
    vehicle: str
    seats: tuple[SeatRow, ...]
