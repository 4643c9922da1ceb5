"""RapidFuzz by brute force: every name of a person against every listed name, names only, all processors.

Names are romanised beforehand, which is not timed. Of the two ways to the same figures (`token_sort_ratio`; `ratio` over parts
sorted beforehand) the faster one is told, and which it was.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from peers_tables import asked, plain, told
from rapidfuzz import fuzz, process

BLOCK, KEPT = 250, 20


def screened(people: list[list[str]], listed: list[str], scorer: Callable[..., float]) -> float:
    """Seconds to find everybody's best names."""
    started = perf_counter()
    for low in range(0, len(people), BLOCK):
        names = [name for person in people[low : low + BLOCK] for name in person]
        scores = process.cdist(names, listed, scorer=scorer, workers=-1, dtype=np.float32)
        np.argpartition(-scores, KEPT, axis=1)[:, :KEPT]
    return perf_counter() - started


def main() -> None:
    people, entries = asked()
    names = [[plain(name) for name in person.names] for person in people]
    listed = [plain(name) for entry in entries for name in entry.names]
    sorts_each = screened(names, listed, fuzz.token_sort_ratio)
    sorted_before = screened(names, listed, fuzz.ratio)
    way = "token_sort_ratio" if sorts_each <= sorted_before else "ratio over sorted parts"
    told("rapidfuzz", len(people), min(sorts_each, sorted_before), way=way)


if __name__ == "__main__":
    main()
