"""How well the desk does, as figures: each with what it counts, of how many, and as of when.

Comes in: nothing. Goes out: frozen types. Counts of work and of planted cases; never a rank of people, registered or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Measure(StrEnum):
    """What a table of figures is about. The cells of each row are parts of the row's number: they add up to it."""

    RECALL = "recall"
    RECALL_BY_CULTURE = "recall_by_culture"
    NAMESAKES_BY_CULTURE = "namesakes_by_culture"
    OUTCOMES = "outcomes"
    OUTCOMES_BY_NATIONALITY = "outcomes_by_nationality"
    WAITING = "waiting"
    TIME_TO_DECISION = "time_to_decision"
    DISAGREEMENT = "disagreement"


class Cell(StrEnum):
    """What a cell counts."""

    FOUND = "found"
    MISSED = "missed"
    PUT_ASIDE = "put_aside"
    NOT_DECIDED = "not_decided"
    TAKEN_FOR_SAME = "taken_for_same"
    DIFFERENT = "different"
    INSUFFICIENT = "insufficient"
    POSSIBLE = "possible"
    CORROBORATED = "corroborated"
    FIRST_LOOK = "first_look"
    SECOND_LOOK = "second_look"
    SOURCE = "source"
    WITHIN_DAY = "within_day"
    WITHIN_THREE_DAYS = "within_three_days"
    WITHIN_WEEK = "within_week"
    LATER = "later"
    AGREED = "agreed"
    DISAGREED = "disagreed"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the group it is of, the number of each cell, their sum. None: held back, so that no small number can be worked out."""

    group: str
    cells: dict[Cell, int | None]
    total: int | None

    def share(self, *cells: Cell) -> float | None:
        """How many of a hundred are in some cells; None where nothing is counted or it is held back."""
        counts = [self.cells.get(cell, 0) for cell in cells]
        known = [count for count in counts if count is not None]
        return 100 * sum(known) / self.total if self.total and len(known) == len(counts) else None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one kind, of candidates, decisions or planted cases (`unit`); the last line is of all groups together."""

    measure: Measure
    unit: str
    lines: tuple[Line, ...]
    whole: Line


@dataclass(frozen=True, slots=True)
class Worked:
    """How much one colleague decided and confirmed in the time looked at: for planning the desk's hours, and for nothing else."""

    name: str
    first: int
    second: int
    blind: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that the page shows, as of a moment, of so many days back. `protected`: small numbers are held back in all tables."""

    as_of: datetime
    days: int
    tables: tuple[Table, ...]
    median_hours: float | None
    slowest_hours: float | None
    timed: int
    worked: tuple[Worked, ...] = ()
    planted: int = 0
    protected: bool = False
