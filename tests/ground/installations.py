"""A whole installation for the tests that start real processes: its own home, its own database on the kind under test.

Comes in: a temporary folder. Goes out: `Installation`, which runs `homeward …` in it, starts and kills processes, and asks its
database. Databases on PostgreSQL are copied from one that was migrated once, files of SQLite likewise.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

COMMAND = [sys.executable, "-c", "import sys; from homeward.cli.main import main; sys.exit(main())"]
WAIT = 120


def wait_for(condition: Callable[[], bool], seconds: float = WAIT) -> None:
    """Wait until something comes to pass; fail where it does not."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to pass"
        time.sleep(0.05)


@dataclass
class Installation:
    """A home folder and a database of its own."""

    home: Path
    url: str
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this installation sees."""
        own = {"HOMEWARD_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "homeward.config.settings"}
        return os.environ | own | {"HOMEWARD_DATABASE_URL": self.url}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one verb to its end."""
        return subprocess.run(
            [*COMMAND, *arguments], env=self.environment | more, capture_output=True, text=True, timeout=WAIT
        )

    def python(self, script: str, **more: str) -> str:
        """Run Python with the tables at hand; returns what it printed. Fails where it fails."""
        begin = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + script],
            env=self.environment | more, capture_output=True, text=True, timeout=WAIT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of its database, by a connection of the test's own."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                return connection.execute(query).fetchall()
        with closing(sqlite3.connect(self.home / "db.sqlite3", timeout=WAIT)) as connection:
            return connection.execute(query).fetchall()

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start one verb and leave it running, in a session of its own; `stop` ends what still runs."""
        return self._start([*COMMAND, *arguments], more)

    def start_python(self, script: str, **more: str) -> subprocess.Popen[str]:
        """Start Python with a script and leave it running."""
        return self._start([sys.executable, "-c", script], more)

    def _start(self, command: list[str], more: dict[str, str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, env=self.environment | more, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def stop(self) -> None:
        """Kill what was started and still runs."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate(timeout=WAIT)


def _server() -> str:
    url = os.environ.get("HOMEWARD_DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _statement(statement: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(statement)


def new_database(template: str = "") -> str:
    """The name of a new database on the server under test, empty or a copy."""
    name = f"installation_{uuid4().hex[:12]}"
    _statement(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    return name


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """An installation that was migrated once, for others to be copied from: its home and the name of its database."""
    home = tmp_path_factory.mktemp("pattern") / "home"
    name = new_database() if _server() else ""
    made = Installation(home, _named(_server(), name) if name else "")
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr
    yield home, name
    if name:
        _statement(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def make_installation(tmp_path: Path, pattern: tuple[Path, str]) -> Iterator[Callable[..., Installation]]:
    """Makes installations with all tables and nothing in them; `empty=True`: not even tables."""
    made: list[tuple[Installation, str]] = []

    def make(*, empty: bool = False) -> Installation:
        home = tmp_path / f"installation-{len(made)}"
        name = new_database("" if empty else pattern[1]) if pattern[1] else ""
        if empty:
            home.mkdir(mode=0o700)
        else:
            shutil.copytree(pattern[0], home)
        made.append((Installation(home, _named(_server(), name) if name else ""), name))
        return made[-1][0]

    yield make
    for one, name in made:
        one.stop()
        if name:
            _statement(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(make_installation: Callable[..., Installation]) -> Installation:
    """One installation with all tables and nothing in them."""
    return make_installation()
