"""Two names become evidence: which part met which, and what every part says for or against, in three states.

Comes in: a bench that holds the likeness of every part of one name to every part of the other, their roles and rarity. Goes out:
on the bench, counts of the declared features and, multiplied by the weights, millibits per part. A part that met agrees; two parts
that stand against each other contradict; a part that only one side has is absent, and absent is never the same as contradicted.
All arithmetic is in integers, so results are the same bytes on every run. The evidence is what makes the score: there is no other sum.
"""

from __future__ import annotations

import numpy as np

from homeward.names.bench import (
    COUNTS,
    EVIDENCE,
    INFO,
    LIKENESS,
    MET,
    OTHER_INFO,
    OTHER_ROLES,
    ROLES,
    SIZE,
    SPARE_COUNTS,
    SPARE_EVIDENCE,
    SPARE_ROLES,
)
from homeward.names.compiling import inner
from homeward.names.compounds import Role
from homeward.names.parts import MAX_PARTS

GIVEN, CHAIN, FAMILY, KUNYA = (np.int64(role) for role in Role)
ABSORBED = KUNYA + 1  # a part that a clerk's join or split made one with its neighbour: no part of its own any more

# Features of a name comparison, by index. What each means to a person stands in `screening.features`.
(
    GIVEN_AGREES, GIVEN_RARITY, GIVEN_UNLIKE,
    FAMILY_AGREES, FAMILY_RARITY, CHAIN_AGREES, CHAIN_RARITY, OTHER_UNLIKE,
    DISPLACED_AGREES, DISPLACED_RARITY, KUNYA_AGREES, KUNYA_RARITY,
    GIVEN_CONFLICT, GIVEN_ADDED, GIVEN_MISSING, REST_RARITY, FAMILY_CONFLICT, CHAIN_CONFLICT,
    ADDED, MISSING, ORDER_CHANGED, ORDER_TURNED, ONE_PART_ONLY, MONONYM, KUNYA_ONLY,
) = np.arange(25)  # fmt: skip
NAME_FEATURES = np.int64(25)

# Slots of the evidence of a name: one per part of the recorded name, one per part of the listed name, then the order.
RECORDED_SLOT, LISTED_SLOT, ORDER_SLOT = np.array([0, MAX_PARTS, 2 * MAX_PARTS])
NAME_SLOTS = np.int64(2 * MAX_PARTS + 1)
UNIT = np.int64(1000)  # rarity and likeness come in thousandths; a count of one is UNIT


@inner
def best(b, weights):  # type: ignore[no-untyped-def]
    """Compare the names on a bench in the readings that their orders allow; keep the one that speaks most for one person. Where given
    names met, or last names, the orders are the same.

    Returns (millibits, mask of the listed parts met, 0 as written | 1 recorded name turned | 2 listed name turned). What was kept
    stands in the rows COUNTS, EVIDENCE and MET.
    """
    taken, total, chosen, mine = _assign(b), -(1 << 40), 0, np.int64(0)
    for i in range(b[SIZE, 0]):
        mine |= (b[MET, i] >= 0) << i
    for side in range(3):
        roles, other_roles, counts = ROLES, OTHER_ROLES, COUNTS
        if side:
            row, met = (ROLES, mine) if side == 1 else (OTHER_ROLES, taken)
            told = b[COUNTS, GIVEN_AGREES] or b[COUNTS, FAMILY_AGREES]
            if told or not taken or not _turn(b, row, b[SIZE, side - 1], met):
                continue
            roles, other_roles, counts = (
                (SPARE_ROLES, OTHER_ROLES, SPARE_COUNTS) if side == 1 else (ROLES, SPARE_ROLES, SPARE_COUNTS)
            )
        found = _weigh(b, roles, other_roles, counts, taken, side, weights)
        if found > total:
            total, chosen = found, side
            if side:
                _keep(b)
    return total, taken, chosen


@inner
def _keep(b):  # type: ignore[no-untyped-def]
    """Let the reading that was tried be the one that is kept."""
    for k in range(NAME_FEATURES):
        b[COUNTS, k] = b[SPARE_COUNTS, k]
    for k in range(NAME_SLOTS):
        b[EVIDENCE, k] = b[SPARE_EVIDENCE, k]


