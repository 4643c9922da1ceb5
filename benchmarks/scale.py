"""A million names: laying them out, opening them, screening a camp against them, asking for one person; and how time grows.

Comes in: an invented list of a million names with more than 80,000 distinct words. Goes out: seconds, memory, milliseconds, a drawing.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from math import log
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

from homeward.synthetic.lists.simple import long_list, write_simple_csv
from instruments.chart import Axis, Series, drawing
from instruments.material import caseload
from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import Spent, Together, middle, repeated, run

NAMES, SEED = 1_000_000, 4_600
PEOPLE, ASKED = 55_000, 300
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)  # names on the list
CROWDS = (5_000, 10_000, 20_000, 40_000, 80_000)  # people
CROWD, SIZE = 10_000, 100_000  # people while the list grows; names while the camp grows
TRIES = 2  # of which the quicker one counts: what else the machine does only ever adds
MARKS = {"build": 20.0, "memory": 1000.0, "open": 0.1, "batch": 15.0, "p50": 4.0, "p99": 12.0}
LIVE = Path(__file__).parent / "live.py"


def measure(setting: Setting) -> Outcome:
    """Index, opening, batch, live queries, growth."""
    known = circumstances()
    names = setting.pick(NAMES, 2_000)
    table = _list(setting, names)
    index = setting.work / "long.index"
    builds = repeated([*homeward(), "lists", "index", table, "--out", index], setting.rounds)
    built = middle(builds)
    with Together() as together:  # by itself: asking for the memory of a process keeps it from working
        again = run([*homeward(), "lists", "index", table, "--out", setting.work / "watched"])
    peak = max(together.peak, again.peak)
    asked = [_live(setting, index) for _ in range(setting.rounds)]
    live = sorted(asked, key=lambda one: one["p50"])[len(asked) // 2]
    people = setting.pick(PEOPLE, 200)
    batches = [_batch(setting, index, people) for _ in range(setting.rounds)]
    batch, steps = middle([spent for spent, _ in batches]), batches[-1][1]
    once_opened = [spent.wall - live["open_checked"] for spent, _ in batches]
    facts = json.loads((index / "index.json").read_bytes())["facts"]["counts"]
    growing, crowds = _by_size(setting), _by_people(setting)
    return Outcome(
        part="scale", title="Scale: a million names",
        figures=(
            Figure(
                key="build", says="index of a million names, whole command", value=built.wall, unit="s",
                low=min(one.wall for one in builds), high=max(one.wall for one in builds), at_most=MARKS["build"],
            ),
            Figure(key="memory", says="peak memory of all its processes together", value=peak, unit="MB", at_most=MARKS["memory"]),
            Figure(key="open", says="opening a saved index", value=live["open"], unit="s", at_most=MARKS["open"]),
            Figure(
                key="batch", says="55,000 people, once opened", value=median(once_opened), unit="s",
                low=min(once_opened), high=max(once_opened), at_most=MARKS["batch"],
            ),
            Figure(
                key="p50", says="one live query, median", value=live["p50"], unit="ms",
                low=min(one["p50"] for one in asked), high=max(one["p50"] for one in asked), at_most=MARKS["p50"],
            ),
            Figure(key="p99", says="one live query, 99th percentile", value=live["p99"], unit="ms", at_most=MARKS["p99"]),
            Figure(key="by_people", says="time grows with people to the power", value=exponent(crowds), at_most=1.05),
            Figure(key="by_size", says="time grows with names on the list to the power", value=exponent(growing), at_most=0.95),
        ),
        tables=(
            _costs(built, peak, batch, steps),
            Table("One live query, ms", ("share of queries", "at most"), tuple((share, ms) for share, ms in live["shares"])),
            Table("Seconds by names on the list", ("names", f"s for {setting.pick(CROWD, 100):,} people"), tuple(growing)),
            Table("Seconds by people", ("people", f"s against {setting.pick(SIZE, 1000):,} names"), tuple(crowds)),
        ),
        notes=(
            f"The list: {facts['names']:,} names of {facts['entries']:,} invented entries, {distinct_words(table):,} distinct words; "
            f"the index takes {_size(index):,.0f} MB on disk.",
            f"Opening maps the files; checking every file against its hash, as the command does, takes {live['open_checked']:.2f} s.",
            f"The index, the camp and the live queries: the middle one of {setting.rounds} runs, with the quickest and the slowest.",
            "Growth is of the comparison's own steps (made ready, compared), without start-up and reading; the quicker of two runs.",
        ),
        circumstances=known, charts={"growth.svg": chart(growing, crowds)},
    )  # fmt: skip


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of a straight line through the logarithms: 1 is linear."""
    return linear_regression([log(x) for x, _ in points], [log(max(y, 1e-6)) for _, y in points]).slope


