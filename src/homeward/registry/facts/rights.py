"""What people may ask of their record, what keeps a record from being erased, and the proof that one was.

Comes in: nothing. Goes out: frozen types and enumerations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.registry.facts.persons import PersonRow
from homeward.registry.facts.values import ClaimKind


class RequestKind(StrEnum):
    """What is asked."""

    ACCESS = "access"
    CORRECTION = "correction"
    OBJECTION = "objection"
    ERASURE = "erasure"


class Outcome(StrEnum):
    """What was decided of a request. None of them is a default."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What somebody asks, in their own words. `asked_by` is the person or whoever speaks for them; `claim` what is contested."""

    kind: RequestKind
    words: str
    asked_by: str = ""
    claim_id: UUID | None = None
    claim_kind: ClaimKind | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with its owner and its clock."""

    id: UUID
    number: str
    person: PersonRow
    kind: RequestKind
    words: str
    asked_by: str
    opened_at: datetime
    opened_by: UUID
    due_on: date
    owner: UUID | None
    owner_name: str
    outcome: Outcome | None
    reason: str
    decided_at: datetime | None

    def overdue(self, today: date) -> bool:
        """Whether its day has passed without a decision."""
        return self.outcome is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class HoldRow:
    """That a record must be kept: on whose authority, why, until when it is looked at again."""

    id: UUID
    authority: str
    reason: str
    until: date
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Erased:
    """The proof of an erasure: when, and the hash of what was destroyed."""

    person_id: UUID
    at: datetime
    proof: bytes
