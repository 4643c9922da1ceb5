"""The formats a table comes in, opened to bare rows: CSV and TSV, Excel workbooks, JSON lines.

Comes in: a path, or None for standard input. Goes out: position, columns and cells (text) of each row under the header.
Formats are told apart by their first bytes. Never cleans a cell: `tables` does, and is what everybody else imports.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from homeward.kernel.errors import BadInput, Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.tally import Tally

Columns = tuple[str, ...]
Pick = Callable[[Columns], Sequence[int]]
Record = tuple[Position, Columns, list[str]]

_ZIP, _OLE, _BOM = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_TABLES = {
    _OLE: "is an old .xls or a workbook with a password: save it as .xlsx without one",
    b"\x1f\x8b": "is compressed: unpack it first",
    b"%PDF": "is a PDF: ask for the spreadsheet it was made from",
    b"[": "is one JSON array: write one object per line (JSON lines)",
    b"<": "is XML or HTML, not a table: save it as CSV or .xlsx",
}


def open_table(path: Path | None, pick: Pick, tally: Tally) -> Iterator[Record]:
    """Bare rows of a table. Rows that cannot be parsed are refused; raises as `tables.read_columns` says."""
    with opened(path) as stream:
        handle = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
        yield from _rows(path, handle, pick, tally)


def opened(path: Path | None) -> AbstractContextManager[BinaryIO]:
    """A file's bytes to read, or standard input's, which stays open. Raises `BadInput` where it cannot be opened."""
    if path is None:
        return nullcontext(sys.stdin.buffer)
    try:
        return path.open("rb")
    except OSError as error:
        raise BadInput(f"{path.name} cannot be opened: {error.strerror}. Check the path.", file=path.name) from error


def _rows(path: Path | None, handle: io.BufferedReader, pick: Pick, tally: Tally) -> Iterator[Record]:
    name = "Standard input" if path is None else path.name
    head = handle.peek()
    start = head.removeprefix(_BOM).lstrip()
    for mark, reason in _NOT_TABLES.items():
        if start.startswith(mark):
            raise Unreadable(f"{name} {reason}.", file=name)
    if not start:
        raise Unreadable(f"{name} is empty: get it again from whoever made it.", file=name)
    if start.startswith(_ZIP) or name.lower().endswith((".xlsx", ".xlsm")):
        if path is None:
            raise BadInput("A workbook cannot be read from standard input: give its path.")
        return _workbook(path, pick)
    if b"\x00" in head and not head.startswith(_UTF16):
        raise Unreadable(f"{name} holds NUL bytes: it is not text, or UTF-16 without its mark. Save it as UTF-8.")
    if start.startswith(b"{"):
        return _json_lines(_utf8_lines(handle, name), name, tally)
    lines = _utf16_lines if head.startswith(_UTF16) else _utf8_lines
    return _delimited(lines(handle, name), name, tally)


def _utf8_lines(handle: BinaryIO, name: str) -> Iterator[str]:
    offset = 0
    for number, raw in enumerate(handle, 1):
        try:
            line = raw.decode()
        except UnicodeDecodeError as error:
            raise _not_utf8(name, number, offset + error.start, raw[error.start]) from error
        offset += len(raw)
        yield line if number > 1 else line.removeprefix("\ufeff")


def _not_utf8(name: str, line: int, offset: int, byte: int) -> Unreadable:
    return Unreadable(
        f"{name} is not UTF-8: byte 0x{byte:02X} at offset {offset}, line {line}. Save it in the spreadsheet as "
        "'CSV UTF-8'; or convert it, Windows Arabic for one with: iconv -f WINDOWS-1256 -t UTF-8 old.csv > new.csv",
        file=name,
        line=line,
        offset=offset,
    )


def _utf16_lines(handle: BinaryIO, name: str) -> Iterator[str]:
    try:
        yield from io.TextIOWrapper(handle, "utf-16", newline="")
    except UnicodeError as error:
        raise Unreadable(f"{name} is not well-formed UTF-16: save it as UTF-8.", file=name) from error


def _delimited(lines: Iterator[str], name: str, tally: Tally) -> Iterator[Record]:
    """Rows of CSV or TSV. A broken row is refused; a quote that hides the lines after it stops the reading."""
    opening: list[str] = []
    while not "".join(opening).strip() and (line := next(lines, "")):
        opening.append(line)
    unquoted = re.sub(r'"[^"]*"', "", "".join(opening))
    reader = csv.reader(chain(opening, lines), delimiter=max(",;\t", key=unquoted.count), strict=True)
    columns: Columns = ()
    while True:
        position = Position(name, reader.line_num + 1)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            _stop_or_refuse(position, reader.line_num, not columns, str(error), tally)
            continue
        if cells is None:
            return
        if columns:
            yield position, columns, cells
        elif any(cells):
            columns = _headings(cells)
            _refuse_twins(columns, name)


def _stop_or_refuse(position: Position, last_line: int, is_header: bool, error: str, tally: Tally) -> None:
    """A broken row on one line is refused. One that swallowed lines may hide any number of rows: reading stops."""
    if is_header:
        raise Unreadable(f"{position}: the header cannot be read ({error}). Is this a CSV file?", file=position.file)
    if last_line > position.number:
        reason = f"a quote opens there and is not closed properly before line {last_line} ({error})"
        raise Unreadable(f"{position}: {reason}. Close it, or double it.", file=position.file, line=position.number)
    tally.refuse(str(position), "broken_row", f"the row cannot be read: {error}")


def _json_lines(lines: Iterator[str], name: str, tally: Tally) -> Iterator[Record]:
    """Rows of JSON lines; the keys of each object are its columns."""
    shapes: dict[Columns, Columns] = {}
    for number, line in enumerate(lines, 1):
        if line.isspace():
            continue
        position = Position(name, number)
        try:
            found = msgspec.json.decode(line, type=dict[str, Any])
            cells = list(map(_text, found.values()))
        except (ValueError, RecursionError) as error:
            if not shapes:
                raise Unreadable(f"{position}: not a whole JSON object. Write one object per line.") from error
            tally.refuse(str(position), "broken_json", "the line is not a whole JSON object")
            continue
        columns = tuple(found)
        yield position, shapes.setdefault(columns, columns), cells


def _workbook(path: Path, pick: Pick) -> Iterator[Record]:
    """Rows of the first sheet whose columns serve; else of the first there is, so that `pick` can say what it lacks."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = [found for name in book.sheet_names if (found := _sheet(path, book, name))]
            if not sheets:
                raise Unreadable(f"{path.name} holds no rows.", file=path.name)
            columns, rows = next((sheet for sheet in sheets if _serves(pick, sheet[0])), sheets[0])
            _refuse_twins(columns, path.name)
            for position, cells in rows:
                yield position, columns, list(map(_text, cells))
    except CalamineError as error:
        raise Unreadable(f"{path.name} is not a workbook that can be read: save it again as .xlsx.") from error


