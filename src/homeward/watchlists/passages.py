"""The publisher's own text of one entry, cut out of the file that it stands in, byte for byte but for its encoding.

Comes in: the path of a list, a listing's position, its id. Goes out: text, or nothing where it cannot be cut out. XML, CSV, JSON lines and
JSON documents are cut; where a whole file is one line, the element or the object around the id. Never interprets what it cuts, and
never gives more than `MOST` characters: a record that goes on without end is no entry.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from homeward.kernel.sources import Position

MOST = 60_000  # characters; the longest entry of a published list has some ten thousand
_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)[\s>/]")
_NEAR = 1 << 20  # bytes around an id in which its record begins and ends
Content = mmap.mmap | bytes


def source_text(path: Path, position: Position, entry_id: str = "") -> str:
    """What stands at a position of a list; "" where it cannot be cut out. A folder is a list of many files, named by the position."""
    file = _file_of(path, position)
    if file is None:
        return ""
    with _content(file) as content:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16, whose lines are not found by one byte
            return ""
        if position.unit in ("item", "notice"):
            return _item(content, position)
        start = _line_start(content, position.number)
        if start is None:
            return ""
        if content[:256].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            found = _element(content, start, entry_id.encode())
        elif position.unit == "line" and not _one_document(content):
            found = _record(content, start)
        else:
            found = content[:MOST] if _one_document(content) else b""
    return found.decode("utf-8", "replace").strip()[:MOST]


def _file_of(path: Path, position: Position) -> Path | None:
    if not path.is_dir():
        return path if path.is_file() else None
    return next((file for file in sorted(path.rglob("*")) if file.name == position.file and file.is_file()), None)


@contextmanager
def _content(file: Path) -> Iterator[Content]:
    with file.open("rb") as handle:
        if file.stat().st_size == 0:
            yield b""
            return
        with mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


def _line_start(content: Content, number: int) -> int | None:
    """The first byte of a line, counted from 1."""
    at = 0
    for _ in range(number - 1):
        at = content.find(b"\n", at) + 1
        if not at:
            return None
    return at if at < len(content) else None


def _element(content: Content, start: int, entry_id: bytes) -> bytes:
    """The element that begins on a line, the one around an id where several begin there."""
    end = content.find(b"\n", start)
    line = content[start : end if end >= 0 else len(content)]
    first = _TAG.search(line)
    if first is None:
        return b""
    at = start + first.start()
    cut = _cut(content, at, first[1])
    is_root = at < _NEAR and _TAG.search(content[:at]) is None
    if entry_id and (is_root or entry_id not in cut):
        exactly = content.find(b">" + entry_id + b"<", at)
        inside = exactly if exactly >= 0 else content.find(entry_id, at)
        return _around(content, inside + 1) if inside >= 0 else b"" if is_root else cut
    return cut


def _cut(content: Content, at: int, tag: bytes) -> bytes:
    """An element from its first byte to its last; elements of the same name inside it belong to it."""
    ends = re.compile(rb"<(/?)" + re.escape(tag) + rb"(?=[\s>/])[^>]*?(/?)>")
    depth = 0
    for found in ends.finditer(content, at, min(len(content), at + _NEAR)):
        depth += -1 if found[1] else 0 if found[2] else 1
        if depth <= 0:
            return content[at : found.end()]
    return content[at : at + MOST]


def _around(content: Content, inside: int) -> bytes:
    """The element of a record around a place: of those that are open there, the outermost beside which another of its name stands."""
    low = max(0, inside - _NEAR)
    open_tags: list[tuple[int, bytes]] = []
    for found in re.finditer(rb"<(/?)([A-Za-z_][\w.:-]*)(?:\s[^>]*?)?(/?)>", content[low:inside]):
        if found[1]:
            while open_tags and open_tags.pop()[1] != found[2]:
                pass
        elif not found[3]:
            open_tags.append((low + found.start(), found[2]))
    for at, tag in open_tags:
        cut = _cut(content, at, tag)
        if _has_sibling(content, at, at + len(cut), tag):
            return cut
    return _cut(content, *open_tags[-2]) if len(open_tags) > 1 else b""


def _has_sibling(content: Content, start: int, end: int, tag: bytes) -> bool:
    """Whether an element of the same name stands beside one, as records do."""
    after = content[end : end + 4096].lstrip()
    before = content[max(0, start - 4096) : start].rstrip()
    return bool(re.match(rb"<" + re.escape(tag) + rb"[\s>/]", after)) or before.endswith(b"</" + tag + b">")


def _record(content: Content, start: int) -> bytes:
    """A row of a table or a line of JSON. A quoted cell may hold breaks of lines."""
    at = start
    while True:
        end = content.find(b"\n", at)
        end = len(content) if end < 0 else end
        row = content[start:end]
        if row.count(b'"') % 2 == 0 or row.startswith(b"{") or end == len(content) or len(row) > MOST:
            return row
        at = end + 1


def _one_document(content: Content) -> bool:
    """Whether a file is one JSON document rather than a line of each."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"[") or (start.startswith(b"{") and start[1:].lstrip(b" \t").startswith(b"\n"))


class _Notices(msgspec.Struct):
    notices: list[msgspec.Raw] = []


class _Page(msgspec.Struct):
    embedded: _Notices = msgspec.field(default_factory=_Notices, name="_embedded")


def _item(content: Content, position: Position) -> str:
    """An item of a JSON array, or a notice of a page of them, as it is written there."""
    text = bytes(content[:]).removeprefix(b"\xef\xbb\xbf")
    try:
        items = (
            msgspec.json.decode(text, type=list[msgspec.Raw])
            if position.unit == "item"
            else msgspec.json.decode(text, type=_Page).embedded.notices
        )
    except (ValueError, RecursionError):
        return ""
    return bytes(items[position.number - 1]).decode("utf-8", "replace")[:MOST] if position.number <= len(items) else ""
