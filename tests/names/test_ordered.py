"""Sorting and searching in compiled code: the same as NumPy's."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from anew import anew
from homeward.names.ordered import ascending, first_at

ASCENDING, FIRST_AT = anew(ascending.py_func), anew(first_at.py_func)
NUMBERS = st.lists(st.integers(-(1 << 40), 1 << 40), max_size=400)


@settings(deadline=None)  # the first call compiles
@given(NUMBERS, st.integers(0, 400), st.integers(0, 400))
def test_a_stretch_is_sorted_and_what_lies_beside_it_stays(numbers: list[int], one: int, other: int) -> None:
    low, high = sorted((min(one, len(numbers)), min(other, len(numbers))))
    values = np.array(numbers, np.int64)
    ASCENDING(values, low, high)
    assert values.tolist() == numbers[:low] + sorted(numbers[low:high]) + numbers[high:]


@settings(deadline=None)
@given(NUMBERS, st.integers(-(1 << 40), 1 << 40))
def test_a_place_is_found_where_numpy_finds_it(numbers: list[int], wanted: int) -> None:
    values = np.sort(np.array(numbers, np.int64))
    assert FIRST_AT(values, wanted) == np.searchsorted(values, wanted)
    if numbers:
        assert FIRST_AT(values, numbers[0]) == np.searchsorted(values, numbers[0])
