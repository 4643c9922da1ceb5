"""What every action about a convoy does inside: take its next version, end places, tell the trail.

Comes in: rows of a convoy, an actor who was let do it. Goes out: rows. For this room alone: whoever calls has authorised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F

from homeward.access.errors import Stale
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import event, record, record_all
from homeward.pathway import models
from homeward.pathway.facts.convoys import ConvoyState, SeatEnd
from homeward.registry.errors import Invalid

STALE = "Somebody else changed this convoy meanwhile. Look at it as it is now, then decide again."


def take_version(convoy: models.Convoy, version: int, states: Iterable[ConvoyState]) -> models.Convoy:
    """Take the next version of a convoy in one of these states. Raises `Invalid`, `Stale`."""
    if ConvoyState(convoy.state) not in states:
        raise Invalid("A convoy cannot go there from where it stands. Open it again to see where it is.", field="state")
    if not models.Convoy.objects.filter(id=convoy.id, version=version).update(version=F("version") + 1):
        raise Stale(STALE)
    return convoy


def end_seats(actor: Actor, seats: Sequence[models.Seat], ended: SeatEnd, at: datetime) -> None:
    """End places that last; one that ended meanwhile is left as it is."""
    models.Seat.objects.filter(id__in=[seat.id for seat in seats], ended="").update(
        ended=ended, ended_by=actor.user_id, ended_at=at
    )


def tell(actor: Actor, convoy: models.Convoy, what: str, **detail: str | int) -> None:
    """Tell the trail what was done with a convoy."""
    record(actor, EventKind.WRITE, what, subject=convoy.number, site_id=convoy.from_site_id, detail=detail)


def tell_each(actor: Actor, convoy: models.Convoy, cases: Iterable[models.Case], what: str) -> None:
    """Tell the trail the same of several people of a convoy."""
    record_all(
        event(
            actor, EventKind.WRITE, what, person_id=case.person_id, subject=convoy.number, site_id=convoy.from_site_id
        )
        for case in cases
    )
