"""How people are counted: which band of age somebody is in on a day, and whether a ledger's lines explain its change.

Comes in: months of birth, numbers, a day. Goes out: bands, tables, ledgers; with small numbers held back where they are to leave.
Never guesses an age: where the first and the last possible day of birth lie in two bands, the band is unknown.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from homeward.registry.facts.counts import COMING, Band, Cell, Column, Counted, Flow, Ledger, Population
from homeward.registry.rules.suppression import MINIMUM, Arc, Arcs, held_back

_UPPER: Final = ((4, Band.INFANT), (11, Band.CHILD), (17, Band.ADOLESCENT), (59, Band.ADULT))
_BANDS, _COLUMNS = "all bands", "all columns"


def age_on(born: date, day: date) -> int:
    """Completed years; somebody born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_at(age: int) -> Band:
    """The band of an age in completed years; unknown for somebody not yet born."""
    if age < 0:
        return Band.UNKNOWN
    return next((band for upper, band in _UPPER if age <= upper), Band.ELDER)


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def band_of(born_from: date | None, born_to: date | None, day: date) -> Band:
    """The band that somebody is in on a day wherever in their months of birth they were born, or unknown."""
    if born_from is None or born_to is None:
        return Band.UNKNOWN
    oldest, youngest = band_at(age_on(born_from, day)), band_at(age_on(min(last_day(born_to), day), day))
    return oldest if oldest is youngest else Band.UNKNOWN


def population(site_id: UUID, as_of: date, rows: Iterable[Counted], day_unknown: int = 0) -> Population:
    """Add the database's groups up into a table of every band and recorded sex, empty cells included."""
    cells: Counter[Cell] = Counter()
    straddling = birth_unknown = 0
    for row in rows:
        band = band_of(row.born_from, row.born_to, as_of)
        cells[band, Column(row.sex) if row.sex else Column.UNKNOWN] += row.count
        if band is Band.UNKNOWN and row.born_from is not None:
            straddling += row.count
        elif band is Band.UNKNOWN:
            birth_unknown += row.count
    return Population(
        site_id=site_id,
        as_of=as_of,
        cells={(band, column): cells[band, column] for band in Band for column in Column},
        bands={band: sum(cells[band, column] for column in Column) for band in Band},
        columns={column: sum(cells[band, column] for band in Band) for column in Column},
        total=cells.total(),
        straddling=straddling,
        birth_unknown=birth_unknown,
        day_unknown=day_unknown,
    )


def ledger(
    site_id: UUID,
    days: tuple[date, date],
    stocks: tuple[int, int],
    flows: Mapping[Flow, int],
    day_unknown: int = 0,
) -> Ledger:
    """Set opening, lines and closing side by side, with what the lines leave unexplained."""
    opening, closing = stocks
    every = {flow: flows.get(flow, 0) for flow in Flow}
    expected = opening + sum(count if flow in COMING else -count for flow, count in every.items())
    return Ledger(
        site_id=site_id,
        since=days[0],
        until=days[1],
        opening=opening,
        flows=every,
        closing=closing,
        expected=expected,
        gap=closing - expected,
        day_unknown=day_unknown,
    )


def protected_population(exact: Population, minimum: int = MINIMUM) -> Population:
    """The same table with every number below the minimum held back, and as many others as keep it from being worked out.

    A nought is below the minimum too: printed, it would say of everybody what they are not, and of what is held back that it is none.
    """
    hidden = _hidden(population_arcs(exact), minimum)
    return replace(
        exact,
        cells={cell: None if cell in hidden else count for cell, count in exact.cells.items()},
        bands={band: None if (band, _COLUMNS) in hidden else count for band, count in exact.bands.items()},
        columns={column: None if (_BANDS, column) in hidden else count for column, count in exact.columns.items()},
        total=None if (_BANDS, _COLUMNS) in hidden else exact.total,
        straddling=None,
        birth_unknown=None,
        day_unknown=None,
        protected=True,
    )


def protected_ledger(exact: Ledger, minimum: int = MINIMUM) -> Ledger:
    """The same ledger with small lines held back. What would give them away is held back with them; the gap is never told."""
    hidden = _hidden(_ledger_arcs(exact), minimum)
    return replace(
        exact,
        opening=None if "opening" in hidden else exact.opening,
        flows={flow: None if flow in hidden else count for flow, count in exact.flows.items()},
        closing=None if "closing" in hidden else exact.closing,
        expected=None,
        gap=None,
        day_unknown=None,
        protected=True,
    )


def _hidden(arcs: Arcs, minimum: int) -> frozenset[object]:
    """What is held back. Noughts are counted on for nothing: a reader may know that nobody can be there."""
    return held_back(arcs, minimum) | {name for name, arc in arcs.items() if arc.count == 0}


def population_arcs(exact: Population) -> Arcs:
    """A table with its sums as flows: each cell goes from its column to its band, each sum goes on, the total goes back."""
    arcs: dict[object, Arc] = {}
    for (band, column), count in exact.cells.items():
        arcs[band, column] = Arc(("column", column), ("band", band), count or 0)
    for band, count in exact.bands.items():
        arcs[band, _COLUMNS] = Arc(("band", band), "bands", count or 0)
    for column, count in exact.columns.items():
        arcs[_BANDS, column] = Arc("columns", ("column", column), count or 0)
    arcs[_BANDS, _COLUMNS] = Arc("bands", "columns", exact.total or 0)
    return arcs


def _ledger_arcs(exact: Ledger) -> Arcs:
    """Everything that adds people flows into the site, everything that takes them away, and who is left, flows out."""
    arcs: dict[object, Arc] = {"opening": Arc("out", "in", exact.opening or 0)}
    for flow, count in exact.flows.items():
        arcs[flow] = Arc("out", "in", count or 0) if flow in COMING else Arc("in", "out", count or 0)
    arcs["closing"] = Arc("in", "out", exact.closing or 0)
    return arcs
