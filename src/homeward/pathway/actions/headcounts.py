"""Count who is there, at each point, on a phone or on paper; settle by name what two counts say differently.

Comes in: an actor who leads the convoy, a point, a place, what they saw. Goes out: rows. A mark sent twice is one mark: a connection
may break at any moment. A count that is finished is never changed: whoever was wrong counts again. That somebody is absent says nothing
about why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.convoys import ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.convoys import COUNTED
from homeward.pathway.rules.headcount import check_mark
from homeward.pathway.sealed import keys_to_write, seal_text
from homeward.pathway.selectors.counting import COUNTING, agreed_at, marked_by, open_seats, point_of
from homeward.pathway.settling import settle
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

SETTLED_WORDS: Final = "pathway_settled.words"
SHORTEST: Final = 5


@action
def mark_set(actor: Actor, point_id: UUID, seat_id: UUID, mark: Mark, *, was: Mark | None = None) -> UUID:
    """Say whether somebody is there; the id of the count it stands in. `was` is what stood there when they looked.

    Sent again it changes nothing. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    actor, point = _point(actor, point_id)
    seats = {seat.id: seat for seat in open_seats(point.convoy)}
    if seat_id not in seats:
        raise NotFound("This person has no place in the convoy any more. Look at the list as it is now.")
    count = _count(actor, point)
    if _mark(count, seats[seat_id], mark, was, timezone.now()):
        _tell(actor, point, "convoy.mark", person_id=seats[seat_id].case.person_id, mark=mark.value)
    return count.id


@action
def party_mark(actor: Actor, point_id: UUID, group_id: UUID, mark: Mark) -> UUID:
    """Say of everybody of a household who is not marked yet whether they are there. Raises as `mark_set` does."""
    actor, point = _point(actor, point_id)
    seats = [seat for seat in open_seats(point.convoy) if seat.case.group_id == group_id]
    if not seats:
        raise NotFound("This household has no places in the convoy any more. Look at the list as it is now.")
    count, at = _count(actor, point), timezone.now()
    marked = set(models.Marked.objects.filter(count=count, seat__in=seats).values_list("seat_id", flat=True))
    for seat in seats:
        if seat.id not in marked and _mark(count, seat, mark, None, at):
            _tell(actor, point, "convoy.mark", person_id=seat.case.person_id, mark=mark.value)
    return count.id


@action
def count_finish(actor: Actor, point_id: UUID) -> None:
    """Finish one's count at a point: from then on it is never changed. Whoever was given a place since is counted in a further one.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, point = _point(actor, point_id)
    count = models.Count.objects.filter(point=point, by=actor.user_id, **COUNTING).first()
    if count is None:
        raise Invalid("You have not begun a count here. Mark who is there first.", field="count")
    seats = open_seats(point.convoy)
    marked = marked_by(actor, point)
    if missing := sum(seat.id not in marked for seat in seats):
        raise Invalid(
            "%(missing)s people are not marked yet. Say of each whether they are there.", field="count", missing=missing
        )
    _finish(actor, point, count, seats)


@action
def paper_count(
    actor: Actor, point_id: UUID, *, counted_name: str, at: datetime | None, marks: Mapping[UUID, Mark]
) -> UUID:
    """Type in a count that somebody made on paper: who counted, when, and everybody on it. The id of the count.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, point = _point(actor, point_id)
    name = tidy(counted_name)
    if not name:
        raise Invalid("Write who counted, as it stands on the paper.", field="counted_name")
    if at is not None and at > timezone.now():
        raise Invalid("This moment has not come yet. Write when the count was made.", field="at")
    seats = open_seats(point.convoy)
    if missing := sum(seat.id not in marks for seat in seats):
        raise Invalid(
            "%(missing)s people are not marked yet. Say of each whether they are there.", field="marks", missing=missing
        )
    begun = at or timezone.now()
    count = models.Count.objects.create(
        point=point, by=actor.user_id, counted_name=name[:150], on_paper=True, begun_at=begun
    )
    models.Marked.objects.bulk_create(
        models.Marked(count=count, seat=seat, mark=marks[seat.id], at=begun) for seat in seats
    )
    _finish(actor, point, count, seats)
    return count.id


