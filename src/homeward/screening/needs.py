"""What is asked of a name before it is compared: how much its parts must say for its person to reach the line with any entry.

Comes in: `Inputs`, people, millibits to reach. Goes out: a row of numbers by recorded name, which `candidates` looks through the list with.
A bound, never a score: whoever could reach the line is never asked for more than that.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.names.compiling import compiled, inner
from homeward.screening.index.turns import FIRST_BORN, LAST_BORN, SEXES_HELD, SILENT_TOO
from homeward.screening.inputs import Inputs
from homeward.screening.score import (
    MANY_YEARS,
    SLIP_YEARS,
    less_by_nations,
    less_by_sex,
    less_by_silence,
    most_of_births_apart,
    most_of_facts,
    nations_of,
)
from homeward.screening.sheet import BIRTHS, HEAD, SEXES

TOO_MUCH = 1 << 28  # more than anything asks for
NEAR_YEARS = 1  # births further apart than this say little for each other
FAR_YEARS = max(MANY_YEARS, SLIP_YEARS)  # … and than this, as much against each other as births can
NEED, FIRST, LAST, NEAR, FAR, SILENT, OTHER_NATION, NO_NATION, NATIONS, SEX = range(
    10
)  # columns; as many by sex from the last on
NEEDS = SEX + SEXES


def needs(inputs: Inputs, q_from: int, q_to: int, least: int) -> npt.NDArray[np.int32]:
    """By name of all people (n, `NEEDS`): what its parts must say at the least for its person to reach `least` millibits with any entry;
    the first and last year of birth, 0 where none is stated; how much more it must say beside one born some years before or after, one
    born many, one of which no birth is stated, one of other nationalities, one of none; nationalities as bits; how much more by sex.
    """
    out = np.zeros((len(inputs.token_start) - 1, NEEDS), np.int32)
    _needs(inputs, q_from, q_to, least, out)
    return out


@compiled
def _needs(inputs, q_from, q_to, least, out):  # type: ignore[no-untyped-def]
    tables = (inputs.year, inputs.silent, inputs.nation, inputs.weights)
    name_start, fact_start, facts = inputs.name_start, inputs.fact_start, inputs.facts
    listed_fields, listed_days = inputs.listed_fields, inputs.listed_days
    for q in range(q_from, q_to):
        f = fact_start[q]
        most, births = most_of_facts(facts, f, tables, listed_fields, listed_days)
        need = max(-TOO_MUCH, least - inputs.prior - most)
        low, high = 0, 0
        for i in range(f + HEAD, f + HEAD + 3 * facts[f + BIRTHS], 3):
            low = facts[i] // 10_000 if low == 0 else min(low, facts[i] // 10_000)
            high = max(high, facts[i + 1] // 10_000)
        near, far = most_of_births_apart(facts, f, inputs.year, inputs.weights)
        others, none = less_by_nations(facts, f, inputs.nation, inputs.weights)
        silent, nations = less_by_silence(facts, f, births, tables), nations_of(facts, f)
        for name in range(name_start[q], name_start[q + 1]):
            out[name, NEED], out[name, FIRST], out[name, LAST] = need, low, high
            out[name, NEAR], out[name, FAR], out[name, SILENT] = births - near, births - far, silent
            out[name, OTHER_NATION], out[name, NO_NATION], out[name, NATIONS] = others, none, nations
            for sex in range(SEXES):
                out[name, SEX + sex] = less_by_sex(facts[f], sex, inputs.weights)


@inner
def asked_beside(needs, name, born_from, born_to, sex, nations):  # type: ignore[no-untyped-def]
    """What the row of `needs` for a name asks beside a listed one: its entry's first and last year of birth, sex, nationalities as bits."""
    asked = needs[name, NEED] + needs[name, SEX + sex]
    if born_to == 0:
        asked += needs[name, SILENT]
    elif needs[name, LAST]:
        apart = max(born_from - needs[name, LAST], needs[name, FIRST] - born_to)
        asked += needs[name, FAR] if apart > FAR_YEARS else needs[name, NEAR] if apart > NEAR_YEARS else 0
    if nations == 0:
        asked += needs[name, NO_NATION]
    elif needs[name, NATIONS] and not needs[name, NATIONS] & nations:
        asked += needs[name, OTHER_NATION]
    return asked


@inner
def asked_in(needs, name, blocks, block):  # type: ignore[no-untyped-def]
    """The least that the row of `needs` for a name asks beside any listed name of a block, a row of `Turns.blocks`."""
    stated, first, last = np.int32(0), needs[name, FIRST], needs[name, LAST]
    if last:
        apart = max(blocks[block, FIRST_BORN] - last, first - blocks[block, LAST_BORN])
        stated = needs[name, FAR] if apart > FAR_YEARS else needs[name, NEAR] if apart > NEAR_YEARS else stated
    births = stated
    if blocks[block, SILENT_TOO]:
        births = min(stated, needs[name, SILENT]) if blocks[block, LAST_BORN] else needs[name, SILENT]
    of_sex = np.int32(TOO_MUCH)
    for sex in range(SEXES):
        if blocks[block, SEXES_HELD] >> sex & 1:
            of_sex = min(of_sex, needs[name, SEX + sex])
    return needs[name, NEED] + births + of_sex
