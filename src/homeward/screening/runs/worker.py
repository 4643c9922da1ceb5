"""The work of one block: compare, check that the evidence adds up, write the lines.

Comes in: a comparison made ready, the texts to show, the parameters. Goes out: the bytes of a block and how much is in them.
Runs in any thread: it changes nothing that others see.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from homeward.kernel.errors import HomewardError
from homeward.screening.engine import Comparison
from homeward.screening.runs.lines import Shown, write
from homeward.screening.runs.plan import Parameters


class Block(NamedTuple):
    """Lines of some people."""

    content: bytes
    people: int
    rows: int
    with_candidates: int


def work(comparison: Comparison, shown: Shown, parameters: Parameters, q_from: int, q_to: int) -> Block:
    """Screen the people q_from <= q < q_to."""
    rows = comparison.block(q_from, q_to, top=parameters.top, least=parameters.least, candidates=parameters.candidates)
    if not np.array_equal(rows.evidence.sum(axis=1), rows.chosen[:, 3]):
        raise HomewardError(
            "The evidence of a candidate does not add up to its score: report this, and do not use the result."
        )
    content = write(rows, shown, as_json=parameters.format == "jsonl")
    return Block(content, q_to - q_from, len(rows.chosen), int(np.count_nonzero(np.diff(rows.starts))))
