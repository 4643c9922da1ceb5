"""What an engine answered to labelled cases, laid out so that figures can be computed again for cases drawn again.

Comes in: the folder of a copied harness and the answers it kept. Goes out: arrays for one half of a test.
The figures are those of the harness, and `quality` checks that they come to the same numbers.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NEVER = 10**6  # the rank of an entry that was not among the answers


class Labelled(NamedTuple):
    """Pairs of names: score, whether they are one person, kind."""

    scores: Floats
    same: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.str_]


class Found(NamedTuple):
    """People: kind, rank and score of their right entry, score of their best one."""

    kinds: npt.NDArray[np.str_]
    ranks: npt.NDArray[np.int64]
    right: Floats
    best: Floats


def labelled(data: Path, answers: Path, test: str, half: str) -> Labelled:
    """The pairs of one half."""
    scores = {row["pair_id"]: float(row["score"]) for row in _rows(answers / f"{test}.hits.csv.gz")}
    rows = [row for row in _rows(_file(data, test, "pairs")) if row["split"] == half]
    return Labelled(
        np.array([scores[row["pair_id"]] for row in rows]),
        np.array([row["label"] == "1" for row in rows]),
        np.array([row["kind"] for row in rows]),
    )


def found(data: Path, answers: Path, test: str, half: str) -> Found:
    """The people of one half."""
    truth = defaultdict[str, set[str]](set)
    for row in _rows(_file(data, test, "truth")):
        truth[row["query_id"]].add(row["entry_id"])
    ranks = defaultdict[str, int](lambda: NEVER)
    right, best = defaultdict[str, float](float), defaultdict[str, float](float)
    for row in _rows(answers / f"{test}.hits.csv.gz"):
        query, score = row["query_id"], float(row["score"])
        best[query] = max(best[query], score)
        if row["entry_id"] in truth[query]:
            ranks[query] = min(ranks[query], int(row["rank"]))
            right[query] = max(right[query], score)
    notes = [row for row in _rows(_file(data, test, "notes")) if row["split"] == half]
    ids = [row["query_id"] for row in notes]
    return Found(
        np.array([row["kind"] for row in notes]),
        np.array([ranks[query] for query in ids]),
        np.array([right[query] for query in ids]),
        np.array([best[query] for query in ids]),
    )


def f1(right: int, flagged: int, wanted: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * right / (flagged + wanted) if right else 0.0


def area(same: npt.NDArray[np.bool_], scores: Floats) -> float:
    """The chance that a pair of one person scores higher than another pair; ties count half."""
    yes, no = np.sort(scores[same]), np.sort(scores[~same])
    if not len(yes) or not len(no):
        return float("nan")
    below, up_to = np.searchsorted(no, yes, "left"), np.searchsorted(no, yes, "right")
    return float((below + up_to).sum() / 2 / (len(yes) * len(no)))


def line(wrong: Floats, rate: float) -> float:
    """The lowest score above which no more than this share of the wrong ones lies."""
    allowed = int(rate * len(wrong))
    cut = np.sort(wrong)[::-1][allowed] if allowed < len(wrong) else 0.0
    return float(np.nextafter(max(cut, 0.0), 2.0))


def recall(right: Floats, wrong: Floats, rate: float) -> float:
    """The share of the right ones above that line."""
    return float((right >= line(wrong, rate)).mean()) if len(right) else float("nan")


def looked_at(right: Floats, wrong: Floats, share: float) -> float:
    """Of 1,000 wrong ones, how many lie above the score from which this share of the right ones does; none if it is never reached."""
    needed = np.sort(right)[::-1][int(np.ceil(share * len(right))) - 1]
    return float(1000 * (wrong >= needed).mean()) if needed > 0 else float("nan")


def _file(data: Path, test: str, stem: str) -> Path:
    plain = data / test / f"{stem}.csv"
    return plain if plain.exists() else plain.with_suffix(".csv.gz")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
