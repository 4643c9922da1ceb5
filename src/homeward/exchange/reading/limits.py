"""How much a file may hold, and the archive that it may be: checked before anything is unpacked.

Comes in: bytes. Goes out: members of an archive, or `Unreadable` saying what to do. Never unpacks more than it was told it would get.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Final

from homeward.kernel.errors import Unreadable

LARGEST: Final = 60_000_000  # bytes of a file as it comes
UNPACKED: Final = 600_000_000  # bytes of all members of an archive
RATIO: Final = 200  # how many bytes one byte of an archive may become; honest sheets stay under 60
MEMBERS: Final = 1_000
ROWS: Final = 200_000
COLUMNS: Final = 500
CELLS: Final = 12_000_000
CELL: Final = 20_000  # characters of one cell


def opened(name: str, content: bytes) -> zipfile.ZipFile:
    """An archive, its promises checked. Raises `Unreadable`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Unreadable(
            "%(name)s is a damaged archive: it was cut off or changed on the way. Send it again.", name=name
        ) from None
    if len(infos) > MEMBERS:
        raise Unreadable(
            "%(name)s holds %(files)s files; at most %(members)s are read. Send the export alone.",
            name=name,
            files=len(infos),
            members=MEMBERS,
        )
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable("%(name)s is an archive with a password. Unpack it and bring what is in it.", name=name)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise Unreadable("%(name)s is packed in an unusual way. Unpack it and bring what is in it.", name=name)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > UNPACKED or unpacked > RATIO * max(len(content), 100_000):
        raise Unreadable(
            (
                "%(name)s would unpack to %(size)s MB, far more than a table of people needs. It was not opened. "
                "Save the sheet anew and bring that file."
            ),
            name=name,
            size=unpacked // 1_000_000,
        )
    return archive


def member(name: str, archive: zipfile.ZipFile, inside: str) -> bytes:
    """One member, of no more bytes than the archive says of it. Raises `Unreadable`."""
    size = archive.getinfo(inside).file_size
    try:
        with archive.open(inside) as file:
            content = file.read(size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise Unreadable(
            "%(name)s is damaged: %(inside)s in it cannot be unpacked. Send it again.", name=name, inside=inside[:80]
        ) from None
    if len(content) > size:
        raise Unreadable("%(name)s lies about its size. It was not opened: save the sheet anew.", name=name)
    return content


def check_shape(name: str, rows: int, columns: int) -> None:
    """Refuse a table that is larger than any register. Raises `Unreadable`."""
    if columns > COLUMNS:
        raise Unreadable(
            (
                "%(name)s has %(columns)s columns; at most %(most)s are read. Delete the empty ones, or those you "
                "do not need."
            ),
            name=name,
            columns=columns,
            most=COLUMNS,
        )
    if rows > ROWS or rows * columns > CELLS:
        raise Unreadable(
            (
                "%(name)s reaches down to row %(rows)s; at most %(most)s rows are read at once. Delete empty rows at "
                "the end, or bring it in parts."
            ),
            name=name,
            rows=rows,
            most=ROWS,
        )


def check_cells(name: str, row: int, cells: Iterable[str]) -> None:
    """Refuse a cell that no answer fills. Raises `Unreadable`."""
    if any(len(cell) > CELL for cell in cells):
        raise Unreadable(
            (
                "%(name)s, row %(row)s: a cell has more than %(cell)s characters. Is a quotation mark left open, or "
                "a photograph pasted?"
            ),
            name=name,
            row=row,
            cell=CELL,
        )
