"""Whether a score means what it says: among pairs with a score of about .7, are seven in ten one person?

Comes in: invented camps of seeds that the weights were not learnt from; the labelled cases T3 and T4 where they are at hand.
Goes out: the expected calibration error over bins of equal mass from a score of .05 on, a table and a drawing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.synthetic.camp import camp
from homeward.synthetic.lists.shelf import write_shelf
from instruments import intervals
from instruments.chart import Axis, Series, drawing
from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import run

LEAST, BINS, MARK = 0.05, 10, 0.05
SEEDS = (4_400, 4_401, 4_402)  # the weights were learnt from camps of seeds from 2026 on
TAILS = (0.05, 0.12, 0.30)  # shares of rare name parts
PEOPLE = 30_000
SHARES = (
    0.02,
    0.03,
    0.003,
)  # of a camp that are listed: as the generator plants them, as when learning, ten times fewer
UN, OFAC = 1_500, 3_000  # people on the invented lists

Floats = npt.NDArray[np.float64]


class Pairs(NamedTuple):
    """Scores from `LEAST` on, and whether the pair is one person (1 or 0)."""

    scores: Floats
    same: Floats

    def chosen(self, which: npt.NDArray[np.int64]) -> Pairs:
        """Some of them."""
        return Pairs(self.scores[which], self.same[which])


class Bin(NamedTuple):
    """Pairs of about one score."""

    pairs: int
    score: float
    same: float
    low: float
    high: float


def bins(pairs: Pairs, number: int = BINS) -> list[Bin]:
    """Bins of equal mass by score; fewer where there are fewer pairs than bins."""
    order = np.argsort(pairs.scores, kind="stable")
    found = []
    for part in np.array_split(order, min(number, max(1, len(order)))):
        if len(part):
            same = float(pairs.same[part].mean())
            interval = intervals.share(int(pairs.same[part].sum()), len(part))
            found.append(Bin(len(part), float(pairs.scores[part].mean()), same, *interval))
    return found


def error(pairs: Pairs) -> float:
    """The expected calibration error: how far score and share lie apart, on average over pairs."""
    if not len(pairs.scores):
        return 0.0
    return sum(one.pairs * abs(one.score - one.same) for one in bins(pairs)) / len(pairs.scores)


def measure(setting: Setting) -> Outcome:
    """On the generator with several shares of listed people; on T3 and T4."""
    known = circumstances()
    figures, tables, ours = list[Figure](), list[Table](), Pairs(np.zeros(0), np.zeros(0))
    for number, share in enumerate(SHARES):
        camps = zip(SEEDS, TAILS, strict=True)
        pairs = _joined([_of_camp(setting, seed + 10 * number, tail, share) for seed, tail in camps])
        ours = pairs if number == 0 else ours
        figures.append(_figure(f"share_{share:g}", f"on invented camps, {share:.1%} listed", pairs, MARK))
        tables.append(_table(f"Invented camps, {share:.1%} listed", pairs))
    for test, pairs in _labelled(setting):
        figures.append(_figure(test, f"on {test}: every person is listed", pairs, None))
        tables.append(_table(test, pairs))
    return Outcome(
        part="calibration", title="Calibration: whether a score means what it says", figures=tuple(figures), tables=tuple(tables),
        notes=(
            "Equal-mass bins over pairs with a score of .05 or more; the interval comes from drawing pairs again. Drawing again adds the "
            "noise of small bins, so the interval lies above the figure where there are few pairs.",
            "The mark is set for every share of a camp that is listed; rare name parts in three shares. Every camp is a run of its own, "
            "which finds out from the camp how many of it seem to be listed, the prior of its scores, and is not told.",
        ),
        circumstances=known, charts={"calibration.svg": chart(ours)},
    )  # fmt: skip


def _figure(key: str, says: str, pairs: Pairs, mark: float | None) -> Figure:
    low, high = intervals.drawn(lambda which: error(pairs.chosen(which)), len(pairs.scores), 300)
    return Figure(key=key, says=f"expected calibration error {says}", value=error(pairs), low=low, high=high, at_most=mark)  # fmt: skip


def _table(title: str, pairs: Pairs) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.pairs, round(one.score, 3), round(one.same, 3), f"{one.low:.3f} to {one.high:.3f}") for one in bins(pairs)
    )
    return Table(title, ("pairs", "mean score", "share that is one person", "95 %"), rows)


def chart(pairs: Pairs) -> str:
    """The reliability curve."""
    found = bins(pairs)
    measured = Series(
        "measured", [(one.score, one.same) for one in found], bars=[(one.score, one.low, one.high) for one in found]
    )
    ideal = Series("as it says", [(0, 0), (1, 1)], dashed=True)
    title = "Of pairs with this score, how many are one person"
    return drawing(title, Axis("score", 0, 1), Axis("share", 0, 1), [measured, ideal])


def _of_camp(setting: Setting, seed: int, tail: float, planted: float) -> Pairs:
    folder = setting.work / f"calibration-{seed}"
    shelf = write_shelf(folder, seed, setting.pick(UN, 100), setting.pick(OFAC, 200))
    made = camp(setting.pick(PEOPLE, 400), seed, shelf.listed, setting.pick(0, 1) * 0.1 or planted, tail)
    made.write_caseload(folder / "camp.csv")
    truth = {(query, entry) for query, entry in made.truth.items()}
    return _screened(folder / "camp.csv", [shelf.un, shelf.ofac], truth, folder / "candidates.csv")


def _labelled(setting: Setting) -> Iterator[tuple[str, Pairs]]:
    if setting.shared is None or not (setting.shared / "eval/data").is_dir():
        return
    for test in ("T3", "T4"):
        folder = setting.shared / "eval/data" / test
        truth = {(row["query_id"], row["entry_id"]) for row in _rows(folder / "truth.csv")}
        yield test, _screened(folder / "queries.csv", [folder / "list.csv"], truth, setting.work / f"{test}.csv")


def _screened(camp_file: Path, lists: Sequence[Path], truth: set[tuple[str, str]], out: Path) -> Pairs:
    options = [part for file in lists for part in ("--list", str(file))]
    run([*homeward(), "screen", camp_file, *options, "--out", out, "--min-score", str(LEAST), "--top", "50"])
    found = [(float(row["score"]), (row["query_id"], row["entry_id"]) in truth) for row in _rows(out)]
    return Pairs(np.array([score for score, _ in found]), np.array([same for _, same in found], float))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _joined(several: Sequence[Pairs]) -> Pairs:
    return Pairs(*(np.concatenate(columns) for columns in zip(*several, strict=True)))
