"""The trail, read: a page of events at a time, filtered; and who opened one person's file.

Comes in: an actor who may read the trail, and a filter. Goes out: frozen rows, the newest first, in one query by an index, however
long the trail is. Reading it is told to the trail as well. Never a personal name of those the files are about: ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.access.denials import refusal
from homeward.access.facts import Actor, Capability, EventKind, Purpose, Role
from homeward.access.models import Event, RoleAssignment
from homeward.access.selectors.scoping import may, reach_of, scope
from homeward.access.trail import record

PAGE: Final = 50
OPENED: Final = (EventKind.READ, EventKind.OVERRIDE, EventKind.WRITE)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which events to show; what is None does not narrow. `since` counts, `until` does not."""

    person_id: UUID | None = None
    user_id: UUID | None = None
    kind: EventKind | None = None
    purpose: Purpose | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event of the trail."""

    id: UUID
    at: datetime
    user_id: UUID | None
    username: str
    purpose: Purpose | None
    kind: EventKind
    what: str
    person_id: UUID | None
    subject: str
    site_id: UUID | None
    channel: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Some events; `next` is where the following page begins, None on the last."""

    rows: tuple[TrailRow, ...]
    next: UUID | None


def trail_page(
    actor: Actor, filter: TrailFilter = TrailFilter(), *, before: UUID | None = None, limit: int = PAGE
) -> TrailPage:
    """A page of the trail, the newest first, from the one after `before` on. Raises `Refused`."""
    _check(actor)
    rows = _filtered(actor, filter).order_by("-id")
    found = tuple(_row(row) for row in (rows.filter(id__lt=before) if before else rows)[: limit + 1])
    asked = " ".join(name for name, value in asdict(filter).items() if value is not None)
    record(actor, EventKind.READ, "trail.read", person_id=filter.person_id, detail={"by": asked})
    return TrailPage(found[:limit], found[limit - 1].id if len(found) > limit else None)


def trail_count(actor: Actor, filter: TrailFilter = TrailFilter()) -> int:
    """How many events a filter shows. Raises `Refused`."""
    _check(actor)
    return _filtered(actor, filter).count()


def who_opened(
    actor: Actor, person_id: UUID, *, site_id: UUID | None = None, limit: int = PAGE
) -> tuple[TrailRow, ...]:
    """Who read or changed one person's file, the newest first: for whoever may read that file, or the trail.

    Whether this person's file is the actor's to read is the caller's question, asked before; with `site_id`, where that person
    is, it is asked here too. Raises `Refused`.
    """
    reach = (reach_of(actor, Capability.TRAIL_READ), reach_of(actor, Capability.PERSON_READ))
    if not any(bool(sites) if site_id is None else site_id in sites for sites in reach):
        sentence = _("You may not see who opened this file.")
        raise refusal(actor, "trail.read", sentence, site_id=site_id, person_id=person_id)
    rows = Event.objects.filter(person_id=person_id, kind__in=[kind.value for kind in OPENED])
    if not may(actor, Capability.TRAIL_READ):
        rows = _untold(actor, rows)
    return tuple(_row(row) for row in rows.order_by("-id")[:limit])


def _untold(actor: Actor, rows: QuerySet[Event]) -> QuerySet[Event]:
    """Without what was opened for justice or by a survivors' focal point, for anybody but them: who looked would tell of a file that
    nobody else may know of. The trail holds it, and whoever watches over it reads it."""
    if not may(actor, Capability.JUSTICE_READ):
        rows = rows.exclude(purpose=Purpose.JUSTICE.value)
    if not may(actor, Capability.SURVIVOR):
        focal = RoleAssignment.objects.filter(role=Role.SURVIVOR_FOCAL_POINT.value).values("user_id")
        rows = rows.exclude(user_id__in=focal)
    return rows


def _check(actor: Actor) -> None:
    if not may(actor, Capability.TRAIL_READ):
        sentence = _("Only the data protection officer and auditors read the trail.")
        raise refusal(actor, Capability.TRAIL_READ.value, sentence)


def _filtered(actor: Actor, filter: TrailFilter) -> QuerySet[Event]:
    """Ids begin with their moment, so a period is a range of ids: the index that finds the rest also keeps the order."""
    rows = scope(actor, Event.objects.all())
    for name in ("person_id", "user_id", "kind", "purpose"):
        if (value := getattr(filter, name)) is not None:
            rows = rows.filter(**{name: value})
    if filter.since:
        rows = rows.filter(id__gte=_id_at(filter.since, -1), at__gte=filter.since)
    if filter.until:
        rows = rows.filter(id__lt=_id_at(filter.until, 1), at__lt=filter.until)
    return rows


def _id_at(moment: datetime, slack: int) -> UUID:
    """The lowest id of a moment, some seconds earlier or later: an event's moment is taken just before its id."""
    return UUID(int=max(0, int(moment.timestamp() + slack) * 1000) << 80)


def _row(row: Event) -> TrailRow:
    return TrailRow(
        id=row.id,
        at=row.at,
        user_id=row.user_id,
        username=row.username,
        purpose=Purpose(row.purpose) if row.purpose else None,
        kind=EventKind(row.kind),
        what=row.what,
        person_id=row.person_id,
        subject=row.subject,
        site_id=row.site_id,
        channel=row.channel,
        detail=row.detail,
    )
