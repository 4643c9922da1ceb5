"""The way home with 20,000 running cases, on SQLite: my-work of each role, the list of cases, the page of a case.

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
from instruments.setting import Setting, circumstances
from instruments.spending import run

CASES, MARK = 20_000, 200.0
HERE = Path(__file__).parent
Measured = Mapping[str, Any]


def measure(setting: Setting) -> Outcome:
    """A camp, its cases, and the pages of a morning."""
    return told(_measured(setting), circumstances())


def told(found: Measured, known: dict[str, str]) -> Outcome:
    """What was measured, as it is kept."""
    written = found["written"]
    return Outcome(
        part="pathway",
        title="The way home: 20,000 running cases",
        figures=tuple(_figures(found)),
        tables=(_table(found),),
        notes=(
            f"{written['running']:,} running cases of invented households at every stage, with {written['steps']:,} steps taken through "
            f"{written['passes']:,} gates, {written['tasks']:,} tasks and {written['blocks']:,} lines of what keeps whom, each written as "
            "the database demands it.",
            "Each page is asked three times, of which the quickest counts; on a machine that does more, the time on the wall grows with it "
            "and the time on the processors less.",
            "My-work is asked for as a whole, by part and on its fortieth page; a case's page asks every gate of its next step anew.",
        ),
        circumstances=known,
    )  # fmt: skip


def _measured(setting: Setting) -> Measured:
    home = {"HOMEWARD_HOME": str(setting.work / "pathway"), "HOMEWARD_DATABASE_URL": ""}
    out = setting.work / "morning.json"
    run([sys.executable, HERE / "morning.py", str(setting.pick(CASES, 300)), out], home)
    found: Measured = json.loads(out.read_bytes())
    return found


def _figures(found: Measured) -> Iterator[Figure]:
    for name, says in (
        ("my work", "my work of every role"),
        ("the list", "the list of cases"),
        ("a case", "the page of a case"),
    ):
        shares, key = found["asked"]["groups"][name], name.replace(" ", "_")
        yield Figure(key=key, says=f"{says}: 95 in a hundred", value=shares["p95"], unit="ms", at_most=MARK)
        yield Figure(
            key=f"{key}_cpu", says="the same, on the processors", value=shares["cpu_p95"], unit="ms", at_most=MARK
        )
    settled = found["written"]["settled_cpu"]
    yield Figure(
        key="settled_cpu", says="what keeps whom, of all of them anew, on the processors", value=settled, unit="s"
    )


def _table(found: Measured) -> Table:
    names = ("asked", "p50", "p95", "most", "cpu_p50", "cpu_p95", "cpu_most")
    counted = found["asked"]["statements"]
    rows: list[tuple[Cell, ...]] = [
        (kind, counted.get(kind), *(round(shares[name], 1) for name in names))
        for kind, shares in found["asked"]["kinds"].items()
    ]
    head = ("what", "statements", "asked", "half", "95 %", "all", "processor: half", "95 %", "all")
    return Table("Pages, ms", head, tuple(rows))
