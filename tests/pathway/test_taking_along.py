"""Whoever leads gives a place to somebody at the bus who was not on the list: together, through every gate, on child protection's word."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homes import family, site
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.boarding import convoy_depart
from homeward.pathway.actions.cases import case_open, group_set
from homeward.pathway.actions.extras import extra_answer, extra_found
from homeward.pathway.actions.handovers import convoy_arrive, handover_give
from homeward.pathway.actions.taking_along import extra_seat
from homeward.pathway.facts.batches import Binding
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.convoys import ExtraState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.rules.headcount import Differs
from homeward.pathway.selectors.offering import offer_of
from homeward.pathway.selectors.signing import signing_of
from homeward.registry.errors import Invalid
from walked import PACK, walk

pytestmark = pytest.mark.django_db
SAID = "Stands at the bus with a bag and wants to go along."


@pytest.fixture
def others(boarding: ConvoyOf, actor: MakeActor) -> tuple[UUID, UUID]:
    """The cases of a mother and a child of the same site who prepare for departure, and have no place."""
    people = family(actor(Role.REGISTRATION_CLERK, boarding.home.site), boarding.home.site, "Second")
    mother, child = case_open(boarding.planner, person_ids=people.person_ids, pack_key=PACK)
    walk((mother, child), Stage.DEPARTURE_PREPARATION)
    return mother, child


@pytest.fixture
def specialist(actor: MakeActor) -> Actor:
    return actor(Role.CHILD_PROTECTION_SPECIALIST)


def _found(convoy: ConvoyOf, case: UUID) -> UUID:
    return extra_found(convoy.lead, convoy.id, models.Case.objects.get(id=case).person_id, words=SAID)


def _seat(convoy: ConvoyOf, extra: UUID, vehicle: UUID | None = None) -> int:
    return extra_seat(convoy.lead, extra, vehicle or convoy.bus, version=convoy.version)


def _word(by: Actor, extra: UUID) -> None:
    extra_answer(by, extra, boards=True, words="The mother is with the child.")


def test_a_household_that_stands_there_is_given_its_places_together(
    boarding: ConvoyOf, others: tuple[UUID, UUID], specialist: Actor
) -> None:
    boarding.all_present(PointKind.BOARDING)
    mother, child = (_found(boarding, one) for one in others)
    offer = offer_of(boarding.lead, mother)
    assert [one.case_id for one in offer.people] == list(others)
    assert offer.binding is Binding.CHILD_PROTECTION
    with pytest.raises(Invalid, match="only on the word of child protection"):
        _seat(boarding, mother)
    _word(specialist, child)
    assert offer_of(boarding.lead, mother).binding is None
    _seat(boarding, mother)
    seats = models.Seat.objects.filter(case__in=others)
    assert set(seats.values_list("added", "ended", "given_by")) == {(True, "", boarding.lead.user_id)}
    assert set(models.Extra.objects.values_list("state", flat=True)) == {ExtraState.BOARDS}
    assert not models.Task.objects.filter(what__startswith="convoy.extra", done_at__isnull=True).exists()
    assert Event.objects.filter(what="convoy.extra_seat").count() == 2
    with pytest.raises(Invalid, match="has a place in this convoy"):
        _seat(boarding, child)

    with pytest.raises(Differs, match="2 people are not counted"):  # whoever was added is counted too
        convoy_depart(boarding.lead, boarding.id, version=boarding.version)
    boarding.count(PointKind.BOARDING, dict.fromkeys(others, Mark.PRESENT))
    convoy_depart(boarding.lead, boarding.id, version=boarding.version)
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.IN_TRANSIT}
    convoy_arrive(boarding.lead, boarding.id, version=boarding.version)
    boarding.all_present(PointKind.ARRIVAL)
    handover_give(boarding.lead, boarding.id, function="convoy lead", place="Gate")
    signing = signing_of(boarding.lead, boarding.id)
    named = models.Case.objects.filter(id__in=others).order_by("number").values_list("number", flat=True)
    assert (signing.persons, signing.added) == (4, tuple(named))


def test_a_child_is_not_taken_along_without_the_mother(
    boarding: ConvoyOf, others: tuple[UUID, UUID], specialist: Actor
) -> None:
    child = _found(boarding, others[1])
    _word(specialist, child)  # opens no gate
    offer = offer_of(boarding.lead, child)
    assert offer.binding is Binding.GATES
    assert [check.gate for check, _number in offer.unmet] == [Gate.FAMILY_UNITY]
    with pytest.raises(Invalid, match="A gate is not open"):
        _seat(boarding, child)
    assert not models.Seat.objects.filter(case__in=others).exists()


def test_there_has_to_be_room_and_nobody_takes_a_seat_twice(
    boarding: ConvoyOf, others: tuple[UUID, UUID], specialist: Actor
) -> None:
    mother, child = (_found(boarding, one) for one in others)
    _word(specialist, child)
    models.Vehicle.objects.update(seats=3)
    assert offer_of(boarding.lead, mother).binding is Binding.SEATS
    with pytest.raises(Invalid, match="enough seats"):
        _seat(boarding, mother)
    models.Vehicle.objects.update(seats=4)
    with pytest.raises(Invalid, match="no room for all of them"):
        _seat(boarding, mother, mother)
    with pytest.raises(Stale):
        extra_seat(boarding.lead, mother, boarding.bus, version=boarding.version - 1)
    _seat(boarding, mother)
    assert models.Seat.objects.filter(ended="").count() == 4


def test_whoever_is_not_ready_is_given_no_place_and_others_give_none(
    boarding: ConvoyOf, others: tuple[UUID, UUID], actor: MakeActor
) -> None:
    mother = _found(boarding, others[0])
    for other in (boarding.planner, actor(Role.CHILD_PROTECTION_SPECIALIST), actor(Role.REGISTRATION_CLERK)):
        with pytest.raises((Refused, NotFound)):
            extra_seat(other, mother, boarding.bus, version=boarding.version)
    models.Case.objects.filter(id=others[0]).update(course="suspended")
    assert offer_of(boarding.lead, mother).binding is Binding.NOT_TOGETHER
    models.Case.objects.filter(id=others[0]).update(course="running")
    models.Convoy.objects.filter(id=boarding.id).update(state="under_way", departed_at=timezone.now())
    with pytest.raises(Invalid, match="has departed"):
        _seat(boarding, mother)


def test_whoever_is_received_elsewhere_does_not_go_along(
    boarding: ConvoyOf, others: tuple[UUID, UUID], specialist: Actor, actor: MakeActor
) -> None:
    mother, child = (_found(boarding, one) for one in others)
    _word(specialist, child)
    group = models.Case.objects.get(id=others[0]).group
    group_set(boarding.planner, group.id, to_site_id=site(actor, "Elsewhere"), home_site_id=None, version=group.version)
    assert offer_of(boarding.lead, mother).binding is Binding.OTHER_WAY
    with pytest.raises(Invalid, match="go with another convoy"):
        _seat(boarding, mother)
