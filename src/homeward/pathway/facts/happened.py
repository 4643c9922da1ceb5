"""Who stood at a convoy without being on its list, and what happened on the way, as whoever was there wrote it down.

Comes in: nothing. Goes out: frozen types and enumerations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.batches import Binding, Load
from homeward.pathway.facts.cases import Check
from homeward.pathway.facts.convoys import ExtraKind, ExtraState, VehicleRow
from homeward.registry.facts.persons import PersonRow
from homeward.registry.facts.values import Sex


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """Somebody who was there and not on the list. `words` are what was recorded about how they came to be there."""

    id: UUID
    kind: ExtraKind
    state: ExtraState
    person_id: UUID | None
    person: PersonRow | None
    came_with: UUID | None
    words: str
    recorded_by: str
    recorded_at: datetime
    answered_by: str
    answer_words: str


class IncidentKind(StrEnum):
    """What happened on the way."""

    MEDICAL_STOP = "medical_stop"
    DELAY = "delay"
    TURNED_BACK = "turned_back"
    BIRTH = "birth"
    DEATH = "death"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """What happened on the way, when and as whoever was there says."""

    id: UUID
    kind: IncidentKind
    at: datetime
    seat_id: UUID | None
    words: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Born:
    """What is said of a child that was born: what they are called so far, perhaps only whose child they are."""

    called: str = ""
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who stands at the bus with no place yet. `word`: whether child protection said that a child may go along."""

    case_id: UUID
    case_number: str
    person: PersonRow | None
    child: bool
    word: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What it would take to give somebody at the bus a place, together with whoever of theirs stands there too.

    `vehicles` have room for all of them; `binding` is the first thing that speaks against it, `unmet` the gates that do, with whose case.
    """

    convoy_id: UUID
    extra_id: UUID
    people: tuple[Standing, ...]
    load: Load
    vehicles: tuple[VehicleRow, ...]
    binding: Binding | None = None
    unmet: tuple[tuple[Check, str], ...] = ()
