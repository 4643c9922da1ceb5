"""Two names laid on the bench: how much the parts of one are alike to any listed part, ready to be read off beside the other.

Comes in: likeness of recorded to listed words as CSR, a person's words, a pair of names. Goes out: dense rows by listed word, spread once
for a person and a recorded name however many listed names follow, and a bench that `names.compare.best` reads. Compares nothing.
"""

from __future__ import annotations

import numpy as np

from homeward.names.bench import (
    INFO,
    LIKENESS,
    OTHER_INFO,
    OTHER_ROLES,
    OTHER_TOKENS,
    OTHER_WEIGHT,
    ROLES,
    SIZE,
    TOKENS,
    WEIGHT,
)
from homeward.names.compiling import inner
from homeward.names.parts import MAX_PARTS
from homeward.screening.score import FIELD_WORDS
from homeward.screening.sheet import BIRTHS, HEAD, NATIONS, PLACES

_FILL, _CLEAR = np.int64(1), np.int64(0)  # how many times likeness is spread into the dense rows
_FIRST_ROW = np.int64(0)  # of the dense rows of likeness: a name's parts


@inner
def _spread(near, row, words, low, high, like, times):  # type: ignore[no-untyped-def]
    """Spread the likeness of words[low:high] into dense rows by listed part, from `row` on; `times` 0 clears them again."""
    starts, columns, values = like
    for i in range(high - low):
        word = words[low + i]
        for s in range(starts[word], starts[word + 1]):
            near[row + i, columns[s]] = values[s] * times


@inner
def _spread_words(near, facts, f, like, times):  # type: ignore[no-untyped-def]
    """The same for the words of a person's places and parents."""
    at = f + HEAD + 3 * facts[f + BIRTHS] + facts[f + NATIONS]
    for field in range(3):
        count = facts[f + PLACES + field]
        row = MAX_PARTS + field * FIELD_WORDS
        _spread(near, row, facts, at, at + min(count, FIELD_WORDS), like, times)
        at += count


@inner
def swap_words(near, inputs, old, new, like):  # type: ignore[no-untyped-def]
    """Clear the words of one person and spread those of another; -1 is nobody."""
    if old >= 0:
        _spread_words(near, inputs.facts, inputs.fact_start[old], like, _CLEAR)
    if new >= 0:
        _spread_words(near, inputs.facts, inputs.fact_start[new], like, _FILL)


@inner
def swap_name(near, mine, old, new, like):  # type: ignore[no-untyped-def]
    """Clear the parts of one recorded name and spread those of another; -1 is none."""
    starts, words = mine[0], mine[1]
    if old >= 0:
        _spread(near, _FIRST_ROW, words, starts[old], starts[old + 1], like, _CLEAR)
    if new >= 0:
        _spread(near, _FIRST_ROW, words, starts[new], starts[new + 1], like, _FILL)


@inner
def lay(b, near, mine, name, theirs, listed):  # type: ignore[no-untyped-def]
    """Lay a recorded and a listed name on the bench; each side is (starts of names, words, roles, rarity by word, weight by word)."""
    starts, words, roles, info, weight = mine
    other_starts, other_words, other_roles, other_info, other_weight = theirs
    low, other_low = starts[name], other_starts[listed]
    n, m = starts[name + 1] - low, other_starts[listed + 1] - other_low
    b[SIZE, 0], b[SIZE, 1] = n, m
    for i in range(n):
        word = words[low + i]
        b[TOKENS, i], b[ROLES, i], b[INFO, i], b[WEIGHT, i] = word, roles[low + i], info[word], weight[word]
    for j in range(m):
        word = other_words[other_low + j]
        b[OTHER_TOKENS, j], b[OTHER_ROLES, j] = word, other_roles[other_low + j]
        b[OTHER_INFO, j], b[OTHER_WEIGHT, j] = other_info[word], other_weight[word]
        for i in range(n):
            b[LIKENESS + i, j] = near[i, word]
