"""What is asked in a block of a list is never more than what is asked beside any name in it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from anew import anew
from homeward.screening.index.turns import blocks_of
from homeward.screening.needs import NEEDS, asked_beside, asked_in
from homeward.screening.sheet import SEXES

YEARS = st.just((0, 0)) | st.tuples(st.integers(1950, 1999), st.integers(0, 20)).map(lambda born: (born[0], sum(born)))
MORE = st.integers(0, 9_000)


@anew
def asked(needs, years, sexes, blocks, out):  # type: ignore[no-untyped-def]
    """What is asked beside each name; returns what is asked in their block."""
    for k in range(len(out)):
        out[k] = asked_beside(needs, 0, years[0, k], years[1, k], sexes[k], np.int32(1))
    return asked_in(needs, 0, blocks, 0)


@settings(deadline=None)  # the first call compiles
@given(
    YEARS, st.integers(-9_000, 9_000), MORE, MORE, MORE, st.tuples(MORE, MORE, MORE),
    st.lists(st.tuples(YEARS, st.integers(0, SEXES - 1)), min_size=1, max_size=8),
)  # fmt: skip
def test_a_block_asks_no_more_than_any_of_its_names(
    born: tuple[int, int], need: int, near: int, more: int, silent: int, by_sex: tuple[int, int, int],
    listed: list[tuple[tuple[int, int], int]],
) -> None:  # fmt: skip
    row = np.array([[need, *born, near, near + more, silent, 0, 0, 0, *by_sex]], np.int32)
    assert row.shape == (1, NEEDS)
    years = np.array([one for one, _ in listed], np.int16).T.copy()
    sexes, out = np.array([sex for _, sex in listed], np.uint8), np.zeros(len(listed), np.int64)
    in_block = asked(row, years, sexes, blocks_of(years, sexes), out)
    assert in_block <= out.min()
    if len(set(listed)) == 1:
        assert in_block == out[0], "a block of equals asks what each of them is asked"
