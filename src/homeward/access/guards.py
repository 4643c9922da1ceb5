"""The database's own refusals, whoever asks: to change or delete what the trail holds, and whatever else a room declares.

Comes in: a connection, and the guards that rooms hand over with `declare`. Goes out: triggers, on SQLite and on PostgreSQL.
Put up after every migration: SQLite drops a table's triggers when it rebuilds the table, and rebuilds none that another table's reads.
What they cannot refuse (the owner of the database may take them down) the seal makes visible: see `access.verifier`. Under PostgreSQL
the application should not be the owner: docs/how-to/verify-the-trail.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE, POSTGRES = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger: the table it stands before, the end of its name, at what it refuses, and in which words.

    `when` is a condition over NEW and OLD in the SQL of both databases; empty: always. `only`: the database that needs it.
    """

    table: str
    kind: str
    moment: str
    sentence: str
    when: str = ""
    only: str = ""

    @property
    def name(self) -> str:
        """Its name in the database."""
        return f"guard_{self.table}_{self.kind}"


def never_changed(table: str, same: str, sentence: str) -> tuple[Guard, ...]:
    """The guards of a table that is only added to; `same` is when an insertion would put something in the place of a row.

    On SQLite such an insertion deletes the row without asking the trigger of deletions, so it has one of its own.
    """
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - constants of ours
    return (
        Guard(table, "update", "UPDATE", sentence, only=SQLITE),
        Guard(table, "delete", "DELETE", sentence, only=SQLITE),
        Guard(table, "insert", "INSERT", sentence, taken, only=SQLITE),
        Guard(table, "change", "UPDATE OR DELETE", sentence, only=POSTGRES),
        Guard(table, "truncate", "TRUNCATE", sentence, only=POSTGRES),
    )


_REFUSAL: Final = "The trail is never changed."
_declared: dict[str, Guard] = {}


def declare(guards: Iterable[Guard]) -> None:
    """Have these guards stand too: a room says so once, when it is loaded."""
    _declared.update({guard.name: guard for guard in guards})


declare(never_changed("access_event", "id = NEW.id", _REFUSAL))
declare(never_changed("access_seal", "seq = NEW.seq OR event_id = NEW.event_id", _REFUSAL))


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make every guard that is missing or says something else than this version, of the tables that are there."""
    make = _sqlite if connection.vendor == SQLITE else _postgres
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        standing = _written(cursor) if connection.vendor == SQLITE else frozenset()
        for guard in _of(connection):
            statements = make(guard)
            if guard.table in tables and statements[-1] not in standing:
                for statement in statements:
                    cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard: for a migration, and for a test that empties its tables."""
    with connection.cursor() as cursor:
        for table, name in names(connection):
            on = f" ON {table}" if connection.vendor == POSTGRES else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def names(connection: BaseDatabaseWrapper) -> tuple[tuple[str, str], ...]:
    """The table and name of every guard that stands."""
    catalog = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ORDER BY name"
        if connection.vendor == SQLITE
        else "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname LIKE %s ORDER BY tgname"
    )
    guarded = {guard.table for guard in _declared.values()}
    with connection.cursor() as cursor:
        cursor.execute(catalog, ["guard\\_%" if connection.vendor == POSTGRES else "guard_%"])
        return tuple((table, name) for table, name in cursor.fetchall() if table in guarded)


def wanted(connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The names of the guards that should stand."""
    return frozenset(guard.name for guard in _of(connection))


def take_down_before_migration(using: str = DEFAULT_DB_ALIAS, plan: Sequence[object] = (), **_: Any) -> None:
    """What `pre_migrate` calls: SQLite rebuilds a table under another name, which it refuses while a guard of another table reads it."""
    if plan and connections[using].vendor == SQLITE:
        take_down(connections[using])


def put_up_after_migration(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """What `post_migrate` calls."""
    put_up(connections[using])


def _of(connection: BaseDatabaseWrapper) -> list[Guard]:
    return [guard for guard in _declared.values() if guard.only in ("", connection.vendor)]


def _sqlite(guard: Guard) -> list[str]:
    when = f" WHEN {guard.when}" if guard.when else ""
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.moment} ON {guard.table}{when}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END",
    ]


def _written(cursor: Any) -> frozenset[str]:
    """What the guards that stand on SQLite say, as they were made."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
    return frozenset(sql for (sql,) in cursor.fetchall())


def _postgres(guard: Guard) -> list[str]:
    """A function that asks the condition, since a trigger's own may look at no other row; then the trigger, enabled."""
    kept = "OLD" if guard.moment == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {guard.when} THEN {refuse} END IF; RETURN {kept};" if guard.when else refuse
    each = "STATEMENT" if guard.moment == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.moment} ON {guard.table}"
        f" FOR EACH {each} EXECUTE FUNCTION {guard.name}()",
    ]
