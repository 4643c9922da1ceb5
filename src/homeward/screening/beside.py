"""Which words stand beside each other where people and entries are set side by side on purpose.

Comes in: the sheets of both sides, rows of (person, entry). Goes out: pairs of words of the same field, whose likeness is then worked out.
Names beside names, places beside places, fathers and mothers the same; never one field beside another.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.screening.sheet import BIRTHS, HEAD, NATIONS, PLACES, Sheet
from homeward.screening.sieve import runs

Array = npt.NDArray[Any]


def words_of(mine: Sheet, theirs: Sheet, wanted: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Every recorded word beside every listed word of the same field, of given people and entries: rows of word ids, with repeats."""
    q, e = wanted[:, 0], wanted[:, 1]
    names, other_names = _bounds(mine, q), _bounds(theirs, e)
    found = [_beside(mine.tokens, *names, theirs.tokens, *other_names)]
    f, g = mine.fact_start[q], theirs.fact_start[e]
    at, other_at = _words_at(mine.facts, f), _words_at(theirs.facts, g)
    for field in range(3):
        end, other_end = at + mine.facts[f + PLACES + field], other_at + theirs.facts[g + PLACES + field]
        found.append(_beside(mine.facts, at, end, theirs.facts, other_at, other_end))
        at, other_at = end, other_end
    return np.concatenate(found)


def _bounds(sheet: Sheet, rows: Array) -> tuple[Array, Array]:
    """Between which words the names of people or entries stand."""
    return sheet.token_start[sheet.name_start[rows]], sheet.token_start[sheet.name_start[rows + 1]]


def _words_at(facts: Array, f: Array) -> Array:
    """Where the words of rows of facts begin."""
    at: Array = f + HEAD + 3 * facts[f + BIRTHS] + facts[f + NATIONS]
    return at


def _beside(words: Array, low: Array, high: Array, others: Array, other_low: Array, other_high: Array) -> Array:
    """Each of words[low:high] beside each of others[other_low:other_high], for every row of these bounds."""
    count = high - low
    firsts, lasts = np.repeat(other_low, count), np.repeat(other_high, count)
    left, right = np.repeat(words[runs(low, high)], lasts - firsts), others[runs(firsts, lasts)]
    return np.stack([left, right], axis=1).astype(np.int64)
