"""Submissions as KoboToolbox's interface for programs (v2) gives them become tables: one for the form, one for each repeat.

Comes in: JSON, `{"count", "next", "results": [...]}` or the list alone. Goes out: tables. Keys are whole paths (`hh/camp`); a repeat
is a list of objects under its name; an answer that was not given is a missing key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from homeward.exchange.facts.tables import Column, FileKind, Line, Table, Tables
from homeward.exchange.reading.delimited import text_of
from homeward.exchange.reading.headers import clean
from homeward.exchange.reading.limits import check_cells, check_shape
from homeward.kernel.errors import Unreadable

MAIN: Final = "submissions"
_DEEPEST: Final = 4  # repeats within repeats
_UNREAD: Final = frozenset({"_attachments", "_geolocation", "_notes", "_tags", "_validation_status", "_downloads"})


@dataclass(slots=True)
class _Growing:
    """A table while its rows come in: columns are found as they are met."""

    parent: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[dict[str, str], str, str, str]] = field(default_factory=list)

    def table(self, file: str, name: str) -> Table:
        columns = tuple(Column(name, path) for path in self.columns)
        check_shape(file, len(self.rows), len(columns))
        lines = []
        for number, (cells, key, own, above) in enumerate(self.rows, 1):
            texts = tuple(cells.get(path, "") for path in self.columns)
            check_cells(file, number, texts)
            lines.append(Line(number, texts, key, (own,), (above,) if above else ()))
        return Table(name, columns, tuple(lines), self.parent)


def submissions(name: str, content: bytes) -> Tables:
    """The tables of an answer. Raises `Unreadable` for a page of several, and for what is no list of submissions."""
    tables: dict[str, _Growing] = {MAIN: _Growing("")}
    for number, submission in enumerate(_results(name, content), 1):
        if not isinstance(submission, dict):
            raise Unreadable(
                "%(name)s: entry %(number)s is no submission. Export the data as JSON again.", name=name, number=number
            )
        key = clean(str(submission.get("_uuid") or submission.get("meta/instanceID") or "")).removeprefix("uuid:")
        _take(name, tables, MAIN, submission, (key, f"{MAIN}{number}", ""), 0)
    found = tuple(growing.table(f"{name}, {table}", table) for table, growing in tables.items() if growing.rows)
    if not found:
        raise Unreadable("%(name)s holds no submissions.", name=name)
    return Tables(FileKind.KOBO_JSON, found)


def _results(name: str, content: bytes) -> list[Any]:
    try:
        found = msgspec.json.decode(text_of(name, content))
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable(
            "%(name)s is not whole JSON: it was cut off, or is another kind of file. Export it again.", name=name
        ) from None
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        results, count = found["results"], found.get("count")
        if found.get("next") or (isinstance(count, int) and count != len(results)):
            raise Unreadable(
                (
                    "%(name)s holds %(found)s of %(count)s submissions: it is one page of several. Ask for all of them "
                    "(limit=30000), or export them as .xlsx."
                ),
                name=name,
                found=len(results),
                count=count,
            )
        return list(results)
    if isinstance(found, list):
        return found
    raise Unreadable(
        "%(name)s holds no list of submissions. In KoboToolbox, export the data as .xlsx or JSON.", name=name
    )


def _take(
    file: str,
    tables: dict[str, _Growing],
    name: str,
    answers: Mapping[str, Any],
    names: tuple[str, str, str],
    depth: int,
) -> None:
    """Add one object to its table, and the objects of its repeats to theirs."""
    key, own, _ = names
    growing, cells = tables[name], {}
    for path, value in answers.items():
        if _repeats(value):
            _take_all(file, tables, (name, str(path)), value, (key, own), depth)
        elif path not in _UNREAD:
            column = clean(str(path))
            growing.columns.setdefault(column, len(growing.columns))
            cells[column] = _text(value)
    growing.rows.append((cells, *names))


def _take_all(
    file: str,
    tables: dict[str, _Growing],
    names: tuple[str, str],
    answers: Iterable[Mapping[str, Any]],
    above: tuple[str, str],
    depth: int,
) -> None:
    parent, path = names
    if depth >= _DEEPEST:
        raise Unreadable("%(file)s holds repeats within repeats within repeats. Export it as .xlsx.", file=file)
    name = path.rpartition("/")[2]
    growing = tables.setdefault(name, _Growing(parent))
    for answer in answers:
        _take(file, tables, name, answer, (above[0], f"{name}{len(growing.rows) + 1}", above[1]), depth + 1)


def _repeats(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return "1" if value else "0"
        case int() | float():
            return str(value)
        case list():
            return " ".join(_text(one) for one in value if not isinstance(one, (list, dict)))
    return ""
