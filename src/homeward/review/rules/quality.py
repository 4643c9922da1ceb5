"""Tables of figures with their small numbers held back, and how long decisions took. Pure.

Comes in: counts by group and cell. Goes out: tables whose cells add up to their rows, and rows to the whole. What is held back cannot be
worked out from the rest: see `registry.rules.suppression`. Never a figure of one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from homeward.registry.rules.suppression import MINIMUM, Arc, held_back
from homeward.review.facts.quality import Cell, Line, Measure, Table

CELLS: Final[Mapping[Measure, tuple[Cell, ...]]] = {
    Measure.RECALL: (Cell.FOUND, Cell.MISSED),
    Measure.RECALL_BY_CULTURE: (Cell.FOUND, Cell.MISSED),
    Measure.NAMESAKES_BY_CULTURE: (Cell.PUT_ASIDE, Cell.NOT_DECIDED, Cell.TAKEN_FOR_SAME),
    Measure.OUTCOMES: (Cell.DIFFERENT, Cell.INSUFFICIENT, Cell.POSSIBLE, Cell.CORROBORATED),
    Measure.OUTCOMES_BY_NATIONALITY: (Cell.DIFFERENT, Cell.INSUFFICIENT, Cell.POSSIBLE, Cell.CORROBORATED),
    Measure.WAITING: (Cell.FIRST_LOOK, Cell.SECOND_LOOK, Cell.SOURCE),
    Measure.TIME_TO_DECISION: (Cell.WITHIN_DAY, Cell.WITHIN_THREE_DAYS, Cell.WITHIN_WEEK, Cell.LATER),
    Measure.DISAGREEMENT: (Cell.AGREED, Cell.DISAGREED),
}
UNITS: Final[Mapping[Measure, str]] = {
    Measure.RECALL: "planted cases",
    Measure.RECALL_BY_CULTURE: "planted cases",
    Measure.NAMESAKES_BY_CULTURE: "planted cases",
    Measure.OUTCOMES: "candidates",
    Measure.OUTCOMES_BY_NATIONALITY: "candidates",
    Measure.WAITING: "candidates",
    Measure.TIME_TO_DECISION: "candidates",
    Measure.DISAGREEMENT: "decisions",
}
# Cells that are counted as what a table is read for, in percent of its rows; none: it is read for its counts.
READ_FOR: Final[Mapping[Measure, tuple[Cell, ...]]] = {
    Measure.RECALL: (Cell.FOUND,),
    Measure.RECALL_BY_CULTURE: (Cell.FOUND,),
    Measure.NAMESAKES_BY_CULTURE: (Cell.TAKEN_FOR_SAME,),
    Measure.OUTCOMES: (Cell.POSSIBLE, Cell.CORROBORATED),
    Measure.OUTCOMES_BY_NATIONALITY: (Cell.DIFFERENT,),
    Measure.WAITING: (),
    Measure.TIME_TO_DECISION: (Cell.WITHIN_WEEK, Cell.WITHIN_THREE_DAYS, Cell.WITHIN_DAY),
    Measure.DISAGREEMENT: (Cell.DISAGREED,),
}
_SPANS: Final = (
    (timedelta(days=1), Cell.WITHIN_DAY),
    (timedelta(days=3), Cell.WITHIN_THREE_DAYS),
    (timedelta(days=7), Cell.WITHIN_WEEK),
)


def table(measure: Measure, counted: Iterable[tuple[str, Cell, int]]) -> Table:
    """A table of counts by group and cell."""
    counts: Counter[tuple[str, Cell]] = Counter()
    for group, cell, number in counted:
        counts[group, cell] += number
    cells = CELLS[measure]
    groups = sorted(
        {group for group, _ in counts}, key=lambda group: (-sum(counts[group, cell] for cell in cells), group)
    )
    lines = tuple(_line(group, {cell: counts[group, cell] for cell in cells}) for group in groups)
    sums = {cell: sum(counts[group, cell] for group in groups) for cell in cells}
    return Table(measure, UNITS[measure], lines, _line("all", sums))


def protected(given: Table, minimum: int = MINIMUM) -> Table:
    """The same with small numbers held back, and others, so that none of them can be worked out.

    Every cell runs from its row's sum to its column's, every row's sum out of the whole, and every column's into it.
    """
    arcs: dict[object, Arc] = {}
    for line in given.lines:
        arcs["row", line.group] = Arc("whole", ("row", line.group), line.total or 0)
        for cell, count in line.cells.items():
            arcs[line.group, cell] = Arc(("row", line.group), ("column", cell), count or 0)
    for cell, count in given.whole.cells.items():
        arcs["column", cell] = Arc(("column", cell), "whole", count or 0)
    hidden = held_back(arcs, minimum)
    small_whole = 0 < (given.whole.total or 0) < minimum

    def shown(name: Hashable, count: int | None) -> int | None:
        return None if name in hidden or small_whole else count

    lines = tuple(
        Line(
            line.group,
            {cell: shown((line.group, cell), count) for cell, count in line.cells.items()},
            shown(("row", line.group), line.total),
        )
        for line in given.lines
    )
    sums = {cell: shown(("column", cell), count) for cell, count in given.whole.cells.items()}
    return Table(given.measure, given.unit, lines, Line("all", sums, None if small_whole else given.whole.total))


def span(taken: timedelta) -> Cell:
    """In which cell a time to a decision counts."""
    return next((cell for longest, cell in _SPANS if taken <= longest), Cell.LATER)


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The value below which that share of some ordered ones lies; None of none."""
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _line(group: str, cells: dict[Cell, int]) -> Line:
    return Line(group, dict(cells), sum(cells.values()))
