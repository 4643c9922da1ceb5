"""The order in which listed names are looked through: women, then all others, each by year of birth.

Comes in: a sheet of entries. Goes out: `Turns`: what is looked at first of a listed name, by turn, and what each block of them holds: most
blocks of a long list then hold nobody born in a person's years, and need not be looked through. Those born in no year or in one of many
stand together. Entries, names and results keep the order of the list.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.screening.sheet import FEMALE, Sheet

BLOCK = 1 << 15  # listed names looked at together: a few rows of them stay in the processor's cache
OLDEST, YEARS = 1800, 512  # years of birth that are told apart
NARROW = 2  # years between the first and the last in which somebody may have been born, of whom a year is known
FIRST_BORN, LAST_BORN, SILENT_TOO, SEXES_HELD = range(4)  # columns of `Turns.blocks`
Array = npt.NDArray[Any]


class Turns(NamedTuple):
    """By turn: the listed name; its length as `worths.measure` has it; its entry's first and last year of birth (2, n), 0 where none is
    stated; sex; nationalities as bits. By block: first and last year of birth, whether some state none, and sexes as bits.
    """

    names: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int64]
    years: npt.NDArray[np.int16]
    sexes: npt.NDArray[np.uint8]
    nations: npt.NDArray[np.int32]
    blocks: npt.NDArray[np.int16]


def turns(sheet: Sheet) -> Turns:
    """The turns of all names of a list."""
    years, sexes, named = sheet.years(), sheet.sexes(), np.diff(sheet.name_start)
    first, last = years.T
    apart = np.where(last == 0, 2, last - first > NARROW)
    key = ((sexes != FEMALE) * 3 + apart) * YEARS + np.clip(first - OLDEST, 0, YEARS - 1)
    names = np.argsort(np.repeat(key.astype(np.int16), named), kind="stable").astype(np.int32)
    entries = np.repeat(np.arange(len(named)), named)[names]
    of_names = np.ascontiguousarray(years[entries].T)
    return Turns(
        names, sheet.lengths()[names], of_names, sexes[entries], sheet.nations()[entries], blocks_of(of_names, sexes[entries])
    )  # fmt: skip


def blocks_of(years: Array, sexes: Array) -> npt.NDArray[np.int16]:
    """What each block of names holds, of which these are the years of birth and sexes by turn."""
    starts = np.arange(0, len(sexes), BLOCK)
    if not len(starts):
        return np.zeros((0, 4), np.int16)
    stated = years[1] > 0
    return np.stack(
        [
            np.minimum.reduceat(np.where(stated, years[0], np.iinfo(np.int16).max), starts),
            np.maximum.reduceat(years[1], starts),
            np.logical_or.reduceat(~stated, starts),
            np.bitwise_or.reduceat(1 << sexes, starts),
        ],
        axis=1,
    ).astype(np.int16)
