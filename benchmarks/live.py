"""One process with an opened index that is asked for one person after another, as a desk at a gate would.

Comes in: INDEX CASELOAD OUT. Goes out: JSON: seconds to open, milliseconds by share of queries. Run by `scale`.
The first questions are not counted: compiled code is loaded with them, and pages of the index are read.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from homeward.screening.index.store import Index, open_index
from homeward.screening.live import screen

SHARES = (0.5, 0.9, 0.99, 1.0)
WARM = 10


def main(index: Path, caseload: Path, out: Path) -> None:
    """Open, ask, write."""
    opened = [_opening(index, check=False) for _ in range(5)]
    checked = [_opening(index, check=True) for _ in range(3)]
    ready = open_index(index)
    with caseload.open(encoding="utf-8", newline="") as handle:
        people = list(csv.DictReader(handle))
    for person in people[:WARM]:
        _asked(person, ready)
    spent = sorted(1000 * _asked(person, ready) for person in people[WARM:])
    shares = [(f"{share:.0%}", float(np.quantile(spent, share))) for share in SHARES]
    found = {"open": median(opened), "open_checked": median(checked), "p50": shares[0][1], "p99": shares[2][1]}
    out.write_text(json.dumps(found | {"shares": shares}))


def _opening(index: Path, *, check: bool) -> float:
    started = perf_counter()
    open_index(index, check=check)
    return perf_counter() - started


def _asked(person: Mapping[str, str], index: Index) -> float:
    started = perf_counter()
    list(screen([person], index))
    return perf_counter() - started


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
