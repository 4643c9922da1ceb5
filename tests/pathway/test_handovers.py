"""At the arrival: counted, signed for by two sides, received; who is missing is looked for; and what happens on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.errors import Refused, Stale
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.boarding import convoy_depart
from homeward.pathway.actions.following import follow
from homeward.pathway.actions.handovers import (
    convoy_arrive,
    convoy_receive,
    handover_give,
    handover_paper,
    handover_take,
)
from homeward.pathway.actions.incidents import convoy_turn_back, incident_record
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.facts.convoys import ConvoyState, PointKind, SeatEnd
from homeward.pathway.facts.handovers import Side
from homeward.pathway.facts.happened import Born, IncidentKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.rules.headcount import Differs
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.selectors.handing import handing_of, handover_of
from homeward.registry.actions.rights import person_erase
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.persons import person_file, persons_of

pytestmark = pytest.mark.django_db
ARRIVAL, THERE, AWAY = PointKind.ARRIVAL, Mark.PRESENT, Mark.ABSENT
CAVEATS = ("Names are not passed on to others.",)


@pytest.fixture
def under_way(boarding: ConvoyOf) -> ConvoyOf:
    """A convoy with everybody in it."""
    boarding.all_present(PointKind.BOARDING)
    convoy_depart(boarding.lead, boarding.id, version=boarding.version)
    return boarding


@pytest.fixture
def arrived(under_way: ConvoyOf) -> ConvoyOf:
    """The same convoy, arrived, everybody counted there."""
    convoy_arrive(under_way.lead, under_way.id, version=under_way.version)
    under_way.all_present(ARRIVAL)
    return under_way


def _content(convoy: ConvoyOf) -> str:
    return models.Signature.objects.filter(convoy=convoy.id, side=Side.GIVES).latest("signed_at").content


def _give(convoy: ConvoyOf, place: str = "Gate of the centre") -> None:
    handover_give(convoy.lead, convoy.id, function="convoy lead", place=place, caveats=CAVEATS)


def _take(convoy: ConvoyOf) -> None:
    handover_take(convoy.receiver, convoy.id, function="head of the centre", content=_content(convoy))


def test_two_sides_sign_and_everybody_is_received(arrived: ConvoyOf) -> None:
    _give(arrived)
    assert handover_of(arrived.planner, arrived.id) is None
    with pytest.raises(Invalid, match="Both sides sign first"):
        convoy_receive(arrived.lead, arrived.id, version=arrived.version)
    _take(arrived)
    handover = handover_of(arrived.planner, arrived.id)
    assert handover is not None
    assert (handover.persons, handover.caveats, handover.place) == (2, CAVEATS, "Gate of the centre")
    assert sum(number for _sex, _band, number in handover.bands) == 2
    assert (handover.gave.function, handover.took.function) == ("convoy lead", "head of the centre")
    convoy_receive(arrived.lead, arrived.id, version=arrived.version)
    assert arrived.state == ConvoyState.CLOSED
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.RECEIVED}
    people = persons_of(arrived.receiver, arrived.home.family.person_ids)
    assert {(one.standing, one.site_id) for one in people.values()} == {(Standing.PRESENT, arrived.to)}
    assert set(models.Seat.objects.values_list("ended", flat=True)) == {SeatEnd.RECEIVED}


def test_of_whoever_is_erased_afterwards_the_handover_keeps_how_many_they_were(
    arrived: ConvoyOf, actor: MakeActor
) -> None:
    _give(arrived)
    _take(arrived)
    convoy_receive(arrived.lead, arrived.id, version=arrived.version)
    guardian, mother = actor(Role.DATA_PROTECTION_OFFICER), arrived.home.family.person_ids[0]
    number = person_file(guardian, mother).row.number
    person_erase(guardian, mother, number=number, reason="Asked for by the person.")
    follow()
    assert not models.Case.objects.filter(person=mother).exists() and models.Case.objects.count() == 1
    assert models.HandedOver.objects.count() == 1
    handover = handover_of(arrived.planner, arrived.id)
    assert handover is not None and handover.persons == 2


def test_one_account_does_not_sign_for_both(arrived: ConvoyOf) -> None:
    _give(arrived)
    with pytest.raises(Invalid, match="You signed for the other side"):
        handover_take(arrived.lead, arrived.id, function="also the centre", content=_content(arrived))


def test_a_paper_signature_says_who_as_what_and_where_the_paper_is(arrived: ConvoyOf) -> None:
    _give(arrived)
    given = {"name": "Rana", "function": "head of the centre", "scan": "S-2026-14", "at": None}
    for missing in ("name", "function", "scan"):
        with pytest.raises(Invalid) as refused:
            handover_paper(arrived.lead, arrived.id, **given | {missing: " "}, content=_content(arrived))
        assert refused.value.data["field"] == missing
    with pytest.raises(Invalid):
        handover_paper(
            arrived.lead, arrived.id, **given | {"at": timezone.now() + timedelta(hours=1)}, content=_content(arrived)
        )
    handover_paper(arrived.lead, arrived.id, **given, content=_content(arrived))
    handover = handover_of(arrived.planner, arrived.id)
    assert handover is not None
    assert (handover.took.on_paper, handover.took.scan) == (True, "S-2026-14")


def test_a_list_that_changed_is_signed_again(arrived: ConvoyOf) -> None:
    _give(arrived)
    before = _content(arrived)
    _give(arrived, place="Inner court")
    with pytest.raises(Stale, match="The list changed"):
        handover_take(arrived.receiver, arrived.id, function="head", content=before)
    _take(arrived)
    assert models.Handover.objects.get().place == "Inner court"


def test_nobody_signs_before_the_arrival_or_before_everybody_is_counted(under_way: ConvoyOf) -> None:
    with pytest.raises(Differs):
        _give(under_way)
    convoy_arrive(under_way.lead, under_way.id, version=under_way.version)
    with pytest.raises(Differs, match="Nobody has finished"):
        _give(under_way)
    with pytest.raises(Invalid, match="Whoever hands over signs first"):
        handover_take(under_way.receiver, under_way.id, function="head", content="")


def test_the_database_refuses_one_side_one_account_and_any_change(arrived: ConvoyOf) -> None:
    _give(arrived)
    gave = models.Signature.objects.get()
    for side, account, content in (
        (Side.GIVES, arrived.receiver.user_id, gave.content),  # one side twice
        (Side.TAKES, arrived.lead.user_id, gave.content),  # one account for both sides
        (Side.TAKES, arrived.receiver.user_id, "0" * 64),  # another list
    ):
        with pytest.raises(DatabaseError, match="signed by both sides"), transaction.atomic():
            _handover(arrived, gave, _signature(arrived, side, account, content))
    with pytest.raises(DatabaseError), transaction.atomic():
        _handover(arrived, gave, gave)
    with pytest.raises(DatabaseError), transaction.atomic():
        _signature(arrived, Side.TAKES, None, gave.content)  # nobody, and no paper
    _take(arrived)
    for refused in (
        lambda: models.Handover.objects.update(persons=9),
        lambda: models.Handover.objects.all().delete(),
        lambda: models.HandedOver.objects.all().delete(),
        lambda: models.Signature.objects.update(function="somebody else"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()


def test_whoever_is_not_found_at_the_arrival_is_looked_for_and_accused_of_nothing(two_under_way: ConvoyOf) -> None:
    convoy = two_under_way
    others = list(models.Seat.objects.exclude(case__in=convoy.home.ids).values_list("case_id", flat=True))
    convoy_arrive(convoy.lead, convoy.id, version=convoy.version)
    convoy.count(ARRIVAL, dict.fromkeys(convoy.home.ids, THERE) | dict.fromkeys(others, AWAY))
    _give(convoy)
    _take(convoy)
    convoy_receive(convoy.lead, convoy.id, version=convoy.version)
    missing = models.Case.objects.filter(id__in=others)
    assert set(missing.values_list("stage", "course")) == {(Stage.IN_TRANSIT.value, Course.RUNNING.value)}
    assert models.Task.objects.filter(what="convoy.unaccounted").count() == 2
    people = persons_of(convoy.planner, list(missing.values_list("person_id", flat=True)))
    assert {one.standing for one in people.values()} == {Standing.DEPARTED}
    assert models.Handover.objects.get().persons == 2


@pytest.fixture
def two_under_way(two_households: ConvoyOf) -> ConvoyOf:
    """Two households on the way."""
    two_households.all_present(PointKind.BOARDING)
    convoy_depart(two_households.lead, two_households.id, version=two_households.version)
    return two_households


def test_a_convoy_that_turns_back_brings_everybody_home_with_their_turn(under_way: ConvoyOf) -> None:
    with pytest.raises(Invalid):
        convoy_turn_back(under_way.lead, under_way.id, words="closed", version=under_way.version)
    convoy_turn_back(under_way.lead, under_way.id, words="The crossing is closed.", version=under_way.version)
    assert under_way.state == ConvoyState.CALLED_OFF
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.DEPARTURE_PREPARATION}
    people = persons_of(under_way.planner, under_way.home.family.person_ids)
    assert {(one.standing, one.site_id) for one in people.values()} == {(Standing.PRESENT, under_way.home.site)}
    assert set(models.Seat.objects.values_list("ended", flat=True)) == {SeatEnd.TURNED_BACK}


def test_a_child_born_on_the_way_is_counted_with_the_mother(under_way: ConvoyOf) -> None:
    with pytest.raises(Invalid, match="Choose whom this is about"):
        incident_record(under_way.lead, under_way.id, IncidentKind.BIRTH, words="A girl, both are well.")
    incident_record(
        under_way.lead, under_way.id, IncidentKind.BIRTH, words="A girl, both are well.",
        seat_id=under_way.seat(under_way.home.mother), born=Born("Newborn of Salma", Sex.FEMALE),
    )  # fmt: skip
    child = models.Extra.objects.get().case
    assert models.Task.objects.get(what="convoy.birth").case_id == child.id
    mother = models.Case.objects.get(id=under_way.home.mother).person
    born = persons_of(under_way.lead, [child.person_id])[child.person_id]
    assert (born.standing, born.household_id, born.sex) == (Standing.DEPARTED, mother.household_id, Sex.FEMALE)
    assert born.born_to == timezone.localdate().replace(day=1)  # outside the sealed record, no more than a month
    assert (child.group_id, child.stage) == (models.Case.objects.get(person=mother).group_id, Stage.REGISTERED)
    convoy_arrive(under_way.lead, under_way.id, version=under_way.version)
    under_way.all_present(ARRIVAL)
    handing = handing_of(models.Convoy.objects.get(id=under_way.id), place="Gate", caveats=())
    assert (handing.persons, handing.newborns, handing.added) == (3, 0, (child.number,))
    assert ("female", "0-4", 1) in handing.bands
    _give(under_way)
    _take(under_way)
    assert models.Handover.objects.get().persons == 3
    convoy_receive(under_way.lead, under_way.id, version=under_way.version)
    born = persons_of(under_way.receiver, [child.person_id])[child.person_id]
    assert (born.standing, born.site_id) == (Standing.PRESENT, under_way.to)
    child = models.Case.objects.select_related("person", "group").get(id=child.id)
    assert child.stage == Stage.REGISTERED  # every gate is still asked of the child
    gates = checks_of(under_way.lead, [child], (Gate.HEAD_COUNT, Gate.HANDOVER), timezone.localdate())[child.id]
    assert [check.because for check in gates] == ["head_count_born", "handover_signed"]


def test_a_child_born_at_the_bus_keeps_the_mother_there_for_now(boarding: ConvoyOf) -> None:
    mother = boarding.seat(boarding.home.mother)
    with pytest.raises(Invalid, match="what the child is called so far"):
        incident_record(boarding.lead, boarding.id, IncidentKind.BIRTH, words="A boy, both are well.", seat_id=mother)
    incident_record(
        boarding.lead,
        boarding.id,
        IncidentKind.BIRTH,
        words="A boy, both are well.",
        seat_id=mother,
        born=Born("Yusuf"),
    )
    extra = models.Extra.objects.get()
    born = persons_of(boarding.lead, [extra.person_id])[extra.person_id]
    assert (born.standing, born.site_id) == (Standing.PRESENT, boarding.home.site)
    assert not models.Seat.objects.filter(case=extra.case).exists()
    boarding.all_present(PointKind.BOARDING)
    with pytest.raises(GatesUnmet):
        convoy_depart(boarding.lead, boarding.id, version=boarding.version)


def test_a_death_on_the_way_is_a_report_in_the_registry_too(under_way: ConvoyOf) -> None:
    seat = under_way.seat(under_way.home.mother)
    incident_record(
        under_way.lead, under_way.id, IncidentKind.DEATH, words="The doctor of the escort was there.", seat_id=seat
    )
    case = models.Case.objects.select_related("person").get(id=under_way.home.mother)
    assert (case.course, case.person.standing) == (Course.DECEASED_REPORTED, Standing.DECEASED_REPORTED)
    assert Event.objects.filter(what="custody.death", person_id=case.person_id).count() == 1
    assert models.Seat.objects.get(id=seat).ended == SeatEnd.DECEASED_REPORTED
    assert b"doctor" not in bytes(models.Incident.objects.get().words)
    assert models.Incident.objects.get().note == ""
    task = models.Task.objects.get(what="convoy.bereaved")
    assert (task.case_id, task.role) == (under_way.home.child, Role.CHILD_PROTECTION_SPECIALIST)
    convoy_arrive(under_way.lead, under_way.id, version=under_way.version)
    under_way.all_present(ARRIVAL)  # one is counted: nobody looks for whoever died
    _give(under_way)
    _take(under_way)
    convoy_receive(under_way.lead, under_way.id, version=under_way.version)
    assert not models.Task.objects.filter(what="convoy.unaccounted").exists()


def test_a_death_at_the_bus_ends_the_stay_at_the_site(boarding: ConvoyOf) -> None:
    seat = boarding.seat(boarding.home.mother)
    incident_record(boarding.lead, boarding.id, IncidentKind.DEATH, words="Died in the waiting tent.", seat_id=seat)
    case = models.Case.objects.select_related("person").get(id=boarding.home.mother)
    stay = case.person.episodes.get()
    assert (case.person.standing, stay.ended, stay.to_day) == (
        Standing.DECEASED_REPORTED, "deceased_reported", timezone.localdate(),
    )  # fmt: skip


def test_a_stop_is_about_nobody_unless_somebody_is_named(under_way: ConvoyOf) -> None:
    incident_record(under_way.lead, under_way.id, IncidentKind.MEDICAL_STOP, words="Twenty minutes at the clinic.")
    assert models.Incident.objects.get().note == "Twenty minutes at the clinic."
    with pytest.raises(Refused):
        incident_record(under_way.planner, under_way.id, IncidentKind.DELAY, words="Two hours at the bridge.")
    with pytest.raises(Invalid):
        incident_record(
            under_way.lead, under_way.id, IncidentKind.DELAY, words="Two hours at the bridge.",
            at=timezone.now() + timedelta(hours=1),
        )  # fmt: skip


def test_receiving_needs_reach_at_both_ends(arrived: ConvoyOf, actor: MakeActor) -> None:
    _give(arrived)
    _take(arrived)
    with pytest.raises(Refused):
        convoy_receive(actor(Role.CONVOY_LEAD, arrived.home.site), arrived.id, version=arrived.version)


def _signature(convoy: ConvoyOf, side: Side, account: object, content: str) -> models.Signature:
    return models.Signature.objects.create(
        convoy_id=convoy.id, side=side, account=account, name="Rana", function="head", place="Gate", content=content,
        signed_at=timezone.now(), entered_by=convoy.lead.user_id, entered_at=timezone.now(),
    )  # fmt: skip


def _handover(convoy: ConvoyOf, gave: models.Signature, took: models.Signature) -> None:
    models.Handover.objects.create(
        convoy_id=convoy.id, gave=gave, took=took, content=gave.content, place="Gate", bands=[], persons=2,
        at=timezone.now(),
    )  # fmt: skip
