"""ODK Central's CSV export becomes tables: the form's file, and one for each repeat, tied by `KEY` and `PARENT_KEY`.

Comes in: the files of an archive, or the pair itself. Goes out: tables. A repeat's key reads `uuid:…/member[1]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.exchange.facts.tables import Column, FileKind, Line, Table, Tables
from homeward.exchange.reading.delimited import delimited
from homeward.exchange.reading.headers import lines_of
from homeward.exchange.reading.limits import member, opened
from homeward.kernel.errors import Unreadable

KEY, PARENT_KEY = "KEY", "PARENT_KEY"
_SKIPPED: Final = ("__MACOSX/", "media/")


def archived(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The CSV files of an archive. Raises `Unreadable` where there is none."""
    archive = opened(name, content)
    inside = [one for one in archive.namelist() if one.lower().endswith(".csv") and not one.startswith(_SKIPPED)]
    if not inside:
        raise Unreadable(
            "%(name)s is an archive without a CSV file in it. Bring the export itself, as .xlsx, .csv or .json.",
            name=name,
        )
    return [(one.rpartition("/")[2], member(name, archive, one)) for one in inside]


def central(name: str, files: Sequence[tuple[str, bytes]]) -> Tables:
    """The tables of a form's CSV files. Raises `Unreadable` where they do not belong together."""
    tables = [_table(file, content) for file, content in files]
    if len(tables) == 1 and not _has(tables[0], PARENT_KEY):
        table = tables[0]
        kind = FileKind.CENTRAL_CSV if _has(table, KEY) else FileKind.CSV
        return Tables(kind, (_keyed(table, ""),) if kind is FileKind.CENTRAL_CSV else (table,))
    mains = [table for table in tables if not _has(table, PARENT_KEY)]
    if len(mains) != 1 or not _has(mains[0], KEY):
        raise Unreadable(
            (
                "%(name)s needs the form's own file and those of its repeats together: one with KEY, the others with "
                "PARENT_KEY. Bring the .zip as ODK Central gives it."
            ),
            name=name,
        )
    return Tables(FileKind.CENTRAL_CSV, tuple(_keyed(table, _above(table, tables, mains[0])) for table in tables))


def _table(file: str, content: bytes) -> Table:
    columns, body = delimited(file, content)
    if not columns:
        raise Unreadable("%(file)s is empty. Is it the right file, and was it saved?", file=file)
    return Table(file, columns, lines_of(body))


def _has(table: Table, name: str) -> bool:
    return any(column.name == name for column in table.columns)


def _at(columns: Sequence[Column], name: str) -> int:
    return next((i for i, column in enumerate(columns) if column.name == name), -1)


def _above(table: Table, tables: Sequence[Table], main: Table) -> str:
    """The table whose keys the rows of this one name as their parents'."""
    if table is main or not table.lines:
        return "" if table is main else main.name
    named = table.lines[0].cells[_at(table.columns, PARENT_KEY)]
    for other in tables:
        at = _at(other.columns, KEY)
        if other is not table and at >= 0 and any(line.cells[at] == named for line in other.lines):
            return other.name
    return main.name


def _keyed(table: Table, parent: str) -> Table:
    own, above = _at(table.columns, KEY), _at(table.columns, PARENT_KEY)
    lines = tuple(
        Line(
            line.row,
            line.cells,
            line.cells[own] if own >= 0 else "",
            (line.cells[own],) if own >= 0 else (),
            (line.cells[above],) if above >= 0 else (),
        )
        for line in table.lines
    )
    return Table(table.name, table.columns, lines, parent)
