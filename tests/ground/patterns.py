"""The pattern of an installation: migrated once for a state of the code, then copied wherever a test needs tables.

Comes in: the code of the rooms that have tables. Goes out: `pattern`, a home and a database to copy from, and the database that the tests
of this worker see, which is such a copy. A test with transactions of its own leaves rows behind: the copy is thrown away, and another
takes its place. Under `.pytest_cache` a file of SQLite outlives the run; on PostgreSQL a pattern lives as long as its server.
Never changes a pattern once it is made.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from ground import ROOT

COMMAND = [sys.executable, "-c", "import sys; from homeward.cli.main import main; sys.exit(main())"]
SOURCE = ROOT / "src/homeward"
BESIDE_ROOMS = ("kernel", "config", "resources", "cli/migrate.py")  # … what else has a say in what `migrate` makes
PATIENCE = 600


class Pattern(NamedTuple):
    """A home, with a file of SQLite in it, or else the name of a database on the server under test."""

    home: Path
    database: str


def server() -> str:
    """The address of the PostgreSQL under test; empty where the tests are on SQLite."""
    url = os.environ.get("HOMEWARD_DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def address(name: str) -> str:
    """That of another database on the same server; of none, of SQLite."""
    return urlunsplit(urlsplit(server())._replace(path=f"/{name}")) if name else ""


def statement(words: str) -> list[tuple[Any, ...]]:
    """Have the server do something outside any transaction; the rows it answers with."""
    with psycopg.connect(server(), autocommit=True) as asked:
        done = asked.execute(words)
        return done.fetchall() if done.description else []


def new_database(template: str = "") -> str:
    """The name of a new database on the server under test, empty or a copy."""
    name = f"installation_{uuid4().hex[:12]}"
    statement(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    return name


def state(source: Path = SOURCE, pins: Path = ROOT / "requirements/platform.txt") -> str:
    """A name for what the code is now, as far as it has a say in the tables, their guards and what lies in them from the start."""
    rooms = [path.parent for path in source.glob("*/migrations")]
    places = [pins, *(source / name for name in BESIDE_ROOMS), *rooms]
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place])]
    digest = sha256()
    for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
        digest.update(f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name}\0".encode())
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else is making or reading a pattern there."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def made(folder: Path) -> Pattern:
    """The pattern of the present code; the one before it goes."""
    name = f"pattern_{state()}"
    found = Pattern(folder / f"{connection.vendor}_{name}", name if server() else "")
    known = not server() or statement(f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
    if found.home.is_dir() and known:
        return found
    for before in folder.glob(f"{connection.vendor}_*"):
        shutil.rmtree(before)
    if found.database:
        statement(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        statement(f"CREATE DATABASE {name}")
    home = Path(tempfile.mkdtemp(dir=folder, prefix=f"{connection.vendor}_"))
    own = {"HOMEWARD_HOME": str(home), "HOMEWARD_DATABASE_URL": address(found.database)}
    done = subprocess.run([*COMMAND, "migrate"], env=os.environ | own, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    if not server():
        with closing(sqlite3.connect(home / "db.sqlite3")) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a copy of the one file is then a copy of all
    return found._replace(home=home.rename(found.home))


@pytest.fixture(scope="session")
def pattern(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pattern:
    """An installation that was migrated and never used: its home, which is this run's own, and its database."""
    folder = request.config.cache.mkdir("pattern")
    home = tmp_path_factory.mktemp("pattern") / "home"
    with alone(folder):
        found = made(folder)
        shutil.copytree(found.home, home)
    return found._replace(home=home)


class Copy:
    """The database that the tests of this worker see. Each copy has a name of its own: a straggler cannot reach the next one."""

    def __init__(self, pattern: Pattern) -> None:
        self._pattern, self._name = pattern, ""

    def renew(self) -> None:
        """Throw away the one that was, and take another."""
        self.end()
        self._name = new_database(self._pattern.database) if self._pattern.database else self._file()
        connection.settings_dict["NAME"] = self._name

    def end(self) -> None:
        """Throw it away."""
        connection.close()
        if self._pattern.database and self._name:
            statement(f"DROP DATABASE {self._name} WITH (FORCE)")
        elif self._name:
            for end in ("", "-wal", "-shm"):
                Path(self._name + end).unlink(missing_ok=True)

    def _file(self) -> str:
        descriptor, path = tempfile.mkstemp(dir=os.environ["HOMEWARD_HOME"], prefix="test-", suffix=".sqlite3")
        os.close(descriptor)
        shutil.copyfile(self._pattern.home / "db.sqlite3", path)
        return path


@pytest.fixture(scope="session")
def django_db_setup(
    pattern: Pattern, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In the place of the fixture of this name that migrates a database for each worker and empties every table one by one."""
    copy = Copy(pattern)
    with django_db_blocker.unblock():
        copy.renew()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: copy.renew())
        yield
    with django_db_blocker.unblock():
        copy.end()
