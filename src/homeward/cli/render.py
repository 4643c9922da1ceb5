"""How results look in a terminal: one place for colours, numbers and tables.

Comes in: values that a verb has computed. Goes out: text on standard output, complaints on standard error, or JSON.
Teal is what can be done or went well, amber what waits or is uncertain, muted red what is blocked: never a person.
A colour never stands alone: the word beside it says the same, and a terminal without colour loses nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

THIN_SPACE = "\u202f"
THEME = Theme({"good": "cyan", "waits": "yellow", "blocked": "red", "quiet": "dim", "title": "bold"})


def number(value: int) -> str:
    """An integer with its thousands set apart by a thin space: 55 000."""
    return f"{value:,}".replace(",", THIN_SPACE)


def count(value: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one: 1 record, 3 records."""
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Table:
    """A table without frames. Columns of integers stand right; long cells are folded, never cut."""
    cells = [list(row) for row in rows]
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="quiet")
    for position, heading in enumerate(columns):
        numeric = bool(cells) and all(isinstance(row[position], int) for row in cells)
        drawn.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(number(cell) if isinstance(cell, int) else cell) for cell in row))
    return drawn


def show(*things: Any) -> None:
    """Print text or tables to standard output. Text is taken literally: a bracket in a record is not markup."""
    console = Console(theme=THEME, highlight=False, markup=False)
    for thing in things:
        console.print(thing, soft_wrap=isinstance(thing, str | Text))


def title(text: str) -> Text:
    """A heading."""
    return Text(text, style="title")


def caution(text: str) -> Text:
    """A sentence about something that a person should look at first."""
    return Text(text, style="waits")


def flow(word: str, items: Iterable[str]) -> Table:
    """A word, and beside it items one after another, folded at the edge of the terminal and never inside an item."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=9)
    grid.add_column(overflow="fold")
    grid.add_row(word, Text("  ".join(item.replace(" ", "\u00a0") for item in items)))
    return grid


def complain(sentence: str) -> None:
    """One sentence to standard error."""
    Console(stderr=True, theme=THEME, highlight=False, markup=False).print(Text(sentence), soft_wrap=True)


def show_json(value: Any) -> None:
    """A value as indented JSON in UTF-8, whatever the terminal speaks."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()
