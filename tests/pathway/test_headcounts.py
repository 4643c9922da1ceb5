"""Counting at the bus: a mark sent twice is one mark; two counts that differ are settled by name; nothing finished is changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.headcounts import (
    count_again,
    count_finish,
    difference_settle,
    mark_set,
    paper_count,
    party_mark,
)
from homeward.pathway.facts.cases import Holding
from homeward.pathway.facts.convoys import PointKind
from homeward.pathway.facts.headcounts import Agreed, Mark
from homeward.pathway.selectors.counting import agreed_at, counts_at
from homeward.pathway.selectors.gates import head_count
from homeward.pathway.travellers import travellers_of
from homeward.registry.errors import Invalid

pytestmark = pytest.mark.django_db
BOARDING, THERE, AWAY = PointKind.BOARDING, Mark.PRESENT, Mark.ABSENT


def _said(convoy: ConvoyOf) -> Agreed:
    point = models.Point.objects.get(id=convoy.point(BOARDING))
    seats = models.Seat.objects.filter(convoy=convoy.id, ended="").values_list("id", flat=True)
    return agreed_at(point, list(seats))


def _gate(convoy: ConvoyOf) -> dict[str, str]:
    cases = list(models.Case.objects.filter(id__in=convoy.home.ids).select_related("person").order_by("id"))
    checks = head_count.check(convoy.lead, travellers_of(cases, timezone.localdate()), timezone.localdate())
    return {check.because: check.holding for check in checks.values()}


def test_a_mark_sent_twice_is_one_mark(boarding: ConvoyOf) -> None:
    seat, point = boarding.seat(boarding.home.mother), boarding.point(BOARDING)
    first = mark_set(boarding.lead, point, seat, THERE)
    assert mark_set(boarding.lead, point, seat, THERE) == first
    assert models.Marked.objects.count() == 1
    assert Event.objects.filter(what="convoy.mark").count() == 1


def test_a_mark_is_changed_by_whoever_saw_it(boarding: ConvoyOf) -> None:
    seat, point = boarding.seat(boarding.home.mother), boarding.point(BOARDING)
    mark_set(boarding.lead, point, seat, THERE)
    mark_set(boarding.lead, point, seat, AWAY, was=THERE)
    assert models.Marked.objects.get().mark == AWAY


def test_a_mark_that_another_phone_made_is_not_overwritten_unseen(boarding: ConvoyOf) -> None:
    seat, point = boarding.seat(boarding.home.mother), boarding.point(BOARDING)
    mark_set(boarding.lead, point, seat, AWAY)
    with pytest.raises(Invalid, match="Somebody else counted"):
        mark_set(boarding.lead, point, seat, THERE, was=None)
    assert models.Marked.objects.get().mark == AWAY


def test_a_household_is_marked_at_once_and_what_was_marked_stays(boarding: ConvoyOf) -> None:
    point = boarding.point(BOARDING)
    mark_set(boarding.lead, point, boarding.seat(boarding.home.child), AWAY)
    group = models.Case.objects.get(id=boarding.home.mother).group_id
    party_mark(boarding.lead, point, group, THERE)
    assert dict(models.Marked.objects.values_list("seat__case_id", "mark")) == {
        boarding.home.mother: THERE,
        boarding.home.child: AWAY,
    }


def test_a_count_is_finished_whole_and_never_changed_then(boarding: ConvoyOf) -> None:
    point = boarding.point(BOARDING)
    mark_set(boarding.lead, point, boarding.seat(boarding.home.mother), THERE)
    with pytest.raises(Invalid, match="1 people"):
        count_finish(boarding.lead, point)
    mark_set(boarding.lead, point, boarding.seat(boarding.home.child), THERE)
    count_finish(boarding.lead, point)
    for refused in (
        lambda: models.Marked.objects.update(mark=AWAY),
        lambda: models.Count.objects.update(counted_name="somebody else"),
        lambda: models.Count.objects.all().delete(),
        lambda: models.Marked.objects.create(
            count=models.Count.objects.get(), seat_id=boarding.seat(boarding.home.child), mark=AWAY, at=timezone.now()
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()
    assert len(_said(boarding).of(THERE)) == 2


def test_the_gate_opens_for_whoever_every_count_saw(boarding: ConvoyOf) -> None:
    assert _gate(boarding) == {"head_count_not_agreed": Holding.UNMET}
    boarding.all_present(BOARDING)
    assert _gate(boarding) == {"head_count_present": Holding.OPEN}


def test_the_gate_of_who_is_on_no_convoy_or_on_one_that_is_planned(a_convoy: ConvoyOf) -> None:
    assert _gate(a_convoy) == {"head_count_planned": Holding.UNMET}
    models.Seat.objects.update(ended="stays", ended_at=timezone.now())
    assert _gate(a_convoy) == {"head_count_no_convoy": Holding.UNMET}


def test_two_counts_that_differ_open_no_gate_until_somebody_looked_by_name(
    boarding: ConvoyOf, actor: MakeActor
) -> None:
    second = actor(Role.CONVOY_LEAD)
    boarding.count(BOARDING, {boarding.home.mother: THERE, boarding.home.child: THERE})
    boarding.count(BOARDING, {boarding.home.mother: THERE, boarding.home.child: AWAY}, second)
    child = boarding.seat(boarding.home.child)
    assert _said(boarding).differing == (child,)
    assert _gate(boarding) == {"head_count_present": Holding.OPEN, "head_count_not_agreed": Holding.UNMET}
    point = boarding.point(BOARDING)
    with pytest.raises(Invalid):
        difference_settle(second, point, child, THERE, words="ok")
    difference_settle(second, point, child, THERE, words="Called by name, answered from the second row.")
    assert _said(boarding).whole
    assert _gate(boarding) == {"head_count_present": Holding.OPEN}
    with pytest.raises(NotFound):
        difference_settle(boarding.lead, point, child, AWAY, words="Called by name, no answer.")
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Settled.objects.update(mark=AWAY)


def test_counting_again_sets_aside_what_was_counted_and_settled(boarding: ConvoyOf, actor: MakeActor) -> None:
    boarding.count(BOARDING, {boarding.home.mother: THERE, boarding.home.child: THERE})
    boarding.count(BOARDING, {boarding.home.mother: THERE, boarding.home.child: AWAY}, actor(Role.CONVOY_LEAD))
    point = boarding.point(BOARDING)
    difference_settle(boarding.lead, point, boarding.seat(boarding.home.child), AWAY, words="Looked in both rows.")
    count_again(boarding.lead, point)
    assert counts_at(models.Point.objects.get(id=point)) == ()
    boarding.all_present(BOARDING)
    assert _gate(boarding) == {"head_count_present": Holding.OPEN}
    assert models.Count.objects.count() == 3


def test_a_count_on_paper_says_who_counted_and_when(boarding: ConvoyOf) -> None:
    point, at = boarding.point(BOARDING), timezone.now() - timedelta(hours=2)
    marks = {boarding.seat(id): THERE for id in boarding.home.ids}
    with pytest.raises(Invalid) as refused:
        paper_count(boarding.lead, point, counted_name=" ", at=at, marks=marks)
    assert refused.value.data["field"] == "counted_name"
    with pytest.raises(Invalid):
        paper_count(boarding.lead, point, counted_name="Rana", at=timezone.now() + timedelta(hours=1), marks=marks)
    with pytest.raises(Invalid, match="1 people"):
        paper_count(
            boarding.lead, point, counted_name="Rana", at=at, marks={boarding.seat(boarding.home.mother): THERE}
        )
    paper_count(boarding.lead, point, counted_name="Rana", at=at, marks=marks)
    row = models.Count.objects.get()
    assert (row.on_paper, row.counted_name, row.begun_at) == (True, "Rana", at)
    assert _said(boarding).whole


def test_a_paper_and_a_phone_that_differ_are_settled_too(boarding: ConvoyOf) -> None:
    boarding.all_present(BOARDING)
    marks = {boarding.seat(boarding.home.mother): THERE, boarding.seat(boarding.home.child): AWAY}
    paper_count(boarding.lead, boarding.point(BOARDING), counted_name="Rana", at=None, marks=marks)
    assert _said(boarding).differing == (boarding.seat(boarding.home.child),)


def test_nobody_counts_where_the_convoy_is_not(boarding: ConvoyOf, a_convoy: ConvoyOf, actor: MakeActor) -> None:
    seat = boarding.seat(boarding.home.mother)
    with pytest.raises(Invalid, match="Nobody is counted here now"):
        mark_set(boarding.lead, boarding.point(PointKind.ARRIVAL), seat, THERE)
    with pytest.raises(Refused):
        mark_set(boarding.planner, boarding.point(BOARDING), seat, THERE)
    with pytest.raises(Refused):
        mark_set(actor(Role.REGISTRATION_CLERK), boarding.point(BOARDING), seat, THERE)
