"""How sure a figure is: 95 % intervals, by Wilson's formula for shares and by drawing cases again for everything else.

Comes in: counts, or cases and what is computed from them. Goes out: (low, high).
Drawing again uses a fixed seed, so the same cases give the same interval.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import numpy.typing as npt

Z = 1.959964
ROUNDS = 1000
Cases = npt.NDArray[np.int64]


def share(times: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    if of == 0:
        return 0.0, 1.0
    seen, spread = times / of, Z * Z / of
    centre = (seen + spread / 2) / (1 + spread)
    half = Z * sqrt(seen * (1 - seen) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)


def drawn(figure: Callable[[Cases], float], cases: int, rounds: int = ROUNDS) -> tuple[float, float]:
    """The middle 95 % of a figure over so many cases, drawn again with replacement: `figure` is handed the cases drawn."""
    chance = np.random.default_rng(95)
    found = [figure(chance.integers(0, cases, cases)) for _ in range(rounds)]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)
