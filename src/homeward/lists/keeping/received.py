"""The bytes of an edition as they came: taken in, kept read-only under their hash or sealed, and laid out again to be read.

Comes in: files in pieces. Goes out: the path that a reader is given. A restricted list's bytes are sealed with a key of the list's
own and come back into memory only. Never changes a byte, and leaves nothing half-written.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from uuid import UUID

from homeward.access.sealing.files import file_open, file_store
from homeward.access.sealing.vault import DataKey
from homeward.kernel.errors import BadInput, CannotWrite
from homeward.lists.facts.lists import Upload
from homeward.lists.keeping.folders import RECEIVED, bytes_folder, desk_folder
from homeward.watchlists.ofac.family import FAMILIES

LARGEST = 4_000_000_000  # bytes of an edition; a million entries are a tenth of that
LARGEST_SEALED = 400_000_000  # a sealed one is held in memory while it is read
FILES = 20_000  # notices come one in a file
_PRIMARIES = frozenset(family.primary for family in FAMILIES)


def take_in(uploads: Sequence[Upload], folder: Path, *, limit: int = LARGEST) -> Path:
    """Write files into a folder and give the path of the list: the file, the first of its set, or the folder of notices.

    A zip archive of lists is unpacked. Raises `BadInput` for too many or too large files, `CannotWrite` where there is no room.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not uploads:
        raise BadInput("Choose a file first.", field="file")
    left = limit
    try:
        for upload in uploads:
            left = _write(upload, folder, left)
        _unpack(folder, left)
    except OSError as error:
        raise CannotWrite("The file could not be kept. Make room on the disk, and try again.") from error
    return named_by(folder)


def named_by(folder: Path) -> Path:
    """The path by which the files of a folder are one list."""
    files = sorted(folder.iterdir())
    if not files:
        raise BadInput("The archive holds no file.", field="file")
    if len(files) == 1:
        return files[0]
    return next((file for file in files if file.name.lower() in _PRIMARIES), folder)


def keep_plain(folder: Path, sha256: str) -> None:
    """Keep a folder's files under their hash, read-only; one that is kept already is the same."""
    target = bytes_folder(sha256)
    if (target / RECEIVED).is_dir():
        return
    target.mkdir(mode=0o755, exist_ok=True)
    for file in folder.iterdir():
        _sync(file)
        file.chmod(0o444)
    try:
        folder.rename(target / RECEIVED)
    except OSError:
        if not (target / RECEIVED).is_dir():
            raise
        return
    _sync(target)


def keep_sealed(folder: Path, key: DataKey, edition_id: UUID) -> None:
    """Keep a folder's files sealed, as one archive."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, file.name, recursive=False)
    packed.seek(0)
    file_store(key, edition_id, iter(lambda: packed.read(1 << 20), b""), limit=LARGEST)


@contextmanager
def opened_plain(sha256: str) -> Iterator[Path]:
    """The path of an edition that is kept as it came. Raises `BadInput` where it is gone."""
    yield named_by(received_of(sha256))


def received_of(sha256: str) -> Path:
    """The folder of an edition's files as they came. Raises `BadInput` where it is gone."""
    folder = bytes_folder(sha256) / RECEIVED
    if not folder.is_dir():
        raise BadInput(
            "The file of the edition %(edition)s is not there. Restore it from a backup, or bring it again.",
            edition=sha256[:12],
        )
    return folder


@contextmanager
def opened_sealed(key: DataKey, edition_id: UUID) -> Iterator[Path]:
    """The path of a sealed edition, in memory for the time it is read. Raises `NotFound`, `Damaged`."""
    with desk_folder(private=True) as folder:
        packed = io.BytesIO(b"".join(file_open(key, edition_id)))
        with tarfile.open(fileobj=packed) as archive:
            for member in archive:  # files that `keep_sealed` packed, without a folder in their names
                content = archive.extractfile(member)
                if content is not None:
                    with content, (folder / plain_name(member.name)).open("wb") as file:
                        shutil.copyfileobj(content, file)
        yield named_by(folder)


def drop_plain(sha256: str) -> None:
    """Take the plain bytes of an edition away, once they are sealed."""
    target = bytes_folder(sha256)
    shutil.rmtree(target, ignore_errors=True)


def plain_name(name: str) -> str:
    """The last part of a file's name, without what could lead elsewhere."""
    last = PurePosixPath(name.replace("\\", "/")).name.replace("\x00", "").lstrip(".")
    return last[-150:] or "list"


def _write(upload: Upload, folder: Path, left: int) -> int:
    with (folder / plain_name(upload.name)).open("xb") as file:
        for piece in upload.pieces:
            left -= len(piece)
            if left < 0:
                raise BadInput("The file is larger than any list that is read. Is it the right file?", field="file")
            file.write(piece)
    return left


def _unpack(folder: Path, left: int) -> None:
    """Unpack a single archive of lists. A workbook is an archive too, and stays as it is."""
    files = list(folder.iterdir())
    if len(files) != 1 or not zipfile.is_zipfile(files[0]):
        return
    try:
        with zipfile.ZipFile(files[0]) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir()]
            if any(one.filename.startswith(("xl/", "word/", "[Content_Types]", "mimetype")) for one in inside):
                return
            if len(inside) > FILES or sum(one.file_size for one in inside) > left:
                raise BadInput(
                    "The archive holds more than any list that is read. Unpack it and bring the list itself."
                )
            for one in inside:
                _write(Upload(one.filename, _pieces(archive, one)), folder, one.file_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, FileExistsError) as error:
        raise BadInput(
            "The archive is damaged, locked with a password, or holds files of one name. Unpack it and bring the list itself.",
            field="file",
        ) from error
    files[0].unlink()


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        yield from iter(lambda: file.read(1 << 20), b"")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
