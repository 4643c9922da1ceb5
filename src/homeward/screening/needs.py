"""What is asked of a name before it is compared: how much its parts must say for its person to reach the line with any entry.

Comes in: `Inputs`, people, millibits to reach. Goes out: a row of numbers by recorded name, which `candidates` looks through the list with.
A bound, never a score: whoever could reach the line is never asked for more than that.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.names.compiling import compiled
from homeward.screening.features import BIRTH_OFF_MANY
from homeward.screening.inputs import Inputs
from homeward.screening.score import less_by_nations, less_by_sex, less_by_silence, most_of_facts, nations_of
from homeward.screening.sheet import BIRTHS, HEAD, SEXES

NEEDS = 11  # columns of `needs`


def needs(inputs: Inputs, q_from: int, q_to: int, least: int) -> npt.NDArray[np.int32]:
    """By name of all people (n, `NEEDS`): what its parts must say at the least for its person to reach `least` millibits with any entry;
    how much more with one born many years before or after; the first and last year of birth, 0 where none is stated; how much more
    with an entry that states no birth, none or one or the other sex, other nationalities, none; nationalities as bits.
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
        need = max(-(1 << 28), least - inputs.prior - most)
        low, high = 0, 0
        for i in range(f + HEAD, f + HEAD + 3 * facts[f + BIRTHS], 3):
            low = facts[i] // 10_000 if low == 0 else min(low, facts[i] // 10_000)
            high = max(high, facts[i + 1] // 10_000)
        others, none = less_by_nations(facts, f, inputs.nation, inputs.weights)
        silent, nations = less_by_silence(facts, f, births, tables), nations_of(facts, f)
        for name in range(name_start[q], name_start[q + 1]):
            out[name, 0], out[name, 1] = need, births - min(0, inputs.weights[BIRTH_OFF_MANY])
            out[name, 2], out[name, 3] = low, high
            out[name, 4], out[name, 8], out[name, 9], out[name, 10] = silent, others, none, nations
            for sex in range(SEXES):
                out[name, 5 + sex] = less_by_sex(facts[f], sex, inputs.weights)
