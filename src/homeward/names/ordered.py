"""Numbers in order, for compiled functions: sorting and searching in a few lines each.

Comes in: arrays of integers. Goes out: the same in ascending order, or a place in them.
NumPy's own versions of both compile for seconds, more than most of what calls them.
"""

from __future__ import annotations

import numpy as np

from homeward.names.compiling import inner

GAPS = np.array([57_961, 23_193, 9_277, 3_711, 1_484, 594, 238, 102, 45, 20, 9, 4, 1])  # by which Shell's way steps


@inner
def ascending(values, low, high):  # type: ignore[no-untyped-def]
    """Sort values[low:high] in place."""
    for gap in GAPS:
        for i in range(low + gap, high):
            value, at = values[i], i
            while at >= low + gap and values[at - gap] > value:
                values[at] = values[at - gap]
                at -= gap
            values[at] = value


@inner
def first_at(values, wanted):  # type: ignore[no-untyped-def]
    """The first place in ascending values that holds `wanted` or more."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low
