"""All households of a convoy together against the room where they arrive, whoever is on the way there counted as there."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homes import family, site
from homeward.access.facts import Role
from homeward.kernel.dates import parse
from homeward.pathway import models
from homeward.pathway.actions.boarding import convoy_depart
from homeward.pathway.actions.cases import case_open, group_set
from homeward.pathway.actions.convoys import convoy_board, convoy_plan, group_stays, groups_seat, vehicle_add
from homeward.pathway.facts.batches import Binding
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.convoys import ConvoyDraft, ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.selectors.centre import centre_of, room_at
from homeward.pathway.selectors.readying import proposal_of, ready_lines
from homeward.places.actions.additions import capacity_record
from homeward.places.facts import CapacityDraft, Unit
from homeward.registry.errors import Invalid
from walked import PACK, walk

pytestmark = pytest.mark.django_db


def _holds(actor: MakeActor, place: UUID, persons: int, as_of: str) -> None:
    day = parse(as_of)
    assert day is not None
    capacity_record(
        actor(Role.ADMINISTRATOR), site_id=place, claim=CapacityDraft(persons, Unit.PERSONS, day, "A survey")
    )


def _groups(convoy: ConvoyOf) -> tuple[UUID, UUID]:
    """The first household of the convoy, and the second."""
    first = models.Case.objects.get(id=convoy.home.mother).group_id
    return first, models.Seat.objects.exclude(case__group=first).values_list("case__group_id", flat=True)[0]


def test_a_convoy_whose_households_fit_one_by_one_and_not_together_does_not_depart(
    two_households: ConvoyOf, actor: MakeActor
) -> None:
    convoy, (_first, second) = two_households, _groups(two_households)
    assert centre_of(convoy.lead, convoy.id).room is None  # nobody said how many it holds
    _holds(actor, convoy.to, 3, "2024")
    found = centre_of(convoy.lead, convoy.id)
    assert (found.room, found.people, found.left, found.beyond) == (3, 4, 0, (second,))
    convoy.all_present(PointKind.BOARDING)
    with pytest.raises(Invalid, match="4 people would arrive, and there is room for 3"):
        convoy_depart(convoy.lead, convoy.id, version=convoy.version)
    assert convoy.state == ConvoyState.BOARDING
    group_stays(convoy.lead, convoy.id, second, version=convoy.version)
    assert centre_of(convoy.lead, convoy.id).beyond == ()
    convoy_depart(convoy.lead, convoy.id, version=convoy.version)
    assert convoy.state == ConvoyState.UNDER_WAY


def test_whoever_is_not_there_takes_no_room(two_households: ConvoyOf, actor: MakeActor) -> None:
    convoy, (_first, second) = two_households, _groups(two_households)
    _holds(actor, convoy.to, 2, "2024")
    away = list(models.Seat.objects.filter(case__group=second).values_list("case_id", flat=True))
    convoy.count(PointKind.BOARDING, dict.fromkeys(convoy.home.ids, Mark.PRESENT) | dict.fromkeys(away, Mark.ABSENT))
    assert centre_of(convoy.lead, convoy.id).beyond == ()
    convoy_depart(convoy.lead, convoy.id, version=convoy.version)
    assert convoy.state == ConvoyState.UNDER_WAY


def test_people_on_the_way_with_another_convoy_have_their_room(boarding: ConvoyOf, actor: MakeActor) -> None:
    _holds(actor, boarding.to, 3, "2024")
    boarding.all_present(PointKind.BOARDING)
    convoy_depart(boarding.lead, boarding.id, version=boarding.version)
    assert room_at(boarding.to) == 1
    site, planner = boarding.home.site, boarding.planner
    people = family(actor(Role.REGISTRATION_CLERK, site), site, "Second")
    cases = _prepare(boarding, people.person_ids)
    second = convoy_plan(planner, ConvoyDraft(site, boarding.to, timezone.localdate(), boarding.lead.user_id))
    bus = vehicle_add(planner, second, called="Bus 2", seats=9, version=1)
    lines = ready_lines(planner, second)
    group = models.Case.objects.get(id=cases[0]).group_id
    assert [line.binding for line in lines] == [None]  # nothing keeps the household itself
    assert proposal_of(planner, second, lines).left == ((group, Binding.CENTRE),)
    groups_seat(planner, second, [(group, bus)], version=2)  # a plan may wait for room; a departure may not
    convoy_board(planner, second, version=3)
    assert centre_of(planner, second).beyond == (group,)
    _holds(actor, boarding.to, 4, "2025")
    assert centre_of(planner, second).beyond == ()


def _prepare(convoy: ConvoyOf, person_ids: tuple[UUID, ...]) -> tuple[UUID, ...]:
    cases = case_open(convoy.planner, person_ids=person_ids, pack_key=PACK)
    walk(cases, Stage.DEPARTURE_PREPARATION)
    return cases


def test_a_household_goes_where_it_is_to_be_received(a_convoy: ConvoyOf, actor: MakeActor) -> None:
    convoy, group = a_convoy, models.Case.objects.get(id=a_convoy.home.mother).group
    group_stays(convoy.planner, convoy.id, group.id, version=convoy.version)
    group_set(convoy.planner, group.id, to_site_id=site(actor, "Elsewhere"), home_site_id=None, version=group.version)
    assert [one.binding for one in ready_lines(convoy.planner, convoy.id)] == [Binding.OTHER_WAY]
    with pytest.raises(Invalid, match="received at another site") as refused:
        groups_seat(convoy.planner, convoy.id, [(group.id, convoy.bus)], version=convoy.version)
    assert (refused.value.data["field"], refused.value.data["others"]) == ("group", 2)
    group_set(convoy.planner, group.id, to_site_id=convoy.to, home_site_id=None, version=group.version + 1)
    assert [one.binding for one in ready_lines(convoy.planner, convoy.id)] == [None]
    groups_seat(convoy.planner, convoy.id, [(group.id, convoy.bus)], version=convoy.version)


def test_a_convoy_does_not_depart_with_whoever_is_received_elsewhere_by_now(
    boarding: ConvoyOf, actor: MakeActor
) -> None:
    group = models.Case.objects.get(id=boarding.home.mother).group
    boarding.all_present(PointKind.BOARDING)
    group_set(boarding.planner, group.id, to_site_id=site(actor, "Elsewhere"), home_site_id=None, version=group.version)
    with pytest.raises(Invalid, match="received at another site"):
        convoy_depart(boarding.lead, boarding.id, version=boarding.version)
    assert boarding.state == ConvoyState.BOARDING
