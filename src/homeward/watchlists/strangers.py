"""A file that is no list we read: what it is instead, in words that say what to do.

Comes in: a path and the first bytes. Goes out: the error to raise.
Knows by name the lists that exist and have no reader here yet, so that nobody takes them for damaged.
Never opens a file.
"""

from __future__ import annotations

import re
from pathlib import Path

from homeward.kernel.errors import Unreadable

_BEGINNINGS = (
    (b"%PDF", "is a PDF: fetch the list in a format for machines (XML, CSV or JSON) from the same page"),
    (b"\x1f\x8b", "is compressed with gzip: unpack it first (gunzip)"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive: unpack it first"),
    (b"Rar!", "is a RAR archive: unpack it first"),
    (b"BZh", "is compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "is compressed with xz: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel file: save its table as .xlsx or CSV"),
    (b"{\\rtf", "is a text document (RTF): fetch the list in a format for machines"),
)
_IN_ZIP = (
    (b"word/", "is a Word document: fetch the list in a format for machines, or copy its table into a spreadsheet"),
    (b"xl/", "is a workbook: a national list in a workbook needs a column map (--map)"),
    (b"mimetype", "is an OpenDocument file: save it as .xlsx or CSV and give a column map (--map)"),
)
_KNOWN_XML = (
    (rb"<export\b[^>]*fsd|fpi\.ec\.europa\.eu/fsd", "the EU's financial sanctions list in XML"),
    (rb"<sanctionsData\b[^>]*enhanced|ENHANCED_XML", "OFAC's list in its enhanced XML"),
    (rb"<Sanctions\b[^>]*ADVANCED_XML|ADVANCED_XML", "OFAC's list in its advanced XML"),
    (rb"<sdnList\b", "OFAC's list in its legacy XML"),
    (rb"<Designations\b", "the UK Sanctions List in XML"),
    (rb"ArrayOfFinancialSanctionsTarget", "the former OFSI list in XML"),
)
_KNOWN_TABLES = (
    (rb"\bOFSI Group ID\b", "the UK Sanctions List in CSV"),
    (rb"Group Type.*Group ID|Last Updated,\d\d/\d\d/\d{4}", "the former OFSI list in CSV"),
    (rb"Entity_LogicalId|fileGenerationDate", "the EU's financial sanctions list in CSV"),
)
_WEB_PAGE = re.compile(rb"<!doctype html|<html\b|<head\b|<body\b", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def refusal(path: Path, head: bytes) -> Unreadable:
    """The error for a file that no reader recognises: a sentence with what it seems to be and what to do next."""
    if path.is_dir():
        return Unreadable(f"{path.name} is a folder without notices. Give the path of a list's file.", file=path.name)
    return Unreadable(f"{path.name} {_what(head)}.", file=path.name)


def _what(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    plain = start.replace(b"\x00", b"") if head.startswith(_UTF16) else start
    for mark, words in _BEGINNINGS:
        if start.startswith(mark):
            return words
    if start.startswith(b"PK"):
        inside = (words for mark, words in _IN_ZIP if mark in head)
        return next(inside, "is a zip archive: unpack it first and give the file inside")
    if _WEB_PAGE.search(plain[:4096]):
        return "is a web page, not a list: perhaps a login or error page was saved. Log in and download it again"
    if plain.lstrip(b"\xff\xfe").startswith(b"<"):
        return _what_xml(plain)
    if b"\x00" in head and not head.startswith(_UTF16):
        return "is not text: it holds NUL bytes. Get it again from its publisher"
    return _what_text(head)


def _what_xml(head: bytes) -> str:
    if _DECLARES.search(head):
        return (
            "declares a document type or entities, which no published list needs and which can be made to fill a "
            "computer's memory. It was not read further: get the file from the publisher again"
        )
    if name := _known(_KNOWN_XML, head):
        return name
    return (
        "is XML, but no list that is known here. Fetch the list in a format that docs/reference/list-formats.md names"
    )


def _known(table: tuple[tuple[bytes, str], ...], head: bytes) -> str:
    name = next((name for mark, name in table if re.search(mark, head, re.DOTALL)), "")
    end = "there is no reader for it yet. Fetch the list in a format that docs/reference/list-formats.md names"
    return f"is {name}: {end}" if name else ""


def _what_text(head: bytes) -> str:
    if name := _known(_KNOWN_TABLES, head):
        return name
    if head.startswith(_UTF16):
        return "is text in UTF-16 and no list that is known here. A national list needs a column map (--map)"
    try:
        head[: len(head) - 4].decode()  # the last letter may be cut by the end of the head
    except UnicodeDecodeError as error:
        return (
            f"is no list that is known here, and not UTF-8: byte 0x{head[error.start]:02X} at offset {error.start}. "
            "Save it as UTF-8; a national list also needs a column map (--map)"
        )
    return (
        "is text, but no list that is known here. Is it the file that the publisher released? A national list in a "
        "table needs a column map (--map)"
    )
