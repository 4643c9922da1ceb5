"""Requests to whoever listed an entry, and what they answered.

Comes in: nothing. Goes out: frozen types. A request holds what the question needs and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.review.facts.candidates import CandidateRow


class RequestState(StrEnum):
    """Where a request is. An expired one had no answer in its time; one is taken back where the question is asked no longer."""

    DRAFTED = "drafted"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"


OPEN: Final = frozenset({RequestState.DRAFTED, RequestState.SENT, RequestState.ACKNOWLEDGED})


class Answer(StrEnum):
    """What whoever listed the entry said. `VALID`: the entry is in force and tells of this person."""

    VALID = "valid"
    OTHER_PERSON = "other_person"
    NOT_IN_FORCE = "not_in_force"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A request as lists and its page show it. `caveats` are those the answer carries: they travel with whatever it leads to."""

    id: UUID
    number: str
    candidate: CandidateRow
    recipient: str
    agreement_id: UUID
    disclosure_id: UUID | None
    state: RequestState
    question: str
    language: str
    made_by: UUID
    made_name: str
    made_at: datetime
    sent_at: datetime | None
    due_on: date | None
    acknowledged_at: datetime | None
    their_reference: str
    answer: Answer | None
    answer_words: str
    caveats: tuple[str, ...]
    answered_on: date | None
    recorded_at: datetime | None
    expired_at: datetime | None

    def overdue(self, today: date) -> bool:
        """Whether the answer is late."""
        return self.state in OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Given:
    """What an answer says, as it is to be recorded."""

    answer: Answer
    words: str
    caveats: tuple[str, ...]
    answered_on: date
    their_reference: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """What a request holds: its lines as they are printed, and the same as one JSON document, byte for byte what is sent."""

    document: bytes
    fields: Mapping[str, object]
