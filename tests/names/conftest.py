"""What tests of names share: two names laid on a bench and compared, with the same rarity for every part."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from anew import anew
from homeward.names import bench as rows
from homeward.names import compare
from homeward.names.costs import GAP, SUBSTITUTE
from homeward.names.joins import loose, mend
from homeward.names.lexicon import lexemes_of
from homeward.names.likeness import ROWS, WIDTH, SoundArrays, between, pack
from homeward.names.parts import Reading, code_of, read

KEYS = [key.lower() for key in vars(compare) if key.isupper() and isinstance(getattr(compare, key), int | np.integer)]
FEATURES = {getattr(compare, key.upper()): key for key in KEYS[KEYS.index("given_agrees") :][: compare.NAME_FEATURES]}
FLOOR = 720
BEST, LOOSE, MEND = anew(compare.best.py_func), anew(loose.py_func), anew(mend.py_func)
RARE = 8_000


class Met(NamedTuple):
    """Two names compared: millibits, the features counted, which recorded part met which listed one, evidence, the reading."""

    bits: int
    counted: dict[str, int]
    pairs: dict[str, str]
    evidence: list[int]
    reading: int


Compare = Callable[..., Met]


def _lay(bench: npt.NDArray[np.int64], mine: Reading, theirs: Reading) -> SoundArrays:
    keys = [token.key for token in (*mine.tokens, *theirs.tokens)]
    codes = [code_of(key) for key in keys]
    sounds = pack([c for c, _ in codes], [v for _, v in codes], [lexemes_of(key) for key in keys])
    n, m = len(mine.tokens), len(theirs.tokens)
    bench[rows.SIZE, :2] = n, m
    for side, (roles, tokens, info, weight, first) in enumerate((
        (rows.ROLES, rows.TOKENS, rows.INFO, rows.WEIGHT, 0),
        (rows.OTHER_ROLES, rows.OTHER_TOKENS, rows.OTHER_INFO, rows.OTHER_WEIGHT, n),
    )):  # fmt: skip
        for k, token in enumerate((mine, theirs)[side].tokens):
            bench[roles, k], bench[tokens, k], bench[info, k] = token.role, first + k, RARE
            bench[weight, k] = sounds.arrays.weight[first + k]
    pairs = np.array([(i, n + j) for i in range(n) for j in range(m)], np.int64).reshape(-1, 2)
    bench[rows.LIKENESS : rows.LIKENESS + n, :m] = between(sounds, sounds, pairs, FLOOR).reshape(n, m)
    return sounds.arrays


@pytest.fixture(scope="session")
def plain() -> npt.NDArray[np.int64]:
    """Weights by judgement, the same for both sides of a comparison."""
    says = {
        "given_agrees": 500, "family_agrees": 500, "chain_agrees": 500, "displaced_agrees": -1_000, "kunya_agrees": 200,
        "given_rarity": 600, "family_rarity": 600, "chain_rarity": 600, "displaced_rarity": 600, "kunya_rarity": 600,
        "given_unlike": -10_000, "other_unlike": -10_000, "given_conflict": -6_000, "given_added": -4_000, "given_missing": -4_000,
        "rest_rarity": -300,
        "family_conflict": -4_000, "chain_conflict": -4_000, "added": -1_000, "missing": -1_000, "order_changed": -900,
        "order_turned": -2_000, "one_part_only": -1_500, "mononym": -1_000, "kunya_only": -3_500,
    }  # fmt: skip
    return np.array([says[FEATURES[k]] for k in range(compare.NAME_FEATURES)], np.int64)


@pytest.fixture(scope="session")
def meet(plain: npt.NDArray[np.int64]) -> Compare:
    """Compare two written names by themselves."""

    def compared(recorded: str, listed: str, weights: npt.NDArray[np.int64] = plain) -> Met:
        bench, mine, theirs = rows.bench(), read(recorded), read(listed)
        sounds = _lay(bench, mine, theirs)[:3]
        if any(masks := LOOSE(bench)):
            space, work = np.zeros((2, WIDTH), np.uint8), np.zeros(ROWS, np.int32)
            MEND(bench, *masks, (*sounds, *sounds, SUBSTITUTE, GAP), space, work)
        bits, _, reading = BEST(bench, weights)
        counts, met = bench[rows.COUNTS].tolist(), bench[rows.MET].tolist()
        pairs = {mine.tokens[i].key: theirs.tokens[met[i]].key for i in range(len(mine.tokens)) if met[i] >= 0}
        counted = {key: counts[k] for k, key in FEATURES.items() if counts[k]}
        return Met(int(bits), counted, pairs, bench[rows.EVIDENCE, : compare.NAME_SLOTS].tolist(), int(reading))

    return compared
