"""What a backup is: one tar file that begins with a list of what it holds, each part with its size and SHA-256.

Comes in: parts as files. Goes out: the archive, which appears whole or not at all; later its parts, checked while they are unpacked.
    manifest.json      format, version, moment, kind of database, steps of its tables, and the parts
    database           a copy of db.sqlite3, or what pg_dump wrote
    files/… lists/…    as they lie under HOMEWARD_HOME, sealed as there
    keys/…             only where it was asked for
Never writes outside the folder it was given, whatever names an archive holds.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Literal

import msgspec

from homeward.kernel.errors import BadInput, Unreadable

FORMAT = "homeward backup 1"
MANIFEST, DATABASE = "manifest.json", "database"
_BLOCK = 1024 * 1024
_LARGEST_MANIFEST = 256 * 1024 * 1024


class Part(msgspec.Struct, frozen=True):
    """One file of a backup."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds."""

    format: str
    version: str
    made_at: str
    database: Literal["sqlite", "postgresql"]
    steps: list[str]
    keys: bool
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be kept under a name."""

    name: str
    path: Path


def measure(sources: Iterable[Source]) -> list[Part]:
    """Each source with its size and hash."""
    return [Part(one.name, one.path.stat().st_size, _digest(one.path)) for one in sources]


def pack(target: Path, manifest: Manifest, sources: Iterable[Source]) -> None:
    """Write the archive beside its place, then put it there. Raises `BadInput` where something lies there already."""
    if target.exists():
        raise BadInput(f"{target.name} is there already, and a backup is never overwritten. Name another file.")
    beside = target.with_name(f".{target.name}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            text = msgspec.json.format(msgspec.json.encode(manifest))
            _add(tar, MANIFEST, len(text), BytesIO(text))
            for part, source in zip(manifest.parts, sources, strict=True):
                with source.path.open("rb") as content:
                    _add(tar, part.name, part.size, content)
            tar.close()
            out.flush()
            os.fsync(out.fileno())
        os.link(beside, target)  # fails where something came to lie there meanwhile
    finally:
        beside.unlink(missing_ok=True)


def read_manifest(archive: Path) -> Manifest:
    """What an archive says that it holds. Raises `Unreadable`."""
    try:
        with tarfile.open(archive, "r:") as tar:
            first = tar.next()
            content = tar.extractfile(first) if first and first.name == MANIFEST and first.isreg() else None
            if content is None:
                raise Unreadable(f"{archive.name} is not a backup of Homeward. Name a file that homeward backup wrote.")
            manifest = msgspec.json.decode(content.read(_LARGEST_MANIFEST), type=Manifest)
    except (tarfile.TarError, msgspec.MsgspecError, EOFError) as error:
        raise Unreadable(f"{archive.name} is not a backup of Homeward, or is damaged. Name another file.") from error
    if manifest.format != FORMAT:
        raise Unreadable(f"{archive.name} was written by a version that this one does not know. Use that version.")
    return manifest


def unpack(archive: Path, manifest: Manifest, folder: Path) -> None:
    """Write every part under a folder that is empty, and hold it against its hash. Raises `Unreadable`."""
    wanted = {part.name: part for part in manifest.parts}
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    continue
                content = tar.extractfile(member) if member.isreg() else None
                part = wanted.pop(member.name, None)
                if content is None or part is None or member.size != part.size:
                    raise Unreadable(
                        f"{archive.name} holds something that its list does not. It was changed: do not use it."
                    )
                _write(folder / _inside(member.name), content, part, archive.name)
    except (tarfile.TarError, EOFError) as error:
        raise Unreadable(f"{archive.name} is damaged or cut off. Use another backup.") from error
    if wanted:
        raise Unreadable(f"{archive.name} is cut off: {len(wanted)} of its parts are missing. Use another backup.")


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Unreadable("The backup holds a name that leads outside its folder. It was changed: do not use it.")
    return path


def _write(path: Path, content: IO[bytes], part: Part, archive: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := content.read(_BLOCK):
            digest.update(block)
            out.write(block)
    if digest.hexdigest() != part.sha256:
        raise Unreadable(f"{archive} is damaged: a part differs from its hash. Use another backup.")


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _add(tar: tarfile.TarFile, name: str, size: int, content: BinaryIO | BytesIO) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, content)