@action
def count_again(actor: Actor, point_id: UUID) -> None:
    """Set aside every count of a point that is finished, and count anew: the people changed, or somebody counted wrongly.

    What was counted stays on record. Raises `Refused`, `NotFound`, `Invalid`.
    """
    actor, point = _point(actor, point_id)
    models.Count.objects.filter(point=point, set_aside_at__isnull=True).update(set_aside_at=timezone.now())
    _tell(actor, point, "convoy.count_again")


@action
def difference_settle(actor: Actor, point_id: UUID, seat_id: UUID, mark: Mark, *, words: str) -> None:
    """Say who is there of whom two counts say different things, once they were looked for by name.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    actor, point = _point(actor, point_id)
    models.Point.objects.select_for_update().get(
        id=point.id
    )  # of two at one instant the second sees what the first found
    seats = {seat.id: seat for seat in open_seats(point.convoy)}
    if seat_id not in agreed_at(point, seats).differing:
        raise NotFound("The counts do not differ about this person any more. Look at them as they are now.")
    said = tidy(words)
    if len(said) < SHORTEST:
        raise Invalid("Say how this was found out, such as: called by name, answered.", field="words")
    seat = seats[seat_id]
    row = models.Settled(
        point=point, seat=seat, mark=mark, settled_by=actor.user_id, settled_name=actor.username,
        settled_at=timezone.now(),
    )  # fmt: skip
    row.words = seal_text(keys_to_write([seat.case])[seat.case_id], SETTLED_WORDS, row.id, said[:1000])
    row.save(force_insert=True)
    _tell(actor, point, "convoy.settle", person_id=seat.case.person_id, mark=mark.value)
    settle([seat.case_id])


def _point(actor: Actor, point_id: UUID) -> tuple[Actor, models.Point]:
    """A point where the convoy counts now, of a convoy that the actor leads. Raises `NotFound`, `Refused`, `Invalid`."""
    point = point_of(actor, point_id)
    actor = as_lead(actor, point.convoy)
    if COUNTED.get(ConvoyState(point.convoy.state)) is not PointKind(point.kind):
        raise Invalid("Nobody is counted here now. Open the convoy to see where it is.", field="point")
    return actor, point


def _count(actor: Actor, point: models.Point) -> models.Count:
    """The count that the actor makes here; begun where it is not yet."""
    mine = models.Count.objects.filter(point=point, by=actor.user_id, **COUNTING)
    if found := mine.first():
        return found
    try:
        with transaction.atomic():
            count = models.Count.objects.create(
                point=point, by=actor.user_id, counted_name=actor.username, begun_at=timezone.now()
            )
    except IntegrityError:  # the same person's second phone was first
        return mine.get()
    _tell(actor, point, "convoy.count")
    return count


def _mark(count: models.Count, seat: models.Seat, mark: Mark, was: Mark | None, at: datetime) -> bool:
    """Write a mark; whether it changed anything. Raises `Invalid`, `Stale`."""
    found = models.Marked.objects.filter(count=count, seat=seat).first()
    if not check_mark(was, Mark(found.mark) if found else None, mark):
        return False
    if found is not None:
        same = models.Marked.objects.filter(id=found.id, mark=found.mark)
        if not same.update(mark=mark, at=at):
            raise Stale("Somebody else counted this person meanwhile. Look at the list as it is now.")
        return True
    try:
        with transaction.atomic():
            models.Marked.objects.create(count=count, seat=seat, mark=mark, at=at)
    except IntegrityError:  # the second phone was first: the same mark is one mark
        there = Mark(models.Marked.objects.get(count=count, seat=seat).mark)
        return check_mark(was, there, mark)
    return True


def _finish(actor: Actor, point: models.Point, count: models.Count, seats: Sequence[models.Seat]) -> None:
    models.Count.objects.filter(id=count.id).update(finished_at=timezone.now())
    _tell(actor, point, "convoy.count_finish")
    if point.kind == PointKind.BOARDING:
        settle([seat.case_id for seat in seats])


def _tell(actor: Actor, point: models.Point, what: str, *, person_id: UUID | None = None, **detail: str) -> None:
    convoy = point.convoy
    record(
        actor, EventKind.WRITE, what, person_id=person_id, subject=convoy.number, site_id=convoy.from_site_id,
        detail={"point": point.number, **detail},
    )  # fmt: skip
