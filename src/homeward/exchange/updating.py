"""Update many staged rows at once, each with values of its own: the framework's way makes one statement of a thousand conditions.

Comes in: values by row. Goes out: rows changed, in the transaction around. For this room's own tables only.
What is to change may be made ready before the transaction, in another process too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection, models

from homeward.registry.inserting import turn_of


class Changes(NamedTuple):
    """A statement, and the values of each row as the driver takes them."""

    sql: str
    rows: Sequence[tuple[Any, ...]]


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set the named fields of rows; each row is the values in that order, then the primary key."""
    apply(changes(model, names, rows))


def changes(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Changes:
    """The same made ready."""
    key = model._meta.pk
    assert key is not None
    fields = [field for name in (*names, key.name) if isinstance(field := model._meta.get_field(name), models.Field)]
    turns = [turn_of(field, connection.vendor) for field in fields]
    columns = [connection.ops.quote_name(str(field.column)) for field in fields]
    sets = ", ".join(f"{column} = %s" for column in columns[:-1])
    table = connection.ops.quote_name(model._meta.db_table)
    ready = [
        tuple(value if turn is None or value is None else turn(value) for turn, value in zip(turns, row, strict=True))
        for row in rows
    ]
    return Changes(f"UPDATE {table} SET {sets} WHERE {columns[-1]} = %s", ready)  # noqa: S608


def apply(made: Changes) -> None:
    """Change rows as was made ready."""
    if made.rows:
        with connection.cursor() as cursor:
            cursor.executemany(made.sql, made.rows)
