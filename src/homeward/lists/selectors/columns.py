"""A table as it came, and its first rows as they would be read by a column map: so that whoever maps it sees at once what comes out.

Comes in: an actor, an edition, a column map. Goes out: frozen facts. Never changes anything, and never more than a few rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from uuid import UUID

import msgspec

from homeward.access.facts import Actor, Capability
from homeward.kernel.tables import read_columns
from homeward.kernel.tally import Refusal, Tally
from homeward.lists.selectors.held import path_of
from homeward.lists.selectors.rows import edition_row
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.csv.read import read_mapped
from homeward.watchlists.listing import Listing

ROWS = 8
_LOOKED_AT = 500  # rows among which refused ones are counted


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns, its first rows, and the map that is kept for its list."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kept: ColumnMap | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first entries as they would be read, and what would be refused among the first rows."""

    entries: tuple[Listing, ...]
    refusals: tuple[Refusal, ...]
    quirks: dict[str, int]


def table_of(actor: Actor, edition_id: UUID) -> Table:
    """The table of an edition. Raises `NotFound`, `Unreadable`."""
    row = edition_row(actor, edition_id, Capability.LIST_MANAGE)
    found: list[tuple[str, ...]] = []

    def pick(columns: tuple[str, ...]) -> list[int]:
        found.append(columns)
        return list(range(len(columns))) if len(columns) > 1 else [0, 0]

    with path_of(row) as path:
        rows = tuple(cells for _, cells in islice(read_columns(path, pick, Tally()), ROWS))
    kept = msgspec.convert(row.watch_list.column_map, ColumnMap) if row.watch_list.column_map else None
    return Table(tuple(name for name in found[0] if name), rows, kept)


def preview_of(actor: Actor, edition_id: UUID, columns: ColumnMap) -> Preview:
    """The first rows as a map reads them. Raises `NotFound`, `BadInput` for a column that is not there."""
    row, tally = edition_row(actor, edition_id, Capability.LIST_MANAGE), Tally()
    with path_of(row) as path:
        read = list(islice(read_mapped(path, columns, row.watch_list.list_id, tally), _LOOKED_AT))
    return Preview(tuple(read[:ROWS]), tuple(tally.refusals[:ROWS]), dict(tally.quirks))
