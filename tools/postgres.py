"""A private PostgreSQL for one command: started in a temporary folder, reached by a socket, thrown away afterwards.

Comes in: a command. Goes out: its exit code; it sees `HOMEWARD_DATABASE_URL`. Nothing listens on the network, and no other
server is touched. As root the server runs as `postgres` or `nobody`, since PostgreSQL refuses root. It does not wait for the
disk (fsync off), so it is for tests only. A test of faults has a `cluster` of its own, which it kills and starts again.
Run: `python tools/postgres.py COMMAND …`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from system import postgres_folder

NAME = "homeward"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB", "max_connections=200")
CAREFUL = ("shared_buffers=32MB", "max_connections=60")  # every commit is written down before it is told
PATIENCE = 60.0


def account() -> str | None:
    """Whom the server runs as where we are root; None for ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


class Cluster:
    """One server in a folder of its own: started, perhaps killed and started again, and ended."""

    def __init__(self, programs: Path, options: Sequence[str]) -> None:
        self._programs, self._options, self._user = programs, options, account()
        self._running: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="hw-pg-", dir="/tmp"))
        if self._user:
            shutil.chown(self.folder, self._user)
        self.url = f"postgres://{NAME}@/{NAME}?host={self.folder}"

    def make(self) -> None:
        """Lay the server out, start it, and make an empty database."""
        made = ("-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _checked([self._programs / "initdb", "-D", self.folder / "data", *made], self._user)
        self.start()
        _checked([self._programs / "createdb", "-h", self.folder, "-U", NAME, NAME], self._user)

    def start(self) -> None:
        """Start it, and wait until it answers: after a crash it first reads what was written down."""
        options = [part for setting in self._options for part in ("-c", setting)]
        data = ("-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=")
        self._running = subprocess.Popen(
            [self._programs / "postgres", *data, *options],
            user=self._user, start_new_session=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _await(self._programs, self.folder, self._running)

    def kill(self) -> None:
        """Kill every process of this server at once, as a crash would, and wait until they are gone."""
        assert self._running is not None
        own = [self._running.pid, *_children(self._running.pid)]
        for process in own:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._running.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while any(_alive(process) for process in own):
            if time.monotonic() > until:
                sys.exit("PostgreSQL did not end.")
            time.sleep(0.02)

    def end(self) -> None:
        """End it whatever happened, and throw its folder away."""
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(signal.SIGINT)  # its word for: disconnect everybody, then end
            self._running.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def cluster(programs: Path, options: Sequence[str] = FAST) -> Iterator[Cluster]:
    """A server with an empty database, ended whatever happens."""
    made = Cluster(programs, options)
    try:
        made.make()
        yield made
    finally:
        made.end()


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address of a server with an empty database, ended whatever happens."""
    with cluster(programs) as made:
        yield made.url


def _children(parent: int) -> list[int]:
    """The processes that one started: a server's are in sessions of their own."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return found


def _alive(process: int) -> bool:
    """Whether a process is still there, and no more than a name in the list."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _checked(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed: {done.stderr.strip()}")


def _await(programs: Path, folder: Path, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    ask: list[str | Path] = [programs / "pg_isready", "-q", "-h", folder, "-U", NAME]
    while subprocess.run(ask, check=False).returncode:
        if running.poll() is not None or time.monotonic() > until:
            sys.exit("PostgreSQL did not start.")
        time.sleep(0.1)


def main(command: list[str]) -> int:
    """Run a command beside a server. Returns its exit code."""
    programs = postgres_folder()
    if programs is None:
        sys.exit(
            "There is no PostgreSQL here. Install the package postgresql, for instance: apt-get install postgresql"
        )
    if not command:
        sys.exit("Say what to run: python tools/postgres.py COMMAND …")
    with server(programs) as url:
        return subprocess.run(command, env=os.environ | {"HOMEWARD_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
