"""Files of this machine as uploads: a file, the set that belongs to it, or a folder of notices.

Comes in: a path. Goes out: `Upload`s that are read as they are taken in. Never holds a file in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from homeward.kernel.errors import BadInput, Unreadable
from homeward.kernel.table_formats import opened
from homeward.lists.facts.lists import Upload
from homeward.watchlists.catalog import format_of


def uploads_of(path: Path) -> list[Upload]:
    """The files of a list by the path that names it. Raises `BadInput` where there is none."""
    try:
        files = format_of(path).files(path)
    except Unreadable:  # a table that waits for a column map, or something that is refused when it is read
        files = (path,)
    if path.is_dir() and files == (path,):
        raise BadInput("%(file)s is a folder without notices. Give the path of a list's file.", file=path.name)
    return [Upload(file.name, pieces_of(file)) for file in files]


def uploads_of_folder(folder: Path) -> list[Upload]:
    """Every file of a folder of ours."""
    return [Upload(file.name, pieces_of(file)) for file in sorted(folder.iterdir())]


def pieces_of(path: Path) -> Iterator[bytes]:
    """A file in pieces. Raises `BadInput` where it cannot be opened."""
    with opened(path) as file:
        yield from iter(lambda: file.read(1 << 20), b"")
