"""A copy of the database while it is in use, and a database made from such a copy; SQLite and PostgreSQL by their own means.

Comes in: a path. Goes out: a file, or tables. Never writes over tables that are there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections

from homeward.kernel.errors import BadInput, HomewardError

_TIMEOUT = 30.0


def copy_database(target: Path) -> None:
    """Copy the database as it is at one moment, while others write."""
    if connection.vendor == "sqlite":
        with closing(_sqlite()) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target))


def restore_database(source: Path) -> None:
    """Make the database from a copy. Raises `BadInput` where there are tables already."""
    if connection.introspection.table_names():
        raise BadInput(
            "The database of this installation holds tables, and nothing is written over them. Name an empty one."
        )
    connections.close_all()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as copy, closing(_sqlite()) as target:
            copy.backup(target)
    else:
        name = str(connection.settings_dict["NAME"])
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", "--dbname", name, str(source))


def whole(path: Path) -> bool:
    """Whether a copy of a SQLite database is sound."""
    with closing(sqlite3.connect(path)) as copy:
        return bool(copy.execute("PRAGMA quick_check").fetchone() == ("ok",))


def _sqlite() -> sqlite3.Connection:
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=_TIMEOUT)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database, the newest that is installed."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    path = str(beside[-1]) if beside else shutil.which(program)
    if path is None:
        raise BadInput(
            f"The program {program} is missing. Install the package postgresql-client, for instance: apt-get install postgresql-client"
        )
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, with our own arguments
        [path, *arguments],
        env=os.environ | _access(connection.settings_dict),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise HomewardError(
            f"{program} failed (code {done.returncode}). Ask whoever runs PostgreSQL whether this account may do it."
        )


def _access(settings: dict[str, Any]) -> dict[str, str]:
    """How PostgreSQL's programs reach our database: through the environment, so that no password stands in a list of processes."""
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {variable: str(settings[key]) for variable, key in given.items() if settings.get(key)}
    return found | {
        f"PG{name.upper()}": str(value) for name, value in settings.get("OPTIONS", {}).items() if name == "sslmode"
    }
