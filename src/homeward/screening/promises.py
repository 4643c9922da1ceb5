"""What each listed name of a block promises beside one recorded: its sum, less what parts left over and facts cost at the least.

Comes in: sums, years, sexes and nationalities by listed name, what is asked beside them. Goes out: promises, and the places of those that
promise most or enough. As the sums, in steps that are never less than an exact comparison could say: nobody is passed over.
Compiled, in wide steps: every listed name of a block is looked at for every recorded one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from homeward.names.compiling import inner
from homeward.screening.needs import (
    FAR,
    FAR_YEARS,
    FIRST,
    LAST,
    NATIONS,
    NEAR,
    NEAR_YEARS,
    NO_NATION,
    OTHER_NATION,
    SEX,
    SILENT,
)
from homeward.screening.sheet import FEMALE, MALE, UNKNOWN
from homeward.screening.sieve import SURE, spent

STRETCH = 128  # names that are looked at together, and passed over where none of them promises enough
WORD = 8  # marks that are looked at together
HIGHEST = (1 << 16) - 1  # what those promise who are sure
EVER = 9_999  # a year that nobody is born in


class Spares(NamedTuple):
    """What the facts of a listed name do not cost, in eights of steps: a woman, anybody else; a birth that is not stated, one in a year
    from `first` to `last`, one less than `FAR_YEARS` from these, any other; nationalities not stated, one of some as bits, others.
    """

    woman: np.uint16
    other_sex: np.uint16
    silent: np.uint16
    near: np.uint16
    apart: np.uint16
    far: np.uint16
    no_nation: np.uint16
    nation: np.uint16
    other_nation: np.uint16
    nations: np.int32
    first: np.int16
    last: np.int16


@inner
def spares_of(needs, step):  # type: ignore[no-untyped-def]
    """What facts do not cost a name by its row of `needs.needs`, and the most that they spare: what is asked more for it."""
    first, last = (needs[FIRST] - NEAR_YEARS, needs[LAST] + NEAR_YEARS) if needs[LAST] else (0, EVER)
    woman, other_sex = spent(needs[SEX + FEMALE], step), spent(min(needs[SEX + UNKNOWN], needs[SEX + MALE]), step)
    silent, apart, far = spent(needs[SILENT], step), spent(needs[NEAR], step), spent(needs[FAR], step)
    none, other = spent(needs[NO_NATION], step), spent(needs[OTHER_NATION], step) if needs[NATIONS] else np.uint16(0)
    sex, birth, nation = max(woman, other_sex), max(silent, apart, far), max(none, other)
    spares = Spares(
        np.uint16(sex - woman), np.uint16(sex - other_sex),
        np.uint16(birth - silent), birth, np.uint16(birth - apart), np.uint16(birth - far),
        np.uint16(nation - none), nation, np.uint16(nation - other), needs[NATIONS], np.int16(first), np.int16(last),
    )  # fmt: skip
    return spares, np.int64(sex) + birth + nation


@inner
def promise(sums, left, stated, spares, promised, peaks):  # type: ignore[no-untyped-def]
    """Fill `promised` by listed name: its sum, and what parts left over and facts do not cost; nothing where no part met.

    `stated` is by listed name the first and last year of birth, 0 where none is, the sex, and nationalities as bits. `left` is a row and
    what each part that meets spares, as `count_left` has them. Fills `peaks` with the most that any in each `STRETCH` promises.
    """
    firsts, lasts, sexes, nations = stated
    woman, other_sex, silent, near, apart, far, no_nation, nation, other_nation, mine, first, last = spares
    row, spared = left
    zero, one, seven, sure, highest = np.uint16(0), np.uint16(1), np.uint16(7), np.uint16(SURE), np.uint16(HIGHEST)
    long_before, long_after = np.int16(first - FAR_YEARS + NEAR_YEARS), np.int16(last + FAR_YEARS - NEAR_YEARS)
    spare = np.empty(STRETCH, np.uint16)
    for k in range(len(peaks)):
        low, high, most = k * STRETCH, min((k + 1) * STRETCH, len(sums)), zero
        total, rest, says, sex = sums[low:high], row[low:high], promised[low:high], sexes[low:high]
        born_from, born_to, held = firsts[low:high], lasts[low:high], nations[low:high]
        for i in range(len(says)):  # each of these loops is one that the compiler turns into wide steps
            says[i] = total[i] + ((total[i] - one) & seven) * spared + rest[i]
        for i in range(len(says)):
            is_near = (born_from[i] <= last) & (born_to[i] >= first)
            is_apart = (born_from[i] <= long_after) & (born_to[i] >= long_before)
            spare[i] = silent if born_to[i] == 0 else near if is_near else apart if is_apart else far
        for i in range(len(says)):
            spare[i] += no_nation if held[i] == 0 else nation if held[i] & mine else other_nation
        for i in range(len(says)):
            says[i] += spare[i] + (woman if sex[i] == FEMALE else other_sex)
        for i in range(len(says)):
            says[i] = highest if total[i] >= sure else says[i] if total[i] else zero
        for i in range(len(says)):
            most = max(most, says[i])
        peaks[k] = most


@inner
def high_up(peaks, most):  # type: ignore[no-untyped-def]
    """The most that so many peaks reach: as many names promise it, and not many more."""
    low, high = np.int64(0), np.int64(HIGHEST)
    while low < high:
        middle, reach = (low + high + 1) // 2, np.int64(0)
        steps = np.uint16(middle)
        for k in range(len(peaks)):
            reach += peaks[k] >= steps
        if reach >= most:
            low = middle
        else:
            high = middle - 1
    return low


@inner
def promising(promised, peaks, least, below, found, marks):  # type: ignore[no-untyped-def]
    """The places of those that promise at least so much and not yet so much, into `found`, ascending. Returns how many there are.

    `marks` has room for a stretch: which of its names are meant is marked in wide steps, and only where one is are they looked at.
    """
    count, words = np.int64(0), marks.view(np.uint64)
    if below <= least:
        return count
    lowest, reach = np.uint16(least), np.uint16(below - 1 - least)  # what is below the lowest turns round, out of reach
    for k in range(len(peaks)):
        if peaks[k] < lowest:
            continue
        some = promised[k * STRETCH : min((k + 1) * STRETCH, len(promised))]
        for i in range(len(some)):
            marks[i] = np.uint16(some[i] - lowest) <= reach
        for i in range(len(some), STRETCH):
            marks[i] = 0
        for word in range(STRETCH // WORD):
            for i in range(WORD * word, WORD * word + WORD if words[word] else 0):
                if marks[i]:
                    found[count] = k * STRETCH + i
                    count += 1
    return count
