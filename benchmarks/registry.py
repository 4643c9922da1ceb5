"""The registry with an invented camp in it, on both databases: making it, searching it, opening its pages; and with a million people.

Comes in: nothing. Goes out: seconds to load, milliseconds by kind of search and page. The million is the camp eighteen times over,
on PostgreSQL: see `growing`.
Marks are of an idle machine, so a figure of processor time stands beside each on the clock.
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

PEOPLE, COPIES = 55_000, 18
LOAD, SEARCH, MILLION, PAGE = 90.0, 200.0, 300.0, 200.0
HERE = Path(__file__).parent
Measured = Mapping[str, Any]


def measure(setting: Setting) -> Outcome:
    """Load, searches and pages on SQLite and on PostgreSQL, searches among a million."""
    known = circumstances()
    people = setting.pick(PEOPLE, 400)
    lite = _measured(setting, people, 1, "")
    post = _measured(setting, people, setting.pick(COPIES, 3), "PostgreSQL")
    return Outcome(
        part="registry",
        title="Registry: searches and pages over a whole camp",
        figures=(
            *_loading("SQLite", lite),
            *_loading("PostgreSQL", post),
            *answered("search", "searches, SQLite", lite["camp"]["searches"]["all"], SEARCH),
            *answered("search_pg", "searches, PostgreSQL", post["camp"]["searches"]["all"], SEARCH),
            *answered("million", f"searches among {post['grown']['persons']:,}, PostgreSQL", post["grown"]["searches"]["all"], MILLION),
            *answered("page", "pages, SQLite", lite["camp"]["pages"]["all"], PAGE),
            *answered("page_pg", "pages, PostgreSQL", post["camp"]["pages"]["all"], PAGE),
        ),
        tables=(
            shares_table("Searches, SQLite", lite["camp"]["searches"]),
            shares_table("Searches, PostgreSQL", post["camp"]["searches"]),
            shares_table("Searches among a million, PostgreSQL", post["grown"]["searches"]),
            shares_table("Pages, SQLite", lite["camp"]["pages"]),
            shares_table("Pages, PostgreSQL", post["camp"]["pages"]),
        ),
        notes=(
            f"{people:,} invented people with their families, papers and stays. Loading is the whole command `homeward camp`.",
            "Each search and page is asked three times, of which the quickest counts. On PostgreSQL, processor time is ours and "
            "that of the one process which answers.",
            "The million is the camp several times over; a name that few have is another name in each copy.",
        ),
        circumstances=known,
    )  # fmt: skip


def _measured(setting: Setting, people: int, copies: int, server: str) -> Measured:
    out = setting.work / f"filling-{server or 'SQLite'}.json"
    beside: list[str | Path] = [sys.executable, ROOT / "tools/postgres.py"] if server else []
    home = {"HOMEWARD_HOME": str(out.with_suffix("")), "HOMEWARD_DATABASE_URL": ""}
    run([*beside, sys.executable, HERE / "filling.py", str(people), str(copies), out], home)
    found: Measured = json.loads(out.read_bytes())
    return found


def _loading(database: str, found: Measured) -> Iterator[Figure]:
    key, made = database.lower(), found["made"]
    yield Figure(key=f"load_{key}", says=f"a camp from nothing, {database}", value=made["s"], unit="s", at_most=LOAD)
    yield Figure(
        key=f"load_cpu_{key}",
        says="the same, on the processors (ours alone)",
        value=made["cpu"],
        unit="s",
        at_most=LOAD,
    )


def answered(key: str, says: str, shares: Mapping[str, float], mark: float) -> Iterator[Figure]:
    """The figures of some searches or pages: 95 in a hundred on the clock and on the processors, and the slowest."""
    yield Figure(key=key, says=f"{says}: 95 in a hundred", value=shares["p95"], unit="ms", at_most=mark)
    yield Figure(key=f"{key}_cpu", says="the same, on the processors", value=shares["cpu_p95"], unit="ms", at_most=mark)
    yield Figure(
        key=f"{key}_most", says="the slowest, on the processors", value=shares["cpu_most"], unit="ms", at_most=mark
    )


def shares_table(title: str, kinds: Mapping[str, Mapping[str, float]]) -> Table:
    """Milliseconds by kind of search or page."""
    names = ("asked", "p50", "p95", "most", "cpu_p50", "cpu_p95", "cpu_most")
    rows: list[tuple[Cell, ...]] = [
        (kind, *(round(shares[name], 1) for name in names)) for kind, shares in kinds.items()
    ]
    return Table(
        f"{title}, ms", ("what", "asked", "half", "95 %", "all", "processor: half", "95 %", "all"), tuple(rows)
    )
