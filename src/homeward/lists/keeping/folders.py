"""Where lists lie on the disk of an installation.

Comes in: a hash or an edition's id. Goes out: paths under `HOMEWARD_HOME`. Never a path that a person typed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

RECEIVED = "received"
_PREFIX = ".homeward-"
_LEFT = 6 * 3600  # seconds after which no piece of work still uses its folder
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder that is made in it is new and for this account alone


def lists_folder() -> Path:
    """The folder of all that was received, made where it is not there."""
    folder = Path(settings.HOMEWARD_HOME) / "lists"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def bytes_folder(sha256: str) -> Path:
    """Where the bytes of an edition lie."""
    return lists_folder() / sha256


def index_folder(edition_id: UUID) -> Path:
    """Where what is laid out from an edition lies."""
    folder = Path(settings.HOMEWARD_HOME) / "indexes"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / edition_id.hex


@contextmanager
def desk_folder(*, private: bool) -> Iterator[Path]:
    """A folder for the time of one piece of work. A private one lies in memory where the system has such a place."""
    where = _MEMORY if private and os.access(_MEMORY, os.W_OK) else lists_folder()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=where) as folder:
        yield Path(folder)


def sweep() -> None:
    """Remove the folders of work whose process was killed: nobody else does, and those in memory hold plain bytes."""
    for place in (_MEMORY, lists_folder()):
        for folder in place.glob(f"{_PREFIX}*"):
            about = folder.lstat()
            if about.st_uid == os.getuid() and time.time() - about.st_mtime > _LEFT:
                shutil.rmtree(folder, ignore_errors=True)
