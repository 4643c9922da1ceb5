"""A file of a whole camp brought in as another register exports it: read, checked row by row, merged, by one worker as it runs everywhere.

Comes in: nothing. Goes out: seconds by step, on the wall and on the processors of the worker and the process beside it; how long one write
held the database. Rows are invented people with families, papers and needs, under the headings of our own form.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from instruments.outcome import Figure, Outcome, Table
from instruments.setting import Setting, circumstances
from instruments.spending import run

PEOPLE, MARK, HELD = 55_000, 60.0, 200.0
HERE = Path(__file__).parent


def measure(setting: Setting) -> Outcome:
    """Bring a file in on SQLite, which takes one writer."""
    known, people = circumstances(), setting.pick(PEOPLE, 1_200)
    out = setting.work / "bringing.json"
    home = {"HOMEWARD_HOME": str(setting.work / "bringing"), "HOMEWARD_DATABASE_URL": ""}
    run([sys.executable, HERE / "bringing.py", str(people), out], home)
    found: Mapping[str, Any] = json.loads(out.read_bytes())
    steps, held = found["steps"], found["held"]
    if found["counts"]["merged"] != people:
        raise SystemExit(f"Of {people} people, {found['counts']['merged']} were merged.")
    return Outcome(
        part="imports",
        title="Imports: a file of a whole camp",
        figures=(
            Figure(key="import", says=f"{people:,} rows with families, from the file to the registry",
                   value=sum(step["s"] for step in steps.values()), unit="s", at_most=MARK),
            Figure(key="import_cpu", says="the same, on two processors together",
                   value=sum(step["cpu"] for step in steps.values()), unit="s", at_most=2 * MARK),
            Figure(key="held", says="a write of people holds the database: 95 in a hundred, on the processors",
                   value=held["p95"], unit="ms", at_most=HELD),
            Figure(key="held_most", says="the longest", value=held["most"], unit="ms", at_most=HELD),
        ),
        tables=(
            Table("Steps", ("step", "s", "on the processors, s"),
                  tuple((name, round(step["s"], 1), round(step["cpu"], 1)) for name, step in steps.items())),
        ),
        notes=(
            f"{found['bytes'] / 1e6:.1f} MB of CSV, {found['counts']['families']:,} invented families; "
            f"{found['counts']['doubled']} rows were shown beside another that holds the same number. "
            "Looking at the preview takes no time here.",
            "The worker writes while a second process prepares the next piece. On a machine that does more, the time on the wall grows "
            "with it; the time on the processors less.",
        ),
        circumstances=known,
    )  # fmt: skip
