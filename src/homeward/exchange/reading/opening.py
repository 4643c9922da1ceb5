"""Any file that somebody brings becomes tables, or a sentence about why it cannot be read and what to do.

Comes in: a name and bytes, or a pair of CSV files. Goes out: `Tables`. What a file is called decides nothing: its first bytes do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.exchange.facts.tables import Tables
from homeward.exchange.reading.central import archived, central
from homeward.exchange.reading.limits import LARGEST, opened
from homeward.exchange.reading.submissions import submissions
from homeward.exchange.reading.workbook import workbook
from homeward.kernel.errors import Unreadable, to_say

_ZIP: Final = b"PK\x03\x04"
_NOT_TABLES: Final = (
    (b"\xd0\xcf\x11\xe0", to_say("%(name)s is an old .xls, or locked with a password: open it, take the password off, save it as .xlsx.")),
    (b"PK\x05\x06", to_say("%(name)s is an empty archive: bring what should have been in it.")),
    (b"%PDF", to_say("%(name)s is a PDF: ask for the spreadsheet it was made from.")),
    (b"\x89PNG", to_say("%(name)s is a picture: people on a photographed list have to be typed in.")),
    (b"\xff\xd8\xff", to_say("%(name)s is a picture: people on a photographed list have to be typed in.")),
    (b"\x1f\x8b", to_say("%(name)s is compressed: unpack it first.")),
    (b"7z\xbc\xaf", to_say("%(name)s is a compressed archive of a kind we do not open: unpack it first.")),
    (b"Rar!", to_say("%(name)s is a compressed archive of a kind we do not open: unpack it first.")),
    (b"MZ", to_say("%(name)s is a program. It was not opened. Ask who sent it.")),
    (b"\x7fELF", to_say("%(name)s is a program. It was not opened. Ask who sent it.")),
    (b"SQLite format 3", to_say("%(name)s is a database: export its table as CSV.")),
    (b"{\\rtf", to_say("%(name)s is a text document: ask for the spreadsheet.")),
)  # fmt: skip


def read_file(name: str, content: bytes) -> Tables:
    """The tables of a file. Raises `Unreadable` with a sentence for whoever brought it."""
    name = name.rpartition("/")[2].rpartition("\\")[2][:100] or "The file"
    if len(content) > LARGEST:
        raise Unreadable(
            "%(name)s is larger than %(size)s MB. Bring it in parts.", name=name, size=LARGEST // 1_000_000
        )
    start = content.removeprefix(b"\xef\xbb\xbf")[:2_000].lstrip()
    if not start:
        raise Unreadable("%(name)s is empty. Was it saved before it was sent?", name=name)
    for mark, reason in _NOT_TABLES:
        if start.startswith(mark):
            raise Unreadable(reason, name=name)
    if start.startswith(_ZIP):
        return _unpacked(name, content)
    if start.startswith(b"<"):
        raise Unreadable(
            "%(name)s is XML or a web page, whatever it is called. Save it as .xlsx or “CSV UTF-8”.", name=name
        )
    if start.startswith((b"{", b"[")):
        return submissions(name, content)
    return _some(name, central(name, [(name, content)]))


def read_files(files: Sequence[tuple[str, bytes]]) -> Tables:
    """The tables of one file, or of CSV files that belong together. Raises `Unreadable`."""
    if len(files) == 1:
        return read_file(*files[0])
    for name, content in files:
        if content[:4] == _ZIP or not name.lower().endswith(".csv"):
            raise Unreadable(
                "Several files at once are read only where all are the CSV files of one ODK form. Bring them one by one."
            )
    return _some("The form", central("The form", files))


def _unpacked(name: str, content: bytes) -> Tables:
    inside = set(opened(name, content).namelist())
    if "xl/workbook.xml" in inside:
        return _some(name, workbook(name, content))
    if "mimetype" in inside or "word/document.xml" in inside or "content.xml" in inside:
        raise Unreadable(
            "%(name)s is a document of another program. Save the sheet as .xlsx or “CSV UTF-8”.", name=name
        )
    if "xl/workbook.bin" in inside:
        raise Unreadable("%(name)s is a binary workbook. Save it as .xlsx.", name=name)
    return _some(name, central(name, archived(name, content)))


def _some(name: str, found: Tables) -> Tables:
    """What was read, if anything stands under a header."""
    if not any(table.lines for table in found.tables):
        raise Unreadable("%(name)s has a header and no rows under it. Is it the whole file?", name=name)
    return found
