"""Which households go together is a matter of room alone: laws of the rule, for any households and any vehicles."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from inspect import signature
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from homeward.pathway.facts.batches import Binding, Load, Vehicle, Waiting
from homeward.pathway.rules.batching import batch, beyond, load_of

_START = datetime(2026, 3, 1, tzinfo=UTC)


@st.composite
def households(draw: st.DrawFn) -> list[Waiting]:
    sizes = draw(st.lists(st.tuples(st.integers(1, 14), st.integers(0, 3), st.integers(0, 40)), max_size=25))
    return [
        Waiting(UUID(int=number + 1), _START + timedelta(days=days), Load(seats, min(wheelchairs, seats)))
        for number, (seats, wheelchairs, days) in enumerate(sizes)
    ]


@st.composite
def vehicles(draw: st.DrawFn) -> list[Vehicle]:
    sizes = draw(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 4)), max_size=5))
    return [
        Vehicle(UUID(int=1000 + number), seats, min(wheelchairs, seats))
        for number, (seats, wheelchairs) in enumerate(sizes)
    ]


@given(households(), vehicles())
def test_capacity_is_never_exceeded_and_no_household_is_split(waiting: list[Waiting], there: list[Vehicle]) -> None:
    found = batch(waiting, there)
    loads = {one.group_id: one.load for one in waiting}
    seats, wheelchairs = Counter[UUID](), Counter[UUID]()
    for group, vehicle in found.placed:
        seats[vehicle] += loads[group].seats
        wheelchairs[vehicle] += loads[group].wheelchairs
    assert all(seats[one.id] <= one.seats and wheelchairs[one.id] <= one.wheelchairs for one in there)
    named = Counter(group for group, _ in (*found.placed, *found.left))
    assert named == Counter(one.group_id for one in waiting)  # each once, in one vehicle or left with a reason


@given(households(), vehicles(), st.integers())
def test_the_order_in_which_they_are_listed_changes_nothing(
    waiting: list[Waiting], there: list[Vehicle], seed: int
) -> None:
    mixed, buses = list(waiting), list(there)
    Random(seed).shuffle(mixed)
    Random(seed + 1).shuffle(buses)
    assert set(batch(mixed, buses).placed) == set(batch(waiting, there).placed)


@given(households(), vehicles())
def test_nobody_is_passed_by_somebody_who_needs_as_much_and_was_ready_later(
    waiting: list[Waiting], there: list[Vehicle]
) -> None:
    found = batch(waiting, there)
    by_id = {one.group_id: one for one in waiting}
    placed = [by_id[group] for group, _ in found.placed]
    for group, _ in found.left:
        left = by_id[group]
        assert not any(
            one.ready_since > left.ready_since
            and one.load.seats >= left.load.seats
            and one.load.wheelchairs >= left.load.wheelchairs
            for one in placed
        )


@given(households())
def test_with_room_for_all_everybody_goes(waiting: list[Waiting]) -> None:
    whole = sum((one.load for one in waiting), Load(0))
    found = batch(waiting, [Vehicle(UUID(int=7), max(whole.seats, 1), whole.wheelchairs)])
    assert not found.left


def test_the_rule_knows_nothing_of_a_household_but_room_and_time() -> None:
    """What could be a ranking of people cannot come in: there is no argument and no field for it."""
    assert set(Waiting.__slots__) == {"group_id", "ready_since", "load", "people"}
    assert set(Load.__slots__) == {"seats", "wheelchairs"}
    assert set(signature(batch).parameters) == {"waiting", "vehicles", "places"}


@given(households(), vehicles(), st.integers(0, 60))
def test_no_more_people_are_proposed_than_find_room_where_they_arrive(
    waiting: list[Waiting], there: list[Vehicle], places: int
) -> None:
    people = [replace(one, people=one.load.seats) for one in waiting]
    size = {one.group_id: one.people for one in people}
    found = batch(people, there, places)
    taken = sum(size[group] for group, _vehicle in found.placed)
    assert taken <= places
    short = [group for group, binding in found.left if binding is Binding.CENTRE]
    assert all(size[group] > places - taken for group in short)  # nobody is left who would fit
    assert beyond(people, sum(size.values())) == ()


def test_what_is_short_is_named() -> None:
    one = Waiting(UUID(int=1), _START, load_of(3, wheelchairs=1))
    assert batch([one], [Vehicle(UUID(int=2), 2)]).left == ((one.group_id, Binding.SEATS),)
    assert batch([one], [Vehicle(UUID(int=2), 9)]).left == ((one.group_id, Binding.WHEELCHAIR),)
    assert batch([one], []).left == ((one.group_id, Binding.SEATS),)


def test_an_escort_takes_a_seat() -> None:
    assert load_of(3, escorts=1) == Load(4, 0)
