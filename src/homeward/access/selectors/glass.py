"""Emergency accesses: those that wait for a review, and those that opened one person's file.

Comes in: an actor who reviews them. Goes out: frozen rows. Never anything of the person but the id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.facts import Actor, EventKind, Purpose
from homeward.access.models import BreakGlass
from homeward.access.selectors.scoping import scope
from homeward.access.trail import record


@dataclass(frozen=True, slots=True)
class GlassRow:
    """An emergency access: who opened which file, for what, until when, and what a review found."""

    id: UUID
    user_id: UUID
    username: str
    person_id: UUID
    purpose: Purpose
    reason: str
    opened_at: datetime
    until: datetime
    finding: str
    words: str
    reviewed_at: datetime | None


def break_glasses_to_review(actor: Actor, *, limit: int = 100) -> tuple[GlassRow, ...]:
    """Those nobody has reviewed yet, the oldest first, where the actor may review them; not their own."""
    rows = scope(actor, BreakGlass.objects.filter(reviewed_at__isnull=True))
    found = _rows(rows.exclude(user_id=actor.user_id).order_by("opened_at")[:limit])
    if found:  # their reasons may name somebody
        record(actor, EventKind.READ, "break_glass.list", detail={"shown": len(found)})
    return found


def break_glasses_of_person(actor: Actor, person_id: UUID) -> tuple[GlassRow, ...]:
    """Those that opened one person's file, the newest first."""
    return _rows(scope(actor, BreakGlass.objects.filter(person_id=person_id)).order_by("-opened_at"))


def _rows(rows: QuerySet[BreakGlass]) -> tuple[GlassRow, ...]:
    return tuple(
        GlassRow(
            id=row.id,
            user_id=row.user_id,
            username=row.user.username,
            person_id=row.person_id,
            purpose=Purpose(row.purpose),
            reason=row.reason,
            opened_at=row.opened_at,
            until=row.until,
            finding=row.finding,
            words=row.words,
            reviewed_at=row.reviewed_at,
        )
        for row in rows.select_related("user")
    )
