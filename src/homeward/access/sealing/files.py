"""Files at rest: scans and other papers under `HOMEWARD_HOME/files`, sealed in pieces with the key of the person they tell of.

Comes in: a subject's key, the id of the row that a file belongs to, its bytes in pieces. Goes out: a file that appears whole or not
at all, its size and SHA-256; later its bytes in pieces. Each file has a key of its own, sealed by the subject's and bound to the row;
each piece carries its place and whether it is the last, so a piece changed, moved, repeated or cut off does not open.
Never writes plain bytes to the disk, and never looks into them: what a file may be is the caller's rule.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from homeward.access.errors import Damaged, NotFound
from homeward.access.sealing.keyring import SIZE
from homeward.access.sealing.vault import SEALED_OVERHEAD, DataKey, vault
from homeward.kernel.errors import BadInput

_MAGIC: Final = b"HWF1"
_PIECE: Final = 64 * 1024
_TAG: Final = 16
_HEAD: Final = len(_MAGIC) + SEALED_OVERHEAD + SIZE
_COLUMN: Final = "files.key"


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored: its bytes before sealing."""

    size: int
    sha256: bytes


def file_store(key: DataKey, row: UUID, pieces: Iterable[bytes], *, limit: int) -> Stored:
    """Seal a file for a row, replacing the one that it had. Raises `BadInput` above `limit` bytes; then nothing is kept."""
    path = _path(row)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            stored = _write(file, key, row, pieces, limit)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:  # whatever interrupts us, half a file is never left behind
        draft.unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return stored


def file_open(key: DataKey, row: UUID) -> Iterator[bytes]:
    """The bytes of a row's file, piece by piece. Raises `NotFound`, and `Damaged` before giving out a piece that was changed."""
    try:
        file = _path(row).open("rb")
    except FileNotFoundError:
        raise NotFound("The file is not there. Restore it from a backup of the files folder.", row=str(row)) from None
    with file:
        yield from _read(file, key, row)


def file_held(row: UUID) -> bool:
    """Whether a row has a file of its own."""
    return _path(row).is_file()


def file_remove(row: UUID) -> bool:
    """Take a row's file away. Whether there was one."""
    with suppress(FileNotFoundError):
        _path(row).unlink()
        return True
    return False


def _path(row: UUID) -> Path:
    return Path(settings.HOMEWARD_HOME) / "files" / row.hex[-2:] / row.hex


def _write(file: BinaryIO, key: DataKey, row: UUID, pieces: Iterable[bytes], limit: int) -> Stored:
    secret = secrets.token_bytes(SIZE)
    cipher, digest, size = AESGCM(secret), hashlib.sha256(), 0
    file.write(_MAGIC + vault().seal(key, _COLUMN, row, secret))
    waiting, place = bytearray(), 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise BadInput(
                "The file is larger than %(size)s MB. Scan it at a lower resolution.", size=limit // 1_000_000 or 1
            )
        digest.update(piece)
        waiting += piece
        while len(waiting) > _PIECE:
            file.write(cipher.encrypt(_nonce(place, False), bytes(waiting[:_PIECE]), None))
            del waiting[:_PIECE]
            place += 1
    file.write(cipher.encrypt(_nonce(place, True), bytes(waiting), None))
    return Stored(size, digest.digest())


def _read(file: BinaryIO, key: DataKey, row: UUID) -> Iterator[bytes]:
    head = file.read(_HEAD)
    if not head.startswith(_MAGIC):
        raise _damaged(row)
    cipher = AESGCM(vault().open(key, _COLUMN, row, head[len(_MAGIC) :]))
    place, piece = 0, file.read(_PIECE + _TAG)
    while True:
        following = file.read(_PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(place, not following), piece, None)
        except (InvalidTag, ValueError):
            raise _damaged(row) from None
        if not following:
            return
        place, piece = place + 1, following


def _nonce(place: int, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])


def _damaged(row: UUID) -> Damaged:
    return Damaged("The file does not open: it was changed outside Homeward. Restore it from a backup.", row=str(row))


def _settle(folder: Path) -> None:
    """Let the disk keep the name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
