"""A folder of arrays: one file each, and a manifest that says what each must be.

Comes in: arrays by name and facts. Goes out: a folder that appears whole or not at all, and its arrays memory-mapped.
Never opens a folder whose files are not exactly those of its manifest, and never replaces a folder that is not of this kind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.errors import BadInput, CannotWrite, Unreadable
from homeward.kernel.sources import file_hash

MANIFEST = "index.json"
KIND = "homeward index"
Array = npt.NDArray[Any]


class Shape(msgspec.Struct, frozen=True):
    """What a file must hold: its NumPy type, its dimensions and the SHA-256 of its bytes."""

    dtype: str
    shape: tuple[int, ...]
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a folder holds. `hash` stands for all of its content; `facts` are the owner's."""

    kind: str
    version: int
    hash: str
    arrays: dict[str, Shape]
    facts: dict[str, Any]


def write_folder(
    folder: Path, version: int, arrays: Mapping[str, Array], facts: Mapping[str, Any], *,
    kind: str = KIND, inside: Callable[[Path], object] | None = None,
) -> Manifest:  # fmt: skip
    """Write a folder beside its place and move it there whole, in place of an earlier one of the same kind.

    `inside` writes what else belongs into it, before it is moved.
    Raises `BadInput` where something else is in the way, `CannotWrite` where there is no room or no right to write.
    """
    folder = folder.absolute()
    if folder.exists() and not _replaceable(folder, kind):
        raise BadInput(f"{folder.name} is there already and is no index: it is not replaced. Name another folder.")
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    try:
        beside.mkdir(mode=0o700, parents=True)
        manifest = _write(beside, Manifest(kind, version, "", {}, dict(facts)), arrays)
        if inside:
            inside(beside)
        _move(beside, folder)
    except OSError as error:
        reason = f"{error.strerror or error}. Make room or name another place, and run it again."
        raise CannotWrite(f"The index {folder.name} could not be written: {reason}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return manifest


def _replaceable(folder: Path, kind: str) -> bool:
    if not folder.is_dir():
        return False
    with suppress(BadInput):
        read_manifest(folder, kind)
        return True
    return not any(folder.iterdir())


def _write(folder: Path, manifest: Manifest, arrays: Mapping[str, Array]) -> Manifest:
    """Write the arrays, and the manifest with their shapes and the hash of all."""
    shapes = {}
    for name, array in arrays.items():
        content = np.ascontiguousarray(array)
        with (folder / f"{name}.bin").open("wb") as handle:
            handle.write(content.data if content.size else b"")
        shapes[name] = Shape(
            content.dtype.str, content.shape, sha256(content.data if content.size else b"").hexdigest()
        )
    digest = sha256(msgspec.json.encode([manifest.version, shapes, manifest.facts], order="sorted")).hexdigest()
    manifest = msgspec.structs.replace(manifest, hash=digest, arrays=shapes)
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return manifest


def _move(beside: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(old)
    try:
        beside.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def read_manifest(folder: Path, kind: str = KIND) -> Manifest:
    """The manifest of a folder. Raises `BadInput` where there is none, `Unreadable` where it is none of ours."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise BadInput(
            f"{folder.name} is not an index: {MANIFEST} cannot be opened ({error.strerror}). Make one with: homeward lists index"
        ) from error
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{folder.name} is not an index, or {MANIFEST} in it is damaged. Make it again.") from error
    if manifest.kind != kind:
        wanted = "an index" if kind == KIND else f"a {kind}"
        raise Unreadable(f"{folder.name} is not {wanted} but a {manifest.kind[:40]}.")
    return manifest


def open_folder(folder: Path, version: int, *, kind: str = KIND) -> tuple[Manifest, dict[str, Array]]:
    """The manifest and the arrays, memory-mapped; what is written to them stays in this process.

    Sizes are compared with the manifest, contents are not read: `verify` does. Raises `Unreadable`, `BadInput`.
    """
    manifest = read_manifest(folder, kind)
    if manifest.version != version:
        raise Unreadable(
            f"{folder.name} was made by another version of Homeward (layout {manifest.version}, this one reads {version}). "
            "Make it again with: homeward lists index"
        )
    return manifest, {name: _mapped(folder, name, shape) for name, shape in manifest.arrays.items()}


def _mapped(folder: Path, name: str, shape: Shape) -> Array:
    path = folder / f"{name}.bin"
    try:
        dtype = np.dtype(shape.dtype)
        size = int(np.prod(shape.shape, dtype=np.int64)) * dtype.itemsize
        if path.stat().st_size != size or dtype.hasobject or min(shape.shape, default=0) < 0:
            raise Unreadable(
                f"{folder.name} is damaged: {path.name} has not the size it was written with. Make it again."
            )
        if size == 0:
            return np.zeros(shape.shape, dtype)
        return np.asarray(np.memmap(path, dtype, "c", shape=shape.shape))
    except (OSError, TypeError, ValueError) as error:
        raise Unreadable(f"{folder.name} is damaged: {path.name} cannot be opened. Make it again.") from error


def verify(folder: Path, manifest: Manifest) -> None:
    """Read every file and compare its hash with the manifest. Raises `Unreadable` for a file that was changed."""
    for name, shape in manifest.arrays.items():
        if file_hash(folder / f"{name}.bin") != shape.sha256:
            raise Unreadable(f"{folder.name} is damaged: {name}.bin is not as it was written. Make it again.")
