"""The rows of one of OFAC's files: no header, one record on each line, `-0- ` for nothing, Ctrl-Z at the end.

Comes in: a path and the number of cells a row must have. Goes out: `Row`s with their line; broken ones say what is wrong.
Each line is read by itself, so a quote left open spoils one row and hides none.
Never strips a cell: a remark that goes on in another file may be cut at a blank.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from homeward.kernel.errors import Unreadable
from homeward.kernel.table_formats import opened
from homeward.kernel.tables import FIELD_LIMIT, visible
from homeward.kernel.tally import Tally

END = "\x1a"
_NULLS = frozenset({"-0- ", "-0-"})
_ID = re.compile(r'\s*"?\s*([0-9]{1,12})\s*"?\s*,')


class Row(NamedTuple):
    """One line: its number from 1, the id of the party it is about, its cells, and what is wrong: a code and words."""

    number: int
    party: str
    cells: list[str]
    fault: tuple[str, str] | None = None


def rows(path: Path, width: int, tally: Tally, *, may_be_empty: bool = False) -> Iterator[Row]:
    """Every row of a file, sound or broken. Raises `BadInput`, and `Unreadable` for what is no such file."""
    text = _text(path, may_be_empty)
    body = text.rstrip("\r\n ").removesuffix(END)
    if len(body) == len(text.rstrip("\r\n ")) and text:
        tally.quirk("no_end_mark")
    for number, line in enumerate(body.split("\n"), 1):
        if line and not line.isspace():
            yield _row(number, line.rstrip("\r"), width, tally)


def _row(number: int, line: str, width: int, tally: Tally) -> Row:
    party = found[1] if (found := _ID.match(line)) else ""
    try:
        cells = next(csv.reader((line,), strict=True))
    except csv.Error as error:
        return Row(number, party, [], _broken(line, str(error)))
    if len(cells) != width:
        return Row(number, party, [], ("wrong_cell_count", f"the row has {len(cells)} cells, it should have {width}"))
    if not party:
        return Row(number, party, [], ("no_id", "the row does not begin with the number of an entry"))
    if len(line) > FIELD_LIMIT and max(map(len, cells)) > FIELD_LIMIT:
        return Row(number, party, [], _too_long())
    if not line.isprintable():
        cells = [visible(cell, tally) for cell in cells]
    return Row(number, party, ["" if cell in _NULLS else cell for cell in cells])


def _broken(line: str, error: str) -> tuple[str, str]:
    return _too_long() if len(line) > FIELD_LIMIT else ("broken_row", f"the row cannot be read: {error}")


def _too_long() -> tuple[str, str]:
    return "field_too_long", f"a cell has more than {FIELD_LIMIT} characters"


def _text(path: Path, may_be_empty: bool) -> str:
    with opened(path) as handle:
        content = handle.read()
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not may_be_empty:
        raise Unreadable(f"{path.name} is empty. Get it again.", file=path.name)
    if start.startswith(b"<"):
        raise Unreadable(
            f"{path.name} is XML or HTML (perhaps a login page), not one of OFAC's CSV files. Get it again.",
            file=path.name,
        )
    if (nul := content.find(b"\x00")) >= 0:
        raise Unreadable(
            f"{path.name} holds a NUL byte at offset {nul}: it is damaged, packed or UTF-16. Get it again.",
            file=path.name,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"{path.name} is not UTF-8: byte 0x{content[error.start]:02X} in line {line}. Get it again, and do not save "
            "it with a spreadsheet.",
            file=path.name,
            line=line,
        ) from error
