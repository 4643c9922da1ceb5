"""A claim: a value with its source, who recorded it and when, how far it was verified, and what took its place.

Comes in: what somebody stated. Goes out: frozen types; `Statement` before it is recorded, `Claim` once it is.
Never a truth: "recorded as", "according to".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.registry.facts.answers import Answer, Known
from homeward.registry.facts.values import ClaimKind, ClaimValue


class Source(StrEnum):
    """Where a claim comes from."""

    PERSON = "person"
    RELATIVE = "relative"
    DOCUMENT = "document"
    OFFICIAL_RECORD = "official_record"
    CLERK = "clerk"
    IMPORT = "import"
    COMMITTEE = "committee"


class Verification(StrEnum):
    """How far a claim was checked. A contested one says that the person, or a relative, objects to it."""

    RECORDED = "recorded"
    DOCUMENT_SEEN = "document_seen"
    VERIFIED = "verified"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be recorded: a kind, an answer, and where it comes from. `note` is words of the source, sealed."""

    kind: ClaimKind
    answer: Answer[ClaimValue]
    source: Source = Source.PERSON
    verification: Verification = Verification.RECORDED
    note: str = ""
    supersedes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What was recorded. `value` is None where the state is not known, and where `restricted` says that the reader may not see it."""

    id: UUID
    kind: ClaimKind
    state: Known
    value: ClaimValue | None
    source: Source
    note: str
    verification: Verification
    recorded_by: str
    recorded_at: datetime
    superseded_at: datetime | None
    superseded_by: UUID | None
    restricted: bool = False

    @property
    def current(self) -> bool:
        """Whether nothing took its place."""
        return self.superseded_at is None
