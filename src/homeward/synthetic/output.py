"""A file that is either whole or not there: written beside its place under another name, then moved.

Comes in: a path. Goes out: an open text file. Raises `CannotWrite` and leaves nothing half-written behind.
Never closes over an error of the writer's own: only what the disk says becomes `CannotWrite`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from homeward.kernel.errors import CannotWrite


@contextmanager
def whole(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file to write text to; line ends are left as they are. Raises `CannotWrite`."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding=encoding, newline="") as handle:
            yield handle
        draft.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        _remove(draft)


def made(folder: Path) -> Path:
    """The folder, made with those above it if need be. Raises `CannotWrite`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error
    return folder


def _refused(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"{path.name} cannot be written: {error.strerror}. Check the folder and free space.", file=path.name
    )


def _remove(draft: Path) -> None:
    if draft.exists():
        draft.unlink()
