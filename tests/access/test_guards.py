"""The database refuses to change, replace, delete or empty the trail, whoever asks; a migration puts the guards up again."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models.signals import pre_migrate
from django.utils import timezone

from homeward.access import guards
from homeward.access.models import Event, Seal

pytestmark = pytest.mark.django_db
TABLES = (Event._meta.db_table, Seal._meta.db_table)


@pytest.fixture
def event() -> Event:
    made = Event.objects.create(at=timezone.now(), username="clerk", kind="write", what="test")
    Seal.objects.create(seq=1, event_id=made.id, key_number=1, mac=b"x")
    return made


def test_every_guard_stands_after_a_migration() -> None:
    assert {name for _, name in guards.names(connection)} == guards.wanted(connection)
    of_the_trail = {name for table, name in guards.names(connection) if table in TABLES}
    assert len(of_the_trail) == (6 if connection.vendor == "sqlite" else 4)


@pytest.mark.parametrize("model", [Event, Seal])
def test_no_row_is_changed_or_deleted(event: Event, model: type[Event] | type[Seal]) -> None:
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET {model._meta.pk.column} = {model._meta.pk.column}", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert model.objects.count() == 1


def test_a_guard_of_an_earlier_version_gives_way_to_that_of_this_one(event: Event) -> None:
    """One that stands under the same name and refuses less."""
    guard = next(one for one in guards._of(connection) if one.table == TABLES[0] and "DELETE" in one.moment)
    make = guards._postgres if connection.vendor == "postgresql" else guards._sqlite
    with connection.cursor() as cursor:
        for statement in make(replace(guard, when="1 = 0")):
            cursor.execute(statement)
        with transaction.atomic():
            cursor.execute(f"DELETE FROM {guard.table}")
            transaction.set_rollback(True)
    guards.put_up(connection)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {guard.table}")


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
@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(event: Event, table: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def test_a_guard_taken_down_is_missed_and_put_up_again(event: Event) -> None:
    guards.take_down(connection)
    assert guards.names(connection) == ()
    guards.put_up(connection)
    guards.put_up(connection)
    assert {name for _, name in guards.names(connection)} == guards.wanted(connection)


@pytest.mark.parametrize("steps", [[], ["a step"]])
def test_no_guard_is_in_the_way_of_a_migration(steps: list[str]) -> None:
    """SQLite would refuse to rebuild a table that a guard of another one reads; without a step all stay where they are."""
    pre_migrate.send(sender=apps.get_app_config("access"), using="default", plan=steps)
    down = bool(steps) and connection.vendor == "sqlite"
    assert {name for _, name in guards.names(connection)} == (set() if down else guards.wanted(connection))


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


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
@pytest.mark.parametrize(
    "statement", ["UPDATE access_event SET what = 'x'", "DELETE FROM access_seal", "TRUNCATE access_seal"]
)
def test_a_role_that_owns_nothing_inserts_and_reads_alone(event: Event, statement: str) -> None:
    """As docs/how-to/verify-the-trail.md says."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE homeward_app_under_test")
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO homeward_app_under_test")
        cursor.execute("REVOKE UPDATE, DELETE, TRUNCATE ON access_event, access_seal FROM homeward_app_under_test")
        cursor.execute("SET LOCAL ROLE homeward_app_under_test")
        Event.objects.create(at=timezone.now(), username="clerk", kind="write", what="test")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
        with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
            cursor.execute("DROP TRIGGER guard_access_event_change ON access_event")
        cursor.execute("RESET ROLE")
