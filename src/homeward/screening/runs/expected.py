"""How many of a population seem to be on the lists at all: the prior of a run, as its reference cites it.

Comes in: a comparison made ready. Goes out: of a million people so many, from the likelihoods of a sample of them.
The most likely share explains itself: with it as prior, the likelihoods add up to it. A few hundred people's worth of trust in the usual
share stand beside the sample, so that a small caseload does not judge itself. Says nothing about any one of them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from homeward.screening.engine import Comparison
from homeward.screening.reference import MILLION

SAMPLE, BLOCK = 2_048, 128  # people looked at, in blocks spread over the caseload
TRUST = 250  # people's worth of trust in the usual share
FEWEST, MOST = 3_000, 500_000  # of a million: that a sample shows nobody, or everybody, is no proof
LEAST = 0  # millibits, with the usual prior, from which a pair tells: as likely as not
STEPS = 60


def expected(comparison: Comparison, threads: int = 1) -> int:
    """Of a million people of the caseload, how many seem to be on the lists: two digits of it, the same on every machine."""
    people = len(comparison.people)
    starts = (
        [people * n // (SAMPLE // BLOCK) for n in range(SAMPLE // BLOCK)]
        if people > SAMPLE
        else range(0, people, BLOCK)
    )
    blocks = [(start, min(start + BLOCK, people)) for start in starts]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda block: comparison.block(*block, top=1, least=LEAST).chosen[:, 3], blocks))
    usual = comparison.weights.share / MILLION
    share = most_likely(np.concatenate(found) / 1000, sum(high - low for low, high in blocks), usual)
    return int(float(f"{share * MILLION:.1e}"))


def most_likely(bits: npt.NDArray[np.float64], people: int, usual: float) -> float:
    """The share of people listed that the bits of their best pairs make most likely; the bits hold the usual share as their prior."""
    share = usual
    for _ in range(STEPS):
        listed = float((1 / (1 + np.exp2(-bits - np.log2(share / usual)))).sum())
        share = (listed + TRUST * usual) / (people + TRUST)
        share = min(MOST / MILLION, max(FEWEST / MILLION, share))
    return share
