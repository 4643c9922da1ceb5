"""One way to read the rows of a table: CSV or TSV, an Excel workbook, JSON lines; told apart by what they hold.

Comes in: a path, or None for standard input (text only), and a `Tally`. Goes out: rows of clean text with their place.
A row that cannot be read is refused in the tally; a file that cannot be read is an `Unreadable` that says what to do.
Never evaluates a cell, whatever sign it starts with; never guesses an encoding: UTF-8, or UTF-16 with its mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path

import msgspec

from homeward.kernel.errors import Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.table_formats import Columns, Pick, Record, open_table
from homeward.kernel.tally import Tally

FIELD_LIMIT = 100_000  # characters in one cell; more is a quote left open or an attack, never a name
ABSENT = -1  # index of a column that the table does not have; it reads as an empty cell

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")
_HXL_TAG = re.compile(r"#[A-Za-z]\w*(\s*\+\w+)*")  # https://hxlstandard.org: a row of tags stands under the header


class Row(msgspec.Struct, frozen=True):
    """One row: where it stands, and its text by column. A column without a heading is left out."""

    position: Position
    cells: dict[str, str]


def read_rows(path: Path | None, tally: Tally) -> Iterator[Row]:
    """Every row with all its columns. Raises `BadInput` as `read_columns` does."""
    for position, columns, cells in _records(path, lambda columns: range(len(columns)), tally):
        yield Row(position, {name: text for name, text in zip(columns, cells, strict=False) if name})


def read_columns(path: Path | None, pick: Pick, tally: Tally) -> Iterator[tuple[Position, tuple[str, ...]]]:
    """The chosen columns of every row, in the order chosen; the way for large files.

    `pick` is handed the columns and returns two or more indices (`ABSENT`: left empty); it raises `BadInput` where
    they do not serve. A workbook's first sheet that serves is read; JSON lines are picked from per set of keys.
    Raises `BadInput` for a file that cannot be opened, `Unreadable` for one that is empty, broken or oddly encoded.
    """
    getters: dict[Columns, Callable[[list[str]], tuple[str, ...]]] = {}
    latest: Columns | None = None
    for position, columns, cells in _records(path, pick, tally):
        if columns is not latest:
            latest = columns
            get = getters.setdefault(columns, itemgetter(*pick(columns)))
        yield position, get(cells)


def visible(text: str, tally: Tally) -> str:
    """A text without control characters, marks of direction and zero-width signs (ZWNJ stays); breaks become spaces."""
    if text.isprintable():
        return text
    bare = _INVISIBLE.sub("", text)
    if bare != text:
        tally.quirk("invisible_characters")
    return _BREAKS.sub(" ", bare)


def _records(path: Path | None, pick: Pick, tally: Tally) -> Iterator[Record]:
    """Clean rows of any format: position, columns, and as many cells followed by an empty one, the `ABSENT`."""
    found = False
    for position, columns, cells in open_table(path, pick, tally):
        tally.at = position
        if not found and any(cells) and all(not cell or _HXL_TAG.fullmatch(cell) for cell in cells):
            tally.quirk("hxl_row")
            continue
        text = "|".join(cells)
        ready = (
            len(cells) == len(columns)
            and text.isprintable()
            and "| " not in text
            and " |" not in text
            and text.strip() == text
            and len(text) <= FIELD_LIMIT
            and any(cells)
        )
        if ready or _make_ready(position, columns, cells, tally):
            found = True
            cells.append("")
            yield position, columns, cells
    if not found and not tally.refused:
        name = "Standard input" if path is None else path.name
        raise Unreadable(f"{name} holds no rows under its header. Is it the whole file?")


def _make_ready(position: Position, columns: Columns, cells: list[str], tally: Tally) -> bool:
    """Clean a row's cells in place. False for a row without content and for one that was refused."""
    if "\x00" in "".join(cells):
        raise Unreadable(f"{position} holds a NUL byte: the file is damaged or not text. Get it again.")
    cells[:] = [visible(cell, tally).strip() for cell in cells]
    if not any(cells):
        tally.quirk("empty_row")
        return False
    if max(map(len, cells)) > FIELD_LIMIT:
        tally.refuse(str(position), "field_too_long", f"a cell has more than {FIELD_LIMIT} characters")
        return False
    if any(cells[len(columns) :]):
        reason = f"the row has {len(cells)} cells, the header {len(columns)}: a delimiter that is not quoted?"
        tally.refuse(str(position), "too_many_cells", reason)
        return False
    if len(cells) < len(columns):
        tally.quirk("short_row")
        cells += [""] * (len(columns) - len(cells))
    return True
