"""Where a list's names would meet a name that a clerk glued or broke: outlines of its parts, and of every two that stand side by side.

Comes in: a sheet of names and its vocabulary. Goes out: `Junctions`, sorted by outline so that a run looks up only what it needs.
Never compares anything: equal outlines are where comparing begins.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.compounds import Role
from homeward.names.outline import joined, once, outlines
from homeward.names.sounds import MAX_CODE
from homeward.screening.sheet import Sheet

LEAST = 4  # signs of a join: shorter ones are many, and of parts so usual that they seldom reach the line
Numbers = npt.NDArray[np.int64]


class Junctions(NamedTuple):
    """Outlines of single parts with the part (`words`), and of two neighbours with where the first of them stands among the tokens
    (`places`); both ascending by outline.
    """

    word_outlines: Numbers
    words: npt.NDArray[np.int32]
    pair_outlines: Numbers
    places: npt.NDArray[np.int32]


def junctions(sheet: Sheet, codes: npt.NDArray[np.uint8]) -> Junctions:
    """The junctions of all names of a sheet; `codes` are those of its vocabulary."""
    found, length = outlines(codes)
    words = np.argsort(found, kind="stable").astype(np.int32)
    words = words[length[words] >= LEAST]
    keys, places = pairs(sheet, codes, (found, length))
    order = np.argsort(keys, kind="stable")
    return Junctions(found[words], words, keys[order], places[order])


def pairs(
    sheet: Sheet, codes: npt.NDArray[np.uint8], outlined: tuple[Numbers, Numbers]
) -> tuple[Numbers, npt.NDArray[np.int32]]:
    """Outlines of two neighbouring parts as one word, and where the first stands. Two that end and begin alike have two outlines."""
    found, length = outlined
    places = neighbours(sheet, codes)
    left, right = sheet.tokens[places], sheet.tokens[places + 1]
    usual = joined(found[left], found[right], length[right])
    heard_once = once(found[left], found[right], length[right])
    long = length[left] + length[right] >= LEAST
    also = long & (heard_once > 0)
    return np.concatenate([usual[long], heard_once[also]]), np.concatenate([places[long], places[also]])


def neighbours(sheet: Sheet, codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """Tokens that have a neighbour behind them in the same name with which they could be written as one word: no kunyas."""
    count = len(sheet.tokens)
    can = np.ones(max(0, count - 1), bool)
    inner = sheet.token_start[1:-1]
    can[inner[(inner > 0) & (inner < count)] - 1] = False  # the last of each name
    can &= (sheet.roles[:-1] != Role.KUNYA) & (sheet.roles[1:] != Role.KUNYA)
    letters = codes[:, MAX_CODE].astype(np.int64)[sheet.tokens]
    can &= letters[:-1] + letters[1:] <= MAX_CODE
    return np.flatnonzero(can).astype(np.int32)
