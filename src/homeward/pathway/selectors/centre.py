"""The room where a convoy arrives, against everybody who would arrive with it: all its households together, not each by itself.

Comes in: an actor and a convoy. Goes out: frozen facts. Whoever is there, or on the way there, takes their place first; then the households
of this convoy, those ready longest first. About room alone: nothing else of a household is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.batches import Centre, Waiting
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.placing import rooms
from homeward.pathway.rules.batching import beyond, load_of
from homeward.pathway.rules.convoys import ON_THE_WAY
from homeward.pathway.selectors.convoys import convoy_of
from homeward.pathway.selectors.counting import agreed_at, open_seats
from homeward.registry.selectors.needs import occupied


def room_at(site_id: UUID) -> int | None:
    """How many more people a site has room for, whoever is on the way there counted as there; None where nobody said how many it holds.

    For this room alone.
    """
    holds = rooms([site_id])[site_id].persons
    if holds is None:
        return None
    bound = Q(stage=Stage.IN_TRANSIT, course=Course.RUNNING, group__to_site=site_id)
    seated = Q(seats__ended="", seats__convoy__state__in=ON_THE_WAY, seats__convoy__to_site=site_id)
    coming = models.Case.objects.filter(bound | seated).distinct().count()
    return max(0, holds - occupied([site_id]).get(site_id, 0) - coming)


def centre_of(actor: Actor, convoy_id: UUID) -> Centre:
    """The room where a convoy arrives before it departs, and the households for whom it does not suffice. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    seats = open_seats(convoy)
    if convoy.state == ConvoyState.BOARDING:
        point = models.Point.objects.get(convoy=convoy, kind=PointKind.BOARDING)
        absent = set(agreed_at(point, [seat.id for seat in seats]).of(Mark.ABSENT))
        seats = [seat for seat in seats if seat.id not in absent]
    room = room_at(convoy.to_site_id)
    waiting = _households(seats)
    return Centre(room, len(seats), () if room is None else beyond(waiting, room))


def _households(seats: Sequence[models.Seat]) -> Collection[Waiting]:
    groups: dict[UUID, list[models.Seat]] = {}
    for seat in seats:
        groups.setdefault(seat.case.group_id, []).append(seat)
    return [
        Waiting(id, max(seat.case.since for seat in of), load_of(len(of)), people=len(of)) for id, of in groups.items()
    ]
