"""Two names become evidence: which part met which, and what every part says for or against, in three states.

Comes in: likeness of every part of one name to every part of the other, the role and rarity of each part. Goes out: counts of
the declared features and, multiplied by the weights, millibits per part. A part that met agrees; two parts that stand against
each other contradict; a part that only one side has is absent, and absent is never the same as contradicted.
All arithmetic is in integers, so results are the same bytes on every run. The evidence is what makes the score: there is no other sum.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from homeward.names.parts import MAX_PARTS, Role

GIVEN, CHAIN, FAMILY, KUNYA = (int(role) for role in Role)
ABSORBED = KUNYA + 1  # a part that a clerk's join or split made one with its neighbour: no part of its own any more

# Features of a name comparison, by index. What each means to a person stands in `screening.features`.
(
    GIVEN_AGREES, GIVEN_RARITY, GIVEN_UNLIKE,
    FAMILY_AGREES, FAMILY_RARITY, CHAIN_AGREES, CHAIN_RARITY, OTHER_UNLIKE,
    DISPLACED_AGREES, DISPLACED_RARITY, KUNYA_AGREES, KUNYA_RARITY,
    GIVEN_CONFLICT, GIVEN_ADDED, GIVEN_MISSING, FAMILY_CONFLICT, CHAIN_CONFLICT,
    ADDED, MISSING, ORDER_CHANGED, ORDER_TURNED, ONE_PART_ONLY, MONONYM, KUNYA_ONLY,
) = range(24)  # fmt: skip
NAME_FEATURES = 24

# Slots of the evidence of a name: one per part of the recorded name, one per part of the listed name, then the order.
RECORDED_SLOT, LISTED_SLOT, ORDER_SLOT = 0, MAX_PARTS, 2 * MAX_PARTS
NAME_SLOTS = 2 * MAX_PARTS + 1
UNIT = 1000  # rarity and likeness come in thousandths; a count of one is UNIT
MET = 720  # two parts less alike than this did not meet


@njit(cache=True, nogil=True)
def assign(likeness, n, m, roles, other_roles, info, other_info, met):  # type: ignore[no-untyped-def]
    """Pair parts greedily, the pair that says most first; ties go to the pair that stands closest, then first.

    likeness (8, 8) int; met[i] becomes the index of the part that i met, or -1. Returns a bit mask of parts met on the other side.
    """
    for i in range(n):
        met[i] = -1
    taken = 0
    while True:
        best, best_i, best_j = 0, -1, -1
        for i in range(n):
            if met[i] >= 0:
                continue
            for j in range(m):
                alike = likeness[i, j]
                if alike < MET or taken >> j & 1:
                    continue
                worth = (min(info[i], other_info[j]) + 2000) * (alike - 400) * 32
                if (roles[i] == KUNYA) != (other_roles[j] == KUNYA):
                    worth = worth // 2
                worth -= abs(i - j) * 4
                if roles[i] == other_roles[j]:
                    worth += 2
                if worth > best:
                    best, best_i, best_j = worth, i, j
        if best_i < 0:
            return taken
        met[best_i] = best_j
        taken |= 1 << best_j


@njit(cache=True, nogil=True)
def turn(roles, n, is_met, turned):  # type: ignore[no-untyped-def]
    """The roles if the first part were the family name and the second the given name. Returns whether there is such a reading.

    `is_met` is a mask: a first part that met nothing is a given name of its own (a child's before the father's), never turned.
    """
    first, second = -1, -1
    for i in range(n):
        turned[i] = roles[i]
        if roles[i] < KUNYA:
            if first < 0:
                first = i
            elif second < 0:
                second = i
            else:
                turned[i] = CHAIN
    if second < 0 or not is_met >> first & 1:
        return False
    turned[first] = FAMILY
    turned[second] = GIVEN
    return True


@njit(cache=True, nogil=True)
def _add(feature, value, slot, weights, counts, evidence):  # type: ignore[no-untyped-def]
    counts[feature] += value
    evidence[slot] += weights[feature] * value // UNIT


@njit(cache=True, nogil=True)
def weigh(likeness, n, m, roles, other_roles, info, other_info, met, taken, turned, weights, counts, evidence):  # type: ignore[no-untyped-def]
    """Fill `counts` (features) and `evidence` (millibits by slot) of one reading; returns the sum of the evidence.

    `turned` is 1 where one side's order was turned round to get here. Both output arrays are overwritten.
    """
    for k in range(NAME_FEATURES):
        counts[k] = 0
    for k in range(NAME_SLOTS):
        evidence[k] = 0
    parts_met, kunyas_met, parts, other_parts = 0, 0, 0, 0
    for i in range(n):
        if roles[i] < KUNYA:
            parts += 1
        j = met[i]
        if j < 0:
            continue
        rarity = min(info[i], other_info[j]) * likeness[i, j] // UNIT
        unlike = UNIT - likeness[i, j]
        if roles[i] == KUNYA or other_roles[j] == KUNYA:
            kunyas_met += 1
            _add(KUNYA_AGREES, UNIT, i, weights, counts, evidence)
            _add(KUNYA_RARITY, rarity, i, weights, counts, evidence)
            _add(OTHER_UNLIKE, unlike, i, weights, counts, evidence)
            continue
        parts_met += 1
        if roles[i] == GIVEN and other_roles[j] == GIVEN:
            _add(GIVEN_AGREES, UNIT, i, weights, counts, evidence)
            _add(GIVEN_RARITY, rarity, i, weights, counts, evidence)
            _add(GIVEN_UNLIKE, unlike, i, weights, counts, evidence)
        else:
            if roles[i] == GIVEN or other_roles[j] == GIVEN:
                agrees, rare = DISPLACED_AGREES, DISPLACED_RARITY
            elif roles[i] == FAMILY and other_roles[j] == FAMILY:
                agrees, rare = FAMILY_AGREES, FAMILY_RARITY
            else:
                agrees, rare = CHAIN_AGREES, CHAIN_RARITY
            _add(agrees, UNIT, i, weights, counts, evidence)
            _add(rare, rarity, i, weights, counts, evidence)
            _add(OTHER_UNLIKE, unlike, i, weights, counts, evidence)
    for j in range(m):
        if other_roles[j] < KUNYA:
            other_parts += 1
    _unmet(n, m, roles, other_roles, met, taken, weights, counts, evidence)
    _order(n, roles, other_roles, met, turned, weights, counts, evidence)
    if parts_met == 0 and kunyas_met:
        _add(KUNYA_ONLY, UNIT, ORDER_SLOT, weights, counts, evidence)
    elif parts == 1 and other_parts == 1:
        _add(MONONYM, UNIT, ORDER_SLOT, weights, counts, evidence)
    elif parts_met <= 1:
        _add(ONE_PART_ONLY, UNIT, ORDER_SLOT, weights, counts, evidence)
    total = 0
    for k in range(NAME_SLOTS):
        total += evidence[k]
    return total


@njit(cache=True, nogil=True)
def _unmet(n, m, roles, other_roles, met, taken, weights, counts, evidence):  # type: ignore[no-untyped-def]
    """Parts without a counterpart: against each other they contradict, alone they are absent. Given names are told apart from the rest."""
    given, family, others = -1, -1, 0
    other_given, other_family, other_others = -1, -1, 0
    has_given, other_has_given = False, False
    for i in range(n):
        has_given |= roles[i] == GIVEN
        if met[i] >= 0 or roles[i] >= KUNYA:
            continue
        if roles[i] == GIVEN:
            given = i
        else:
            others += 1
            if roles[i] == FAMILY:
                family = i
    for j in range(m):
        other_has_given |= other_roles[j] == GIVEN
        if taken >> j & 1 or other_roles[j] >= KUNYA:
            continue
        if other_roles[j] == GIVEN:
            other_given = j
        else:
            other_others += 1
            if other_roles[j] == FAMILY:
                other_family = j
    if given >= 0 and other_given >= 0:
        _add(GIVEN_CONFLICT, UNIT, RECORDED_SLOT + given, weights, counts, evidence)
    elif given >= 0 and other_has_given:
        _add(GIVEN_ADDED, UNIT, RECORDED_SLOT + given, weights, counts, evidence)
    elif other_given >= 0 and has_given:
        _add(GIVEN_MISSING, UNIT, LISTED_SLOT + other_given, weights, counts, evidence)
    families = family >= 0 and other_family >= 0
    if families:
        _add(FAMILY_CONFLICT, UNIT, RECORDED_SLOT + family, weights, counts, evidence)
        others -= 1
        other_others -= 1
    conflicts = min(others, other_others)
    seen = 0
    for i in range(n):
        if met[i] >= 0 or roles[i] >= KUNYA or roles[i] == GIVEN or (families and i == family):
            continue
        _add(CHAIN_CONFLICT if seen < conflicts else ADDED, UNIT, RECORDED_SLOT + i, weights, counts, evidence)
        seen += 1
    seen = 0
    for j in range(m):
        if taken >> j & 1 or other_roles[j] >= KUNYA or other_roles[j] == GIVEN or (families and j == other_family):
            continue
        if seen >= conflicts:
            _add(MISSING, UNIT, LISTED_SLOT + j, weights, counts, evidence)
        seen += 1


@njit(cache=True, nogil=True)
def _order(n, roles, other_roles, met, turned, weights, counts, evidence):  # type: ignore[no-untyped-def]
    """Pairs of parts that met in the opposite order: father and son exchanged, or a chain read in another order."""
    crossed = 0
    for i in range(n):
        if met[i] < 0 or roles[i] == KUNYA or other_roles[met[i]] == KUNYA:
            continue
        for k in range(i + 1, n):
            if met[k] < 0 or roles[k] == KUNYA or other_roles[met[k]] == KUNYA:
                continue
            ahead = _rank(roles[i], i) < _rank(roles[k], k)
            other_ahead = _rank(other_roles[met[i]], met[i]) < _rank(other_roles[met[k]], met[k])
            if ahead != other_ahead:
                crossed += 1
    if crossed:
        _add(ORDER_CHANGED, crossed * UNIT, ORDER_SLOT, weights, counts, evidence)
    if turned:
        _add(ORDER_TURNED, UNIT, ORDER_SLOT, weights, counts, evidence)


@njit(cache=True, nogil=True)
def _rank(role, position):  # type: ignore[no-untyped-def]
    return position - 100 if role == GIVEN else position + 100 if role == FAMILY else position


@njit(cache=True, nogil=True)
def best(
    likeness,
    n,
    m,
    roles,
    other_roles,
    info,
    other_info,
    weights,
    met,
    counts,
    evidence,
    scratch_roles,
    scratch_counts,
    scratch_evidence,
):  # type: ignore[no-untyped-def]
    """Compare two names in the readings that their orders allow and keep the one that speaks most for one person.

    Returns (millibits, mask of the other side's parts met, 0 as written | 1 recorded name turned | 2 listed name turned).
    """
    taken = assign(likeness, n, m, roles, other_roles, info, other_info, met)
    total = weigh(likeness, n, m, roles, other_roles, info, other_info, met, taken, 0, weights, counts, evidence)
    chosen = 0
    if counts[GIVEN_AGREES] == 0 and taken:
        mine = 0
        for i in range(n):
            mine |= (met[i] >= 0) << i
        for side in range(1, 3):
            if not (turn(roles, n, mine, scratch_roles) if side == 1 else turn(other_roles, m, taken, scratch_roles)):
                continue
            other = weigh(
                likeness, n, m, scratch_roles if side == 1 else roles, scratch_roles if side == 2 else other_roles,
                info, other_info, met, taken, 1, weights, scratch_counts, scratch_evidence,
            )  # fmt: skip
            if other > total:
                total, chosen = other, side
                counts[:] = scratch_counts
                evidence[:] = scratch_evidence
    return total, taken, chosen


def scratch() -> tuple[np.ndarray, ...]:
    """Working arrays of one thread for `best`: met, counts, evidence, roles, counts, evidence."""
    counts, evidence = np.zeros(NAME_FEATURES, np.int64), np.zeros(NAME_SLOTS, np.int64)
    return (
        np.zeros(MAX_PARTS, np.int64),
        counts,
        evidence,
        np.zeros(MAX_PARTS, np.uint8),
        counts.copy(),
        evidence.copy(),
    )
