"""Seal and open the words of a row: each column bound to its table, its name and the row.

Comes in: a key, a row, words by column. Goes out: the row with its sealed columns, or words. Where the key was destroyed, the words are
gone.
"""

from __future__ import annotations

from django.db.models import Model

from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text, seal_text


def put(key: DataKey, row: Model, **words: str) -> None:
    """Seal words into the columns of a row that has its id."""
    for column, text in words.items():
        setattr(row, column, seal_text(key, _place(row, column), row.pk, text))


def said(key: DataKey | None, row: Model, column: str) -> str:
    """The words of a column; nothing where there are none, or the key is gone."""
    return open_text(key, _place(row, column), row.pk, getattr(row, column))


def sealed(key: DataKey, row: Model, column: str, text: str) -> bytes:
    """Words sealed for a column of a row, to be written by an update."""
    return seal_text(key, _place(row, column), row.pk, text)


def _place(row: Model, column: str) -> str:
    return f"{row._meta.db_table}.{column}"