@inner
def _assign(b):  # type: ignore[no-untyped-def]
    """Pair parts greedily, the pair that says most first; ties go to parts of one role, then to the pair that stands closest, then first.

    Fills MET; returns a bit mask of the listed parts met.
    """
    n, m, taken = b[SIZE, 0], b[SIZE, 1], np.int64(0)
    for i in range(n):
        b[MET, i] = -1
    while True:
        best, best_i, best_j = 0, -1, -1
        for i in range(n):
            if b[MET, i] >= 0:
                continue
            for j in range(m):
                alike = b[LIKENESS + i, j]
                if alike == 0 or taken >> j & 1:
                    continue
                worth = (min(b[INFO, i], b[OTHER_INFO, j]) + 2000) * (alike - 400) * 32
                if (b[ROLES, i] == KUNYA) != (b[OTHER_ROLES, j] == KUNYA):
                    worth = worth // 2
                worth -= abs(i - j) * 4
                if b[ROLES, i] == b[OTHER_ROLES, j]:
                    worth += 4 * MAX_PARTS
                if worth > best:
                    best, best_i, best_j = worth, i, j
        if best_i < 0:
            return taken
        b[MET, best_i] = best_j
        taken |= 1 << best_j


@inner
def _turn(b, row, n, is_met):  # type: ignore[no-untyped-def]
    """The roles in a row as they were if the first part were the family name and the second the given name, into SPARE_ROLES.

    `is_met` is a mask: a first part that met nothing is a given name of its own (a child's before the father's), never turned; nor is a
    name without a family name, where a particle says who is whose son. Returns whether there is such a reading.
    """
    first, second, ordered = -1, -1, True
    for i in range(n):
        b[SPARE_ROLES, i] = b[row, i]
        if b[row, i] < KUNYA:
            ordered &= b[row, i] != FAMILY
            if first < 0:
                first = i
            elif second < 0:
                second = i
            else:
                b[SPARE_ROLES, i] = CHAIN
    if ordered or second < 0 or not is_met >> first & 1:
        return False
    b[SPARE_ROLES, first] = FAMILY
    b[SPARE_ROLES, second] = GIVEN
    return True


@inner
def add(b, counts, feature, value, slot, weights):  # type: ignore[no-untyped-def]
    """Count a feature in row `counts` and weigh it into a slot of the row after it: the only way in which evidence comes about."""
    b[counts, feature] += value
    b[counts + 1, slot] += weights[feature] if value == UNIT else weights[feature] * value // UNIT


@inner
def _features(role, other_role):  # type: ignore[no-untyped-def]
    """Which features say that two parts of these roles met: agreement, rarity, unlikeness."""
    if role == KUNYA or other_role == KUNYA:
        return KUNYA_AGREES, KUNYA_RARITY, OTHER_UNLIKE
    if role == GIVEN and other_role == GIVEN:
        return GIVEN_AGREES, GIVEN_RARITY, GIVEN_UNLIKE
    if role == GIVEN or other_role == GIVEN:
        return DISPLACED_AGREES, DISPLACED_RARITY, OTHER_UNLIKE
    if role == FAMILY and other_role == FAMILY:
        return FAMILY_AGREES, FAMILY_RARITY, OTHER_UNLIKE
    return CHAIN_AGREES, CHAIN_RARITY, OTHER_UNLIKE


@inner
def _weigh(b, roles, other_roles, counts, taken, turned, weights):  # type: ignore[no-untyped-def]
    """Fill the row of counts, and that of evidence after it, for one reading; returns the sum of the evidence."""
    evidence = counts + 1
    for k in range(NAME_FEATURES):
        b[counts, k] = 0
    for k in range(NAME_SLOTS):
        b[evidence, k] = 0
    if b[SIZE, 0] == 0 or b[SIZE, 1] == 0:
        return 0  # a name that cannot be read says nothing beside another
    parts_met, kunyas_met, parts, other_parts, shared = 0, 0, 0, 0, np.int64(0)
    for i in range(b[SIZE, 0]):
        parts += b[roles, i] < KUNYA
        j = b[MET, i]
        if j < 0:
            continue
        agrees, rare, unlike = _features(b[roles, i], b[other_roles, j])
        rarity = min(b[INFO, i], b[OTHER_INFO, j]) * b[LIKENESS + i, j] // UNIT
        if agrees == KUNYA_AGREES:
            kunyas_met += 1
        else:
            parts_met += 1
            shared += rarity
        add(b, counts, agrees, UNIT, i, weights)
        add(b, counts, rare, rarity, i, weights)
        add(b, counts, unlike, UNIT - b[LIKENESS + i, j], i, weights)
    for j in range(b[SIZE, 1]):
        other_parts += b[other_roles, j] < KUNYA
    _unmet(b, roles, other_roles, counts, taken, shared, weights)
    _order(b, roles, other_roles, counts, turned, weights)
    if parts_met == 0 and kunyas_met:
        add(b, counts, KUNYA_ONLY, UNIT, ORDER_SLOT, weights)
    elif parts == 1 and other_parts == 1:
        add(b, counts, MONONYM, UNIT, ORDER_SLOT, weights)
    elif parts_met <= 1:
        add(b, counts, ONE_PART_ONLY, UNIT, ORDER_SLOT, weights)
    total = 0
    for k in range(NAME_SLOTS):
        total += b[evidence, k]
    return total


