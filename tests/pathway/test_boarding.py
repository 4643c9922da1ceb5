"""At the bus: who departs, who stays, who withdraws, and who stands there without being on the list."""

from __future__ import annotations

import pytest
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.boarding import convoy_depart, goes_without, withdrawal_record
from homeward.pathway.actions.convoys import group_stays
from homeward.pathway.actions.extras import extra_answer, extra_child, extra_found
from homeward.pathway.errors import SeparatesFamily
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyState, ExtraState, PointKind, SeatEnd
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.rules.headcount import Differs
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.persons import persons_of
from walked import CaseAt

pytestmark = pytest.mark.django_db
BOARDING, THERE, AWAY = PointKind.BOARDING, Mark.PRESENT, Mark.ABSENT


def _stages(convoy: ConvoyOf) -> list[str]:
    return [models.Case.objects.values_list("stage", flat=True).get(id=id) for id in convoy.home.ids]


def _depart(convoy: ConvoyOf) -> None:
    convoy_depart(convoy.lead, convoy.id, version=convoy.version)


def test_a_household_that_was_counted_departs_and_is_no_longer_at_the_site(boarding: ConvoyOf) -> None:
    boarding.all_present(BOARDING)
    _depart(boarding)
    assert boarding.state == ConvoyState.UNDER_WAY
    assert _stages(boarding) == [Stage.IN_TRANSIT] * 2
    people = persons_of(boarding.planner, boarding.home.family.person_ids)
    assert {person.standing for person in people.values()} == {Standing.DEPARTED}
    passed = models.Passed.objects.filter(case=boarding.home.mother, gate="head_count").latest("passed_at")
    assert (passed.because, passed.holding) == ("head_count_present", "open")


def test_nobody_departs_on_counts_that_differ_or_are_not_finished(boarding: ConvoyOf, actor: MakeActor) -> None:
    with pytest.raises(Differs, match="Nobody has finished"):
        _depart(boarding)
    boarding.all_present(BOARDING)
    boarding.count(BOARDING, {boarding.home.mother: THERE, boarding.home.child: AWAY}, actor(Role.CONVOY_LEAD))
    with pytest.raises(Differs, match="Two counts differ"):
        _depart(boarding)
    assert _stages(boarding) == [Stage.DEPARTURE_PREPARATION] * 2


def test_a_child_who_is_not_there_is_not_left_behind(boarding: ConvoyOf) -> None:
    boarding.count(BOARDING, {boarding.home.mother: THERE, boarding.home.child: AWAY})
    with pytest.raises(SeparatesFamily):
        _depart(boarding)
    with pytest.raises(Invalid, match="A child is not left behind"):
        goes_without(boarding.lead, boarding.seat(boarding.home.child), words="The uncle will look for the child.")
    assert boarding.state == ConvoyState.BOARDING


def test_a_sole_carer_who_is_not_there_keeps_the_child_off_too(boarding: ConvoyOf) -> None:
    """Even where it is written down that the mother stays apart: the child would be without who cares for them."""
    goes_without(boarding.lead, boarding.seat(boarding.home.mother), words="The grandmother says go without her.")
    boarding.count(BOARDING, {boarding.home.child: THERE})
    with pytest.raises(Exception, match=r"(without the people who care|family)"):
        _depart(boarding)
    assert _stages(boarding) == [Stage.DEPARTURE_PREPARATION] * 2


def test_a_convoy_of_nobody_does_not_depart(boarding: ConvoyOf) -> None:
    boarding.count(BOARDING, {boarding.home.mother: AWAY, boarding.home.child: AWAY})
    with pytest.raises(Invalid, match="Nobody of those"):
        _depart(boarding)


def test_a_no_show_is_a_question_and_no_mark_on_anybody(two_households: ConvoyOf) -> None:
    first, second = two_households.home.ids, models.Seat.objects.exclude(case__in=two_households.home.ids)
    others = list(second.values_list("case_id", flat=True))
    two_households.count(BOARDING, dict.fromkeys(first, THERE) | dict.fromkeys(others, AWAY))
    _depart(two_households)
    assert set(models.Case.objects.filter(id__in=others).values_list("stage", "course")) == {
        (Stage.DEPARTURE_PREPARATION.value, Course.RUNNING.value)
    }
    assert set(models.Seat.objects.filter(case__in=others).values_list("ended", flat=True)) == {SeatEnd.NO_SHOW}
    tasks = models.Task.objects.filter(what="convoy.no_show", done_at__isnull=True)
    assert set(tasks.values_list("case_id", "role")) == {(id, Role.CASE_MANAGER.value) for id in others}


