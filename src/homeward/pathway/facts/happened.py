"""Who stood at a convoy without being on its list, and what happened on the way, as whoever was there wrote it down.

Comes in: nothing. Goes out: frozen types and enumerations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.convoys import ExtraKind, ExtraState
from homeward.registry.facts.persons import PersonRow


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
