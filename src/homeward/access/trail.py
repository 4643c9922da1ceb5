"""Write an event of the trail: who, for what purpose, did or read or was refused what.

Comes in: an actor and what happened, with ids, counts and codes. Goes out: a row that nobody can change.
Never a personal name. A denial is written even where the transaction around it is undone: `access.actions.denied`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor, EventKind
from homeward.access.models import Event

Detail = Mapping[str, str | int | bool | None]


def event(
    actor: Actor,
    kind: EventKind,
    what: str,
    *,
    person_id: UUID | None = None,
    subject: str = "",
    site_id: UUID | None = None,
    detail: Detail | None = None,
) -> Event:
    """An event of an actor, not yet saved: `record` and `record_all` save it."""
    return Event(
        at=timezone.now(),
        user_id=actor.user_id,
        username=actor.username,
        purpose=actor.purpose or "",
        kind=kind,
        what=what,
        person_id=person_id,
        subject=subject,
        site_id=site_id,
        channel=actor.channel,
        detail=dict(detail or {}),
    )


def record(
    actor: Actor,
    kind: EventKind,
    what: str,
    *,
    person_id: UUID | None = None,
    subject: str = "",
    site_id: UUID | None = None,
    detail: Detail | None = None,
) -> None:
    """Write one event, in the transaction of what it tells about."""
    event(actor, kind, what, person_id=person_id, subject=subject, site_id=site_id, detail=detail).save(
        force_insert=True
    )


def record_all(events: Iterable[Event]) -> None:
    """Write many events at once, such as the persons that a page listed."""
    Event.objects.bulk_create(events, batch_size=500)
