"""How fast a camp is screened, as a command with start-up and all, beside other programs on the same people and entries.

Comes in: an invented camp of 55,000, the lists of the UN and OFAC. Goes out: people a second, and ratios measured in one run.
Our figures are for whole commands; those of the others leave out their start-up and reading, to their advantage.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from homeward.screening.kernels import make_ready
from instruments.material import Lists, caseload, lists, write_entries
from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import Spent, middle, run

PEOPLE, SEED = 55_000, 4_100
PEERS: dict[str, tuple[int, float | None]] = {
    "rapidfuzz": (4_000, 2.5),
    "nomenklatura": (1_000, 200.0),
    "splink_marked": (55_000, 8.0),
    "splink_table": (55_000, None),
    "splink_fuller": (55_000, None),
    "splink": (55_000, None),
}  # (people, how many times as fast)
SAID = {
    "rapidfuzz": "RapidFuzz, brute force, names only",
    "nomenklatura": "nomenklatura, logic-v2 behind its own blocker",
    "splink_marked": "Splink by the adapter that the mark was set with, twenty for everybody on both sides",
    "splink_table": "Splink by our own, its pairs handed to Python",
    "splink_fuller": "Splink by our own, the best entries found in DuckDB",
    "splink": "Splink, a model as lean as can be, in DuckDB too",
}
# A peer that finds twenty for everybody is set beside our run that does; the others beside the default line.
LIKE_FOR_LIKE = {"splink_marked": "rows"}
FASTEST, COLD = 10_000, 15.0
PEER_TIME = 900  # seconds that a peer may take


class Way(NamedTuple):
    """One way of calling our command."""

    key: str
    says: str
    options: list[str]


def measure(setting: Setting) -> Outcome:
    """All of it."""
    known = circumstances()
    make_ready()  # but for the first run of an installation, which keeps its compiled code elsewhere
    people = setting.pick(PEOPLE, 300)
    camp, found, out = caseload(setting, people, SEED), lists(setting), setting.work / "candidates.csv"
    index = setting.work / "lists.index"
    indexed = run([*homeward(), "lists", "index", *map(str, found.files), "--out", index])
    screen = [*homeward(), "screen", str(camp), "--out", str(out)]
    ways = [
        Way("files", "lists read from their files", found.options()),
        Way("index", "lists opened from a saved index", ["--index", str(index)]),
        Way("rows", "from files, twenty candidates written for everybody", [*found.options(), "--min-score", "0"]),
        Way(
            "rows_index",
            "from a saved index, twenty candidates written for everybody",
            ["--index", str(index), "--min-score", "0"],
        ),
    ]
    spent, steps = {}, {}
    for way in ways:
        spent[way.key] = [_anew(out, [*screen, *way.options]) for _ in range(setting.rounds)]
        steps[way.key] = _manifest(out)
    cold = _cold(screen, found, setting)
    measured = [_ask(setting, name, camp, found) for name in PEERS]
    rates = {key: people / middle(took).wall for key, took in spent.items()}
    return Outcome(
        part="speed",
        title="Speed: a whole camp in one command",
        figures=(
            *(_figure(way, people, spent[way.key]) for way in ways),
            _cold_figure(cold, middle(spent["files"])),
            *(_ratio(one, rates[LIKE_FOR_LIKE.get(one["peer"], "files")]) for one in measured),
        ),
        tables=(_ways(ways, spent, steps, indexed), _peers(measured)),
        notes=(
            f"{people:,} invented people against {found.said}: {steps['files']['counts']['entries']:,} persons with "
            f"{steps['files']['counts']['listed_names']:,} names; medians of {setting.rounds} runs.",
            "What a program does before its own seconds begin (start, loading, romanising) is not charged to it; ours is. The mark for "
            "Splink was set with the adapter of the labelled cases' harness, asked here for the same people and entries. It finds "
            "twenty entries for everybody, and is set beside our run that writes twenty for everybody; the others beside our default line. "
            "Our own ways of asking Splink are quicker, and told beside it.",
            f"At the default line {steps['files']['counts']['candidates']:,} rows are written; with everybody's first twenty, "
            f"{steps['rows']['counts']['candidates']:,}.",
            "Processor seconds change little when the machine is busy with other things; seconds on the wall do.",
        ),
        circumstances=known,
    )


def _anew(out: Path, command: list[str]) -> Spent:
    """A run whose file is not there yet, as that of most runs is not: to take a file of a million rows away is a fortieth of its time."""
    out.unlink(missing_ok=True)
    return run(command)


def _figure(way: Way, people: int, spent: list[Spent]) -> Figure:
    rates = [people / one.wall for one in spent]
    return Figure(
        key=f"people_per_second_{way.key}", says=f"people a second, {way.says}", value=median(rates), unit="/s",
        low=min(rates), high=max(rates), at_least=FASTEST,
    )  # fmt: skip


def _cold(screen: list[str], found: Lists, setting: Setting) -> Spent:
    """The first run of an installation, with nothing compiled kept yet, several times over."""
    first = []
    for number in range(setting.rounds):
        empty = setting.work / f"compiled-{number}"
        first.append(run([*screen, *found.options()], {"NUMBA_CACHE_DIR": str(empty)}))
    return middle(first)


def _cold_figure(cold: Spent, warm: Spent) -> Figure:
    return Figure(
        key="cold_start", says="more seconds for the first run after installation", value=cold.wall - warm.wall, unit="s",
        at_most=COLD,
    )  # fmt: skip


def _ask(setting: Setting, name: str, camp: Path, found: Lists) -> dict[str, Any]:
    """A peer's own seconds, or why there are none."""
    if setting.peers is None:
        return {"peer": name, "why": "not installed"}
    entries = setting.work / "entries.csv"
    if not entries.exists():
        write_entries(found, entries)
    program = Path(__file__).parent / "peers" / f"{name}_peer.py"
    sample = setting.pick(PEERS[name][0], 20)
    harness = {"PYTHONPATH": str(setting.shared / "eval")} if setting.shared else {}
    asked = subprocess.run(
        [setting.peers, program, camp, entries, str(sample)],
        capture_output=True, text=True, timeout=PEER_TIME, env=os.environ | harness,
    )  # fmt: skip
    if asked.returncode:
        return {"peer": name, "why": asked.stderr.strip().splitlines()[-1][:200] if asked.stderr else "it failed"}
    return {"peer": name, **json.loads(asked.stdout.splitlines()[-1])}


