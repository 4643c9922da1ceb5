"""Counts at a point: whose they are, what each says, and what they say together.

Comes in: rows of a convoy, an actor. Goes out: frozen facts. Only finished counts say anything together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db.models import Max, Prefetch

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.pathway import models
from homeward.pathway.facts.convoys import ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Agreed, CountRow, Mark
from homeward.pathway.rules.convoys import COUNTED
from homeward.pathway.rules.headcount import agreed
from homeward.pathway.selectors.convoys import visible

COUNTING: Final = {
    "finished_at__isnull": True,
    "on_paper": False,
    "set_aside_at__isnull": True,
}  # somebody counts still


def point_of(actor: Actor, point_id: UUID, capability: Capability = Capability.CONVOY_READ) -> models.Point:
    """A point with its convoy, for this room alone. Raises `Refused`, `NotFound`."""
    authorise(actor, capability)
    found = (
        models.Point.objects.filter(id=point_id, convoy__in=visible(actor, capability)).select_related("convoy").first()
    )
    if found is None:
        raise NotFound("There is no such point of a convoy that you may see for the purpose you chose.")
    return found


def open_seats(convoy: models.Convoy) -> list[models.Seat]:
    """The places that people have now: whoever is to be counted."""
    rows = models.Seat.objects.filter(convoy=convoy, ended="").select_related("case__person", "case__group")
    return list(rows.order_by("vehicle__number", "case__group_id", "case__person__serial"))


def counts_at(point: models.Point) -> tuple[CountRow, ...]:
    """The counts at a point, in the order in which they were begun."""
    marks = Prefetch("marks", models.Marked.objects.order_by("seat_id"))
    rows = (
        models.Count.objects.filter(point=point, set_aside_at__isnull=True)
        .order_by("begun_at", "id")
        .prefetch_related(marks)
    )
    return tuple(map(count_row, rows))


def count_row(row: models.Count) -> CountRow:
    """A count as a fact."""
    return CountRow(
        id=row.id,
        point_id=row.point_id,
        by=row.by,
        counted_name=row.counted_name,
        on_paper=row.on_paper,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        marks=tuple((mark.seat_id, Mark(mark.mark)) for mark in row.marks.all()),
    )


def my_count(actor: Actor, point: models.Point) -> CountRow | None:
    """The count that an actor has begun here and not finished."""
    row = models.Count.objects.filter(point=point, by=actor.user_id, **COUNTING).first()
    return count_row(row) if row else None


def marked_by(actor: Actor, point: models.Point) -> set[UUID]:
    """The places that an actor's own counts at a point say something of, finished or not, those set aside left out."""
    rows = models.Marked.objects.filter(count__point=point, count__by=actor.user_id, count__set_aside_at__isnull=True)
    return set(rows.filter(count__on_paper=False).values_list("seat_id", flat=True))


def agreed_at(point: models.Point, seats: Iterable[UUID]) -> Agreed:
    """What the finished counts at a point say together of some places."""
    counts = [dict(count.marks) for count in counts_at(point) if count.finished_at]
    return agreed(list(seats), counts, _settled([point.id]).get(point.id))


def point_counted(actor: Actor, point_id: UUID) -> Agreed:
    """What the finished counts at a point say together: of the places that last where people are counted now, else of all then counted.

    Raises `NotFound`.
    """
    point = point_of(actor, point_id)
    if COUNTED.get(ConvoyState(point.convoy.state)) is PointKind(point.kind):
        return agreed_at(point, [seat.id for seat in open_seats(point.convoy)])
    then = [count for count in counts_at(point) if count.finished_at]
    return agreed_at(point, dict.fromkeys(seat for count in then for seat, _mark in count.marks))


def agreed_where(kind: PointKind, convoys: Sequence[UUID]) -> dict[UUID, Mark]:
    """The agreed mark of each place at the point of a kind, for some convoys at once: as many queries for one as for many."""
    points = {row.id: row.convoy_id for row in models.Point.objects.filter(convoy__in=convoys, kind=kind)}
    seats: dict[UUID, list[UUID]] = {}
    for convoy, seat in models.Seat.objects.filter(convoy__in=convoys, ended="").values_list("convoy_id", "id"):
        seats.setdefault(convoy, []).append(seat)
    marks = Prefetch("marks", models.Marked.objects.order_by("seat_id"))
    counts: dict[UUID, list[dict[UUID, Mark]]] = {id: [] for id in points}
    finished = models.Count.objects.filter(point__in=points, finished_at__isnull=False, set_aside_at__isnull=True)
    for row in finished.prefetch_related(marks):
        counts[row.point_id].append({mark.seat_id: Mark(mark.mark) for mark in row.marks.all()})
    settled = _settled(points)
    found: dict[UUID, Mark] = {}
    for id, convoy in points.items():
        found |= dict(agreed(seats.get(convoy, []), counts[id], settled.get(id)).marks)
    return found


def _settled(points: Iterable[UUID]) -> dict[UUID, dict[UUID, Mark]]:
    """What was settled by name at some points, since their counts were last set aside; the latest word about each place."""
    aside = Max("point__counts__set_aside_at")
    found: dict[UUID, dict[UUID, Mark]] = {}
    rows = models.Settled.objects.filter(point__in=list(points)).annotate(aside=aside).order_by("settled_at", "id")
    for row in rows:
        if row.aside is None or row.settled_at > row.aside:
            found.setdefault(row.point_id, {})[row.seat_id] = Mark(row.mark)
    return found
