"""Splink by the very adapter that set the mark: the one of the labelled cases' harness, where that stands beside the checkout.

It makes a row for each name and birth, scores every pair that shares a rare consonant skeleton or any two of them, hands all pairs to
Python and finds everybody's best there. Timed is what it times itself: the prediction and all after it, not the tables before.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from heval.engines import splink_engine as adapter  # from where the labelled cases are: `speed` says where
from heval.model import Entry, Query
from peers_tables import Record, asked, told

KEPT = 20  # entries of every person


def year_first(births: list[str]) -> list[str]:
    """The births that begin with a year, as the adapter takes all to do."""
    return [birth for birth in births if birth[:4].isdigit()]


def measure(people: list[Record], entries: list[Record]) -> None:
    """Ask the adapter and tell what it timed. Learning its model, once for a machine, is not timed."""
    engine = adapter.SplinkEngine()
    if not adapter.MODEL.exists():
        adapter.MODEL.parent.mkdir(parents=True, exist_ok=True)
        engine.train()
    listed = [
        Entry(
            id=e.id,
            name=e.names[0],
            aliases=e.names[1:],
            birth_dates=year_first(e.births),
            countries=e.countries,
            gender=e.sex,
        )
        for e in entries
        if e.names
    ]
    adapter.read_list = lambda _: listed
    queries = [
        Query(p.id, p.names[0], p.names[1:], next(iter(year_first(p.births)), ""), p.sex, next(iter(p.countries), ""))
        for p in people
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = sum(1 for _ in engine.screen(queries, [Path(folder)], Path(folder), KEPT))
    way = f"{engine.timings['index']:.1f} s to load and index before; {found:,} best entries found"
    told("splink", len(people), engine.timings["query"], before=engine.timings["index"], way=way)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    measure(*asked())