def _ratio(one: dict[str, Any], ours: float) -> Figure:
    name = one["peer"]
    times = ours * one["seconds"] / one["people"] if "seconds" in one else None
    return Figure(
        key=f"times_{name}", says=f"times as fast as {SAID[name]}", value=times, unit="×",
        at_least=PEERS[name][1] if times is not None else None,
    )  # fmt: skip


def _manifest(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out.with_name(f"{out.name}.run.json").read_bytes())
    return found


def _ways(ways: list[Way], spent: dict[str, list[Spent]], steps: dict[str, Any], indexed: Spent) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for way in ways:
        half, took = middle(spent[way.key]), steps[way.key]["seconds"]
        inside = ", ".join(f"{step} {seconds:.1f}" for step, seconds in took.items())
        rows.append((way.says, half.wall, min(one.wall for one in spent[way.key]), half.cpu, half.peak, inside))
    rows.append(("laying the lists out as an index", indexed.wall, indexed.wall, indexed.cpu, indexed.peak, ""))
    columns = ("Command", "s, median", "s, best", "processor s", "MB", "steps of the last run, s")
    return Table("Our command", columns, tuple(rows))


def _peers(measured: list[dict[str, Any]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in measured:
        if "why" in one:
            rows.append((SAID[one["peer"]], None, None, None, None, one["why"]))
            continue
        rate = one["people"] / one["seconds"]
        more = one.get("way") or f"{one['before']:.1f} s to load and index before; {one['compared']:,.0f} pairs scored"
        rows.append((SAID[one["peer"]], one["version"], one["people"], one["seconds"], rate, more))
    return Table("Other programs", ("Program", "version", "people", "s", "people/s", ""), tuple(rows))
