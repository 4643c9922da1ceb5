"""Contested findings and how they are answered.

Comes in: nothing. Goes out: frozen types. A person may contest without knowing what was found, or whether anything was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from homeward.registry.facts.persons import PersonRow
from homeward.review.facts.candidates import Decision, State


class ContestOutcome(StrEnum):
    """How a contest ended: the finding stands, is looked at again from the beginning, or nothing is recorded that could be changed."""

    UPHELD = "upheld"
    REOPENED = "reopened"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, slots=True)
class ContestDraft:
    """What somebody contests, in their words. `candidate_id` None: whatever was found."""

    words: str
    representative: str = ""
    language: str = "en"
    candidate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ContestRow:
    """A contest as lists and its page show it."""

    id: UUID
    number: str
    person: PersonRow
    candidate_id: UUID | None
    representative: str
    words: str
    language: str
    opened_at: datetime
    opened_by: UUID
    due_on: date
    owner: UUID | None
    owner_name: str
    outcome: ContestOutcome | None
    answer: str
    decided_at: datetime | None
    decided_by: UUID | None
    first_by: UUID | None
    second_by: UUID | None

    def overdue(self, today: date) -> bool:
        """Whether the answer is late."""
        return self.outcome is None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Contested:
    """What was decided about one entry, for whoever answers a contest of it."""

    candidate_id: UUID
    list_title: str
    entry_id: str
    state: State
    decisions: tuple[Decision, ...]
