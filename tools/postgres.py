"""A private PostgreSQL for one command: started in a temporary folder, reached by a socket, thrown away afterwards.

Comes in: a command. Goes out: its exit code; it sees `HOMEWARD_DATABASE_URL`. Nothing listens on the network, and no other
server is touched. As root the server runs as `postgres` or `nobody`, since PostgreSQL refuses root. It does not wait for the
disk (fsync off), so it is for tests only.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from system import postgres_folder

NAME = "homeward"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB", "max_connections=200")
PATIENCE = 60.0


def account() -> str | None:
    """Whom the server runs as where we are root; None for ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A server with an empty database; gives its address, and ends the server whatever happens."""
    user = account()
    folder = Path(tempfile.mkdtemp(prefix="hw-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    try:
        made = ("-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _checked([programs / "initdb", "-D", folder / "data", *made], user)
        options = [part for setting in FAST for part in ("-c", setting)]
        running = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", *options],
            user=user, start_new_session=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _await(programs, folder, running)
            _checked([programs / "createdb", "-h", folder, "-U", NAME, NAME], user)
            yield f"postgres://{NAME}@/{NAME}?host={folder}"
        finally:
            running.send_signal(signal.SIGINT)  # its word for: disconnect everybody, then end
            running.wait(PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
