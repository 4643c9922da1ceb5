"""Planted cases as whoever watches over quality sees them.

Comes in: nothing. Goes out: a frozen type of an invented profile. Never a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from homeward.review.facts.candidates import Outcome, State


@dataclass(frozen=True, slots=True)
class PlantedRow:
    """An invented case: whom it resembles, whether it is meant to be found the same, where it is said to be, what became of it.

    `state` None: nothing was asked about it, since no run met it or none looked yet.
    """

    id: UUID
    name: str
    culture: str
    list_title: str
    entry_id: str
    same: bool
    site_id: UUID | None
    made_at: datetime
    retired_at: datetime | None
    state: State | None
    outcome: Outcome | None
