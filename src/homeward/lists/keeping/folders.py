"""Where lists lie on the disk of an installation.

Comes in: a hash or an edition's id. Goes out: paths under `HOMEWARD_HOME`. Never a path that a person typed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

RECEIVED = "received"
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
    with tempfile.TemporaryDirectory(prefix=".homeward-", dir=where) as folder:
        yield Path(folder)
