"""Figures of the desk as a table with HXL tags, small numbers held back.

Comes in: quality whose tables were protected. Goes out: CSV, UTF-8, with the tags under the header (hxlstandard.org). What was held back is
an empty cell, and its row says so. Never the name of a colleague, and never a number that could be worked out to be small.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from homeward.exchange.writing.cells import harmless
from homeward.lists.facts.lists import WatchList
from homeward.review.facts.quality import Line, Quality, Table

HEADER: Final = ("measure", "group", "counted", "unit", "number", "of", "held_back", "from", "as_of")
TAGS: Final = (
    "#indicator+code", "#indicator+group", "#indicator+cell", "#indicator+unit", "#indicator+num", "#indicator+total+num",
    "#meta+withheld", "#date+start", "#date+end",
)  # fmt: skip
SPOILED: Final = "list health"


def quality_csv(quality: Quality, lists: Iterable[WatchList], since: str) -> bytes:
    """The table. Raises `ValueError` for figures that were not protected: a defect, never shown to anybody."""
    if not quality.protected:
        raise ValueError("Figures leave only with their small numbers held back.")
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerows((HEADER, TAGS))
    days = (since, quality.as_of.date().isoformat())
    for table in quality.tables:
        for line in (*table.lines, table.whole):
            writer.writerows(_rows(table, line, days))
    for one in lists:
        ailments = " ".join(one.health.ailments) or "good"
        writer.writerow((SPOILED, harmless(one.list_id), ailments, "lists", "1", "1", "0", *days))
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _rows(table: Table, line: Line, days: tuple[str, str]) -> Iterator[tuple[str, ...]]:
    for cell, count in line.cells.items():
        held = "1" if count is None or line.total is None else "0"
        number, total = ("" if one is None else str(one) for one in (count, line.total))
        yield (table.measure.value, harmless(line.group), cell.value, table.unit, number, total, held, *days)
