"""How far apart two sounds are: the cheapest way to turn one code into the other, letter by letter, by the costs of `costs`.

Comes in: codes as rows of bytes, length last, whether their scripts write vowels, their weights. Goes out: likeness, 0 to 1000.
Optimal string alignment with weights, compiled; it stops as soon as nothing near enough can come of it.
"""

from __future__ import annotations

import numpy as np

from homeward.names.compiling import compiled, inner
from homeward.names.costs import SWAPPED
from homeward.names.sounds import MAX_CODE

WIDTH = MAX_CODE + 1
LEAST = WIDTH  # the column that says what a row costs at the least
ROWS = WIDTH, WIDTH + 1  # working space of an alignment: a row for each letter of the other word
APART = np.int64(100)  # what two spellings lose that the lexicon knows as two different names, however alike they sound
OTHER_SEX = np.int64(1000)  # … of which only men bear the one, and only women the other
MAN_AND_WOMAN = 3  # 1 and 2: nobody's sex is 0, so no other two come to that
SERVANT = np.uint8(ord("<"))  # the mark that Abd al-X begins with
FAR = 1 << 28  # a cost that nothing has


@compiled
def pair(a, b, a_vocal, b_vocal, a_weight, b_weight, substitute, gap, floor, rows):  # type: ignore[no-untyped-def]
    """Likeness of two codes, 0 where it is below `floor`: optimal string alignment with weights. rows (`ROWS`) is working space."""
    heavier = max(a_weight, b_weight)
    most = heavier * (1000 - floor) // 1000
    begin(rows, a, b_vocal, gap)
    done = along(rows, a, b, 0, a_vocal, most, substitute, gap)
    return likeness(rows, a, b, done, heavier, most)


@inner
def begin(rows, a, b_vocal, gap):  # type: ignore[no-untyped-def]
    """Lay the first row of an alignment: what it costs to leave out more and more letters of the one word."""
    base = rows[0]
    base[0] = base[LEAST] = 0
    for i in range(np.int64(a[MAX_CODE])):
        base[i + 1] = base[i] + gap[a[i], 1 - b_vocal]


@inner
def along(rows, a, b, done, a_vocal, most, substitute, gap):  # type: ignore[no-untyped-def]
    """Lay the row of each letter of the other word behind the `done` ones that are there, as long as no more than `most` can come of it.
    Returns how many are there then: words that begin alike share their first rows.
    """
    mine, theirs = np.int64(a[MAX_CODE]), np.int64(b[MAX_CODE])
    while done < theirs and not (done and rows[done, LEAST] > most and rows[done - 1, LEAST] + SWAPPED > most):
        rows[done + 1, LEAST] = _step(rows, done, a, b, mine, gap[b[done], 1 - a_vocal], substitute)
        done += 1
    return done


@inner
def likeness(rows, a, b, done, heavier, most):  # type: ignore[no-untyped-def]
    """What the rows that are there say, 0 where they end early or it costs more than `most`; of the two weights the heavier counts."""
    cost = rows[np.int64(b[MAX_CODE]), np.int64(a[MAX_CODE])]
    return 1000 - 1000 * cost // heavier if done >= b[MAX_CODE] and cost <= most else 0


@inner
def _step(rows, j, a, b, length, out, substitute):  # type: ignore[no-untyped-def]
    """Letter j of the other word, which costs `out` to leave out: fills the row after j from those above, returns its least cost."""
    base, above, row, letter = rows[0], rows[j], rows[j + 1], b[j]
    instead = substitute[letter]
    before = b[j - 1] if j else letter
    diagonal = above[0]
    left = least = diagonal + out
    row[0] = left
    for i in range(length):
        mine, over = a[i], above[i + 1]
        cost = min(diagonal + instead[mine], over + out, left + base[i + 1] - base[i])
        if mine == before and i and mine != letter and a[i - 1] == letter:
            cost = min(cost, rows[j - 1, i - 1] + SWAPPED)
        row[i + 1] = left = cost
        diagonal = over
        least = min(least, cost)
    return least


@inner
def apart(sounds, i, others, word):  # type: ignore[no-untyped-def]
    """What two spellings lose of their likeness that the lexicon knows, but no name that they share: a part; all, where only men bear
    the one and only women the other, as a brother and a sister do (Karim, Karima). But whoever serves God by a name of His is called by
    that name alone too: Aziz is Abd al-Aziz.
    """
    lexeme, other_lexeme = sounds.lexeme, others.lexeme
    if (
        lexeme[i, 0] < 0
        or other_lexeme[word, 0] < 0
        or (sounds.codes[i, 0] == SERVANT) != (others.codes[word, 0] == SERVANT)
    ):
        return np.int64(0)
    for one in range(2):
        for other in range(2):
            if lexeme[i, one] >= 0 and lexeme[i, one] == other_lexeme[word, other]:
                return np.int64(0)
    return OTHER_SEX if sounds.sex[i] + others.sex[word] == MAN_AND_WOMAN else APART
