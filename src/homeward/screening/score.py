"""One person against one entry, the names aside: every field both sides state, as evidence in millibits.

Comes in: a row of facts of each side, likeness of their words, tables of rarity, weights. Goes out: the total and, on the bench,
slot by slot what it is made of. Compiled, in integers, without a lock: the same bytes for any number
of threads. Absent on one side says nothing, except where a list is silent on birth or sex and the whole list is known.
"""

from __future__ import annotations

import numpy as np

from homeward.names.bench import COUNTS, EVIDENCE
from homeward.names.compare import NAME_FEATURES, NAME_SLOTS, UNIT, add
from homeward.names.compiling import compiled, inner
from homeward.names.ordered import first_at
from homeward.names.parts import MAX_PARTS
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
    FEATURES,
    NATIONALITY_AGREES,
    NATIONALITY_CONTRADICTS,
    NATIONALITY_RARITY,
    PLACE_AGREES,
    SEX_AGREES,
    SEX_CONTRADICTS,
    SEX_SILENT_FEMALE,
    SEX_SILENT_MALE,
    SLOTS,
    Slot,
)
from homeward.screening.sheet import BIRTHS, DAY, HEAD, MALE, MONTH, NATION_BITS, NATIONS, PLACES, RANGE, SEXES, UNKNOWN

_FEATURES = len(FEATURES)
FIRST_YEAR, YEARS = 1880, 170  # the tables by year of birth
SLIP_YEARS = 10  # the same day and month so many years apart may be a slip in the year
MANY_YEARS = 8  # births further apart than this are as far apart as can be
SAME_WORD = 800  # likeness from which the words of a place or a parent's name agree
FIELD_WORDS = 6  # words of a place or a parent's name that are compared
_OF_DAYS = (BIRTH_MONTH, BIRTH_OTHER_DAY, BIRTH_OTHER_YEAR, BIRTH_NEAR_DAY)  # what a bare year never comes to
WORD_ROWS = MAX_PARTS + 3 * FIELD_WORDS  # rows of likeness of one person: a name's parts, then places, fathers, mothers
_BIRTH, _SEX, _NATION, _PLACE, _ALTERNATIVES = (
    np.int64(s) for s in (Slot.BIRTH, Slot.SEX, Slot.NATIONALITY, Slot.BIRTH_PLACE, Slot.ALTERNATIVES)
)


