"""Whether the short cut loses anybody: what `screen` returns, against every person compared exactly with every entry.

Comes in: 2,000 people with many listed ones among them. Goes out: the share of pairs above a line that `screen` returns too.
Both use the same weights and the same reference; only the search for candidates is left out of one.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from homeward.kernel.tally import Tally
from homeward.screening.caseload import read_caseload
from homeward.screening.columns import Columns
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import Index
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import from_sheet
from homeward.screening.runs.lines import least_bits
from homeward.screening.weights import shipped
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.shelf import write_shelf
from homeward.watchlists.catalog import open_list
from instruments import intervals
from instruments.material import caseload, lists
from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import Setting, circumstances

PEOPLE, SEED = 2_000, 4_200
LISTED = 0.9  # share of the invented people who are on the invented lists: many pairs to lose
REVIEW = shipped().review
LINES = tuple(sorted({REVIEW, 0.5, 0.2, 0.05, 0.01}, reverse=True))
MARK = 0.999
AT_ONCE = 40  # people compared with every entry at a time


class Trial(NamedTuple):
    """People and an index: `rest` are others of the same camp, who only say what is usual."""

    said: str
    people: Sequence[Profile]
    rest: Sequence[Profile]
    entries: Index


def measure(setting: Setting) -> Outcome:
    """Invented people on invented lists, and, where they are at hand, labelled people on real ones."""
    known = circumstances()
    rows, figures = list[tuple[Cell, ...]](), list[Figure]()
    for number, trial in enumerate(_trials(setting)):
        exhaustive, returned = compared(trial)
        for line in LINES:
            above = {pair for pair, bits in exhaustive.items() if bits >= least_bits(line)}
            missing = above - returned[line]
            rows.append((trial.said, line, len(above), len(missing)))
            if line == REVIEW:
                figures.append(_figure(number, trial, len(above), len(missing)))
    return Outcome(
        part="exactness", title="Exactness: what the search for candidates loses", figures=tuple(figures),
        tables=(Table("Pairs above a line, and those that `screen` does not return", ("People", "line", "pairs", "lost"), tuple(rows)),),
        notes=(f"Every person was compared with every entry, part by part; the line for review is a score of {REVIEW:g}.",),
        circumstances=known,
    )  # fmt: skip


def _figure(number: int, trial: Trial, above: int, missing: int) -> Figure:
    low, high = intervals.share(above - missing, above)
    return Figure(
        key=f"returned_{number}", says=f"share of pairs above the line for review that `screen` returns: {trial.said}",
        value=(above - missing) / above if above else None, low=low, high=high, at_least=MARK if above else None,
    )  # fmt: skip


def compared(trial: Trial) -> tuple[dict[tuple[int, int], int], dict[float, set[tuple[int, int]]]]:
    """Millibits of every pair that reaches the lowest line, found without the short cut; and with it, pairs by line."""
    everybody = lay_out([*trial.people, *trial.rest])
    reference = from_sheet("exactness", everybody.sheet, everybody.vocabulary)
    comparison = Comparison(lay_out(trial.people), trial.entries, reference, threads=2)
    exhaustive = dict(_every_pair(comparison, least_bits(LINES[-1])))
    returned = {}
    for line in LINES:
        rows = comparison.block(0, len(trial.people), top=len(trial.entries), least=least_bits(line))
        owners = np.repeat(np.arange(len(trial.people)), np.diff(rows.starts))
        returned[line] = set(zip(owners.tolist(), rows.chosen[:, 0].tolist(), strict=True))
    return exhaustive, returned


def _every_pair(comparison: Comparison, least: int) -> Iterator[tuple[tuple[int, int], int]]:
    entries = np.arange(len(comparison.index))
    for low in range(0, len(comparison.people), AT_ONCE):
        people = np.arange(low, min(low + AT_ONCE, len(comparison.people)))
        wanted = np.stack([np.repeat(people, len(entries)), np.tile(entries, len(people))], axis=1).astype(np.int64)
        chosen = comparison.pairs(wanted).chosen
        for place in np.flatnonzero((chosen[:, 1] >= 0) & (chosen[:, 3] >= least)).tolist():
            yield (int(wanted[place, 0]), int(wanted[place, 1])), int(chosen[place, 3])


def _trials(setting: Setting) -> Iterator[Trial]:
    size = setting.pick(PEOPLE, 120)
    shelf = write_shelf(setting.work / "exact", SEED, setting.pick(730, 60), setting.pick(4620, 120))
    index = build_lists([open_list(path) for path in (shelf.un, shelf.ofac)])
    rest = read_caseload(caseload(setting, setting.pick(20_000, 500), SEED), Columns("camp"), Tally())
    planted = camp(size, SEED + 1, shelf.listed, LISTED)
    yield Trial("invented people, invented lists", _read(planted.rows), list(rest), index)
    place = setting.shared / "eval/data/T7/queries.csv.gz" if setting.shared else None
    if place is not None and place.exists():
        with gzip.open(place, "rt", encoding="utf-8", newline="") as handle:
            labelled = list(profiles_of(csv.DictReader(handle)))
        index = build_lists([open_list(path) for path in lists(setting).files])
        yield Trial(
            "labelled people of T7, lists of the UN and OFAC", labelled[::13][:size], labelled[: 10 * size], index
        )


def _read(rows: Iterable[object]) -> list[Profile]:
    return list(profiles_of(row._asdict() for row in rows))  # type: ignore[attr-defined]
