"""How ready a place is to receive people: what its community said, what was agreed, and until when that holds.

Comes in: nothing. Goes out: frozen types and enumerations. About places alone: nobody inherits what a community says of others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.pathway.facts.cases import Check


class NoteKind(StrEnum):
    """What was said or done about a place."""

    SESSION = "session"
    CONCERN = "concern"
    AGREEMENT = "agreement"
    JUDGEMENT = "judgement"


class Outlook(StrEnum):
    """Whether a place is ready, as those who know it judged together. `IF`: ready, once something is done that the words name."""

    READY = "ready"
    IF = "ready_if"
    NOT_YET = "not_yet"


class TookPart(StrEnum):
    """Who was there when a community met."""

    TRIBAL_LEADERS = "tribal_leaders"
    PEACE_COMMITTEE = "peace_committee"
    LOCAL_COUNCIL = "local_council"
    WOMEN = "women"
    YOUTH = "young_people"
    RELIGIOUS_LEADERS = "religious_leaders"
    TEACHERS = "teachers"
    RETURNED = "families_who_returned"
    AUTHORITIES = "authorities"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """Something about a place, as somebody wants it recorded."""

    kind: NoteKind
    words: str
    source: str
    day: date
    site_id: UUID | None = None
    area_code: str = ""
    outlook: Outlook | None = None
    until: date | None = None
    with_whom: tuple[TookPart, ...] = ()
    attended: int | None = None
    settles: UUID | None = None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Something about a place, as it was recorded."""

    id: UUID
    kind: NoteKind
    words: str
    source: str
    day: date
    site_id: UUID | None
    area_code: str
    outlook: Outlook | None
    until: date | None
    with_whom: tuple[TookPart, ...]
    attended: int | None
    settles: UUID | None
    recorded_by: str
    recorded_at: datetime
    settled: bool = False


@dataclass(frozen=True, slots=True)
class PlaceReadiness:
    """What is recorded of a place: the latest judgement, and all that was said, the latest first."""

    site_id: UUID
    judgement: NoteRow | None
    notes: tuple[NoteRow, ...]

    def valid_on(self, day: date) -> bool:
        """Whether somebody judged it ready, and that still holds."""
        one = self.judgement
        return one is not None and one.outlook is Outlook.READY and one.until is not None and day <= one.until


@dataclass(frozen=True, slots=True)
class Binding:
    """What keeps a household from a destination now; nothing where it could go. `persons`: how many places it needs.

    `numbers` are those of its cases, `household` that of the household where it has one.
    """

    group_id: UUID
    case_ids: tuple[UUID, ...]
    persons: int
    checks: tuple[Check, ...]
    numbers: tuple[str, ...] = ()
    household: str = ""

    @property
    def could_go(self) -> bool:
        """Whether nothing keeps it."""
        return not self.checks


@dataclass(frozen=True, slots=True)
class Simulated:
    """What is found for one destination: places free (None: nobody said how many it has), and each household that would go there."""

    site_id: UUID
    day: date
    free: int | None
    households: tuple[Binding, ...]
    together: int
    counts: Mapping[str, int]
