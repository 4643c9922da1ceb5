"""The database's own refusal to change or delete what the trail holds, whoever asks.

Comes in: a connection. Goes out: triggers on the tables of events and seals, on SQLite and on PostgreSQL.
Put up after every migration, since SQLite drops a table's triggers when it rebuilds the table. What they cannot refuse (the owner of
the database may take them down) the seal makes visible: see `access.verifier`. Under PostgreSQL the application should not be
the owner: docs/how-to/verify-the-trail.md.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# The tables guarded, each with when an insertion would put something in the place of a row.
TABLES: Final = {
    "access_event": "id = NEW.id",
    "access_seal": "seq = NEW.seq OR event_id = NEW.event_id",
}
_REFUSAL: Final = "The trail is never changed."

_POSTGRES_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION access_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make every guard that is missing. Raises nothing where they stand already."""
    make = _sqlite if connection.vendor == "sqlite" else _postgres
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard: for a test that empties its tables."""
    with connection.cursor() as cursor:
        for table, name in names(connection):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def names(connection: BaseDatabaseWrapper) -> tuple[tuple[str, str], ...]:
    """The table and name of every guard that stands."""
    catalog = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ORDER BY name"
        if connection.vendor == "sqlite"
        else "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname LIKE %s ORDER BY tgname"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalog, ["guard\\_%" if connection.vendor == "postgresql" else "guard_%"])
        return tuple((table, name) for table, name in cursor.fetchall() if table in TABLES)


def wanted(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The names of the guards that should stand."""
    kinds = ("update", "delete", "insert") if connection.vendor == "sqlite" else ("change", "truncate")
    return frozenset(f"guard_{table}_{kind}" for table in TABLES for kind in kinds)


def put_up_after_migration(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """What `post_migrate` calls."""
    put_up(connections[using])


def _sqlite() -> list[str]:
    """An insertion that would replace a row deletes it without asking the trigger of deletions, so it has one of its own."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    made = []
    for table, same in TABLES.items():
        taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
        made += [
            f"CREATE TRIGGER IF NOT EXISTS guard_{table}_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER IF NOT EXISTS guard_{table}_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER IF NOT EXISTS guard_{table}_insert BEFORE INSERT ON {table} {taken} {refuse}",
        ]
    return made


def _postgres() -> list[str]:
    made = [_POSTGRES_FUNCTION]
    for table in TABLES:
        made += [
            f"CREATE OR REPLACE TRIGGER guard_{table}_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION access_refuse()",
            f"DROP TRIGGER IF EXISTS guard_{table}_truncate ON {table}",
            f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION access_refuse()",
            f"ALTER TABLE {table} ENABLE TRIGGER guard_{table}_change",
        ]
    return made
