"""What an installation needs, one function for each: it looks, and says that it is fine, or what to look at, or what to do.

Comes in: the settings, the home and the database; where backups are kept. Goes out: one `Finding` each. Changes nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

import msgspec
from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from homeward.access import guards
from homeward.access.sealer import unsealed
from homeward.cli.migrate import pending
from homeward.cli.render import count
from homeward.work.pulse import pulse

DAY: Final = 86_400
FONTS: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
LITTLE_ROOM: Final = 5 * 1024**3
LATE: Final = timedelta(minutes=1)


class Finding(msgspec.Struct, frozen=True):
    """One line: what it is about, how it is, and the sentence."""

    what: str
    state: Literal["fine", "look", "do"]
    sentence: str


def home(backups: str) -> Finding:
    """The home folder is its owner's alone."""
    mode = stat.S_IMODE(Path(settings.HOMEWARD_HOME).stat().st_mode)
    if mode & 0o077:
        return Finding("home folder", "do", f"Others on this machine can look into it (mode {mode:o}): chmod 700 it.")
    return Finding("home folder", "fine", "Its owner alone can look into it.")


def keys(backups: str) -> Finding:
    """Every key file is its owner's alone."""
    folder = Path(settings.HOMEWARD_HOME) / "keys"
    files = [path for path in folder.iterdir() if path.is_file()]
    loose = [path.name for path in (folder, *files) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if loose:
        return Finding(
            "keys", "do", f"Others can read {', '.join(sorted(loose))}: chmod 600 the files and 700 the folder."
        )
    if not any(path.name.startswith("wrap-") for path in files):
        return Finding(
            "keys", "look", "None yet: they are made when the first text is sealed. Keep a copy elsewhere then."
        )
    return Finding("keys", "fine", f"{count(len(files), 'file')}, their owner's alone. Keep a copy elsewhere.")


def debugging(backups: str) -> Finding:
    """Nobody is shown the inside of an error."""
    if settings.DEBUG or os.environ.get("HOMEWARD_TRACEBACK"):
        return Finding("debugging", "do", "It is on, and would show what stands in records: unset HOMEWARD_TRACEBACK.")
    return Finding("debugging", "fine", "It is off.")


def hosts(backups: str) -> Finding:
    """The names under which the pages answer are said."""
    if "*" in settings.ALLOWED_HOSTS:
        return Finding(
            "host names", "do", "The pages answer under any name: let HOMEWARD_HOSTS list those that are meant."
        )
    local = {"localhost", "127.0.0.1", "[::1]"}
    if set(settings.ALLOWED_HOSTS) <= local:
        return Finding(
            "host names", "look", "The pages answer on this machine alone. For others, list names in HOMEWARD_HOSTS."
        )
    return Finding("host names", "fine", f"The pages answer as {', '.join(settings.ALLOWED_HOSTS)}.")


def encryption(backups: str) -> Finding:
    """Between the browser and the server nobody listens."""
    if settings.HOMEWARD_SECURE:
        return Finding("TLS", "fine", "Cookies and headers say that pages are served over TLS.")
    local = {"localhost", "127.0.0.1", "[::1]"}
    if set(settings.ALLOWED_HOSTS) <= local:
        return Finding(
            "TLS", "look", "It is off, which is right on this machine alone. For others: HOMEWARD_SECURE=1 behind TLS."
        )
    return Finding(
        "TLS",
        "do",
        "Others reach the pages, and what they send can be read: serve them over TLS, with HOMEWARD_SECURE=1.",
    )


def database(backups: str) -> Finding:
    """The database answers, with the tables of this version and its guards."""
    try:
        steps, standing = pending(), {name for _, name in guards.names(connection)}
    except Error:
        return Finding("database", "do", "It does not answer. Check HOMEWARD_DATABASE_URL, and that it runs.")
    if steps:
        return Finding(
            "database", "do", f"Its tables are {count(len(steps), 'step')} behind this version: homeward migrate."
        )
    if missing := guards.wanted(connection) - standing:
        return Finding(
            "database",
            "do",
            f"{count(len(missing), 'guard')} of the database are missing: homeward migrate puts them up.",
        )
    kind = "SQLite, for one machine" if connection.vendor == "sqlite" else "PostgreSQL"
    return Finding("database", "fine", f"{kind}; its tables are of this version and its guards stand.")


def worker(backups: str) -> Finding:
    """Somebody does the background work."""
    if _unready():
        return Finding("worker", "do", _FIRST)
    found = pulse()
    if not found.workers:
        return Finding(
            "worker", "do", "None is alive, so imports and letters wait: homeward serve starts one, or homeward worker."
        )
    if found.oldest_waiting and timezone.now() - found.oldest_waiting > timedelta(minutes=10):
        return Finding(
            "worker", "look", f"{count(found.waiting, 'job')} wait, one for over ten minutes: start another worker."
        )
    if found.failed:
        return Finding(
            "worker",
            "look",
            f"{count(found.workers, 'worker')} alive; {count(found.failed, 'job')} failed: look at them.",
        )
    return Finding("worker", "fine", f"{count(found.workers, 'worker')} alive, {count(found.waiting, 'job')} waiting.")


def trail(backups: str) -> Finding:
    """What is not sealed yet is less than a minute old."""
    if _unready():
        return Finding("trail", "do", _FIRST)
    oldest = unsealed().order_by("at").values_list("at", flat=True).first()
    if oldest and timezone.now() - oldest > LATE:
        minutes = (timezone.now() - oldest) // timedelta(minutes=1)
        return Finding(
            "trail",
            "do",
            f"Not sealed for {count(minutes, 'minute')}, so a change there would not show: start a worker.",
        )
    return Finding("trail", "fine", "All but its last minute is sealed. homeward audit verify proves it.")


def backed_up(backups: str) -> Finding:
    """The last backup is less than a day old."""
    if not backups:
        return Finding(
            "backups", "look", "Say where they are kept, to see how old the last is: homeward check --backups DIR"
        )
    folder = Path(backups)
    times = [path.stat().st_mtime for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    if not times:
        return Finding("backups", "do", "There is none in that folder: homeward backup FILE, every day.")
    days = int((time.time() - max(times)) // DAY)
    if days:
        return Finding("backups", "do", f"The last is {count(days, 'day')} old: homeward backup FILE, every day.")
    return Finding("backups", "fine", "The last is less than a day old. Try restoring it now and then.")


def fonts(backups: str) -> Finding:
    """Letters can be set in Arabic script."""
    if any(next(folder.rglob("*Arabic*"), None) for folder in FONTS if folder.is_dir()):
        return Finding("fonts", "fine", "There is one for Arabic script.")
    return Finding(
        "fonts", "do", "There is none for Arabic script, so letters would show boxes: apt-get install fonts-noto-core"
    )


def room(backups: str) -> Finding:
    """There is room on the disk."""
    free = shutil.disk_usage(settings.HOMEWARD_HOME).free
    if free < LITTLE_ROOM:
        return Finding("disk", "do", f"{free / 1024**3:.1f} GiB are free. Make room: at least 5 GiB.")
    return Finding("disk", "fine", f"{free / 1024**3:.0f} GiB are free.")


def _unready() -> bool:
    try:
        return bool(pending())
    except Error:
        return True


_FIRST = "See first that the database is fine."

NEEDS: Final[tuple[Callable[[str], Finding], ...]] = (
    home, keys, debugging, hosts, encryption, database, worker, trail, backed_up, fonts, room,
)  # fmt: skip