def chart(growing: Sequence[tuple[int, float]], crowds: Sequence[tuple[int, float]]) -> str:
    """Both growths in one drawing, and what linear would be."""
    values = [y for _, y in (*growing, *crowds)]
    low, high = 10.0 ** _floor(min(values)), 10.0 ** (_floor(max(values)) + 1)
    ends = [x for x, _ in (*growing, *crowds)]
    first, last = crowds[0], crowds[-1]
    linear = [(first[0], first[1]), (last[0], first[1] * last[0] / first[0])]
    across = Axis("names on the list, or people", 10.0 ** _floor(min(ends)), 10.0 ** (_floor(max(ends) - 1) + 1), True)
    return drawing(
        "How time grows", across, Axis("seconds", low, high * (1 if linear[-1][1] < high else 10), True),
        [Series("by names", growing), Series("by people", crowds), Series("", linear, dashed=True)],
    )  # fmt: skip


def _floor(value: float) -> int:
    return int(log(value, 10) // 1)


def _list(setting: Setting, names: int) -> Path:
    path = setting.work / f"long-{names}.csv"
    if not path.exists():
        write_simple_csv(path, (entry.listing for entry in long_list(names, SEED)))
    return path


def _live(setting: Setting, index: Path) -> dict[str, Any]:
    out = setting.work / "live.json"
    asked = caseload(setting, setting.pick(ASKED, 20), SEED)
    run([sys.executable, LIVE, index, asked, out])
    found: dict[str, Any] = json.loads(out.read_bytes())
    return found


def _batch(setting: Setting, index: Path, people: int) -> tuple[Spent, dict[str, float]]:
    out = setting.work / "long-candidates.csv"
    spent = run([*homeward(), "screen", caseload(setting, people, SEED), "--index", index, "--out", out])
    steps: dict[str, float] = json.loads(out.with_name(f"{out.name}.run.json").read_bytes())["seconds"]
    return spent, steps


def _by_size(setting: Setting) -> list[tuple[int, float]]:
    found = []
    for size in [setting.pick(size, size // 200 + 100) for size in SIZES]:
        index = setting.work / f"growing-{size}.index"
        run([*homeward(), "lists", "index", _list(setting, size), "--out", index])
        found.append((size, _own_steps(setting, index, setting.pick(CROWD, 100))))
    return found


def _by_people(setting: Setting) -> list[tuple[int, float]]:
    size = setting.pick(SIZE, 1_000)
    index = setting.work / f"crowds-{size}.index"
    run([*homeward(), "lists", "index", _list(setting, size), "--out", index])
    return [
        (people, _own_steps(setting, index, people))
        for people in [setting.pick(crowd, crowd // 100) for crowd in CROWDS]
    ]


def _own_steps(setting: Setting, index: Path, people: int) -> float:
    tries = [_batch(setting, index, people)[1] for _ in range(TRIES)]
    return min(steps["prepare"] + steps["compare"] for steps in tries)


def _costs(built: Spent, together: float, batch: Spent, steps: dict[str, float]) -> Table:
    inside = ", ".join(f"{step} {seconds:.1f}" for step, seconds in steps.items())
    rows: tuple[tuple[Cell, ...], ...] = (
        ("lay out and save the index", built.wall, built.cpu, built.peak, together, ""),
        ("screen 55,000 people with it", batch.wall, batch.cpu, batch.peak, None, inside),
    )
    return Table(
        "Whole commands",
        ("Command", "s", "processor s", "MB, largest process", "MB, all together", "steps, s"),
        rows,
    )


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def distinct_words(path: Path) -> int:
    """How many distinct words the names of a list hold."""
    words: set[str] = set()
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            words.update(f"{row['name']} {row['aliases'].replace(';', ' ')}".casefold().split())
    return len(words)
