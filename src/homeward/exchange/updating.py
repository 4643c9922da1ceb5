"""Update many staged rows at once, each with values of its own: the framework's way makes one statement of a thousand conditions.

Comes in: values by row. Goes out: rows changed, in the transaction around. For this room's own tables only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from homeward.registry.inserting import turn_of


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set the named fields of rows; each row is the values in that order, then the primary key."""
    if not rows:
        return
    key = model._meta.pk
    assert key is not None
    fields = [field for name in (*names, key.name) if isinstance(field := model._meta.get_field(name), models.Field)]
    turns = [turn_of(field, connection.vendor) for field in fields]
    columns = [connection.ops.quote_name(str(field.column)) for field in fields]
    sets = ", ".join(f"{column} = %s" for column in columns[:-1])
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"UPDATE {table} SET {sets} WHERE {columns[-1]} = %s"  # noqa: S608
    ready = [
        tuple(value if turn is None or value is None else turn(value) for turn, value in zip(turns, row, strict=True))
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, ready)
