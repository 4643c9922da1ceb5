"""Rows of text become a table: where its header stands, its HXL tags, its columns, and the rows under them.

Comes in: rows of text with their numbers. Goes out: columns and lines. HXL: a row of `#tag+attribute` among the first 25 rows.
Never renames a column: two of the same heading are refused, since nobody could say which is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from homeward.exchange.facts.tables import Column, Line
from homeward.exchange.reading.limits import check_cells, check_shape
from homeward.kernel.errors import Unreadable

_TAG: Final = re.compile(r"#[A-Za-z]\w*(\s*\+\s*\w+)*")
_SEARCHED: Final = 25  # rows in which the standard (hxlstandard.org) looks for the tags
# Marks that turn the direction of text, and signs nobody sees: a cell keeps its words only. ZWNJ stays: Persian and Kurdish need it.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES: Final = re.compile(r"\s+")

Rows = Sequence[tuple[int, tuple[str, ...]]]


def clean(text: str) -> str:
    """A cell's words: composed, without hidden signs, one space between them."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", _HIDDEN.sub("", unicodedata.normalize("NFC", text))).strip()


def table_of(name: str, sheet: str, rows: Rows) -> tuple[tuple[Column, ...], list[tuple[int, tuple[str, ...]]]]:
    """The columns of a table and the rows under them, all of one width. Raises `Unreadable`."""
    filled = [(number, cells) for number, cells in rows if any(cells)]
    if not filled:
        return (), []
    at = next((i for i, (_, cells) in enumerate(filled[:_SEARCHED]) if _tags(cells)), None)
    header = filled[at - 1][1] if at else filled[0][1]
    tags = filled[at][1] if at is not None else ()
    body = filled[(0 if at is None else at) + 1 :]
    width = max(_width(header), _width(tags))
    check_shape(name, filled[-1][0], width)
    columns = tuple(
        Column(sheet, header[i] if i < len(header) else "", tags[i] if i < len(tags) else "") for i in range(width)
    )
    _refuse_twins(name, columns)
    return columns, [(number, _fitted(name, number, cells, width)) for number, cells in body]


def lines_of(body: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[Line, ...]:
    """Rows without keys."""
    return tuple(Line(number, cells) for number, cells in body)


def _tags(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_TAG.fullmatch(cell) for cell in filled)


def _width(cells: Sequence[str]) -> int:
    return max((i for i, cell in enumerate(cells, 1) if cell), default=0)


def _fitted(name: str, number: int, cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    check_cells(name, number, cells)
    if any(cells[width:]):
        raise Unreadable(
            (
                "%(name)s, row %(number)s: there is an answer to the right of the last heading. Give its column a "
                "heading, or delete it; in a CSV file, look for a comma that is not quoted."
            ),
            name=name,
            number=number,
        )
    return cells[:width] if len(cells) >= width else cells + ("",) * (width - len(cells))


def _refuse_twins(name: str, columns: Sequence[Column]) -> None:
    names = [column.name for column in columns if column.name]
    twins = sorted({one for one in names if names.count(one) > 1})
    if twins:
        raise Unreadable(
            "%(name)s has several columns called %(columns)s. Rename all but one: nobody can tell which is meant.",
            name=name,
            columns=", ".join(twin[:60] for twin in twins[:3]),
        )
