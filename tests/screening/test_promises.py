"""Nobody promises less than could be said of them: by any row of needs, whoever reaches what is asked is found, and those of most first."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from anew import anew
from homeward.screening.needs import FIRST, LAST, NATIONS, NEED, NEEDS, SEX, asked_beside
from homeward.screening.promises import HIGHEST, STRETCH, high_up, promise, promising, spares_of
from homeward.screening.sheet import MALE, UNKNOWN
from homeward.screening.sieve import SURE, counted

STEP = 28
YEARS = st.sampled_from([0, 1940, 1950, 1960, 1961, 1970, 1980])
WORTHS = st.integers(0, 9_000)
LISTED = st.tuples(
    st.one_of(st.integers(0, 300), st.just(SURE)),
    st.integers(0, 40),
    YEARS,
    st.integers(0, 12),
    st.integers(0, 2),
    st.integers(0, 7),
)  # steps, steps left, the first year of birth, years until the last, sex, nationalities


@anew
def promised(sums, left, stated, needs, promises, peaks):  # type: ignore[no-untyped-def]
    spares, room = spares_of(needs, STEP)
    promise(sums, left, stated, spares, promises, peaks)
    return room


@anew
def asked(needs, first, last, sex, nations):  # type: ignore[no-untyped-def]
    return asked_beside(needs, 0, first, last, sex, nations)


@anew
def found_from(promises, peaks, least, below, found):  # type: ignore[no-untyped-def]
    return promising(promises, peaks, least, below, found, np.zeros(STRETCH, np.uint8))


@anew
def high(peaks, most):  # type: ignore[no-untyped-def]
    return high_up(peaks, most)


@settings(deadline=None)
@given(
    st.lists(LISTED, min_size=1, max_size=3 * STRETCH), st.integers(0, 30), st.lists(WORTHS, min_size=NEEDS, max_size=NEEDS),
    YEARS, st.integers(0, 2), st.integers(0, 7), st.integers(1, 60),
)  # fmt: skip
def test_whoever_reaches_what_is_asked_beside_their_facts_is_found(
    listed: list[tuple[int, ...]], spared: int, worths: list[int], born: int, until: int, nations: int, most: int
) -> None:
    needs = np.array([worths], np.int32)
    needs[0, FIRST], needs[0, LAST], needs[0, NATIONS] = born, born + until if born else 0, nations
    steps, row, firsts, years, sexes, held = np.array(listed).T
    lasts, sums = np.where(firsts > 0, firsts + years, 0), np.where((steps > 0) & (steps < SURE), 8 * steps + 1, steps)
    stated = firsts.astype(np.int16), lasts.astype(np.int16), sexes.astype(np.uint8), held.astype(np.int32)
    left, promises = ((8 * row).astype(np.uint16), np.uint16(8 * spared)), np.zeros(len(sums), np.uint16)
    peaks, found = np.zeros(-(-len(sums) // STRETCH), np.uint16), np.empty(len(sums) + 1, np.int64)
    lumped = abs(
        int(needs[0, SEX + MALE]) - int(needs[0, SEX + UNKNOWN])
    )  # who are taken for those of them who cost less
    room = promised(sums.astype(np.uint16), left, stated, needs[0], promises, peaks)

    for place, (total, spare) in enumerate(zip(sums.tolist(), (8 * row).tolist(), strict=True)):
        wanted = asked(needs, *(int(column[place]) for column in stated)) - int(needs[0, NEED])
        if total == SURE:
            assert promises[place] == HIGHEST
        elif total == 0:
            assert promises[place] == 0, "who shares no part promises nothing"
        else:
            says = (total >> 3) * STEP + (spare >> 3) * STEP - wanted
            assert int(promises[place]) >= counted.py_func(says, STEP) + room, "nobody is passed over"
            assert int(promises[place]) - room <= counted.py_func(says + 3 * STEP + lumped, STEP), (
                "and nobody is made much of"
            )

    first = high(peaks, most)
    best, others = (
        found[: found_from(promises, peaks, *bounds, found)].tolist()
        for bounds in ((max(1, first), HIGHEST + 1), (1, max(1, first)))
    )
    assert (peaks >= first).sum() >= min(most, len(peaks)) or first == 0
    assert sorted(best + others) == np.flatnonzero(promises).tolist()
    assert best == sorted(best)
    assert all(promises[one] >= first for one in best)
    assert all(promises[one] < first for one in others)
