"""A desk's queue: the rows that fit what was asked, how many there are in each part, where one candidate stands among them.

Comes in: an actor and a filter. Goes out: frozen facts, in a number of queries that does not grow with the queue. Counts are of all that
the actor reaches, by the same filters as the rows. Never a name that the actor does not reach.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.review import models
from homeward.review.facts.candidates import Desk, State, Why
from homeward.review.facts.queue import AGES, Age, Order, Place, QueueFilter, QueuePage, Show, Strength, Whose
from homeward.review.naming import entry_names
from homeward.review.rules.desks import READ, TAKEN
from homeward.review.selectors.candidates import rows_of, visible

ORDERS: Final = {Order.STRENGTH: ("-millibits", "id"), Order.WAITING: ("waiting_since", "id")}
_OPEN_PARTS: Final = (Show.WAITING, Show.SECOND, Show.SOURCE, Show.DECIDED, Show.WITHDRAWN)


def queue_page(actor: Actor, asked: QueueFilter, *, limit: int = 50, offset: int = 0) -> QueuePage:
    """A window of a queue with its true counts. The trail says that it was shown. Raises `Refused`."""
    authorise(actor, READ[asked.desk])
    narrowed = _narrowed(actor, asked)
    counts = _counts(actor, narrowed)
    part = _part(actor, narrowed, asked.show).order_by(*ORDERS[asked.order])
    part = part.select_related("edition__watch_list", "watch_list", "planted", "person")
    shown = list(part[offset : offset + limit])
    names = entry_names(shown)
    rows = tuple(replace(row, entry_name=names.get(row.id, "")) for row in rows_of(actor, shown))
    if rows:
        record(actor, EventKind.READ, "candidate.list", detail={"shown": len(rows)})
    return QueuePage(
        rows=rows,
        total=counts[asked.show],
        counts=counts,
        mine=visible(actor, asked.desk).filter(claimed_by=actor.user_id).count(),
    )


def queue_place(actor: Actor, asked: QueueFilter, candidate_id: UUID) -> Place:
    """Where a candidate stands in a queue, and its neighbours there; 0 where it is not in it any more. Raises `Refused`."""
    authorise(actor, READ[asked.desk])
    queue = _part(actor, _narrowed(actor, asked), asked.show)
    total = queue.count()
    here = queue.filter(id=candidate_id).values("id", "millibits", "waiting_since").first()
    if here is None:
        return Place(0, total)
    if asked.order is Order.STRENGTH:
        before = Q(millibits__gt=here["millibits"]) | Q(millibits=here["millibits"], id__lt=here["id"])
        after = Q(millibits__lt=here["millibits"]) | Q(millibits=here["millibits"], id__gt=here["id"])
    else:
        before = Q(waiting_since__lt=here["waiting_since"]) | Q(waiting_since=here["waiting_since"], id__lt=here["id"])
        after = Q(waiting_since__gt=here["waiting_since"]) | Q(waiting_since=here["waiting_since"], id__gt=here["id"])
    order = ORDERS[asked.order]
    ahead = queue.filter(before)
    return Place(
        number=ahead.count() + 1,
        total=total,
        before=ahead.order_by(*order).reverse().values_list("id", flat=True).first(),
        after=queue.filter(after).order_by(*order).values_list("id", flat=True).first(),
    )


def to_take(actor: Actor, desk: Desk) -> QuerySet[models.Candidate]:
    """What somebody could take next, for this room alone: the strong ones before the others, the longest waiting of each first.

    Nothing that anybody took, and nothing about which they said themselves what they found.
    """
    mine = models.Decision.objects.filter(candidate=OuterRef("pk"), round=OuterRef("round"), decided_by=actor.user_id)
    found = visible(actor, desk).filter(claimed_by__isnull=True, state__in=TAKEN)
    found = found.exclude(Q(state=State.SECOND) & (Q(first_by=actor.user_id) | Exists(mine)))
    found = found.exclude(Q(why=Why.DISAGREED) & Exists(mine))
    return found.order_by("-strong", "waiting_since", "id")


def _narrowed(actor: Actor, asked: QueueFilter) -> QuerySet[models.Candidate]:
    """The candidates that fit everything asked but the part."""
    found = visible(actor, asked.desk)
    if asked.list_row:
        found = found.filter(watch_list_id=asked.list_row)
    if asked.site_id:
        found = found.filter(Q(person__site_id=asked.site_id) | Q(planted__site_id=asked.site_id))
    if asked.age:
        found = found.filter(_of_age(asked.age, timezone.localdate()))
    if asked.strength:
        found = found.filter(strong=asked.strength is Strength.STRONG)
    if asked.waited:
        found = found.filter(waiting_since__lte=timezone.now() - asked.waited.span)
    if asked.whose is Whose.MINE:
        found = found.filter(claimed_by=actor.user_id)
    elif asked.whose is Whose.NOBODY:
        found = found.filter(claimed_by__isnull=True)
    elif asked.whose is Whose.OTHERS:
        found = found.filter(claimed_by__isnull=False).exclude(claimed_by=actor.user_id)
    return found


def _part(actor: Actor, queue: QuerySet[models.Candidate], show: Show) -> QuerySet[models.Candidate]:
    queue = queue.filter(state__in=show.states)
    return queue.filter(_blind(actor)) if show is Show.BLIND else queue


def _blind(actor: Actor) -> Q:
    """Those that this actor may look at once more: they took no part in them."""
    mine = Q(first_by=actor.user_id) | Q(second_by__isnull=False, second_by=actor.user_id)
    return Q(blind_due=True) & ~mine


def _counts(actor: Actor, queue: QuerySet[models.Candidate]) -> dict[Show, int]:
    """How many stand in each part: one query."""
    parts = {show.value: Count("id", filter=Q(state=show.value)) for show in _OPEN_PARTS}
    found = queue.order_by().aggregate(**parts, blind=Count("id", filter=Q(state=State.DECIDED) & _blind(actor)))
    counts = {Show(key): number for key, number in found.items()}
    counts[Show.OPEN] = sum(counts[show] for show in (Show.WAITING, Show.SECOND, Show.SOURCE))
    return counts


def _of_age(age: Age, today: date) -> Q:
    """Those who are at least so old on the latest day that their births allow; a child is whoever may be one."""
    if age is Age.UNKNOWN:
        return Q(person__born_to__isnull=True)
    youngest, below = AGES[age]
    found = Q(person__born_to__lte=_years_before(today, youngest)) if youngest else Q(person__born_to__isnull=False)
    return found & Q(person__born_to__gt=_years_before(today, below)) if below else found


def _years_before(day: date, years: int) -> date:
    """The day on which somebody was born who comes to be so old on that day."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28) if leap else day.replace(year=day.year - years)
