"""What somebody needs, as they or those who know them said it, and what became of it.

Comes in: nothing. Goes out: frozen types. A need is owed an answer whatever a court does: nothing here knows of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.pathway.facts.services import ServiceKind

# That somebody needs one of these is told only to those who may read about needs; elsewhere it is "a need that is kept apart".
RESTRICTED: Final = frozenset({ServiceKind.GBV})


class NeedSource(StrEnum):
    """Who says so."""

    PERSON = "person"
    FAMILY = "family"
    ASSESSMENT = "assessment"
    WORKER = "worker"


class NeedState(StrEnum):
    """What became of it. Only `OPEN` waits for somebody."""

    OPEN = "open"
    MET = "met"
    HANDED_OVER = "handed_over"
    NOT_WANTED = "not_wanted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """A need as it is recorded."""

    kind: ServiceKind
    words: str
    source: NeedSource
    found_on: date
    assessment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as those see it who work with the person. `assessment_id`: in which assessment it was found, where it was in one."""

    id: UUID
    case_id: UUID
    kind: ServiceKind
    words: str
    source: NeedSource
    found_on: date
    state: NeedState
    state_words: str
    recorded_by: str
    recorded_at: datetime
    version: int
    settled_by: str = ""
    settled_at: datetime | None = None
    assessment_id: UUID | None = None
