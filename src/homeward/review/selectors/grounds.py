"""The individual legal grounds on which a child may be screened, for those who record them and for those who decide.

Comes in: an actor and a person. Goes out: frozen facts, the words opened. Nobody else hears that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import may, scope
from homeward.access.trail import record
from homeward.review import models
from homeward.review.sealed import open_text

WORDS = "review_ground.words"


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A ground: which authority decided it, why, from when to when."""

    id: UUID
    person_id: UUID
    authority: str
    reference: str
    words: str
    given_name: str
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Whether it holds now."""
        return self.withdrawn_at is None and self.until > timezone.now()


def grounds_of(actor: Actor, person_id: UUID) -> tuple[GroundRow, ...]:
    """The grounds recorded for a person, the newest first. Raises `Refused`."""
    reads = next((one for one in (Capability.CHILD_GROUND, Capability.CANDIDATE_CHILD) if may(actor, one)), None)
    if reads is None:
        authorise(actor, Capability.CHILD_GROUND)
    rows = scope(actor, models.Ground.objects.filter(person_id=person_id), reads).order_by("-given_at", "-id")
    key = data_keys([person_id]).get(person_id)
    record(actor, EventKind.READ, "ground.read", person_id=person_id)
    return tuple(
        GroundRow(
            row.id,
            row.person_id,
            row.authority,
            row.reference,
            open_text(key, WORDS, row.id, row.words),
            row.given_name,
            row.given_at,
            row.until,
            row.withdrawn_at,
        )
        for row in rows
    )
