"""What a received file is, and what it holds: recognised by its head, counted by reading it to its end.

Comes in: a path and the list that it should be an edition of. Goes out: `Recognised`, `Counted`. A file of another list, or one that names
nobody, is refused with a sentence. Never keeps more than one entry in memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from homeward.kernel.errors import BadInput, Inconsistent, Unreadable
from homeward.kernel.tables import ABSENT, read_columns
from homeward.kernel.tally import Refusal, Tally
from homeward.lists import models
from homeward.lists.facts.lists import Desk, ListKind
from homeward.lists.keeping.documents import read_documents
from homeward.lists.keeping.laying import OfDesk
from homeward.lists.rules.known import Known, known_named, recognised
from homeward.watchlists.catalog import Format, fingerprint, format_of, open_list
from homeward.watchlists.csv.map import ColumnMap

_SHOWN = 5  # refused rows that are told with their reason


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, by its head. `readable`: a reader or a column map reads it; else it is a table that waits for a map."""

    file: str
    files: tuple[Path, ...]
    format: str
    name: str
    published_on: str
    sha256: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """What a list holds: `individuals` are the people of its desk; `words` tell of the first refused rows."""

    published_on: str
    individuals: int
    entries: int
    refused: int
    kinds: dict[str, int]
    words: str


def recognise(path: Path, row: models.WatchList | None = None) -> Recognised:
    """What a file is. Raises `Unreadable` for one that is no list, `BadInput` for one that is another list than `row`."""
    if row and row.kind == ListKind.DOCUMENTS:
        next(read_documents(path, Tally()), None)
        return _recognised(path, (path,), "documents", row.list_id, "", readable=True)
    if row and row.column_map:
        return _recognised(path, (path,), "csv", row.list_id, "", readable=True)
    try:
        found = format_of(path)
    except Unreadable:
        if row and not row.known and is_table(path):
            return _recognised(path, (path,), "csv", row.list_id, "", readable=False)
        raise
    name, published = found.list_id(path), found.published_on(path)
    if row:
        _check_belongs(path, row, found, name)
    return _recognised(path, found.files(path), found.name, name, published.iso() if published else "", readable=True)


def _recognised(
    path: Path, files: tuple[Path, ...], format: str, name: str, published_on: str, *, readable: bool
) -> Recognised:
    shown = f"{len(files)} files" if path.is_dir() else path.name
    return Recognised(shown, files, format, name, published_on, fingerprint(files), readable)


def known_as(path: Path) -> tuple[Known, ...]:
    """The known list that a file is; of INTERPOL's notices two, where they tell of people wanted and of people missing.

    Raises `Unreadable` for one that is no list.
    """
    what = recognise(path)
    kinds = traced(path) if what.format == "interpol" else {False}
    found = (recognised(what.format, what.name, tracing=tracing) for tracing in sorted(kinds))
    return tuple(one for one in found if one)


def traced(path: Path) -> set[bool]:
    """Whether notices name people who are traced, people who are not, or both."""
    return {listing.tracing for listing in open_list(path) if listing.kind == "individual"} or {False}


def is_table(path: Path) -> bool:
    """Whether a file can be read as a table of several columns."""
    found: list[int] = []

    def pick(columns: tuple[str, ...]) -> list[int]:
        found.append(len(columns))
        return [ABSENT, ABSENT]

    try:
        next(iter(read_columns(path, pick, Tally())), None)
    except BadInput:
        return False
    return bool(found) and found[0] > 1


def counted(path: Path, row: models.WatchList) -> Counted:
    """Read a list to its end and count. Raises `Unreadable` where it names nobody whom its desk looks for."""
    if row.kind == ListKind.DOCUMENTS:
        return _counted_documents(path)
    columns = msgspec.convert(row.column_map, ColumnMap) if row.column_map else None
    reading = open_list(path, row.list_id, columns)
    chosen = OfDesk(reading, Desk(row.desk))
    individuals = sum(1 for _ in chosen)
    if not individuals:
        raise _nobody(path.name, Desk(row.desk), chosen.others)
    tally, published = reading.tally, reading.source.published_on
    return Counted(
        published_on=published.iso() if published else "",
        individuals=individuals,
        entries=tally.kept,
        refused=tally.refused,
        kinds=dict(sorted(tally.kinds.items())),
        words=_refusals(tally.refusals),
    )


def _counted_documents(path: Path) -> Counted:
    tally = Tally()
    rows = sum(1 for _ in read_documents(path, tally))
    if not rows:
        raise Unreadable("%(file)s holds no number of a document. Is it the right file?", file=path.name)
    return Counted("", 0, rows, tally.refused, dict(tally.kinds), _refusals(tally.refusals))


def size_of(files: Iterable[Path]) -> int:
    """Bytes of some files together."""
    return sum(file.stat().st_size for file in files)


def _check_belongs(path: Path, row: models.WatchList, found: Format, name: str) -> None:
    """A file of another list would replace everybody at once."""
    if row.known:
        wanted = known_named(row.known)
        if any(found.name == one.format and name.casefold() in one.names for one in wanted):
            return
        other = recognised(found.name, name)
        raise Inconsistent(
            "%(file)s is another list, %(other)s, and not an edition of this one. Bring it to its own list.",
            file=path.name,
            other=other.title if other else f"{name} ({found.name})",
        )
    last = models.Edition.objects.filter(watch_list=row).exclude(format="").order_by("-received_at").first()
    if last and last.format != found.name:
        raise Inconsistent(
            "%(file)s is of the format %(format)s; the editions of this list so far are %(before)s. Bring it to its own list.",
            file=path.name,
            format=found.name,
            before=last.format,
        )


def _nobody(file: str, desk: Desk, others: int) -> Unreadable:
    if not others:
        return Unreadable("%(file)s holds no entry. Is it the right file?", file=file)
    if desk is Desk.TRACING:
        return Unreadable(
            "%(file)s holds no missing person: its %(others)s entries belong to a list of the security desk.",
            file=file,
            others=others,
        )
    return Unreadable(
        "%(file)s names no person to be screened for: its %(others)s entries are missing persons, organisations or ships. "
        "Missing persons belong to a tracing list.",
        file=file,
        others=others,
    )


def _refusals(refusals: list[Refusal]) -> str:
    """The first refused rows with their reasons."""
    return "\n".join(f"{one.position}: {one.reason}" for one in refusals[:_SHOWN])
