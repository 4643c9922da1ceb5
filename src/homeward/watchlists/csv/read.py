"""A list published as a table, row by row: OpenSanctions' simple CSV, or any table with a map of its columns.

Comes in: a CSV, TSV or .xlsx file, a list id, a `Tally`. Goes out: a stream of `Listing`s; rows without an id or a
name, and later rows with an id already seen, are refused with their place.
Never holds more than one row and the ids seen, so that a million names stream.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path

import msgspec

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.errors import BadInput
from homeward.kernel.sources import Position
from homeward.kernel.tables import ABSENT, read_columns
from homeward.kernel.tally import Tally
from homeward.watchlists.csv.cells import countries, dates
from homeward.watchlists.csv.map import FIELDS, SIMPLE, ColumnMap, to_listing
from homeward.watchlists.listing import Listing

_BIRTH_DATE, _NATIONALITY = FIELDS.index("birth_date"), FIELDS.index("nationality")
_WORDS = ("id", "name", "surname", "kind", "sex", "reference", "birth_place")  # their columns are words of one value


def sniff(head: bytes, path: Path) -> bool:
    """Whether a file starts with the header of OpenSanctions' simple CSV. Other tables need a column map."""
    lines = head.decode("utf-8-sig", "replace").splitlines()
    return {"id", "schema", "name"} <= set(next(csv.reader(lines[:1]), []))


def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of a simple CSV. An empty `list_id` stands for `list_id_of(path)`. Raises `BadInput`, `Unreadable`."""
    return _read(path, SIMPLE, ("id", "name"), list_id or list_id_of(path), tally)


def read_mapped(path: Path, column_map: ColumnMap, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of any table. Every column that the map names must be there, else `BadInput`."""
    return _read(path, column_map, FIELDS, list_id or path.stem, tally)


def load_column_map(path: Path) -> ColumnMap:
    """A column map from a TOML file: `id = "Ref"`, `name = ["Given", "Family"]`, …; `BadInput` where it is not one."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        lists = {key: [value] if isinstance(value, str) and key in FIELDS else value for key, value in table.items()}
        return msgspec.convert(lists, ColumnMap)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be opened: {error.strerror}.", file=path.name) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        known = ", ".join(ColumnMap.__struct_fields__)
        raise BadInput(f"{path.name} is not a column map: {error}. It may hold: {known}.", file=path.name) from error


def list_id_of(path: Path) -> str:
    """The value of the column `dataset` where the whole file has one, else the file's name without its ending."""
    found, _ = _stated(path, _state(path))
    return next(iter(found)) if len(found) == 1 and found != {""} else path.stem


def published_on(path: Path) -> PartialDate | None:
    """The day the exporter last saw any entry: a simple CSV carries no date of its own. None without such a column."""
    return parse(_stated(path, _state(path))[1].partition("T")[0])


def _state(path: Path) -> tuple[int, ...]:
    known = path.stat()
    return known.st_ino, known.st_size, known.st_mtime_ns


Stated = tuple[frozenset[str], str]  # the values of the column `dataset`, and the latest of `last_seen`
_STATED = ("dataset", "last_seen")


@lru_cache(maxsize=1)
def _stated(path: Path, state: tuple[int, ...]) -> Stated:
    """What the whole file states; read once for both columns while the file's state is the same."""
    return _stated_at_once(path) or _stated_row_by_row(path)


def _stated_at_once(path: Path) -> Stated | None:
    """The same where every row states one list, as exporters write it, in a third of the time. None for any other file."""
    only, latest = None, ""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines, strict=True)
            pick = itemgetter(*map(next(rows).index, _STATED))
            for dataset, seen in map(pick, rows):
                if dataset != only and only is not None:
                    return None
                only, latest = dataset, max(latest, seen)
    except (OSError, ValueError, IndexError, StopIteration, csv.Error):
        return None
    return (frozenset({only}), latest) if only and only.isprintable() and only == only.strip() else None


def _stated_row_by_row(path: Path) -> Stated:
    def pick(columns: tuple[str, ...]) -> list[int]:
        return [columns.index(name) if name in columns else ABSENT for name in _STATED]

    datasets, latest = set[str](), ""
    for _, (dataset, seen) in read_columns(path, pick, Tally()):
        datasets.add(dataset)
        latest = max(latest, seen)
    return frozenset(datasets), latest


def _read(path: Path, column_map: ColumnMap, needed: Collection[str], list_id: str, tally: Tally) -> Iterator[Listing]:
    seen: set[str] = set()
    for position, cells in _cells(path, column_map, needed, tally):
        listing = to_listing(cells, column_map, list_id, position)
        if not listing.entry_id:
            tally.refuse(str(position), "no_id", "the row has no id")
        elif listing.entry_id in seen:
            tally.refuse(str(position), "duplicate_id", f"the id {listing.entry_id} stands in an earlier row")
        elif not listing.names:
            tally.refuse(str(position), "no_name", f"the row with the id {listing.entry_id} has no name")
        else:
            seen.add(listing.entry_id)
            _count_quirks(cells, column_map.separator, tally)
            tally.keep(listing.kind)
            yield listing


def _count_quirks(cells: tuple[str, ...], separator: str, tally: Tally) -> None:
    if (born := cells[_BIRTH_DATE]) and (unread := dates(born, separator)[1]):
        tally.quirk("unread_date", len(unread))
    if (nationality := cells[_NATIONALITY]) and (words := countries(nationality, separator)[1]):
        tally.quirk("unknown_country", len(words))


def _cells(
    path: Path, column_map: ColumnMap, needed: Collection[str], tally: Tally
) -> Iterator[tuple[Position, tuple[str, ...]]]:
    """Rows as cells in the order of `FIELDS`, several columns of a field joined."""
    names = [getattr(column_map, field) for field in FIELDS]

    def pick(columns: tuple[str, ...]) -> list[int]:
        folded = {column.casefold(): index for index, column in reversed(list(enumerate(columns)))}
        for field, wanted in zip(FIELDS, names, strict=True):
            if field in needed and (missing := [name for name in wanted if name.casefold() not in folded]):
                raise BadInput(
                    f"{path.name} has no column {missing[0]} for {field}; its columns are {', '.join(columns)}. "
                    "Correct the column map.",
                    file=path.name,
                )
        return [folded.get(name.casefold(), ABSENT) for wanted in names for name in wanted or [""]]

    rows = read_columns(path, pick, tally)
    if all(len(wanted) <= 1 for wanted in names):
        return rows
    joiners = [" " if field in _WORDS else column_map.separator for field in FIELDS]
    counts = [max(1, len(wanted)) for wanted in names]
    return ((position, _joined(cells, counts, joiners)) for position, cells in rows)


def _joined(cells: tuple[str, ...], counts: list[int], joiners: list[str]) -> tuple[str, ...]:
    rest = iter(cells)
    return tuple(joiner.join(filter(None, islice(rest, count))) for count, joiner in zip(counts, joiners, strict=True))
