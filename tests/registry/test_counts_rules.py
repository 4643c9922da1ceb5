"""Bands of age, ledgers and what is held back: the rules alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.registry.facts.counts import COMING, GOING, Band, Column, Counted, Flow
from homeward.registry.facts.values import Sex
from homeward.registry.rules.counts import (
    age_on,
    band_at,
    band_of,
    last_day,
    ledger,
    population,
    population_arcs,
    protected_ledger,
    protected_population,
)
from homeward.registry.rules.suppression import MINIMUM, Arc, held_back

DAY, SITE = date(2026, 3, 10), UUID(int=1)
months = st.dates(date(1930, 1, 1), date(2026, 3, 1)).map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    ("first", "last", "band"),
    [
        (None, None, Band.UNKNOWN),
        (date(2026, 3, 1), date(2026, 3, 1), Band.INFANT),  # this month
        (date(2021, 4, 1), date(2021, 4, 1), Band.INFANT),
        (date(2021, 3, 1), date(2021, 3, 1), Band.UNKNOWN),  # five on a day of this month, and nobody knows which
        (date(2021, 2, 1), date(2021, 2, 1), Band.CHILD),
        (date(2008, 3, 1), date(2008, 3, 1), Band.UNKNOWN),
        (date(2008, 2, 1), date(2008, 2, 1), Band.ADULT),
        (date(2008, 4, 1), date(2008, 4, 1), Band.ADOLESCENT),
        (date(1984, 1, 1), date(1986, 12, 1), Band.ADULT),
        (date(2006, 1, 1), date(2010, 12, 1), Band.UNKNOWN),
        (date(1930, 1, 1), date(1940, 12, 1), Band.ELDER),
        (date(2026, 4, 1), date(2026, 4, 1), Band.UNKNOWN),  # recorded as born after the day asked for
    ],
)
def test_the_band_of_months_of_birth(first: date | None, last: date | None, band: Band) -> None:
    assert band_of(first, last, DAY) is band


@given(months, st.integers(0, 400), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_a_band_holds_wherever_in_the_interval_somebody_was_born(first: date, more: int, day: date) -> None:
    last = (first + timedelta(days=more)).replace(day=1)
    bands = {
        band_at(age_on(born, day))
        for n in range((last_day(last) - first).days + 1)
        if (born := first + timedelta(n)) <= day
    }
    found = band_of(first, last, day)
    assert found is Band.UNKNOWN or bands == {found}
    if len(bands) == 1 and first <= day:
        assert found in bands


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from([None, *Sex]), months, st.booleans())))
def test_every_person_is_in_one_cell(rows: list) -> None:
    counted = [Counted(n, sex, born if known else None, born if known else None) for n, sex, born, known in rows]
    table = population(SITE, DAY, counted)
    total = sum(row.count for row in counted)
    assert table.total == total == sum(table.cells.values()) == sum(table.bands.values()) == sum(table.columns.values())
    assert table.straddling + table.birth_unknown == table.bands[Band.UNKNOWN]
    assert (table.unit, table.as_of, bool(table.source)) == ("persons", DAY, True)


@given(st.integers(0, 99), st.dictionaries(st.sampled_from(list(Flow)), st.integers(0, 99)), st.integers(-5, 5))
def test_a_ledger_says_what_its_lines_leave_unexplained(opening: int, flows: dict, planted: int) -> None:
    closing = opening + sum(flows.get(f, 0) for f in COMING) - sum(flows.get(f, 0) for f in GOING) + planted
    found = ledger(SITE, (DAY, DAY), (opening, closing), flows)
    assert (found.gap, found.balanced) == (planted, planted == 0)
    assert set(found.flows) == set(Flow)


def consistent(arcs: dict, hidden: frozenset, name: object, up_to: int) -> set[int]:
    """Every value that a number can have for a reader who knows the others and adds up: tried one by one, by brute force."""
    names = [other for other in arcs if other in hidden]
    ends = {end for arc in arcs.values() for end in (arc.tail, arc.head)}
    found = set()
    for values in product(range(up_to + 1), repeat=len(names)):
        told = {other: arc.count for other, arc in arcs.items()} | dict(zip(names, values, strict=True))
        net = dict.fromkeys(ends, 0)
        for other, arc in arcs.items():
            net[arc.head] += told[other]
            net[arc.tail] -= told[other]
        if not any(net.values()):
            found.add(told[name])
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4))
def test_no_small_number_can_be_worked_out_by_brute_force(counts: list[int]) -> None:
    a, b, c, d = counts
    arcs = {
        "a": Arc("c1", "r1", a), "b": Arc("c2", "r1", b), "c": Arc("c1", "r2", c), "d": Arc("c2", "r2", d),
        "r1": Arc("r1", "R", a + b), "r2": Arc("r2", "R", c + d),
        "c1": Arc("C", "c1", a + c), "c2": Arc("C", "c2", b + d), "all": Arc("R", "C", sum(counts)),
    }  # fmt: skip
    hidden = held_back(arcs, 3)
    for name, arc in arcs.items():
        if 0 < arc.count < 3:
            assert name in hidden
            # Beyond this bound the free numbers only grow further, so what is found up to it is a lower bound of the room.
            if len(hidden) <= 5:
                values = consistent(arcs, hidden, name, 8)
                assert max(values) - min(values) >= 3, (hidden, values)


def table(counts: list[int]):
    births = {
        Band.INFANT: 2024,
        Band.CHILD: 2018,
        Band.ADOLESCENT: 2012,
        Band.ADULT: 1990,
        Band.ELDER: 1950,
        Band.UNKNOWN: None,
    }
    rows = []
    for (band, column), count in zip(product(Band, Column), counts, strict=True):
        born = date(births[band], 1, 1) if births[band] else None
        rows.append(Counted(count, Sex(column) if column is not Column.UNKNOWN else None, born, born))
    return population(SITE, DAY, rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 4, 5, 9, 40, 800]), min_size=18, max_size=18))
def test_what_is_shown_is_true_and_never_small(counts: list[int]) -> None:
    exact = table(counts)
    shown = protected_population(exact)
    for true, told in ((exact.cells, shown.cells), (exact.bands, shown.bands), (exact.columns, shown.columns)):
        for key, count in told.items():
            assert count is None or (count == true[key] and count >= MINIMUM)
    assert shown.protected and shown.straddling is None and shown.birth_unknown is None


def test_one_small_cell_takes_three_others_with_it() -> None:
    counts = [800] * 18
    counts[3] = 1
    exact = table(counts)
    hidden = held_back(population_arcs(exact))
    assert len(hidden) == 4 and (Band.CHILD, Column.FEMALE) in hidden
    rows, columns = {band for band, _ in hidden}, {column for _, column in hidden}
    assert len(rows) == len(columns) == 2


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    shown = protected_population(table([6, 5, 800] * 6))
    assert None not in (*shown.cells.values(), *shown.bands.values(), *shown.columns.values(), shown.total)


def test_a_nought_is_not_told() -> None:
    """Printed, it would say of what is held back that it is none of these, and of everybody what they are not."""
    counts = [800] * 18
    counts[4] = 0
    shown = protected_population(table(counts))
    assert [cell for cell, count in shown.cells.items() if count is None] == [(Band.CHILD, Column.MALE)]
    flows = protected_ledger(ledger(SITE, (DAY, DAY), (500, 530), {Flow.ARRIVALS: 30})).flows
    assert {flow for flow, count in flows.items() if count is not None} == {Flow.ARRIVALS}
    empty = protected_population(table([0] * 18))
    assert {*empty.cells.values(), *empty.bands.values(), empty.total} == {None}


def test_a_camp_of_three_tells_nothing() -> None:
    shown = protected_population(table([3] + [0] * 17))
    assert shown.total is None and shown.cells[Band.INFANT, Column.FEMALE] is None


def test_a_small_line_of_a_ledger_is_not_left_alone() -> None:
    exact = ledger(SITE, (DAY, DAY), (500, 512), {Flow.ARRIVALS: 30, Flow.DEPARTURES: 17, Flow.DEATHS_REPORTED: 1})
    shown = protected_ledger(exact)
    assert shown.flows[Flow.DEATHS_REPORTED] is None
    hidden = [
        name
        for name, count in (*shown.flows.items(), ("opening", shown.opening), ("closing", shown.closing))
        if count is None
    ]
    assert len(hidden) >= 2
    assert shown.gap is None and shown.expected is None and shown.protected


def test_two_small_numbers_that_give_each_other_away_take_a_third() -> None:
    """One and one in a sum of two: held back alone, neither could be more than two."""
    arcs = {
        "came": Arc("out", "in", 30),
        "left": Arc("in", "out", 1),
        "died": Arc("in", "out", 1),
        "stayed": Arc("in", "out", 28),
    }
    hidden = held_back(arcs)
    assert {"left", "died"} < hidden
    values = consistent(arcs, hidden, "left", 40)
    assert max(values) - min(values) >= MINIMUM
