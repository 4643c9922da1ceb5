"""Bounds are true: no exact comparison of two names says more than their parts are worth, less what those cost that are left over."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from anew import anew
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
from homeward.screening.live import profiles_of
from homeward.screening.needs import needs
from homeward.screening.people import lay_out
from homeward.screening.reference import Reference
from homeward.screening.weights import shipped
from homeward.screening.worths import beyond_bound, costs_of, left_over, listed_costs, measure, of_single, worths_of

BEST = anew(best.py_func)
Array = npt.NDArray[Any]


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


def said_and_bound(comparison: Comparison) -> tuple[Array, Array, Array]:
    """By pair of names that share anything: the recorded name, what its comparison says, the bound of it alone."""
    inputs, sheet, everybody = comparison.inputs, comparison.people.sheet, len(comparison.people)
    starts, listed, bounds = gather(inputs, 0, len(sheet.weak), needs(inputs, 0, everybody, -(1 << 30)), 1 << 16)
    names = np.repeat(np.arange(len(sheet.weak)), np.diff(starts))
    people, each = np.searchsorted(sheet.name_start, names, "right") - 1, np.arange(len(names) + 1)
    ends, _, told = exact.compare(inputs, exact.Tried(people, each, names, each, listed, bounds), exact.NOTHING, 1)
    assert np.array_equal(ends, each), "everybody is compared"
    return names, told.evidence[:, :NAME_SLOTS].sum(axis=1), bounds


def beyond(comparison: Comparison, names: Array) -> Array:
    """What the comparisons of names could say beyond their bounds."""
    inputs = comparison.inputs
    return np.array([beyond_bound.py_func(int(one), inputs.weights, inputs.costs) for one in inputs.slack])[names]


def test_no_comparison_says_more_than_its_bound(comparison: Comparison) -> None:
    names, says, bounds = said_and_bound(comparison)
    assert (says <= bounds + beyond(comparison, names)).all()
    assert np.median(bounds - says) < 8_000, "and bounds are not idle"
    assert len(says) > 1_000


def test_nor_does_that_of_a_broken_name_a_part_of_which_sounds_like_no_listed_part(
    comparison: Comparison, usual: Reference
) -> None:
    index = comparison.index
    names = [index.names.get(name).split() for name in range(0, len(index.sheet.weak), 3)]
    broken = [
        " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])
        for words in names for at in range(len(words)) for cut in range(3, len(words[at]) - 2)
    ]  # fmt: skip
    rows = [{"id": str(number), "name": name} for number, name in enumerate(broken)]
    apart = Comparison(lay_out(profiles_of(rows)), index, usual)
    name, says, bounds = said_and_bound(apart)
    loose = apart.inputs.slack[name] > of_single.py_func(apart.inputs.weights)
    assert (says <= bounds + beyond(apart, name))[loose].all()
    assert (says > bounds + apart.inputs.slack[name])[loose].any(), "a join takes parts from what is left over too"


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
    total, taken, _ = BEST(b, weights)
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
