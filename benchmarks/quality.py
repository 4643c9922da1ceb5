"""How well listed people are found and strangers left in peace: the labelled cases T1 to T8, through our own command line.

Comes in: the folder `eval` with cases and harness, of which a copy is run in the folder of work. Goes out: the figures that its marks
name, on the half that rules were tuned on (DEV) and on the half that confirms (HELD), with intervals.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from math import isclose
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

import cases
from instruments import intervals
from instruments.outcome import Figure, Outcome
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import run

TESTS = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8")
PAIRED = ("T1", "T6")  # pairs of names, scored again for each half; the others are screened once
HALVES = ("DEV", "HELD")
OTHER = {"DEV": "HELD", "HELD": "DEV"}
Drawn = npt.NDArray[np.int64]


class Mark(NamedTuple):
    """A figure of the harness: the keys under which it stands, in words, and what it should be."""

    test: str
    keys: tuple[str, ...]
    says: str
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""


MARKS = (
    Mark("T1", ("f1",), "are these two names one person: F1", 0.80),
    Mark("T1", ("auc",), "the same: area under the curve", 0.90),
    Mark("T2", ("treated", "recall_at_fpr_0.1pct"), "listed, with typos, among strangers: found with 0.1 % of strangers flagged", 0.997),
    Mark("T3", ("all", "recall@1"), "by the Arabic-script name, in lists of Latin names: first", 0.97),
    Mark("T3", ("all", "recall@10"), "the same: among the first ten", 0.985),
    Mark("T4", ("shared", "recall@1"), "by an a.k.a. that was removed and shares a part: first", 0.93),
    Mark("T4", ("shared", "recall@10"), "the same: among the first ten", 0.98),
    Mark("T5", ("all_at_threshold", "f1"), "the UN's person on OFAC's list: F1", 0.975),
    Mark("T6", ("auc_random",), "is this Arabic word that Latin word: area under the curve", 0.995),
    Mark("T6", ("recall_at_1pct_random",), "the same: found with 1 % of others flagged", 0.97),
    Mark("T6", ("auc_hard-consonants",), "the same beside words that look alike but have other consonants: area", 0.93),
    Mark("T7", ("recall@1",), "listed people in a camp of 27,000: first", 0.98),
    Mark("T7", ("recall_at_fpr_0.1pct",), "the same: found with 0.1 % of strangers flagged", 0.93),
    Mark("T7", ("false_per_1000_at_recall_0.9",), "of 1,000 strangers, looked at to find 90 % of the listed", None, 0.5),
    Mark("T8", ("recall@1",), "the same with a long tail of rare names: first", 0.985),
    Mark("T8", ("recall_at_fpr_0.1pct",), "the same: found with 0.1 % of strangers flagged", 0.90),
    Mark("T8", ("false_per_1000_at_recall_0.9",), "of 1,000 strangers, looked at to find 90 % of the listed", None, 1.0),
    Mark("T8", ("false_per_1000_at_recall_0.95",), "of 1,000 strangers, looked at to find 95 % of the listed", None, 3.0),
    Mark("T8", ("relatives_flagged_at_fpr_0.1pct",), "share of listed people's relatives flagged with 0.1 % of strangers", None, 0.02),
)  # fmt: skip


class Computed(NamedTuple):
    """A figure computed again from the answers: from which cases, how many there are, and what was found beside chance."""

    figure: Callable[[Drawn], float]
    cases: int


def measure(setting: Setting) -> Outcome:
    """Both halves of every test, where the cases are at hand."""
    known = circumstances()
    place = setting.shared / "eval" if setting.shared else None
    if place is None or not (place / "run.py").exists():
        return Outcome(
            part="quality", title="Quality: labelled cases", figures=(), circumstances=known,
            notes=("Not measured: the labelled cases are not at hand. Let HOMEWARD_SHARED name the folder that holds `eval`.",),
        )  # fmt: skip
    copy = _copied(place, setting.work / "eval")
    tests = ("T1", "T3") if setting.small else TESTS
    figures = [figure for test in tests for half in HALVES for figure in _figures(copy, setting, test, half)]
    return Outcome(
        part="quality", title="Quality: labelled cases", figures=tuple(figures), circumstances=known,
        notes=(
            "By `homeward compare` and `homeward screen --top 20 --min-score 0` with default settings for every test. DEV is the half "
            "that rules were tuned on, HELD the half that confirms; where a threshold is needed it is chosen on the other half.",
            "Intervals: Wilson's for shares, else from cases drawn again.",
        ),
    )  # fmt: skip


def _copied(place: Path, copy: Path) -> Path:
    """The harness with room for its results; its cases stay where they are."""
    shutil.copytree(
        place, copy, ignore=shutil.ignore_patterns("data", "results", "__pycache__"), copy_function=shutil.copyfile
    )
    for folder in (copy, *(path for path in copy.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    (copy / "data").symlink_to(place / "data")
    return copy


def _figures(copy: Path, setting: Setting, test: str, half: str) -> Iterator[Figure]:
    answers = setting.work / "homeward-eval/out/homeward"
    again = ["--rescore"] if half != HALVES[0] and test not in PAIRED else []
    run(
        [sys.executable, copy / "run.py", "--engine", "homeward", "--test", test, "--half", half, *again],
        {"HOMEWARD": shlex.join(homeward()), "EVAL_SCRATCH": str(setting.work), "PYTHONPATH": str(copy)},
    )
    said = json.loads((copy / "results" / f"homeward.{test}.json").read_bytes())["figures"]
    for mark in (mark for mark in MARKS if mark.test == test):
        value = _value(said, mark.keys)
        computed = _computed(mark, copy / "data", answers, half, said)
        ours = computed.figure(np.arange(computed.cases))
        if value is not None and not isclose(value, ours, abs_tol=1e-9):
            raise SystemExit(
                f"{test} {mark.keys[-1]} on {half}: the harness says {value}, computed again it is {ours}."
            )
        low, high = _interval(mark, computed, ours)
        yield Figure(
            key=".".join((test, *mark.keys, half)), says=f"{test} {half}: {mark.says}", value=value, low=low, high=high,
            at_least=mark.at_least, at_most=mark.at_most,
        )  # fmt: skip


def _value(said: dict[str, Any], keys: tuple[str, ...]) -> float | None:
    found: Any = said
    for key in keys:
        found = found[key]
    return None if found is None else float(found)


def _interval(mark: Mark, computed: Computed, value: float) -> tuple[float, float]:
    if "recall@" in mark.keys[-1] or "relatives" in mark.keys[-1]:
        return intervals.share(round(value * computed.cases), computed.cases)
    return intervals.drawn(computed.figure, computed.cases)


def _computed(mark: Mark, data: Path, answers: Path, half: str, said: dict[str, Any]) -> Computed:
    if mark.test in PAIRED:
        return _of_pairs(mark.keys[0], cases.labelled(data, answers, mark.test, half), said)
    found = cases.found(data, answers, mark.test, half)
    if mark.test == "T5":
        return _of_linkage(found, cases.found(data, answers, mark.test, OTHER[half]))
    return _of_people(mark, found)


def _of_pairs(key: str, pairs: cases.Labelled, said: dict[str, Any]) -> Computed:
    if key == "f1":
        flagged = pairs.scores >= said["threshold"]
        return Computed(
            lambda d: cases.f1(int((flagged & pairs.same)[d].sum()), int(flagged[d].sum()), int(pairs.same[d].sum())),
            len(pairs.scores),
        )
    if key == "auc":
        return Computed(lambda d: cases.area(pairs.same[d], pairs.scores[d]), len(pairs.scores))
    kind = key.rpartition("_")[2]
    kept = pairs.same | (pairs.kinds == kind)
    same, scores = pairs.same[kept], pairs.scores[kept]
    if key.startswith("auc"):
        return Computed(lambda d: cases.area(same[d], scores[d]), len(scores))
    return Computed(lambda d: cases.recall(scores[d][same[d]], scores[d][~same[d]], 0.01), len(scores))


def _of_linkage(found: cases.Found, other: cases.Found) -> Computed:
    """T5: everybody's best entry is taken if it reaches the threshold that was best on the other half."""

    def figure(people: cases.Found, threshold: float, drawn: Drawn) -> float:
        flagged = (people.best >= threshold) & (people.best > 0)
        right = int((flagged & (people.ranks == 1))[drawn].sum())
        return cases.f1(right, int(flagged[drawn].sum()), int((people.kinds != "none")[drawn].sum()))

    everybody = np.arange(len(other.best))
    threshold = max(sorted(set(other.best.tolist())), key=lambda t: figure(other, t, everybody))
    return Computed(lambda d: figure(found, threshold, d), len(found.best))


def _of_people(mark: Mark, found: cases.Found) -> Computed:
    key, group = mark.keys[-1], mark.keys[0]
    kind = group if group in ("treated", "shared") else "listed" if mark.test in ("T7", "T8") else None
    listed = np.ones(len(found.ranks), bool) if kind is None else found.kinds == kind
    stranger = np.isin(found.kinds, ("other", "negative"))
    if key.startswith("recall@"):
        ranks = found.ranks[listed]
        return Computed(lambda d: float((ranks[d] <= int(key.partition("@")[2])).mean()), len(ranks))
    if key.startswith("relatives"):
        flagged = found.best[found.kinds == "relative"] >= cases.line(found.best[stranger], 0.001)
        return Computed(lambda d: float(flagged[d].mean()), len(flagged))
    scores = np.where(listed, found.right, found.best)[listed | stranger]
    is_listed = listed[listed | stranger]
    if key.startswith("recall_at"):
        return Computed(lambda d: cases.recall(scores[d][is_listed[d]], scores[d][~is_listed[d]], 0.001), len(scores))
    share = float(key.rpartition("_")[2])
    return Computed(lambda d: cases.looked_at(scores[d][is_listed[d]], scores[d][~is_listed[d]], share), len(scores))