@inner
def birth_feature(first, last, kind, other_first, other_last, other_kind):  # type: ignore[no-untyped-def]
    """How two statements of a birth stand to each other: the index of a birth feature."""
    year, other_year = first // 10_000, other_first // 10_000
    apart = max(other_first // 10_000 - last // 10_000, first // 10_000 - other_last // 10_000)
    if kind == RANGE or other_kind == RANGE:
        if first <= other_last and other_first <= last:
            return BIRTH_RANGE
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
            return BIRTH_MONTH if first <= other_last and other_first <= last else BIRTH_OTHER_DAY
        return BIRTH_YEAR
    if apart <= 0:
        return BIRTH_YEAR  # a year of another calendar that covers parts of two
    if exact and first % 10_000 == other_first % 10_000 and apart <= SLIP_YEARS:
        return BIRTH_OTHER_YEAR
    if apart == 1:
        return BIRTH_NEAR_DAY if exact else BIRTH_NEAR
    return BIRTH_OFF_FEW if apart <= 3 else BIRTH_OFF_SOME if apart <= MANY_YEARS else BIRTH_OFF_MANY


@compiled
def doublings(count):  # type: ignore[no-untyped-def]
    """log2 of a small count in thousandths, in integers so that it is the same on every machine."""
    whole = 0
    while count >> (whole + 1):
        whole += 1
    return whole * UNIT + (count - (1 << whole)) * UNIT // (1 << whole)


@inner
def _birth(b, facts, f, other_facts, g, tables):  # type: ignore[no-untyped-def]
    year, silent, _, weights = tables
    births, other_births = facts[f + BIRTHS], other_facts[g + BIRTHS]
    if births == 0:
        return
    if other_births == 0:
        add(b, COUNTS, BIRTH_SILENT, np.int64(silent[_row(np.int64(facts[f + HEAD]))]), _BIRTH, weights)
        return
    found, found_day, worth = np.int64(-1), np.int64(0), np.int64(0)
    for i in range(f + HEAD, f + HEAD + 3 * births, 3):
        for j in range(g + HEAD, g + HEAD + 3 * other_births, 3):
            feature = birth_feature(
                facts[i], facts[i + 1], facts[i + 2], other_facts[j], other_facts[j + 1], other_facts[j + 2]
            )
            if found < 0 or weights[feature] > worth:
                found, worth, found_day = feature, weights[feature], np.int64(facts[i])
    add(b, COUNTS, found, UNIT, _BIRTH, weights)
    if found <= BIRTH_NEAR_DAY:
        add(b, COUNTS, BIRTH_RARITY, np.int64(year[_row(found_day)]), _BIRTH, weights)
    if other_births > 1:
        add(b, COUNTS, BIRTH_ALTERNATIVES, doublings(np.int64(other_births)), _BIRTH, weights)


@inner
def _row(day):  # type: ignore[no-untyped-def]
    """The row of a day (yyyymmdd) in the tables by year."""
    return min(max(day // 10_000 - FIRST_YEAR, 0), YEARS - 1)


@inner
def _sex_feature(sex, other_sex):  # type: ignore[no-untyped-def]
    """How a recorded and a listed sex stand to each other: the index of a feature, -1 where none is recorded."""
    if sex == UNKNOWN:
        return np.int64(-1)
    if other_sex == UNKNOWN:
        return np.int64(SEX_SILENT_MALE if sex == MALE else SEX_SILENT_FEMALE)
    return np.int64(SEX_AGREES if sex == other_sex else SEX_CONTRADICTS)


@inner
def _sex(b, sex, other_sex, weights):  # type: ignore[no-untyped-def]
    feature = _sex_feature(sex, other_sex)
    if feature >= 0:
        add(b, COUNTS, feature, UNIT, _SEX, weights)


@inner
def _nation(b, facts, f, other_facts, g, tables):  # type: ignore[no-untyped-def]
    shared, first, other_first = np.int64(-1), f + HEAD + 3 * facts[f + BIRTHS], g + HEAD + 3 * other_facts[g + BIRTHS]
    for i in range(first, first + facts[f + NATIONS]):
        for j in range(other_first, other_first + other_facts[g + NATIONS]):
            if facts[i] == other_facts[j]:
                shared = max(shared, np.int64(tables[2][facts[i]]))
    if shared >= 0:
        add(b, COUNTS, NATIONALITY_AGREES, UNIT, _NATION, tables[3])
        add(b, COUNTS, NATIONALITY_RARITY, shared, _NATION, tables[3])
    elif facts[f + NATIONS] and other_facts[g + NATIONS]:
        add(b, COUNTS, NATIONALITY_CONTRADICTS, UNIT, _NATION, tables[3])


@inner
def _words(b, near, facts, f, other_facts, g, weights):  # type: ignore[no-untyped-def]
    """Fields of words (a place, a parent's name): the best pair of words decides; the feature after agreement is contradiction."""
    at = g + HEAD + 3 * other_facts[g + BIRTHS] + other_facts[g + NATIONS]
    for field in range(3):
        alike, count = -1, other_facts[g + PLACES + field]
        for i in range(min(facts[f + PLACES + field], FIELD_WORDS)):
            for j in range(at, at + count):
                alike = max(alike, near[MAX_PARTS + field * FIELD_WORDS + i, other_facts[j]])
        at += count
        if alike >= 0:
            agrees = PLACE_AGREES + 2 * field
            add(b, COUNTS, agrees if alike >= SAME_WORD else agrees + 1, UNIT, _PLACE + field, weights)


@inner
def weigh_facts(b, near, facts, f, other_facts, g, names, tables):  # type: ignore[no-untyped-def]
    """Evidence of everything but names and papers, into the bench's rows after what belongs to the names; returns its sum.

    Rows of facts begin at f and g; near[8:] is the likeness of the person's words of places, fathers, mothers (six rows each) to every
    listed word; `names` is how many the entry has; tables is (year, silent, nation, weights).
    """
    for k in range(NAME_FEATURES, _FEATURES):
        b[COUNTS, k] = 0
    for k in range(NAME_SLOTS, SLOTS):
        b[EVIDENCE, k] = 0
    weights = tables[3]
    if names > 1:
        add(b, COUNTS, ALTERNATIVES, doublings(names), _ALTERNATIVES, weights)
    _birth(b, facts, f, other_facts, g, tables)
    _sex(b, facts[f], other_facts[g], weights)
    _nation(b, facts, f, other_facts, g, tables)
    _words(b, near, facts, f, other_facts, g, weights)
    total = 0
    for k in range(NAME_SLOTS, SLOTS):
        total += b[EVIDENCE, k]
    return total


@inner
def _most_of_birth(day, kind, year, weights, listed_days):  # type: ignore[no-untyped-def]
    """The most that a stated birth could say beside any entry's: an exact day agrees only if some entry has it."""
    most = 0
    for feature in range(BIRTH_MONTH, BIRTH_RARITY):
        if feature != BIRTH_SWAPPED and (kind in (DAY, MONTH) or feature not in _OF_DAYS):
            most = max(most, weights[feature])
    if kind == DAY:
        swapped = day // 10_000 * 10_000 + day % 100 * 100 + day // 100 % 100
        if _has(listed_days, day):
            most = max(most, weights[BIRTH_DAY])
        if _has(listed_days, swapped):
            most = max(most, weights[BIRTH_SWAPPED])
    return most + max(0, weights[BIRTH_RARITY] * year[_row(day)] // UNIT)


@inner
def most_of_births_apart(facts, f, year, weights):  # type: ignore[no-untyped-def]
    """The most that a person's births could say beside one two years from all of them or more, and further than any slip explains."""
    if facts[f + BIRTHS] == 0:
        return 0, 0
    far = weights[BIRTH_OFF_MANY]
    most = max(far, weights[BIRTH_OFF_FEW], weights[BIRTH_OFF_SOME])
    for i in range(f + HEAD, f + HEAD + 3 * facts[f + BIRTHS], 3):
        if facts[i + 2] == DAY:
            rarity = weights[BIRTH_RARITY] * year[_row(np.int64(facts[i]))] // UNIT
            most = max(most, weights[BIRTH_OTHER_YEAR] + max(0, rarity))
    return most, far


@inner
def _has(days, day):  # type: ignore[no-untyped-def]
    at = first_at(days, day)
    return at < len(days) and days[at] == day


@inner
def _most_of_sex(sex, weights):  # type: ignore[no-untyped-def]
    most = np.int64(0)
    if sex != UNKNOWN:
        for other_sex in range(SEXES):
            most = max(most, weights[_sex_feature(sex, other_sex)])
    return most


@inner
def less_by_sex(sex, other_sex, weights):  # type: ignore[no-untyped-def]
    """How much less than it could a recorded sex says beside one that an entry states, or does not."""
    feature = _sex_feature(sex, other_sex)
    return _most_of_sex(sex, weights) - weights[feature] if feature >= 0 else np.int64(0)


@inner
def _most_of_nations(facts, f, nation, weights):  # type: ignore[no-untyped-def]
    most, at = np.int64(0), f + HEAD + 3 * facts[f + BIRTHS]
    for i in range(at, at + facts[f + NATIONS]):
        most = max(most, weights[NATIONALITY_AGREES] + weights[NATIONALITY_RARITY] * nation[facts[i]] // UNIT)
    return most


@inner
def less_by_nations(facts, f, nation, weights):  # type: ignore[no-untyped-def]
    """How much less than they could a person's nationalities say beside an entry that states others, and beside one that states none."""
    if facts[f + NATIONS] == 0:
        return np.int64(0), np.int64(0)
    most = _most_of_nations(facts, f, nation, weights)
    return most - min(0, weights[NATIONALITY_CONTRADICTS]), most


@inner
def nations_of(facts, f):  # type: ignore[no-untyped-def]
    """A row's nationalities as bits: those of two rows that share one have a bit in common. 0 where none is stated."""
    found, at = np.int32(0), f + HEAD + 3 * facts[f + BIRTHS]
    for i in range(at, at + facts[f + NATIONS]):
        found |= np.int32(1) << np.int32(facts[i] % NATION_BITS)
    return found


@inner
def less_by_silence(facts, f, births, tables):  # type: ignore[no-untyped-def]
    """How much less than they could (`births`) a person's births say beside an entry that states none."""
    if facts[f + BIRTHS] == 0:
        return np.int64(0)
    return max(0, births - tables[3][BIRTH_SILENT] * tables[1][_row(np.int64(facts[f + HEAD]))] // UNIT)


@inner
def most_of_facts(facts, f, tables, listed_fields, listed_days):  # type: ignore[no-untyped-def]
    """The most that everything but names and papers could say for a person and any entry of the lists, in millibits; and of it births."""
    year, silent, nation, weights = tables
    most, births = 0, 0
    for i in range(f + HEAD, f + HEAD + 3 * facts[f + BIRTHS], 3):
        births = max(births, _most_of_birth(np.int64(facts[i]), facts[i + 2], year, weights, listed_days))
        births = max(births, weights[BIRTH_SILENT] * silent[_row(np.int64(facts[i]))] // UNIT)
    at = f + HEAD + 3 * facts[f + BIRTHS] + facts[f + NATIONS]
    for field in range(3):
        for i in range(at, at + facts[f + PLACES + field]):
            if listed_fields[facts[i]] >> field & 1:
                most += max(0, weights[PLACE_AGREES + 2 * field])
                break
        at += facts[f + PLACES + field]
    most += _most_of_sex(facts[f], weights) + _most_of_nations(facts, f, nation, weights)
    return most + births, births
