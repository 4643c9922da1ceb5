"""What parts of names can say together before they are compared: a bound from what each is worth and how many are left without another.

Comes in: `Inputs` and weights. Goes out: what pairs of parts are worth whatever their roles, what joins could add, and what the parts
of two names cost at the least that cannot meet. A bound, never a score: no exact comparison is above it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.names.compare import (
    ADDED,
    CHAIN_AGREES,
    CHAIN_CONFLICT,
    CHAIN_RARITY,
    DISPLACED_AGREES,
    DISPLACED_RARITY,
    FAMILY_AGREES,
    FAMILY_CONFLICT,
    FAMILY_RARITY,
    GIVEN,
    GIVEN_ADDED,
    GIVEN_AGREES,
    GIVEN_CONFLICT,
    GIVEN_MISSING,
    GIVEN_RARITY,
    GIVEN_UNLIKE,
    KUNYA,
    KUNYA_AGREES,
    KUNYA_RARITY,
    MISSING,
    MONONYM,
    OTHER_UNLIKE,
    UNIT,
)
from homeward.names.compiling import compiled, inner
from homeward.names.joins import WEAK
from homeward.screening.features import ALTERNATIVES, WEAK_NAME
from homeward.screening.inputs import Inputs
from homeward.screening.score import doublings
from homeward.screening.sheet import Sheet

Array = npt.NDArray[Any]
FEWER = 2  # parts a join takes from those left over on either side: the one that meets, the one it was joined to


def most_of(weights: Array) -> tuple[int, int]:
    """The most that two parts which met can say whatever their roles: for agreeing, and for each bit of rarity."""
    agrees = (GIVEN_AGREES, FAMILY_AGREES, CHAIN_AGREES, DISPLACED_AGREES, KUNYA_AGREES)
    rare = (GIVEN_RARITY, FAMILY_RARITY, CHAIN_RARITY, DISPLACED_RARITY, KUNYA_RARITY)
    return int(max(weights[k] for k in agrees)), int(max(weights[k] for k in rare))


def most_of_pairs(inputs: Inputs, parts: Array, listed: Array, alike: Array) -> npt.NDArray[np.int64]:
    """The most that recorded and listed parts, so much alike, can say when they meet; at least 1."""
    agrees, rare = most_of(inputs.weights)
    unlike = max(inputs.weights[GIVEN_UNLIKE], inputs.weights[OTHER_UNLIKE])
    rarity = np.minimum(inputs.info[parts], inputs.other_info[listed]) * alike.astype(np.int64) // UNIT
    worths: npt.NDArray[np.int64] = np.maximum(1, agrees + rare * rarity // UNIT + unlike * (UNIT - alike) // UNIT + 1)
    return worths


def worths_of(inputs: Inputs) -> npt.NDArray[np.int32]:
    """For each pair of parts that are alike, the most that they can say when they meet, whatever their roles; at least 1."""
    parts = np.repeat(np.arange(len(inputs.like_starts) - 1), np.diff(inputs.like_starts))
    return most_of_pairs(inputs, parts, inputs.like_columns, inputs.like_values).astype(np.int32)


def slack_of(inputs: Inputs) -> npt.NDArray[np.int32]:
    """By recorded name, what its comparison could say beyond its parts: that it is a single part on both sides, and what a join adds.

    A part that sounds like no listed part may be half of one, or several of them glued.
    """
    agrees, rare = most_of(inputs.weights)
    meets = np.zeros(len(inputs.info), bool)
    meets[np.repeat(np.arange(len(meets)), np.diff(inputs.like_starts))[inputs.like_values >= WEAK]] = True
    joined = np.where(meets, 0, agrees + rare * inputs.info.astype(np.int64) // UNIT)
    most = np.zeros(len(inputs.token_start) - 1, np.int32)
    names = np.repeat(np.arange(len(most)), np.diff(inputs.token_start))
    np.maximum.at(most, names, joined[inputs.tokens].astype(np.int32))
    return most + np.int32(of_single(inputs.weights))


@compiled
def of_single(weights):  # type: ignore[no-untyped-def]
    """The most that it can say that both names are a single part."""
    return max(0, weights[MONONYM])


@inner
def beyond_bound(slack, weights, costs):  # type: ignore[no-untyped-def]
    """What the comparison of a recorded name with that slack could say beyond its bound: a join also takes parts from what is left over."""
    return slack + FEWER * costs[0] if slack > of_single(weights) else slack


def costs_of(weights: Array) -> npt.NDArray[np.int64]:
    """The least, in millibits, that `compare` makes parts cost that did not meet, whichever of them are given names, family names or
    others: two against each other, one that only the recorded name has, one that only the listed name has.
    """
    of_parts = (GIVEN_CONFLICT, GIVEN_ADDED, GIVEN_MISSING, FAMILY_CONFLICT, CHAIN_CONFLICT, ADDED, MISSING)
    given, only_mine, only_theirs, family, chain, added, missing = (-int(weights[k]) for k in of_parts)
    added, missing = min(added, only_mine), min(missing, only_theirs)
    contradicted = min(given, family, chain, only_mine + missing, only_theirs + added)
    contradicted = max(0, contradicted)
    return np.array([contradicted, *(min(contradicted, max(0, cost)) for cost in (added, missing))])


def listed_costs(sheet: Sheet, names: Array, weights: Array) -> npt.NDArray[np.int32]:
    """What listed names cost whoever is beside them, in the order `names`: that their entry has others, that they are called weak."""
    named = np.diff(sheet.name_start)
    counts = np.arange(int(named.max(initial=0)) + 1)
    others = [max(0, -int(weights[ALTERNATIVES] * doublings(count) // UNIT)) if count > 1 else 0 for count in counts]
    costs = np.repeat(np.array(others, np.int32)[named], named) + max(0, -int(weights[WEAK_NAME])) * (sheet.weak > 0)
    return costs[names].astype(np.int32)


@inner
def measure(roles, low, high):  # type: ignore[no-untyped-def]
    """How many parts a name has, kunyas aside; where none of them is a given name, -1 and so many less."""
    parts, has_given = np.int64(0), False
    for t in range(low, high):
        parts += roles[t] < KUNYA
        has_given |= roles[t] == GIVEN
    return parts if has_given else -1 - parts


@inner
def left_over(mine, theirs, met, costs):  # type: ignore[no-untyped-def]
    """The least that two names cost, measured as by `measure`, if so many of their parts meet. A given name costs nothing beside a name
    that has none.
    """
    contradicted, added, missing = costs[0], costs[1], costs[2]
    n, m = mine if mine >= 0 else -1 - mine, theirs if theirs >= 0 else -1 - theirs
    if mine < 0:
        m = max(0, m - (theirs >= 0))
    elif theirs < 0:
        n = max(0, n - 1)
    return contradicted * max(0, min(n, m) - met) + added * max(0, n - max(m, met)) + missing * max(0, m - max(n, met))
