"""The options that every verb about lists shares, and how a list is opened with them.

Comes in: what was typed. Goes out: readings. Never reads a list to its end.
"""

from __future__ import annotations

from pathlib import Path

import typer

from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.csv.read import load_column_map

LIST_ID = typer.Option("", "--list", metavar="ID", help="The list's id, where the file does not say.")
COLUMN_MAP = typer.Option(None, "--map", metavar="FILE", help="The column map of a national list, a small TOML file.")


def columns_of(column_map: Path | None) -> ColumnMap | None:
    """The column map in a file, where one was named."""
    return load_column_map(column_map) if column_map else None
