"""Bounds are true: no exact comparison of two names says more than their parts are worth, less what those cost that are left over."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.bench import COUNTS, EVIDENCE, INFO, LIKENESS, OTHER_INFO, OTHER_ROLES, ROLES, SIZE, bench
from homeward.names.compare import (
    CHAIN,
    FAMILY,
    GIVEN,
    GIVEN_AGREES,
    KUNYA,
    KUNYA_RARITY,
    NAME_SLOTS,
    UNIT,
    best,
)
from homeward.screening import exact
from homeward.screening.candidates import gather
from homeward.screening.engine import Comparison
from homeward.screening.needs import needs
from homeward.screening.weights import shipped
from homeward.screening.worths import beyond_bound, costs_of, left_over, listed_costs, measure, worths_of


def a_name(chain: int, has: set[int], kunya: int) -> list[int]:
    """The roles of a name's parts: never two given names, nor two family names."""
    roles = [GIVEN] * (GIVEN in has) + [CHAIN] * chain + [FAMILY] * (FAMILY in has) + [KUNYA] * kunya
    return [int(role) for role in roles]


NAME = st.builds(a_name, st.integers(0, 3), st.sets(st.sampled_from([GIVEN, FAMILY])), st.integers(0, 2)).filter(bool)


def test_what_two_parts_are_worth_is_never_less_than_what_they_say(comparison: Comparison) -> None:
    inputs = comparison.inputs
    worths = worths_of(inputs)
    assert worths.min() >= 1
    parts = np.repeat(np.arange(len(inputs.like_starts) - 1), np.diff(inputs.like_starts))
    rarity = np.minimum(inputs.info[parts], inputs.other_info[inputs.like_columns]) * inputs.like_values // UNIT
    w = inputs.weights
    for agrees, rare, unlike in (
        (0, 1, 2),
        (3, 4, 7),
        (5, 6, 7),
        (8, 9, 7),
        (10, 11, 7),
    ):  # as compare._features has them
        says = w[agrees] + w[rare] * rarity // UNIT + w[unlike] * (UNIT - inputs.like_values.astype(np.int64)) // UNIT
        assert (worths >= says).all()
    assert (int(GIVEN_AGREES), int(KUNYA_RARITY)) == (0, 11)


def test_no_comparison_says_more_than_its_bound(comparison: Comparison) -> None:
    inputs, sheet = comparison.inputs, comparison.people.sheet
    starts, listed, bounds = gather(inputs, 0, len(sheet.weak), needs(inputs, 0, 60, -(1 << 30)), 1 << 16)
    names = np.repeat(np.arange(len(sheet.weak)), np.diff(starts))
    people, each = np.searchsorted(sheet.name_start, names, "right") - 1, np.arange(len(names) + 1)
    ends, _, told = exact.compare(inputs, exact.Tried(people, each, names, each, listed, bounds), exact.NOTHING, 1)
    assert np.array_equal(ends, each), "everybody is compared"
    says = told.evidence[:, :NAME_SLOTS].sum(axis=1)
    beyond = [beyond_bound.py_func(int(slack), inputs.weights, inputs.costs) for slack in inputs.slack[names]]
    assert (says <= bounds + np.array(beyond)).all()
    assert np.median(bounds - says) < 8_000, "and bounds are not idle"
    assert len(says) > 1_000


@settings(deadline=None)  # the first call compiles
@given(NAME, NAME, st.data())
def test_parts_left_over_never_cost_less_than_is_counted(
    mine: list[int], theirs: list[int], data: st.DataObject
) -> None:
    weights, b = shipped().array(), bench()
    b[SIZE, 0], b[SIZE, 1] = len(mine), len(theirs)
    b[ROLES, : len(mine)], b[OTHER_ROLES, : len(theirs)] = mine, theirs
    b[INFO, :8] = b[OTHER_INFO, :8] = 5_000
    pairs = data.draw(st.sets(st.tuples(st.integers(0, len(mine) - 1), st.integers(0, len(theirs) - 1)), max_size=4))
    for i, j in pairs:
        b[LIKENESS + i, j] = UNIT
    total, taken, _ = best(b, weights)
    met = int(taken).bit_count()
    agreed = sum(int(b[COUNTS, k]) * int(weights[k]) // 1000 for k in range(12))
    lengths = [measure.py_func(np.array(roles), 0, len(roles)) for roles in (mine, theirs)]
    assert total == b[EVIDENCE, :NAME_SLOTS].sum()
    assert total <= agreed + 20 - left_over.py_func(*lengths, met, costs_of(weights))


def test_a_name_costs_as_many_as_its_entry_has_and_that_it_is_weak(comparison: Comparison) -> None:
    sheet, weights = comparison.index.sheet, shipped().array()
    costs = listed_costs(sheet, np.arange(len(sheet.weak)), weights)
    named = np.diff(sheet.name_start)
    alone = np.repeat(named == 1, named)
    assert (costs[alone & (sheet.weak == 0)] == 0).all() and (costs[~alone] > 0).all()
    assert (costs[sheet.weak > 0] > 5_000).all() and (sheet.weak > 0).any()