def test_a_withdrawal_needs_nobody_and_takes_the_children_of_a_sole_carer_off(boarding: ConvoyOf) -> None:
    boarding.all_present(BOARDING)
    stay = withdrawal_record(boarding.lead, boarding.seat(boarding.home.mother), words="No.")
    assert stay == 1
    mother, child = (models.Case.objects.get(id=id) for id in boarding.home.ids)
    assert (mother.course, mother.stage) == (Course.WITHDRAWN, Stage.DEPARTURE_PREPARATION)
    assert (child.course, child.stage) == (Course.RUNNING, Stage.DEPARTURE_PREPARATION)
    ends = dict(models.Seat.objects.values_list("case_id", "ended"))
    assert ends == {mother.id: SeatEnd.WITHDREW, child.id: SeatEnd.STAYS}
    assert b"No." not in bytes(models.Seat.objects.get(case=mother).ended_words)
    with pytest.raises(Invalid):
        _depart(boarding)


def test_a_withdrawal_without_a_word_is_asked_for_one(boarding: ConvoyOf) -> None:
    with pytest.raises(Invalid) as refused:
        withdrawal_record(boarding.lead, boarding.seat(boarding.home.mother), words="  ")
    assert refused.value.data["field"] == "words"
    assert not models.Turn.objects.exists()


def test_an_unknown_child_is_registered_looked_after_and_does_not_board(boarding: ConvoyOf, actor: MakeActor) -> None:
    id = extra_child(
        boarding.lead, boarding.id, called="Sami", sex=Sex.MALE, youngest=6, oldest=8,
        words="Stood at the second bus and says an aunt is in it.",
    )  # fmt: skip
    extra = models.Extra.objects.get(id=id)
    person = persons_of(boarding.lead, [extra.person_id])[extra.person_id]
    today = timezone.localdate()
    assert (person.role, person.sex) == ("unaccompanied_child", Sex.MALE)
    assert today.year - 9 <= person.born_from.year <= person.born_to.year <= today.year - 6
    task = models.Task.objects.get(what="convoy.extra_child")
    assert (task.case_id, task.role) == (extra.case_id, Role.CHILD_PROTECTION_SPECIALIST)
    assert not models.Seat.objects.filter(case=extra.case).exists()
    assert b"aunt" not in bytes(extra.words)
    boarding.all_present(BOARDING)
    _depart(boarding)
    assert models.Case.objects.get(id=extra.case_id).stage == Stage.REGISTERED
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    with pytest.raises(Invalid, match="no case that prepares"):
        extra_answer(specialist, id, boards=True, words="The aunt is known to us.")
    extra_answer(specialist, id, boards=False, words="He stays with the child protection team tonight.")
    extra.refresh_from_db()
    assert (extra.state, extra.answered_by) == (ExtraState.STAYS, specialist.user_id)
    assert models.Task.objects.filter(what="convoy.extra_child", done_at__isnull=True).exists()


def test_only_child_protection_says_that_a_child_boards(boarding: ConvoyOf, case_at: CaseAt) -> None:
    other = case_at(Stage.DEPARTURE_PREPARATION, name="Other")
    child = models.Case.objects.get(id=other.child).person_id
    id = extra_found(boarding.lead, boarding.id, child, words="Came with a neighbour, early in the morning.")
    with pytest.raises(Refused):
        extra_answer(boarding.lead, id, boards=True, words="There is room for one more.")
    with pytest.raises(Exception, match="extra_child_on_a_word"):
        models.Extra.objects.filter(id=id).update(state=ExtraState.BOARDS)


def test_somebody_with_a_place_is_no_extra(boarding: ConvoyOf) -> None:
    person = models.Case.objects.get(id=boarding.home.child).person_id
    with pytest.raises(Invalid, match="Mark them in the count"):
        extra_found(boarding.lead, boarding.id, person, words="Stands in the first row.")
    with pytest.raises(NotFound):
        extra_found(boarding.lead, boarding.id, boarding.bus, words="Nobody of that number.")
    with pytest.raises(Refused):
        extra_found(boarding.planner, boarding.id, person, words="Not the planner's work.")


def test_a_household_may_stay_and_is_asked_no_reason(boarding: ConvoyOf) -> None:
    group = models.Case.objects.get(id=boarding.home.mother).group_id
    group_stays(boarding.lead, boarding.id, group, version=boarding.version)
    assert set(models.Seat.objects.values_list("ended", flat=True)) == {SeatEnd.STAYS}


def test_every_act_at_the_bus_is_told(boarding: ConvoyOf) -> None:
    boarding.all_present(BOARDING)
    _depart(boarding)
    told = set(Event.objects.values_list("what", flat=True))
    assert {
        "convoy.board",
        "convoy.mark",
        "convoy.count_finish",
        "convoy.depart",
        "case.step",
        "custody.depart",
    } <= told