@inner
def _left(b, roles, n, met):  # type: ignore[no-untyped-def]
    """Of one name, by a mask of its parts met: the given name left over or -1, the family name, how many besides the given name,
    and whether it has a given name at all.
    """
    given, family, others, has_given = -1, -1, 0, False
    for i in range(n):
        has_given |= b[roles, i] == GIVEN
        if met >> i & 1 or b[roles, i] >= KUNYA:
            continue
        if b[roles, i] == GIVEN:
            given = i
        else:
            others += 1
            if b[roles, i] == FAMILY:
                family = i
    return given, family, others, has_given


@inner
def _unmet(b, roles, other_roles, counts, taken, shared, weights):  # type: ignore[no-untyped-def]
    """Parts without a counterpart: against each other they contradict, alone they are absent. Given names are told apart from the rest:
    where they differ, how rare the parts are that the names share (`shared`) says less, for a father's sons share them.
    """
    n, m, mine = b[SIZE, 0], b[SIZE, 1], np.int64(0)
    for i in range(n):
        mine |= (b[MET, i] >= 0) << i
    given, family, others, has_given = _left(b, roles, n, mine)
    other_given, other_family, other_others, other_has_given = _left(b, other_roles, m, taken)
    differ, slot = np.int64(-1), RECORDED_SLOT + given
    if given >= 0 and other_given >= 0:
        differ = GIVEN_CONFLICT
    elif not (has_given or other_has_given) and _differ_in_kunya(b, roles, other_roles):
        differ, slot = GIVEN_CONFLICT, RECORDED_SLOT
    elif given >= 0 and other_has_given:
        differ = GIVEN_ADDED
    elif other_given >= 0 and has_given:
        differ, slot = GIVEN_MISSING, LISTED_SLOT + other_given
    if differ >= 0:
        add(b, counts, differ, UNIT, slot, weights)
        add(b, counts, REST_RARITY, shared, slot, weights)
    families = family >= 0 and other_family >= 0
    if families:
        add(b, counts, FAMILY_CONFLICT, UNIT, RECORDED_SLOT + family, weights)
        others -= 1
        other_others -= 1
    conflicts = min(others, other_others)
    seen = 0
    for i in range(n):
        if mine >> i & 1 or b[roles, i] >= KUNYA or b[roles, i] == GIVEN or (families and i == family):
            continue
        add(b, counts, CHAIN_CONFLICT if seen < conflicts else ADDED, UNIT, RECORDED_SLOT + i, weights)
        seen += 1
    seen = 0
    for j in range(m):
        if (
            taken >> j & 1
            or b[other_roles, j] >= KUNYA
            or b[other_roles, j] == GIVEN
            or (families and j == other_family)
        ):
            continue
        if seen >= conflicts:
            add(b, counts, MISSING, UNIT, LISTED_SLOT + j, weights)
        seen += 1


@inner
def _differ_in_kunya(b, roles, other_roles):  # type: ignore[no-untyped-def]
    """Whether both names begin with a kunya and no kunya met: without a given name it stands for it (Abu Yahya al-Hamdani)."""
    differ = b[roles, 0] == KUNYA and b[other_roles, 0] == KUNYA
    for i in range(b[SIZE, 0]):
        j = b[MET, i]
        differ &= j < 0 or (b[roles, i] != KUNYA and b[other_roles, j] != KUNYA)
    return differ


@inner
def _order(b, roles, other_roles, counts, turned, weights):  # type: ignore[no-untyped-def]
    """Pairs of parts that met in the opposite order: father and son exchanged, or a chain read in another order."""
    n, crossed = b[SIZE, 0], 0
    for i in range(n):
        at = b[MET, i]
        if at < 0 or b[roles, i] == KUNYA or b[other_roles, at] == KUNYA:
            continue
        for k in range(i + 1, n):
            other = b[MET, k]
            if other < 0 or b[roles, k] == KUNYA or b[other_roles, other] == KUNYA:
                continue
            ahead = _rank(b[roles, i], i) < _rank(b[roles, k], k)
            crossed += ahead != (_rank(b[other_roles, at], at) < _rank(b[other_roles, other], other))
    if crossed:
        add(b, counts, ORDER_CHANGED, crossed * UNIT, ORDER_SLOT, weights)
    if turned:
        add(b, counts, ORDER_TURNED, UNIT, ORDER_SLOT, weights)


@inner
def _rank(role, position):  # type: ignore[no-untyped-def]
    return position - 100 if role == GIVEN else position + 100 if role == FAMILY else position
