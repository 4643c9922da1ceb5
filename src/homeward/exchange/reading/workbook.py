"""An Excel workbook becomes tables of text, one for each sheet; a sheet that repeats under another says which.

Comes in: the bytes of an .xlsx file. Goes out: tables, and what was noticed. Cells come as last calculated; no formula is evaluated.
Looks at the sheets' own XML first: a single cell far down would otherwise make the reader ask for all the memory there is.
Kobo's exports: repeats carry `_parent_table_name`, `_parent_index`, `_submission__uuid`; see docs/reference/import-columns.md.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from homeward.exchange.facts.problems import Problem, notice, told
from homeward.exchange.facts.tables import FileKind, Line, Table, Tables
from homeward.exchange.reading.headers import clean, lines_of, table_of
from homeward.exchange.reading.limits import check_shape, member, opened
from homeward.kernel.errors import Unreadable

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_LETTERS: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,7})\d""")
_NUMBERS: Final = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,7}(\d{1,12})""")
_MERGED: Final = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9:]{1,20})""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
INDEX, PARENT_INDEX, PARENT_TABLE = "_index", "_parent_index", "_parent_table_name"
UUID, PARENT_UUID = "_uuid", "_submission__uuid"
_SYSTEM: Final = frozenset({INDEX, PARENT_INDEX, UUID, PARENT_UUID})


def workbook(name: str, content: bytes) -> Tables:
    """The tables of a workbook. Raises `Unreadable`."""
    notices = _looked_at(name, content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            tables = [_table(name, sheet, _rows(book, sheet)) for sheet in book.sheet_names]
    except CalamineError:
        raise Unreadable(
            "%(name)s is not a workbook that can be read. Open it in the spreadsheet and save it again as .xlsx.",
            name=name,
        ) from None
    found = [table for table in tables if table.columns]
    if not found:
        raise Unreadable("%(name)s holds no rows. Is it the right file, and was it saved?", name=name)
    named = {column.name.rpartition("/")[2] for table in found for column in table.columns}
    kobo = named >= {UUID} or named >= {PARENT_INDEX}
    return Tables(FileKind.KOBO_XLSX if kobo else FileKind.XLSX, tuple(_related(found)), tuple(notices))


def _looked_at(name: str, content: bytes) -> list[Problem]:
    """Check every sheet's extent before it is read. Raises `Unreadable` for merged cells too."""
    archive, formulas = opened(name, content), 0
    for inside in filter(_SHEET.fullmatch, archive.namelist()):
        xml = member(name, archive, inside)
        columns = max(map(_column_number, set(_LETTERS.findall(xml))), default=0)
        check_shape(name, max(map(int, set(_NUMBERS.findall(xml))), default=0), columns)
        if merged := _MERGED.search(xml):
            raise Unreadable(
                (
                    "%(name)s has merged cells (%(cells)s): only the first of them holds the answer. Take the merging "
                    "off, fill every row, and bring it again."
                ),
                name=name,
                cells=merged[1].decode(),
            )
        formulas += len(_FORMULA.findall(xml))
    if not formulas:
        return []
    return [
        notice(
            "formulas",
            "%(formulas)s cells hold formulas: the values they had when the file was saved were read.",
            "Check that it was saved after the last change.",
            values=told(formulas=formulas),
        )
    ]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _rows(book: CalamineWorkbook, sheet: str) -> list[tuple[int, tuple[str, ...]]]:
    cells = book.get_sheet_by_name(sheet)
    start = cells.start
    first = start[0] + 1 if start else 1
    rows = cells.to_python(skip_empty_area=True)
    return [(number, tuple(map(_text, row))) for number, row in enumerate(rows, first)]


def _table(name: str, sheet: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Table:
    columns, body = table_of(f"{name}, sheet {sheet}", sheet, rows)
    return Table(sheet, columns, lines_of(body))


def _related(tables: Sequence[Table]) -> Iterable[Table]:
    """The tables with their rows' keys, and those of the rows that they repeat under."""
    names = {table.name for table in tables}
    first = tables[0].name
    for table in tables:
        at = {column.name.rpartition("/")[2]: i for i, column in enumerate(table.columns)}
        parent = ""
        if PARENT_INDEX in at or PARENT_UUID in at:
            said = table.lines[0].cells[at[PARENT_TABLE]] if PARENT_TABLE in at and table.lines else ""
            parent = said if said in names and said != table.name else first if first != table.name else ""
        yield Table(table.name, table.columns, tuple(_keyed(line, at) for line in table.lines), parent)


def _keyed(line: Line, at: dict[str, int]) -> Line:
    """A row with the names that Kobo's own columns give it and the row above it."""
    cell = {column: line.cells[i] for column, i in at.items() if column in _SYSTEM and line.cells[i]}
    names = tuple(f"{short}{cell[column]}" for column, short in ((INDEX, "i"), (UUID, "u")) if column in cell)
    above = ((PARENT_INDEX, "i"), (PARENT_UUID, "u"))
    parents = tuple(f"{short}{cell[column]}" for column, short in above if column in cell)
    return Line(line.row, line.cells, cell.get(UUID) or cell.get(PARENT_UUID, ""), names, parents)


def _text(value: Any) -> str:
    """A cell as text: days as ISO, whole numbers without `.0`."""
    match value:
        case str():
            return clean(value)
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)
