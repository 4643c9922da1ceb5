"""A convoy is planned, households take their places whole, and it boards or is called off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.convoys import (
    convoy_board,
    convoy_call_off,
    convoy_change,
    convoy_plan,
    group_stays,
    groups_seat,
    vehicle_add,
    vehicle_remove,
)
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyDraft, ConvoyState, PointKind, SeatEnd
from homeward.pathway.selectors.convoys import convoy_file, convoy_of_case, convoys_list, persons_of_convoy
from homeward.registry.errors import Invalid
from walked import CaseAt

pytestmark = pytest.mark.django_db


def _draft(convoy: ConvoyOf, **other: object) -> ConvoyDraft:
    given = {"from_site_id": convoy.home.site, "to_site_id": convoy.to, "day": timezone.localdate()} | other
    return ConvoyDraft(**given)


def test_a_convoy_has_a_number_its_points_and_its_people(a_convoy: ConvoyOf) -> None:
    file = convoy_file(a_convoy.planner, a_convoy.id)
    assert file.row.number.startswith("V-")
    assert [point.kind for point in file.points] == [PointKind.BOARDING, PointKind.CHECKPOINT, PointKind.ARRIVAL]
    assert [point.called for point in file.points] == ["", "River", ""]
    assert (file.row.people, file.row.households) == (2, 1)
    assert file.vehicles[0].free == 8
    assert [seat.case_id for seat in file.parties[0].seats] == list(a_convoy.home.ids)
    assert Event.objects.filter(what="convoy.file", subject=file.row.number).exists()


def test_persons_of_a_convoy_are_those_who_have_a_place(a_convoy: ConvoyOf) -> None:
    assert set(persons_of_convoy(a_convoy.planner, a_convoy.id)) == set(a_convoy.home.family.person_ids)
    row, seat = convoy_of_case(a_convoy.planner, a_convoy.home.mother) or (None, None)
    assert (row and row.id, seat and seat.case_id) == (a_convoy.id, a_convoy.home.mother)


@pytest.mark.parametrize(
    ("other", "field"), [({"day": timezone.localdate() - timedelta(days=1)}, "day"), ({"to_site_id": None}, "to_site")]
)
def test_a_plan_that_cannot_be_is_refused_with_its_field(a_convoy: ConvoyOf, other: dict, field: str) -> None:
    if "to_site_id" in other:
        other = {"to_site_id": a_convoy.home.site}
    with pytest.raises(Invalid) as refused:
        convoy_plan(a_convoy.planner, _draft(a_convoy, **other))
    assert refused.value.data["field"] == field


def test_a_lead_is_somebody_who_leads_from_there(a_convoy: ConvoyOf, actor: MakeActor) -> None:
    with pytest.raises(Invalid) as refused:
        convoy_plan(a_convoy.planner, _draft(a_convoy, lead_id=actor(Role.CASE_MANAGER).user_id))
    assert refused.value.data["field"] == "lead"


def test_planning_is_not_the_leads(a_convoy: ConvoyOf) -> None:
    with pytest.raises(Refused):
        convoy_plan(a_convoy.lead, _draft(a_convoy))
    with pytest.raises(Refused):
        vehicle_add(a_convoy.lead, a_convoy.id, called="Bus 2", seats=5, version=a_convoy.version)


def test_a_bus_takes_no_more_than_it_has_places(a_convoy: ConvoyOf, case_at: CaseAt) -> None:
    other = case_at(Stage.DEPARTURE_PREPARATION, name="Other")
    small = vehicle_add(a_convoy.planner, a_convoy.id, called="Car", seats=1, version=a_convoy.version)
    group = models.Case.objects.get(id=other.mother).group_id
    with pytest.raises(Invalid):  # from another site
        groups_seat(a_convoy.planner, a_convoy.id, [(group, small)], version=a_convoy.version)
    mine = models.Case.objects.get(id=a_convoy.home.mother).group_id
    group_stays(a_convoy.planner, a_convoy.id, mine, version=a_convoy.version)
    with pytest.raises(Invalid, match="2 seats are needed and 1"):
        groups_seat(a_convoy.planner, a_convoy.id, [(mine, small)], version=a_convoy.version)
    assert not models.Seat.objects.filter(ended="").exists()


def test_a_household_of_which_one_stopped_goes_without_them(a_convoy: ConvoyOf) -> None:
    """Whoever withdrew is no longer waited for; who only stands elsewhere is."""
    mine = models.Case.objects.get(id=a_convoy.home.mother).group_id
    group_stays(a_convoy.planner, a_convoy.id, mine, version=a_convoy.version)
    models.Case.objects.filter(id=a_convoy.home.mother).update(course=Course.WITHDRAWN)
    groups_seat(a_convoy.planner, a_convoy.id, [(mine, a_convoy.bus)], version=a_convoy.version)
    assert models.Seat.objects.filter(ended="").count() == 1


def test_one_household_has_one_place(a_convoy: ConvoyOf) -> None:
    second = convoy_plan(a_convoy.planner, _draft(a_convoy))
    bus = vehicle_add(a_convoy.planner, second, called="Bus", seats=9, version=1)
    mine = models.Case.objects.get(id=a_convoy.home.mother).group_id
    with pytest.raises(Stale):
        groups_seat(a_convoy.planner, second, [(mine, bus)], version=2)
    assert models.Convoy.objects.get(id=second).version == 2


def test_boarding_needs_people_and_the_version_that_was_seen(a_convoy: ConvoyOf) -> None:
    with pytest.raises(Stale):
        convoy_board(a_convoy.lead, a_convoy.id, version=1)
    convoy_board(a_convoy.lead, a_convoy.id, version=a_convoy.version)
    assert a_convoy.state == ConvoyState.BOARDING
    empty = convoy_plan(a_convoy.planner, _draft(a_convoy))
    with pytest.raises(Invalid):
        convoy_board(a_convoy.planner, empty, version=1)


def test_calling_off_says_why_and_keeps_everybodys_turn(a_convoy: ConvoyOf) -> None:
    with pytest.raises(Invalid):
        convoy_call_off(a_convoy.planner, a_convoy.id, words="rain", version=a_convoy.version)
    convoy_call_off(a_convoy.planner, a_convoy.id, words="The road is under water.", version=a_convoy.version)
    assert set(models.Seat.objects.values_list("ended", flat=True)) == {SeatEnd.CALLED_OFF}
    assert models.Case.objects.filter(stage=Stage.DEPARTURE_PREPARATION).count() == 2
    assert convoys_list(a_convoy.planner)[1] == 0
    assert convoys_list(a_convoy.planner, over=True)[0][0].called_off == "The road is under water."


def test_a_vehicle_with_people_stays(a_convoy: ConvoyOf) -> None:
    with pytest.raises(Invalid):
        vehicle_remove(a_convoy.planner, a_convoy.id, a_convoy.bus, version=a_convoy.version)
    spare = vehicle_add(a_convoy.planner, a_convoy.id, called="Car", seats=4, version=a_convoy.version)
    vehicle_remove(a_convoy.planner, a_convoy.id, spare, version=a_convoy.version)
    assert models.Vehicle.objects.count() == 1


def test_changing_a_plan_makes_its_points_anew(a_convoy: ConvoyOf) -> None:
    draft = _draft(a_convoy, checkpoints=("Bridge", "Crossing"))
    convoy_change(a_convoy.planner, a_convoy.id, draft, version=a_convoy.version)
    file = convoy_file(a_convoy.planner, a_convoy.id)
    assert [point.called for point in file.points] == ["", "Bridge", "Crossing", ""]


def test_both_ends_read_a_convoy_and_nobody_else(a_convoy: ConvoyOf, actor: MakeActor) -> None:
    assert convoys_list(a_convoy.receiver)[1] == 1
    elsewhere = actor(Role.CONVOY_LEAD, a_convoy.bus)  # an id that is no site of theirs
    assert convoys_list(elsewhere)[1] == 0
    with pytest.raises(NotFound):
        convoy_file(elsewhere, a_convoy.id)
