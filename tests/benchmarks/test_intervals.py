"""Intervals hold what they should, checked against textbook values."""

from __future__ import annotations

import numpy as np
import pytest

from instruments import intervals


@pytest.mark.parametrize(
    ("times", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 1000, 0.0002, 0.0056)]
)  # fmt: skip
def test_shares_have_wilsons_interval(times: int, of: int, low: float, high: float) -> None:
    assert intervals.share(times, of) == pytest.approx((low, high), abs=5e-4)


def test_of_nothing_nothing_is_known() -> None:
    assert intervals.share(0, 0) == (0.0, 1.0)


def test_drawn_again_a_mean_lies_within_two_standard_errors() -> None:
    values = np.random.default_rng(1).normal(5, 2, 400)
    low, high = intervals.drawn(lambda which: float(values[which].mean()), 400)
    half = 1.96 * values.std() / 20
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.05)
    assert (low, high) == intervals.drawn(lambda which: float(values[which].mean()), 400)
