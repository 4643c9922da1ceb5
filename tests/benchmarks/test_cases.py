"""Figures of labelled cases, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cases

LIKELIHOODS = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9]), min_size=1, max_size=30)


@given(yes=LIKELIHOODS, no=LIKELIHOODS)
def test_the_area_is_the_share_of_pairs_in_order_with_ties_half(yes: list[float], no: list[float]) -> None:
    same = np.array([True] * len(yes) + [False] * len(no))
    by_hand = np.mean([[(a > b) + (a == b) / 2 for b in no] for a in yes])
    assert cases.area(same, np.array(yes + no)) == pytest.approx(float(by_hand))


@given(no=LIKELIHOODS, rate=st.sampled_from([0.0, 0.05, 0.3]))
def test_above_the_line_lies_no_more_than_the_share_allowed(no: list[float], rate: float) -> None:
    wrong = np.array(no)
    line = cases.line(wrong, rate)
    assert (wrong >= line).mean() <= rate
    below = np.max(wrong[wrong < line], initial=0.0)
    assert not below or (wrong >= below).mean() > rate


def test_how_many_are_looked_at_to_find_a_share() -> None:
    right, wrong = np.array([0.9, 0.8, 0.4, 0.2]), np.array([0.95, 0.5, 0.3, 0.1])
    assert cases.looked_at(right, wrong, 0.5) == 250
    assert cases.looked_at(right, wrong, 0.75) == 500
    assert np.isnan(cases.looked_at(np.array([0.9, 0.0]), wrong, 1.0))


def test_f1_is_the_harmonic_mean() -> None:
    assert cases.f1(6, 8, 12) == pytest.approx(2 / (8 / 6 + 12 / 6))
    assert cases.f1(0, 5, 5) == 0.0