def _sheet(
    path: Path, book: CalamineWorkbook, sheet: str
) -> tuple[Columns, Iterator[tuple[Position, list[Any]]]] | None:
    """A sheet's columns and the rows under them; None for an empty sheet."""
    unit = f"sheet {sheet}, row" if len(book.sheet_names) > 1 else "row"
    numbered = enumerate(book.get_sheet_by_name(sheet).iter_rows(), 1)
    rows = ((Position(path.name, number, unit), cells) for number, cells in numbered)
    header = next((cells for _, cells in rows if any(cells)), None)
    return (_headings(map(_text, header)), rows) if header else None


def _serves(pick: Pick, columns: Columns) -> bool:
    try:
        pick(columns)
    except BadInput:
        return False
    return True


def _headings(cells: Iterable[str]) -> Columns:
    return tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)


def _refuse_twins(columns: Columns, name: str) -> None:
    twins = sorted({column for column in columns if column and columns.count(column) > 1})
    if twins:
        raise BadInput(f"{name} has more than one column called {', '.join(twins)}: rename all but one.", file=name)


def _text(value: Any) -> str:
    """A cell of a workbook or of JSON as text: days as ISO, whole numbers without `.0`, lists joined with `;`."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date():
            return value.isoformat()
        case list():
            return ";".join(map(_text, value))
        case dict():
            return msgspec.json.encode(value).decode()
    return str(value)
