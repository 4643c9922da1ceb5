"""The database refuses to change, replace, delete or empty the trail, whoever asks; a migration puts the guards up again."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from homeward.access import guards
from homeward.access.models import Event, Seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    made = Event.objects.create(at=timezone.now(), username="clerk", kind="write", what="test")
    Seal.objects.create(seq=1, event_id=made.id, key_number=1, mac=b"x")
    return made


def test_every_guard_stands_after_a_migration() -> None:
    assert {name for _, name in guards.names(connection)} == guards.wanted(connection)
    assert len(guards.wanted(connection)) == (6 if connection.vendor == "sqlite" else 4)
    assert set(guards.TABLES) == {Event._meta.db_table, Seal._meta.db_table}


@pytest.mark.parametrize("model", [Event, Seal])
def test_no_row_is_changed_or_deleted(event: Event, model: type[Event] | type[Seal]) -> None:
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET {model._meta.pk.column} = {model._meta.pk.column}", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces on insertion")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO access_event SELECT * FROM access_event",
        "REPLACE INTO access_seal SELECT * FROM access_seal",
        "REPLACE INTO access_seal SELECT seq + 1, event_id, key_number, mac FROM access_seal",
    ],
)
def test_no_row_is_replaced_by_an_insertion(event: Event, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot empty a table in one statement")
@pytest.mark.parametrize("table", guards.TABLES)
def test_no_table_is_emptied(event: Event, table: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def test_a_guard_taken_down_is_missed_and_put_up_again(event: Event) -> None:
    guards.take_down(connection)
    assert guards.names(connection) == ()
    guards.put_up(connection)
    guards.put_up(connection)
    assert {name for _, name in guards.names(connection)} == guards.wanted(connection)


@pytest.mark.django_db(transaction=True)
def test_a_migration_puts_a_missing_guard_up() -> None:
    guards.take_down(connection)
    call_command("migrate", verbosity=0)
    assert {name for _, name in guards.names(connection)} == guards.wanted(connection)


@pytest.mark.django_db(transaction=True)
def test_a_test_on_real_transactions_can_leave_events_behind() -> None:
    Event.objects.create(id=uuid4(), at=timezone.now(), username="clerk", kind="write", what="test")


@pytest.mark.django_db(transaction=True)
def test_and_the_next_one_finds_none_but_every_guard() -> None:
    assert not Event.objects.exists()
    assert {name for _, name in guards.names(connection)} == guards.wanted(connection)
