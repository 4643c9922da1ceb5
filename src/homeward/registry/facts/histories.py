"""A family as another register has kept it: its people with all their stays, how they are related, who cares for a child.

Comes in: what is to be taken over. Goes out: frozen types. The days are those of the other register; a claim says beside them
when it came in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from homeward.registry.facts.custody import Beginning, Ending, ShelterRow
from homeward.registry.facts.households import CareDraft, RelationDraft
from homeward.registry.facts.persons import PersonDraft


@dataclass(frozen=True, slots=True)
class PastStay:
    """A stay at a site. `ended` None: it lasts, as far as is recorded; then its last shelter lasts too."""

    site_id: UUID
    began: Beginning
    from_day: date | None
    ended: Ending | None = None
    to_day: date | None = None
    to_site_id: UUID | None = None
    shelters: tuple[ShelterRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """A person under the id that they will have, with their stays in order, of which only the last may last.

    The draft's place is where they are or were last; `registered` is when they were first written down, here or elsewhere.
    """

    id: UUID
    draft: PersonDraft
    registered: datetime
    stays: tuple[PastStay, ...]


@dataclass(frozen=True, slots=True)
class FamilyHistory:
    """A household under the id that it will have. Relations and care may name people of families that came before."""

    household_id: UUID
    site_id: UUID
    section: str
    tent: str
    registered: datetime
    members: tuple[PersonHistory, ...]
    relations: tuple[RelationDraft, ...] = ()
    care: tuple[CareDraft, ...] = ()
