"""How far apart two sounds are: the cheapest way to turn one code into the other, letter by letter, by the costs of `costs`.

Comes in: codes as rows of bytes, length last, whether their scripts write vowels, their weights. Goes out: likeness, 0 to 1000.
Optimal string alignment with weights, compiled; it stops as soon as nothing near enough can come of it.
"""

from __future__ import annotations

from numba import njit

from homeward.names.costs import SWAPPED
from homeward.names.sounds import MAX_CODE

WIDTH = MAX_CODE + 1
FAR = 1 << 28  # a cost that nothing has


@njit(cache=True, nogil=True)
def pair(a, b, a_vocal, b_vocal, a_weight, b_weight, substitute, gap, floor, rows):  # type: ignore[no-untyped-def]
    """Likeness of two codes, 0 where it is below `floor`: optimal string alignment with weights. rows (16, 16) is working space."""
    heavier = max(a_weight, b_weight)
    most = heavier * (1000 - floor) // 1000
    _base(rows[0], a, b_vocal, gap)
    least_before = 0
    for j in range(b[MAX_CODE]):
        least = _step(rows, j + 1, a, b[j], b[j - 1], a_vocal, b_vocal, substitute, gap)
        if least > most and least_before + SWAPPED > most:
            return 0
        least_before = least
    cost = rows[b[MAX_CODE], a[MAX_CODE]]
    return 1000 - 1000 * cost // heavier if cost <= most else 0


@njit(cache=True, nogil=True)
def _base(row, a, b_vocal, gap):  # type: ignore[no-untyped-def]
    row[0] = 0
    for i in range(a[MAX_CODE]):
        row[i + 1] = row[i] + gap[a[i], 1 - b_vocal]


@njit(cache=True, nogil=True)
def _step(rows, depth, a, letter, letter_before, a_vocal, b_vocal, substitute, gap):  # type: ignore[no-untyped-def]
    """One letter of the other word: fills rows[depth] from the rows above, returns its least cost."""
    out = gap[letter, 1 - a_vocal]
    above, row = rows[depth - 1], rows[depth]
    row[0] = least = above[0] + out
    for i in range(a[MAX_CODE]):
        mine = a[i]
        cost = min(above[i] + substitute[mine, letter], above[i + 1] + out, row[i] + gap[mine, 1 - b_vocal])
        if i and depth > 1 and mine == letter_before and a[i - 1] == letter and mine != letter:
            cost = min(cost, rows[depth - 2, i - 1] + SWAPPED)
        row[i + 1] = cost
        least = min(least, cost)
    return least


@njit(cache=True, nogil=True)
def apart(lexeme, i, other_lexeme, word):  # type: ignore[no-untyped-def]
    """Whether the lexicon knows both spellings and no name that they share."""
    if lexeme[i, 0] < 0 or other_lexeme[word, 0] < 0:
        return False
    for one in range(2):
        for other in range(2):
            if lexeme[i, one] >= 0 and lexeme[i, one] == other_lexeme[word, other]:
                return False
    return True
