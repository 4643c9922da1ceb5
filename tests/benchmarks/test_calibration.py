"""The calibration error is nought where scores mean what they say, and what they miss by elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

import calibration
from calibration import Pairs


def drawn(shift: float, pairs: int = 40_000) -> Pairs:
    """Pairs whose share of one person is their score plus something."""
    chance = np.random.default_rng(3)
    scores = chance.uniform(0.1, 0.8, pairs)
    return Pairs(scores, (chance.random(pairs) < scores + shift).astype(float))


@pytest.mark.parametrize("shift", [0.0, 0.1, -0.1])
def test_the_error_is_how_far_scores_are_off(shift: float) -> None:
    assert calibration.error(drawn(shift)) == pytest.approx(abs(shift), abs=0.012)


def test_bins_hold_equally_many_and_rise() -> None:
    found = calibration.bins(drawn(0.0, 1003))
    assert sum(one.pairs for one in found) == 1003
    assert max(one.pairs for one in found) - min(one.pairs for one in found) <= 1
    assert [one.score for one in found] == sorted(one.score for one in found)
    assert all(one.low <= one.same <= one.high for one in found)


def test_nothing_has_no_error() -> None:
    nothing = Pairs(np.zeros(0), np.zeros(0))
    assert calibration.error(nothing) == 0.0
    assert calibration.bins(nothing) == []
