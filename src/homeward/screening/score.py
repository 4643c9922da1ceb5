"""One person against one entry: the best pair of names, then every field both sides state, as evidence in millibits.

Comes in: a row of the people's sheet, a row of the entries' sheet, likeness of their parts, rarity tables and weights.
Goes out: the total and, slot by slot, what it is made of. Compiled, in integers, without a lock: the same bytes for any number
of threads. Absent on one side says nothing, except where a list is silent on birth or sex and the whole list is known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from homeward.names.compare import NAME_FEATURES, NAME_SLOTS, UNIT
from homeward.screening.features import (
    ALTERNATIVES,
    BIRTH_ALTERNATIVES,
    BIRTH_DAY,
    BIRTH_MONTH,
    BIRTH_NEAR,
    BIRTH_NEAR_DAY,
    BIRTH_OFF_FEW,
    BIRTH_OFF_MANY,
    BIRTH_OFF_SOME,
    BIRTH_OTHER_DAY,
    BIRTH_OTHER_YEAR,
    BIRTH_RANGE,
    BIRTH_RARITY,
    BIRTH_SILENT,
    BIRTH_SWAPPED,
    BIRTH_YEAR,
    FATHER_AGREES,
    MOTHER_AGREES,
    NATIONALITY_AGREES,
    NATIONALITY_CONTRADICTS,
    NATIONALITY_RARITY,
    PLACE_AGREES,
    SEX_AGREES,
    SEX_CONTRADICTS,
    SEX_SILENT_FEMALE,
    SEX_SILENT_MALE,
    Slot,
)
from homeward.screening.sheet import DAY, MALE, MONTH, RANGE, UNKNOWN

FIRST_YEAR = 1880  # the tables by year of birth begin here
_BIRTH, _SEX, _NATION, _PLACE, _FATHER, _MOTHER, _ALTERNATIVES = (
    int(s)
    for s in (Slot.BIRTH, Slot.SEX, Slot.NATIONALITY, Slot.BIRTH_PLACE, Slot.FATHER, Slot.MOTHER, Slot.ALTERNATIVES)
)


class Tables(NamedTuple):
    """What a reference and a list say about chance agreement, in millibits.

    info int32 per part of the people's and of the entries' vocabulary; year and silent int32 by year from `FIRST_YEAR`;
    nation int32 by nation number; weights int64 by feature.
    """

    info: npt.NDArray[np.int32]
    other_info: npt.NDArray[np.int32]
    year: npt.NDArray[np.int32]
    silent: npt.NDArray[np.int32]
    nation: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int64]


@njit(cache=True, nogil=True)
def birth_feature(first, last, kind, other_first, other_last, other_kind):  # type: ignore[no-untyped-def]
    """How two statements of a birth stand to each other: the index of a birth feature."""
    year, other_year = first // 10_000, other_first // 10_000
    if kind == RANGE or other_kind == RANGE:
        if first <= other_last and other_first <= last:
            return BIRTH_RANGE
        apart = max(other_first // 10_000 - last // 10_000, first // 10_000 - other_last // 10_000)
        return (
            BIRTH_NEAR
            if apart <= 1
            else BIRTH_OFF_FEW
            if apart <= 3
            else BIRTH_OFF_SOME
            if apart <= 8
            else BIRTH_OFF_MANY
        )
    exact = kind == DAY and other_kind == DAY
    month, other_month = first // 100 % 100, other_first // 100 % 100
    if year == other_year:
        if exact:
            if first == other_first:
                return BIRTH_DAY
            if first % 100 == other_month and other_first % 100 == month:
                return BIRTH_SWAPPED
            return BIRTH_OTHER_DAY
        if (kind == MONTH and other_kind in (MONTH, DAY)) or (kind == DAY and other_kind == MONTH):
            return BIRTH_MONTH if month == other_month else BIRTH_OTHER_DAY
        return BIRTH_YEAR
    if first // 10_000 <= other_last // 10_000 and other_first // 10_000 <= last // 10_000:
        return BIRTH_YEAR  # a year of another calendar that covers parts of two
    apart = abs(year - other_year)
    if exact and first % 10_000 == other_first % 10_000 and apart <= 10:
        return BIRTH_OTHER_YEAR
    if apart == 1:
        return BIRTH_NEAR_DAY if exact else BIRTH_NEAR
    return BIRTH_OFF_FEW if apart <= 3 else BIRTH_OFF_SOME if apart <= 8 else BIRTH_OFF_MANY


@njit(cache=True, nogil=True)
def _add(feature, value, slot, weights, counts, evidence):  # type: ignore[no-untyped-def]
    counts[feature] += value
    evidence[slot] += weights[feature] * value // UNIT


@njit(cache=True, nogil=True)
def doublings(count):  # type: ignore[no-untyped-def]
    """log2 of a small count in thousandths, in integers so that it is the same on every machine."""
    whole = 0
    while count >> (whole + 1):
        whole += 1
    return whole * UNIT + (count - (1 << whole)) * UNIT // (1 << whole)


@njit(cache=True, nogil=True)
def _birth(people, q, entries, e, tables, counts, evidence):  # type: ignore[no-untyped-def]
    q0, q1 = people.birth_start[q], people.birth_start[q + 1]
    e0, e1 = entries.birth_start[e], entries.birth_start[e + 1]
    weights = tables.weights
    if q0 == q1:
        return
    if e0 == e1:
        year = min(max(people.birth_first[q0] // 10_000 - FIRST_YEAR, 0), len(tables.silent) - 1)
        _add(BIRTH_SILENT, tables.silent[year], _BIRTH, weights, counts, evidence)
        return
    found, found_year, worth = -1, 0, 0
    for i in range(q0, q1):
        for j in range(e0, e1):
            feature = birth_feature(
                people.birth_first[i], people.birth_last[i], people.birth_kind[i],
                entries.birth_first[j], entries.birth_last[j], entries.birth_kind[j],
            )  # fmt: skip
            if found < 0 or weights[feature] > worth:
                found, worth, found_year = feature, weights[feature], people.birth_first[i] // 10_000
    _add(found, UNIT, _BIRTH, weights, counts, evidence)
    if found <= BIRTH_NEAR_DAY:
        year = min(max(found_year - FIRST_YEAR, 0), len(tables.year) - 1)
        _add(BIRTH_RARITY, tables.year[year], _BIRTH, weights, counts, evidence)
    if e1 - e0 > 1:
        _add(BIRTH_ALTERNATIVES, doublings(e1 - e0), _BIRTH, weights, counts, evidence)


@njit(cache=True, nogil=True)
def _words(likeness, starts, words, r, other_starts, other_words, e, agrees, slot, weights, counts, evidence):  # type: ignore[no-untyped-def]
    """A field of words (a place, a parent's name): the best pair of words decides; `agrees` + 1 is the feature of contradiction."""
    best = -1
    for i in range(starts[r], starts[r + 1]):
        for j in range(other_starts[e], other_starts[e + 1]):
            best = max(best, likeness[i - starts[r], other_words[j]])
    if best < 0:
        return
    _add(agrees if best >= 800 else agrees + 1, UNIT, slot, weights, counts, evidence)


@njit(cache=True, nogil=True)
def fields(people, q, entries, e, tables, place_rows, father_rows, mother_rows, counts, evidence):  # type: ignore[no-untyped-def]
    """Evidence of everything but names. Overwrites the counts and slots after those of the names; returns their sum."""
    weights = tables.weights
    counts[NAME_FEATURES:] = 0
    evidence[NAME_SLOTS:] = 0
    names = entries.name_start[e + 1] - entries.name_start[e]
    if names > 1:
        _add(ALTERNATIVES, doublings(names), _ALTERNATIVES, weights, counts, evidence)
    _birth(people, q, entries, e, tables, counts, evidence)
    sex, other_sex = people.sex[q], entries.sex[e]
    if sex != UNKNOWN:
        if other_sex == UNKNOWN:
            _add(SEX_SILENT_MALE if sex == MALE else SEX_SILENT_FEMALE, UNIT, _SEX, weights, counts, evidence)
        else:
            _add(SEX_AGREES if sex == other_sex else SEX_CONTRADICTS, UNIT, _SEX, weights, counts, evidence)
    shared, compared = -1, False
    for i in range(people.nation_start[q], people.nation_start[q + 1]):
        for j in range(entries.nation_start[e], entries.nation_start[e + 1]):
            compared = True
            if people.nations[i] == entries.nations[j]:
                shared = max(shared, tables.nation[people.nations[i]])
    if shared >= 0:
        _add(NATIONALITY_AGREES, UNIT, _NATION, weights, counts, evidence)
        _add(NATIONALITY_RARITY, shared, _NATION, weights, counts, evidence)
    elif compared:
        _add(NATIONALITY_CONTRADICTS, UNIT, _NATION, weights, counts, evidence)
    _words(
        place_rows,
        people.place_start,
        people.places,
        q,
        entries.place_start,
        entries.places,
        e,
        PLACE_AGREES,
        _PLACE,
        weights,
        counts,
        evidence,
    )
    _words(
        father_rows,
        people.father_start,
        people.fathers,
        q,
        entries.father_start,
        entries.fathers,
        e,
        FATHER_AGREES,
        _FATHER,
        weights,
        counts,
        evidence,
    )
    _words(
        mother_rows,
        people.mother_start,
        people.mothers,
        q,
        entries.mother_start,
        entries.mothers,
        e,
        MOTHER_AGREES,
        _MOTHER,
        weights,
        counts,
        evidence,
    )
    total = 0
    for k in range(NAME_SLOTS, len(evidence)):
        total += evidence[k]
    return total
