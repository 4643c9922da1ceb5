"""An opened index with its book of entries, and the datasets that it offers: one for each list, and all of them together.

Comes in: the folder that `homeward lists index` wrote. Goes out: a `Shelf`, which many threads may read at once.
An entity's id is the list's name, a dash and the publisher's own id, so that two lists never share one; entries of lists in the
FollowTheMoney form keep theirs, by which their users know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np

from homeward.kernel.errors import Unreadable
from homeward.matching.problems import not_found
from homeward.screening.index.arrays import read_manifest
from homeward.screening.index.book import EntryBook, open_book
from homeward.screening.index.store import Index, ListSource, open_index

COLLECTIONS = {"all": "All lists", "default": "All lists, under the name that clients ask for when they are told none"}
_TITLES = {
    "un": "United Nations Security Council Consolidated List",
    "ofac": "OFAC, United States Department of the Treasury",
    "interpol": "INTERPOL notices",
}
_KNOWN_BY_OWN_ID = "ftm"


class Dataset(msgspec.Struct, frozen=True):
    """A list or a collection as `/catalog` shows it."""

    name: str
    title: str
    version: str
    entity_count: int
    thing_count: int
    index_version: str
    children: tuple[str, ...] = ()
    category: str = "list"
    summary: str | None = None
    updated_at: str | None = None
    last_export: str | None = None
    load: bool = True
    index_current: bool = True
    deprecated: bool = False


class Catalog(msgspec.Struct, frozen=True):
    """The answer to `/catalog`."""

    datasets: tuple[Dataset, ...]
    current: tuple[str, ...]
    outdated: tuple[str, ...] = ()
    index_stale: bool = False


@dataclass(frozen=True)
class Shelf:
    """What is asked. `version` is the hash of the index."""

    index: Index
    book: EntryBook
    version: str

    @cached_property
    def sources(self) -> tuple[ListSource, ...]:
        """Each list's source, by the list's position in the index; the last edition read where there are several."""
        known = {source.list_id: source for source in self.index.sources}
        return tuple(known.get(name, ListSource(list_id=name)) for name in self.index.lists)

    @cached_property
    def catalog(self) -> Catalog:
        """Every dataset there is."""
        counts = np.bincount(self.index.entry_list, minlength=len(self.index.lists)).tolist()
        lists = [self._dataset(source, count) for source, count in zip(self.sources, counts, strict=True)]
        newest = max((one.updated_at or "" for one in lists), default="")
        whole = Dataset(
            name="", title="", version=self.version[:16], entity_count=len(self.index), thing_count=len(self.index), category="collection",
            index_version=self.version[:16], children=self.index.lists, updated_at=newest or None, last_export=newest or None,
        )  # fmt: skip
        all_of_them = [msgspec.structs.replace(whole, name=name, title=title) for name, title in COLLECTIONS.items()]
        datasets = (*all_of_them, *(one for one in lists if one.name not in COLLECTIONS))
        return Catalog(datasets, tuple(one.name for one in datasets))

    def _dataset(self, source: ListSource, count: int) -> Dataset:
        day = instant(source.published_on or "")
        kind = source.format
        return Dataset(
            name=source.list_id, title=_TITLES.get(kind, source.list_id), entity_count=count, thing_count=count,
            version=f"{source.published_on or 'undated'}-{source.sha256[:8]}", index_version=self.version[:16],
            summary=f"{source.file}, read as {kind}; {source.refused} of {source.read} records refused." if source.file else None,
            updated_at=day, last_export=day,
        )  # fmt: skip

    def lists_of(self, dataset: str) -> frozenset[int]:
        """The positions of a dataset's lists. Raises `Problem` for one that is not here."""
        if dataset in COLLECTIONS:
            return frozenset(range(len(self.index.lists)))
        if dataset not in self.index.lists:
            raise not_found("There is no such dataset here. /catalog says which there are.")
        return frozenset({self.index.lists.index(dataset)})

    def source_of(self, row: int) -> ListSource:
        """The source of an entry's list."""
        return self.sources[int(self.index.entry_list[row])]

    def id_of(self, row: int) -> str:
        """The id of an entity."""
        return entity_id(self.source_of(row), self.index.ids.get(row))

    def row_of(self, wanted: str) -> int | None:
        """The row of an entity, by its id or by its publisher's own id alone; of lists that share that one, the first."""
        for source in self.sources:
            own = source.format == _KNOWN_BY_OWN_ID
            if own or wanted.startswith(f"{source.list_id}-"):
                rest = wanted if own else wanted.removeprefix(f"{source.list_id}-")
                if (row := self.index.row(rest, source.list_id)) is not None:
                    return row
        return self.index.row(wanted)


def entity_id(source: ListSource, entry_id: str) -> str:
    """The id by which an entry is known here."""
    return entry_id if source.format == _KNOWN_BY_OWN_ID else f"{source.list_id}-{entry_id}"


def instant(day: str) -> str | None:
    """A day as the moment at which it began; None for what is not stated to the day."""
    return f"{day}T00:00:00" if len(day) == len("2026-03-04") and day[4] == day[7] == "-" else None


def open_shelf(folder: Path, *, check: bool = False) -> Shelf:
    """Open an index and its book. Raises `BadInput` where one is missing, `Unreadable` where they do not belong together."""
    index, book = open_index(folder, check=check), open_book(folder)
    ends = (0, len(index) - 1) if len(index) else ()
    if len(book) != len(index) or any(book.at(row).entry_id != index.ids.get(row) for row in ends):
        raise Unreadable(
            f"{folder.name} is damaged: its book of entries is another's. Make it again with: homeward lists index"
        )
    return Shelf(index, book, read_manifest(folder).hash)
