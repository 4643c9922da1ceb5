"""Whoever was chosen to lead a convoy leads it to its end, wherever they have their role; nobody else gains anything by it."""

from __future__ import annotations

import pytest

from actors import MakeActor
from convoyed import ConvoyOf
from homes import site
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.boarding import convoy_depart
from homeward.pathway.actions.handovers import convoy_arrive, convoy_receive, handover_give, handover_take
from homeward.pathway.actions.headcounts import count_finish, party_mark
from homeward.pathway.facts.convoys import ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.leading import leading
from homeward.pathway.selectors.convoys import convoy_file, leads, leads_at
from homeward.pathway.selectors.counted import counting_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(boarding: ConvoyOf, actor: MakeActor) -> Actor:
    """Somebody whose role as a convoy lead is at a third site."""
    return actor(Role.CONVOY_LEAD, site(actor, "Somewhere else"))


def _count(convoy: ConvoyOf, by: Actor, kind: PointKind) -> None:
    point, group = convoy.point(kind), models.Case.objects.get(id=convoy.home.mother).group_id
    party_mark(by, point, group, Mark.PRESENT)
    count_finish(by, point)


def test_the_chosen_lead_counts_at_every_point_and_hands_over(boarding: ConvoyOf, elsewhere: Actor) -> None:
    with pytest.raises(NotFound):
        _count(boarding, elsewhere, PointKind.BOARDING)
    models.Convoy.objects.filter(id=boarding.id).update(lead=elsewhere.user_id)
    shown = counting_of(elsewhere, boarding.point(PointKind.BOARDING))
    assert all(seat.person is not None for party in shown.parties for seat in party.seats)  # by name
    _count(boarding, elsewhere, PointKind.BOARDING)
    convoy_depart(elsewhere, boarding.id, version=boarding.version)
    _count(boarding, elsewhere, PointKind.CHECKPOINT)
    convoy_arrive(elsewhere, boarding.id, version=boarding.version)
    _count(boarding, elsewhere, PointKind.ARRIVAL)
    handover_give(elsewhere, boarding.id, function="convoy lead", place="Gate")
    content = models.Signature.objects.get().content
    handover_take(boarding.receiver, boarding.id, function="head of the centre", content=content)
    convoy_receive(elsewhere, boarding.id, version=boarding.version)
    assert boarding.state == ConvoyState.CLOSED
    with pytest.raises(NotFound):  # with the convoy, the reach ends
        convoy_file(elsewhere, boarding.id)


def test_nobody_else_gains_anything_by_it(boarding: ConvoyOf, elsewhere: Actor, actor: MakeActor) -> None:
    beside = actor(Role.CONVOY_LEAD, elsewhere.assignments[0].site_id)
    clerk = actor(Role.REGISTRATION_CLERK, elsewhere.assignments[0].site_id)
    models.Convoy.objects.filter(id=boarding.id).update(lead=elsewhere.user_id)
    convoy = models.Convoy.objects.get(id=boarding.id)
    for other in (beside, clerk):
        with pytest.raises((NotFound, Refused)):
            _count(boarding, other, PointKind.BOARDING)
        assert leading(other, convoy) is other
    models.Convoy.objects.filter(id=boarding.id).update(lead=clerk.user_id)  # the choice alone is no role
    with pytest.raises((NotFound, Refused)):
        _count(boarding, clerk, PointKind.BOARDING)
    with pytest.raises(NotFound):
        leads(elsewhere, boarding.id)


def test_whoever_plans_chooses_among_all_who_lead(boarding: ConvoyOf, elsewhere: Actor, actor: MakeActor) -> None:
    found = leads_at(boarding.planner, boarding.home.site)
    assert found[elsewhere.user_id] == elsewhere.username
    assert actor(Role.CASE_MANAGER, None, Purpose.RETURN).user_id not in found
