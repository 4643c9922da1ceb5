"""Insert many rows of a table at once, at a tenth of the framework's cost: an import saves a dozen rows for each person.

Comes in: a model, and the values of each row by the name of its attribute; a column that is not named gets the model's default.
Goes out: rows. Values are turned by the kind of column, once found out; a kind that is not known here goes the framework's own way.
PostgreSQL takes them as a stream (COPY), SQLite as one prepared statement.
Never for rows that may stand there already, and never a value that the database would not have taken from the framework.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Final

from django.db import connection, models

Values = Mapping[str, Any]
Turn = Callable[[Any], Any]
_AS_IT_IS: Final = (models.TextField, models.IntegerField, models.BooleanField)


def insert(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Insert rows of one model, in the transaction around."""
    if not rows:
        return
    table, columns, values = _plan(model, connection.vendor)
    if connection.vendor == "postgresql":
        _copy(table, columns, values(rows))
    else:
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", list(values(rows)))  # noqa: S608


def _copy(table: str, columns: Sequence[str], values: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


@lru_cache(maxsize=64)
def _plan(
    model: type[models.Model], vendor: str
) -> tuple[str, tuple[str, ...], Callable[[Sequence[Values]], Iterator[tuple[Any, ...]]]]:
    """The table, its columns, and what turns values by name into rows."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    named = [(field.attname, turn_of(field, vendor), field.get_default) for field in fields]

    def values(rows: Sequence[Values]) -> Iterator[tuple[Any, ...]]:
        return zip(*(_column(rows, *one) for one in named), strict=True)

    return quote(model._meta.db_table), tuple(quote(str(field.column)) for field in fields), values


def _column(rows: Sequence[Values], name: str, turn: Turn | None, default: Callable[[], Any]) -> list[Any]:
    """One column of all rows: a column at a time is twice as fast as a row at a time."""
    try:
        found = list(map(itemgetter(name), rows))
    except KeyError:
        found = [row[name] if name in row else default() for row in rows]
    return found if turn is None else [value if value is None else turn(value) for value in found]


def turn_of(field: models.Field[Any, Any], vendor: str) -> Turn | None:
    """How a value of a field is turned into what the driver takes; None where it goes as it is."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.DateTimeField):
        return _moment if vendor == "sqlite" else None
    if isinstance(field, models.UUIDField):
        return attrgetter("hex") if vendor == "sqlite" else None
    if isinstance(field, models.DateField):
        return str if vendor == "sqlite" else None
    if isinstance(field, models.BinaryField):
        return bytes
    if isinstance(field, models.CharField):
        return str
    if isinstance(field, _AS_IT_IS):
        return None
    return lambda value: field.get_db_prep_save(value, connection)


@lru_cache(maxsize=256)
def _moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
