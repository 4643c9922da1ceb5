"""A camp compared with the lists inside the platform: from the click to candidates in the queue, by one worker as it runs everywhere.

Comes in: the UN's and OFAC's lists, or invented ones of their length. Goes out: seconds on the wall and on the processors; the same run
again, when nothing changed; a live check; the desk's pages. People are invented; those who may be children are withheld, as always.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from instruments.material import lists
from instruments.outcome import Figure, Outcome, Table
from instruments.setting import Setting, circumstances
from instruments.spending import run
from registry import answered, shares_table

PEOPLE, MARK, LIVE, WRITE, PAGE = 55_000, 60.0, 500.0, 200.0, 200.0
HERE = Path(__file__).parent


def measure(setting: Setting) -> Outcome:
    """Compare a camp with two lists, twice, on SQLite."""
    known, people, listed = circumstances(), setting.pick(PEOPLE, 1_200), lists(setting)
    out = setting.work / "comparing.json"
    home = {"HOMEWARD_HOME": str(setting.work / "comparing"), "HOMEWARD_DATABASE_URL": ""}
    run([sys.executable, HERE / "comparing.py", str(people), out, *listed.files], home)
    found: Mapping[str, Any] = json.loads(out.read_bytes())
    first, again, live, pages = found["first"], found["again"], found["live"], found["pages"]
    if again["asked_anew"] or again["asked_again"] or found["changed"]:
        raise SystemExit("Somebody was asked again although nothing changed.")
    return Outcome(
        part="runs",
        title="Runs: a camp against two lists, inside the platform",
        figures=(
            Figure(key="run", says=f"{people:,} people against {listed.said}, from the click to the last candidate in the queue",
                   value=first["s"], unit="s", at_most=MARK),
            Figure(key="run_cpu", says="the same, on the worker's processors together", value=first["cpu"], unit="s", at_most=2 * MARK),
            Figure(key="again_cpu", says="everyone again when nothing changed, on the processors", value=again["cpu"], unit="s"),
            Figure(key="live", says="a live check: 95 in a hundred", value=live["p95"], unit="ms", at_most=LIVE),
            Figure(key="write", says="the longest write of a run, on the processors", value=found["writes"]["most"], unit="ms",
                   at_most=WRITE),
            *answered("page", "the desk's pages", pages["all"], PAGE),
        ),
        tables=(
            Table("What came of it", ("run", "people", "withheld", "entries found", "newly asked", "asked again", "unchanged"),
                  tuple((name, one["persons"], one["withheld"], one["found"], one["asked_anew"], one["asked_again"], one["unchanged"])
                        for name, one in (("first", first), ("again", again)))),
            shares_table("The desk's pages", pages),
        ),
        notes=(
            "Half of the invented camp may be children and is withheld: everybody is read, and those left are compared.",
            f"The first live check of a process opens the lists and took {live['first']:.0f} ms.",
            "On a machine that does more, the time on the wall grows with it; the time on the processors less.",
        ),
        circumstances=known,
    )  # fmt: skip
