"""What a file holds, once read: tables of text, and the records of people that they make together.

Comes in: what `reading` read. Goes out: frozen types. A cell is text as the file has it, never evaluated.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from homeward.exchange.facts.problems import Problem


class FileKind(StrEnum):
    """What a file turned out to be, by what it holds and not by its name."""

    CSV = "csv"
    XLSX = "xlsx"
    KOBO_XLSX = "kobo_xlsx"
    KOBO_JSON = "kobo_json"
    CENTRAL_CSV = "central_csv"


class Column(msgspec.Struct, frozen=True):
    """A column: its sheet, its heading, and its HXL tag where the file has a row of them."""

    sheet: str
    name: str
    tag: str = ""


class Line(msgspec.Struct, frozen=True):
    """A row of a table, as the spreadsheet counts it.

    `key` is the source's durable name for it; `names` those by which rows of other tables refer to it in this file, and
    `parents` the names, in the order to try, of the row that it belongs under.
    """

    row: int
    cells: tuple[str, ...]
    key: str = ""
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, a file of an archive, or a level of a JSON answer. `parent` names the table it repeats under."""

    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    parent: str = ""


class Record(msgspec.Struct, frozen=True):
    """One person's row with the cells of the household's row before its own; `group` ties the people of one submission.

    `key` is the source's own durable name for the row, such as a Kobo `_uuid` and the place within it, or empty.
    """

    sheet: str
    row: int
    cells: tuple[str, ...]
    key: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """What a file holds: its kind, its tables, and what was noticed."""

    kind: FileKind
    tables: tuple[Table, ...]
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A file as records of people under joined columns."""

    kind: FileKind
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    notices: tuple[Problem, ...] = ()
