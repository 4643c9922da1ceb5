"""Two at the same instant: two phones that mark one person, two convoys that take one household, two sides that sign. Real transactions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from convoyed import ConvoyOf
from homeward.access.errors import Stale
from homeward.kernel.errors import HomewardError
from homeward.pathway import models
from homeward.pathway.actions.convoys import convoy_plan, group_stays, groups_seat, vehicle_add
from homeward.pathway.actions.headcounts import mark_set
from homeward.pathway.facts.convoys import ConvoyDraft, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.registry.errors import Invalid

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[HomewardError | None]:
    """What each says that is done at the same moment as the others, on a connection of its own."""
    gate, said = Barrier(len(acts)), [None] * len(acts)

    def do(place: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait(30)
            acts[place]()
        except HomewardError as wrong:
            said[place] = wrong
        finally:
            connection.close()

    threads = [Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return said


def test_two_phones_that_see_the_same_make_one_mark(boarding: ConvoyOf) -> None:
    point, seat = boarding.point(PointKind.BOARDING), boarding.seat(boarding.home.mother)
    said = together(*[partial(mark_set, boarding.lead, point, seat, Mark.PRESENT)] * 2)
    assert said == [None, None]
    assert models.Count.objects.count() == 1
    assert models.Marked.objects.get().mark == Mark.PRESENT


def test_of_two_phones_that_see_otherwise_one_is_asked_to_look_again(boarding: ConvoyOf) -> None:
    point, seat = boarding.point(PointKind.BOARDING), boarding.seat(boarding.home.mother)
    marks = (Mark.PRESENT, Mark.ABSENT)
    said = together(*(partial(mark_set, boarding.lead, point, seat, mark) for mark in marks))
    assert sorted(type(wrong).__name__ for wrong in said if wrong) == [Invalid.__name__]
    assert models.Marked.objects.get().mark == marks[said.index(None)]


def test_one_household_is_taken_by_one_convoy(a_convoy: ConvoyOf) -> None:
    group = models.Case.objects.get(id=a_convoy.home.mother).group_id
    group_stays(a_convoy.planner, a_convoy.id, group, version=a_convoy.version)
    second = convoy_plan(a_convoy.planner, ConvoyDraft(a_convoy.home.site, a_convoy.to, timezone.localdate()))
    bus = vehicle_add(a_convoy.planner, second, called="Bus 2", seats=9, version=1)

    def take(convoy: UUID, vehicle: UUID, version: int) -> None:
        groups_seat(a_convoy.planner, convoy, [(group, vehicle)], version=version)

    said = together(partial(take, a_convoy.id, a_convoy.bus, a_convoy.version), partial(take, second, bus, 2))
    assert [type(wrong) for wrong in said if wrong] == [Stale]
    held = models.Seat.objects.filter(ended="")
    assert held.count() == 2
    assert len(set(held.values_list("convoy_id", flat=True))) == 1
