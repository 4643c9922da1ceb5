"""Families that come in together, and what became of them: what an import hands to the registry and gets back.

Comes in: checked drafts. Goes out: frozen types. Nobody sees a batch's people before all of them are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from homeward.registry.facts.persons import PersonDraft


@dataclass(frozen=True, slots=True)
class Arrivals:
    """People who belong together. `household_id` is one that is registered already and that they join; `new` asks for one of their own."""

    drafts: tuple[PersonDraft, ...]
    household_id: UUID | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """The household, if any, and the people, in the order of the drafts."""

    household_id: UUID | None
    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class BatchUse:
    """What was done with a batch's people since they came in: how many there are, were edited, were merged with another record."""

    persons: int
    edited: int
    merged: int


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch is: whether everybody sees it, and its people in the order in which they came in."""

    shown: bool
    person_ids: tuple[UUID, ...]
