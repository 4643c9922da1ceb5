"""What waits for one reader at the desks, and what waits for others because of them: counts and days, never a person.

Comes in: an actor. Goes out: frozen counts, in a number of queries that does not grow with the queues.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

from homeward.access.facts import Actor
from homeward.access.selectors import may
from homeward.review import models
from homeward.review.facts.candidates import Desk, State
from homeward.review.rules.desks import CONFIRM, DECIDE
from homeward.review.selectors.candidates import desks_of, visible


@dataclass(frozen=True, slots=True)
class Part:
    """So many candidates, and since when the first of them waits."""

    total: int
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """A reader and one desk. `taken`: by them, not yet answered; `first`, `second`, `blind`: theirs to take.

    `others`: what they found, and that a second person has yet to look at.
    """

    desk: Desk
    taken: Part
    first: Part
    second: Part
    blind: Part
    others: Part


def mine_of(actor: Actor) -> tuple[Mine, ...]:
    """For each desk where a reader may say what they find. Nothing for others."""
    return tuple(_of(actor, desk) for desk in desks_of(actor) if may(actor, DECIDE[desk]) or may(actor, CONFIRM[desk]))


def _of(actor: Actor, desk: Desk) -> Mine:
    me = actor.user_id
    here = models.Decision.objects.filter(candidate=OuterRef("pk"), round=OuterRef("round"), decided_by=me)
    free, others = Q(claimed_by__isnull=True, said=False), ~Q(first_by=me)
    decides, confirms = (Q(id__isnull=not may(actor, needs[desk])) for needs in (DECIDE, CONFIRM))
    asked = {
        "taken": Q(claimed_by=me),
        "first": decides & free & Q(state=State.WAITING),
        "second": confirms & free & Q(state=State.SECOND),
        "blind": confirms & others & Q(state=State.DECIDED, blind_due=True),
        "others": Q(state=State.SECOND, first_by=me),
    }
    rows = visible(actor, desk).annotate(said=Exists(here)).order_by()
    counts = {f"{name}_total": Count("pk", filter=which) for name, which in asked.items()}
    since = {f"{name}_since": Min("waiting_since", filter=which) for name, which in asked.items()}
    found = rows.aggregate(**counts, **since)
    return Mine(desk, **{name: Part(found[f"{name}_total"], found[f"{name}_since"]) for name in asked})
