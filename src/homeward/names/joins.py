"""Parts that a clerk glued together, broke apart or broke in the wrong place are recognised by trying the join.

Comes in: a bench with the parts of two names, some of which have not met. Goes out: its likeness and roles, amended so that the
joined parts meet as one. Tried only between neighbouring parts whose consonants fit, so it costs little for ordinary names.
"""

from __future__ import annotations

import numpy as np

from homeward.names.alignment import pair
from homeward.names.bench import LIKENESS, OTHER_ROLES, OTHER_TOKENS, OTHER_WEIGHT, ROLES, SIZE, TOKENS, WEIGHT
from homeward.names.compare import ABSORBED, KUNYA
from homeward.names.compiling import inner
from homeward.names.costs import CONSONANT
from homeward.names.sounds import MAX_CODE

# A join must sound more alike than two ordinary spellings need to: it has more ways to come about by chance.
JOINED = np.int64(840)
SHORT_JOINED = np.int64(900)  # … and a short one (Jaein, Jae-in) more so
SHORTEST, LONG = 5 * CONSONANT // 2, 3 * CONSONANT  # what a join weighs at the least, and one that is not short
WEAK = 780  # a part that met this badly may still be half of a broken name


@inner
def loose(b):  # type: ignore[no-untyped-def]
    """Masks of the parts on both sides that met nothing, or badly; (0, 0) where no join is possible."""
    n, m, mine, theirs = b[SIZE, 0], b[SIZE, 1], 0, 0
    for i in range(n):
        alike = 0
        for j in range(m):
            alike = max(alike, b[LIKENESS + i, j])
        if alike < WEAK and b[ROLES, i] < KUNYA:
            mine |= 1 << i
    if mine == 0:
        return 0, 0
    for j in range(m):
        alike = 0
        for i in range(n):
            alike = max(alike, b[LIKENESS + i, j])
        if alike < WEAK and b[OTHER_ROLES, j] < KUNYA:
            theirs |= 1 << j
    if theirs == 0 or not (mine & mine >> 1 or theirs & theirs >> 1):
        return 0, 0
    return mine, theirs


@inner
def mend(b, mine, theirs, sounds, space, rows):  # type: ignore[no-untyped-def]
    """Look for one join among the loose parts (masks). Amends likeness and roles on the bench; returns whether one was found.

    sounds is (codes, vocal, weight) of the recorded parts' vocabulary, then of the listed one, and the costs (substitute, gap);
    space (2, 16) and rows are working arrays.
    """
    for i in range(b[SIZE, 0]):
        if not mine >> i & 1:
            continue
        for j in range(b[SIZE, 1]):
            if not theirs >> j & 1:
                continue
            for left in range(1 + (mine >> (i + 1) & 1)):
                for right in range(1 + (theirs >> (j + 1) & 1)):
                    if left + right == 0 or not _fit(b, i, left, j, right):
                        continue
                    alike = as_one(
                        sounds, b[TOKENS, i], b[TOKENS, i + 1] if left else -1,
                        b[OTHER_TOKENS, j], b[OTHER_TOKENS, j + 1] if right else -1, space, rows,
                    )  # fmt: skip
                    if alike >= JOINED:
                        _join(b, i, left, j, right, alike)
                        return True
    return False


@inner
def _fit(b, i, left, j, right):  # type: ignore[no-untyped-def]
    """Whether recorded part i (and the next, if `left`) and listed part j (and the next, if `right`) weigh alike: known from the bench
    alone, which spares most of the calls.
    """
    one, two = b[WEIGHT, i], b[OTHER_WEIGHT, j]
    if left:
        one += b[WEIGHT, i + 1]
    if right:
        two += b[OTHER_WEIGHT, j + 1]
    return _weigh_alike(one, two)


@inner
def _weigh_alike(one, two):  # type: ignore[no-untyped-def]
    return abs(one - two) <= 3 * CONSONANT // 2 and min(one, two) >= SHORTEST


@inner
def as_one(sounds, first, second, other, other_second, space, rows):  # type: ignore[no-untyped-def]
    """Likeness of two parts as one word to another, or to two as one; -1 stands for no second part. 0 where they cannot be a join."""
    codes, vocal, weight, other_codes, other_vocal, other_weight, substitute, gap = sounds
    one, two = np.int64(weight[first]), np.int64(other_weight[other])
    if second >= 0:
        one += weight[second]
    if other_second >= 0:
        two += other_weight[other_second]
    if not _weigh_alike(one, two) or not _begin_alike(codes[first, 0], other_codes[other, 0], substitute, gap):
        return 0
    if not _glue(codes, first, second, space[0]) or not _glue(other_codes, other, other_second, space[1]):
        return 0
    least = JOINED if min(one, two) >= LONG else SHORT_JOINED
    return pair(space[0], space[1], vocal[first], other_vocal[other], one, two, substitute, gap, least, rows)


@inner
def _begin_alike(first, second, substitute, gap):  # type: ignore[no-untyped-def]
    """Whether two joins can begin with these letters: a join begins as its first part does."""
    return min(substitute[first, second], gap[first, 0], gap[second, 0]) <= CONSONANT // 2


@inner
def _join(b, i, left, j, right, alike):  # type: ignore[no-untyped-def]
    """Let recorded part i (and the next, if `left`) and listed part j (and the next, if `right`) meet as one."""
    n, m = b[SIZE, 0], b[SIZE, 1]
    for k in range(m):
        b[LIKENESS + i, k] = 0
        if left:
            b[LIKENESS + i + 1, k] = 0
    for k in range(n):
        b[LIKENESS + k, j] = 0
        if right:
            b[LIKENESS + k, j + 1] = 0
    b[LIKENESS + i, j] = alike
    if left:
        b[ROLES, i + 1] = ABSORBED
    if right:
        b[OTHER_ROLES, j + 1] = ABSORBED


@inner
def _glue(codes, one, following, out):  # type: ignore[no-untyped-def]
    """Codes of two parts as one (of the first alone where nothing follows). Returns False where they are too long together."""
    first = codes[one, MAX_CODE]
    second = codes[following, MAX_CODE] if following >= 0 else 0
    if first + second > MAX_CODE:
        return False
    for k in range(first):
        out[k] = codes[one, k]
    for k in range(second):
        out[first + k] = codes[following, k]
    out[MAX_CODE] = first + second
    return True
