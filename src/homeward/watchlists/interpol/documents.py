"""JSON as fetched from INTERPOL's public API: a folder of files, one document, an array of them, or one on each line.

Comes in: a path. Goes out: each JSON object with its place; what is no whole object is refused with its place.
Never knows what an object means: notices and list pages are told apart by `read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from homeward.kernel.errors import Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.table_formats import opened
from homeward.kernel.tally import Tally

HEAD = 1 << 14
ENDINGS = frozenset({".json", ".jsonl", ".ndjson"})
BROKEN = (ValueError, RecursionError)  # what a decoder raises: broken JSON, a value of the wrong type, deep nesting
Json = dict[str, Any]

_BOM = b"\xef\xbb\xbf"


def files(folder: Path) -> list[Path]:
    """The JSON files of a folder and the folders in it, in the order of their paths."""
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS and file.is_file())


def head(path: Path) -> bytes:
    """The first bytes of a file, to tell its format by. Raises `BadInput` where it cannot be opened."""
    with opened(path) as handle:
        return handle.read(HEAD)


def documents(path: Path, tally: Tally) -> Iterator[tuple[Position, Json]]:
    """Every object of a folder or file. A broken file in a folder is refused; alone it is `Unreadable`."""
    if not path.is_dir():
        yield from _of_file(path, tally)
        return
    for file in files(path):
        try:
            yield from _of_file(file, tally)
        except Unreadable as error:
            tally.refuse(str(Position(file.name, 1)), "broken_json", str(error))


def as_object(value: object) -> Json:
    """A value where it is an object, else an empty one: what a stranger's file holds may be of any type."""
    return value if isinstance(value, dict) else {}


def _of_file(path: Path, tally: Tally) -> Iterator[tuple[Position, Json]]:
    with opened(path) as handle:
        content = handle.read().removeprefix(_BOM)
    if not content.strip():
        raise Unreadable(f"{path.name} is empty. Fetch it again.", file=path.name)
    if content.lstrip().startswith(b"<"):
        raise Unreadable(
            f"{path.name} is XML or HTML (perhaps a login page), not JSON. Fetch it again.", file=path.name
        )
    whole = _decoded(content)
    if isinstance(whole, dict):
        yield Position(path.name, 1), whole
    elif isinstance(whole, list):
        places = ((Position(path.name, number, "item"), item) for number, item in enumerate(whole, 1))
        yield from _objects(places, tally)
    else:
        yield from _lines(path, content, tally)


def _lines(path: Path, content: bytes, tally: Tally) -> Iterator[tuple[Position, Json]]:
    numbered = [(number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip()]
    read = [(Position(path.name, number), _decoded(line)) for number, line in numbered]
    if not any(isinstance(value, dict) for _, value in read):
        raise Unreadable(f"{path.name} is not whole JSON: cut short, or not UTF-8. Fetch it again.", file=path.name)
    yield from _objects(iter(read), tally)


def _objects(places: Iterator[tuple[Position, object]], tally: Tally) -> Iterator[tuple[Position, Json]]:
    for position, value in places:
        if isinstance(value, dict):
            yield position, value
        else:
            tally.refuse(str(position), "broken_json", "what stands there is not a whole JSON object")


def _decoded(content: bytes) -> object:
    """The JSON value, or None where there is none."""
    try:
        return msgspec.json.decode(content)
    except BROKEN:
        return None
