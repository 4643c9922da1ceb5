"""A whole installation for the tests that start real processes: its own home, its own database on the kind under test.

Comes in: a temporary folder, and the pattern to copy. Goes out: `Installation`, which runs `homeward …` in it, starts and kills
processes, and asks its database.
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

import psycopg
import pytest

from patterns import COMMAND, Pattern, address, new_database, statement

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


@pytest.fixture
def make_installation(tmp_path: Path, pattern: Pattern) -> Iterator[Callable[..., Installation]]:
    """Makes installations with all tables and nothing in them; `empty=True`: not even tables."""
    made: list[tuple[Installation, str]] = []

    def make(*, empty: bool = False) -> Installation:
        home = tmp_path / f"installation-{len(made)}"
        name = new_database("" if empty else pattern.database) if pattern.database else ""
        if empty:
            home.mkdir(mode=0o700)
        else:
            shutil.copytree(pattern.home, home)
        made.append((Installation(home, address(name)), name))
        return made[-1][0]

    yield make
    for one, name in made:
        one.stop()
        if name:
            statement(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(make_installation: Callable[..., Installation]) -> Installation:
    """One installation with all tables and nothing in them."""
    return make_installation()
