"""Looking for family: who looks for whom, who could be the one, and where it stands.

Comes in: nothing. Goes out: frozen types and enumerations. Whoever could be the one is a lead until a specialist says so; what either side
wants counts as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from homeward.pathway.facts.child_files import MoveRow


class SoughtBy(StrEnum):
    """Who looks for whom: a child for their family, or a family for a child."""

    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"


class TracingStep(StrEnum):
    """Where a tracing stands."""

    SEARCHING = "searching"
    VERIFICATION = "verification"
    WISHES = "wishes"
    REUNIFICATION = "reunification"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class LeadFound(StrEnum):
    """What a specialist says of somebody who could be the one looked for."""

    POSSIBLE = "possible"
    ANOTHER = "another_person"
    TOO_LITTLE = "too_little"


class SoughtWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who is looked for, as the one who looks describes them."""

    name: str
    other: str = ""
    father: str = ""
    mother: str = ""
    born: str = ""
    sex: str = ""
    nationality: str = ""
    last_seen: str = ""
    words: str = ""


class WishWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a tracing goes on: how the relation was verified, or what the child and the family each want."""

    words: str = ""
    child: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Somebody who could be the one looked for: a registered person, or an entry of a tracing list. A specialist decides."""

    id: UUID
    person_id: UUID | None
    list_id: str
    entry_id: str
    noted_name: str
    noted_at: datetime
    found: LeadFound | None
    words: str
    decided_name: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class TracingRow:
    """A tracing, opened."""

    id: UUID
    number: str
    person_id: UUID
    sought_by: SoughtBy
    step: TracingStep
    version: int
    said: SoughtWords | None
    opened_name: str
    opened_at: datetime
    closed_at: datetime | None
    due: date | None = None
    leads: tuple[LeadRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
