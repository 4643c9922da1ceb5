"""Each guard against deleting and emptying a table refuses by itself: with it alone nothing goes, and without it everything does.

Comes in: every guard that rooms declare. A test that would pass without a guard proves nothing of it; here each is taken down once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from homeward.access import guards
from homeward.access.guards import POSTGRES, SQLITE, Guard
from homeward.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
TABLES = {model._meta.db_table: model for model in apps.get_models()}
HERE = [one for one in guards._declared.values() if one.only in ("", connection.vendor) and one.table in TABLES]
DELETES = [one for one in HERE if "DELETE" in one.moment]
TRUNCATES = [one for one in HERE if one.moment == "TRUNCATE"]


class Undone(Exception):
    """Ends what a test did to the tables."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in here to tables, rows and guards did not happen."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def run(statement: str, given: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def stand_alone(guard: Guard) -> None:
    """Take every guard down and put this one up."""
    guards.take_down(connection)
    for statement in (guards._postgres if connection.vendor == POSTGRES else guards._sqlite)(guard):
        run(statement)


def fall(guard: Guard) -> None:
    run(f"DROP TRIGGER {guard.name}" + (f" ON {guard.table}" if connection.vendor == POSTGRES else ""))


def a_row(table: str) -> None:
    """A row of a table that holds anything at all, whatever it may hold and to whatever it points: nobody was erased who could be in it."""
    fields = list(TABLES[table]._meta.concrete_fields)
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    values = [one.get_db_prep_save(_value(one), connection) for one in fields]
    run(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(values))})", values)


def _value(one: models.Field[Any, Any]) -> Any:
    while isinstance(one, models.ForeignKey):
        one = one.target_field
    kinds: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
        (models.UUIDField, uuid7()), (models.DateTimeField, datetime.now(timezone.get_current_timezone())),
        (models.DateField, date(2026, 1, 1)), (models.BooleanField, True), (models.IntegerField, 1), (models.BinaryField, b"x"),
        (models.JSONField, {}), (models.CharField, "x"), (models.TextField, "x"),
    )  # fmt: skip
    return next(value for kind, value in kinds if isinstance(one, kind))


@contextmanager
def no_checks(table: str) -> Iterator[None]:
    """Without the conditions of a table, which ask nothing of a deletion."""
    if connection.vendor == SQLITE:
        run("PRAGMA ignore_check_constraints = ON")
        yield
        run("PRAGMA ignore_check_constraints = OFF")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield


@pytest.mark.parametrize("guard", DELETES, ids=lambda one: one.table)
def test_each_guard_against_deletion_refuses_by_itself(guard: Guard) -> None:
    with undone():
        guards.take_down(connection)
        with no_checks(guard.table):
            a_row(guard.table)
        stand_alone(guard)
        with pytest.raises(IntegrityError, match=guard.sentence[:30]), transaction.atomic():
            run(f"DELETE FROM {guard.table}")
        fall(guard)
        run(f"DELETE FROM {guard.table}")


@pytest.mark.skipif(connection.vendor != POSTGRES, reason="SQLite has no such statement")
@pytest.mark.parametrize("guard", TRUNCATES, ids=lambda one: one.table)
def test_each_guard_against_emptying_refuses_by_itself(guard: Guard) -> None:
    with undone():
        stand_alone(guard)
        with pytest.raises(IntegrityError, match=guard.sentence[:30]), transaction.atomic():
            run(f"TRUNCATE {guard.table} CASCADE")
        fall(guard)
        run(f"TRUNCATE {guard.table} CASCADE")


def test_whatever_may_not_be_deleted_may_not_be_emptied_either() -> None:
    """PostgreSQL empties a table without asking about its rows."""
    every = guards._declared.values()
    assert {one.table for one in every if "DELETE" in one.moment} == {
        one.table for one in every if one.moment == "TRUNCATE"
    }
