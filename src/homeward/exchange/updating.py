"""Update many staged rows at once, each with values of its own: the framework's way makes one statement of a thousand conditions.

Comes in: values by row. Goes out: rows changed, in the transaction around. For this room's own tables only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Set the named fields of rows; each row is the values in that order, then the primary key."""
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in names]
    key = model._meta.pk
    assert key is not None
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(field.column))} = %s" for field in fields if isinstance(field, models.Field))
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(str(key.column))} = %s"  # noqa: S608
    ready = [
        [
            field.get_db_prep_save(value, connection)
            for field, value in zip((*fields, key), row, strict=True)
            if isinstance(field, models.Field)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, ready)
