"""What a household takes up, and what keeps it from a convoy now: about room and readiness, never about who somebody is.

Comes in: nothing. Goes out: frozen types. Nothing here could rank people: it knows seats, wheelchairs and since when somebody is ready.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.cases import Check


class Binding(StrEnum):
    """Why a household is not proposed for a convoy now. About room and readiness, never about who they are."""

    GATES = "gates"
    NOT_TOGETHER = "not_together"
    SEATS = "seats"
    WHEELCHAIR = "wheelchair"
    CENTRE = "centre"
    CHILD_PROTECTION = "child_protection"
    ELSEWHERE = "elsewhere"
    OTHER_WAY = "other_way"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle as a plan needs it: its seats, and how many of them take a wheelchair."""

    id: UUID
    seats: int
    wheelchairs: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """What a household takes up: a seat for each person and each escort, and how many of these must take a wheelchair."""

    seats: int
    wheelchairs: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(self.seats + other.seats, self.wheelchairs + other.wheelchairs)

    def fits(self, vehicle: Vehicle) -> bool:
        """Whether a vehicle has room for it."""
        return self.seats <= vehicle.seats and self.wheelchairs <= vehicle.wheelchairs


@dataclass(frozen=True, slots=True)
class Waiting:
    """A household that could go: since when it is ready, what it takes up on the way, and how many people arrive.

    Nothing else is known of it here, on purpose.
    """

    group_id: UUID
    ready_since: datetime
    load: Load
    people: int = 0


@dataclass(frozen=True, slots=True)
class Centre:
    """The room where a convoy arrives: None where nobody said how many it holds. `beyond`: households for whom it does not suffice."""

    room: int | None
    people: int
    beyond: tuple[UUID, ...] = ()

    @property
    def left(self) -> int | None:
        """How many more could be given places."""
        return None if self.room is None else max(0, self.room - self.people)


@dataclass(frozen=True, slots=True)
class Batch:
    """Which households go in which vehicle, and for which there is no room in this convoy, and what is short."""

    placed: tuple[tuple[UUID, UUID], ...]
    left: tuple[tuple[UUID, Binding], ...]


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A household that prepares for departure, and what keeps it from a convoy first, if anything does."""

    group_id: UUID
    number: str
    case_ids: tuple[UUID, ...]
    ready_since: datetime
    load: Load
    binding: Binding | None
    check: Check | None = None
    whose: str = ""
