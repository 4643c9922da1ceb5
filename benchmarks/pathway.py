"""The way home with 20,000 running cases, on both databases: my-work of each role, the list of cases, the page of a case.

Comes in: nothing. Goes out: milliseconds and statements by kind of page; what writing and settling the cases took. The camp is invented,
and its cases are written lawfully: the database refuses any other way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import ROOT, Setting, circumstances
from instruments.spending import run

CASES, MARK = 20_000, 200.0
HERE = Path(__file__).parent
Measured = Mapping[str, Any]


def measure(setting: Setting) -> Outcome:
    """A camp, its cases, and the pages of a morning, on SQLite and on PostgreSQL."""
    known = circumstances()
    lite = _measured(setting, "")
    post = _measured(setting, "PostgreSQL")
    written = lite["written"]
    return Outcome(
        part="pathway",
        title="The way home: 20,000 running cases",
        figures=(*_figures("SQLite", lite), *_figures("PostgreSQL", post)),
        tables=(_table("SQLite", lite), _table("PostgreSQL", post)),
        notes=(
            f"{written['running']:,} running cases of invented households at every stage, with {written['steps']:,} steps taken through "
            f"{written['passes']:,} gates, {written['tasks']:,} tasks and {written['blocks']:,} lines of what keeps whom, each written as "
            "the database demands it.",
            "Each page is asked three times, of which the quickest counts. Processor time is ours and, on PostgreSQL, that of the one "
            "process which answers.",
            "My-work is asked for as a whole, by part and on its fortieth page; a case's page asks every gate of its next step anew.",
        ),
        circumstances=known,
    )  # fmt: skip


def _measured(setting: Setting, server: str) -> Measured:
    name = server or "SQLite"
    home = {"HOMEWARD_HOME": str(setting.work / f"pathway-{name}"), "HOMEWARD_DATABASE_URL": ""}
    beside: list[str | Path] = [sys.executable, ROOT / "tools/postgres.py"] if server else []
    out = setting.work / f"morning-{name}.json"
    cases = setting.pick(CASES, 300)
    run([*beside, sys.executable, HERE / "morning.py", str(cases), out], home)
    found: Measured = json.loads(out.read_bytes())
    return found


def _figures(database: str, found: Measured) -> Iterator[Figure]:
    key = "" if database == "SQLite" else "_pg"
    for name, says in (
        ("my work", "my work of every role"),
        ("the list", "the list of cases"),
        ("a case", "the page of a case"),
    ):
        shares = found["asked"]["groups"][name]
        yield Figure(
            key=f"{name.replace(' ', '_')}{key}",
            says=f"{says}, {database}: 95 in a hundred",
            value=shares["p95"],
            unit="ms",
            at_most=MARK,
        )
        yield Figure(
            key=f"{name.replace(' ', '_')}_cpu{key}",
            says="the same, on the processors",
            value=shares["cpu_p95"],
            unit="ms",
            at_most=MARK,
        )
    yield Figure(
        key=f"settled_cpu{key}",
        says=f"all of them settled anew, {database}, on the processors",
        value=found["written"]["settled_cpu"],
        unit="s",
    )


def _table(database: str, found: Measured) -> Table:
    names = ("asked", "p50", "p95", "most", "cpu_p50", "cpu_p95", "cpu_most")
    counted = found["asked"]["statements"]
    rows: list[tuple[Cell, ...]] = [
        (kind, counted.get(kind), *(round(shares[name], 1) for name in names))
        for kind, shares in found["asked"]["kinds"].items()
    ]
    head = ("what", "statements", "asked", "half", "95 %", "all", "processor: half", "95 %", "all")
    return Table(f"Pages, {database}, ms", head, tuple(rows))
