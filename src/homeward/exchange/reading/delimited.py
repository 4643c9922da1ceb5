"""A CSV or TSV file becomes rows of text: its encoding and delimiter are found out, never guessed.

Comes in: bytes. Goes out: numbered rows of clean text. UTF-8, or UTF-16 with its mark; anything else is refused with what to do.
"""

from __future__ import annotations

import csv
import re
from typing import Final

from homeward.exchange.facts.tables import Column
from homeward.exchange.reading.headers import clean, table_of
from homeward.exchange.reading.limits import CELL
from homeward.kernel.errors import Unreadable

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def text_of(name: str, content: bytes) -> str:
    """The text of a file. Raises `Unreadable` saying how to save it."""
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            (
                "%(name)s is not UTF-8 text (line %(line)s). Open it in the spreadsheet and save it as “CSV UTF-8”, "
                "or bring it as .xlsx."
            ),
            name=name,
            line=line,
        ) from None
    if "\x00" in text:
        raise Unreadable(
            "%(name)s holds signs that no text has. It is not a table: bring the CSV or .xlsx file itself.", name=name
        )
    return text


def delimited(name: str, content: bytes) -> tuple[tuple[Column, ...], list[tuple[int, tuple[str, ...]]]]:
    """The columns and rows of a CSV or TSV file. Raises `Unreadable`."""
    text = text_of(name, content)
    opening = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    delimiter = max(",;\t", key=opening.count)
    previous = csv.field_size_limit(CELL + 1)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, cells in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True), 1):
            rows.append((number, tuple(map(clean, cells))))
    except csv.Error:
        raise Unreadable(
            (
                "%(name)s, row %(row)s: a quotation mark is not closed, or a cell has more than %(cell)s characters. "
                "Correct that row and bring the file again."
            ),
            name=name,
            row=len(rows) + 1,
            cell=CELL,
        ) from None
    finally:
        csv.field_size_limit(previous)
    return table_of(name, name, rows)
