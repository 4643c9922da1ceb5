"""An archive behind a password that is written to the disk piece by piece: what reaches the disk is encrypted with AES-256.

Comes in: a path, a password, the files' names and pieces. Goes out: a file that its owner alone reads; of each file inside, its size and
its SHA-256. Never plain bytes on the disk, and never half an archive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyzipper

_PIECE = 1 << 20


@dataclass(slots=True)
class Archive:
    """An archive that is being written."""

    zipped: pyzipper.AESZipFile

    def add(self, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write one file. Returns its size and SHA-256 before encryption."""
        digest, size = hashlib.sha256(), 0
        with self.zipped.open(name, "w", force_zip64=True) as inside:
            for piece in pieces:
                inside.write(piece)
                digest.update(piece)
                size += len(piece)
        return size, digest.hexdigest()


@contextmanager
def archive_at(path: Path, password: str) -> Iterator[Archive]:
    """Begin an archive at a path that must not exist; without a proper end, the file goes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            options = {"compression": pyzipper.ZIP_DEFLATED, "encryption": pyzipper.WZ_AES}
            with pyzipper.AESZipFile(file, "w", **options) as zipped:
                zipped.setpassword(password.encode())
                zipped.setencryption(pyzipper.WZ_AES, nbits=256)
                yield Archive(zipped)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:  # whatever interrupts us, half an archive is never left behind
        path.unlink(missing_ok=True)
        raise


def hash_of(path: Path) -> bytes:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.digest()
