"""All that is asked: one shelf or several, and the datasets that they offer: one for each list, and all of them together.

Comes in: shelves, each with lists of its own. Goes out: a `Library`: the catalogue, an entity by its id, the shelves of a dataset.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from homeward.matching.entities import instant
from homeward.matching.problems import not_found
from homeward.matching.shelf import Shelf, open_shelf

COLLECTIONS = {
    "all": "All lists",
    "default": "All lists, under the name that clients ask for when they are told none",
}
_TITLES = {
    "un": "United Nations Security Council Consolidated List",
    "ofac": "OFAC, United States Department of the Treasury",
    "interpol": "INTERPOL notices",
}


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


@dataclass(frozen=True, eq=False)
class Library:
    """Shelves, no two of which hold a list of the same name."""

    shelves: tuple[Shelf, ...]

    def __len__(self) -> int:
        return sum(len(shelf.index) for shelf in self.shelves)

    @cached_property
    def version(self) -> str:
        """A hash that changes with any shelf."""
        return sha256(" ".join(shelf.version for shelf in self.shelves).encode()).hexdigest()[:16]

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The names of all lists."""
        return tuple(name for shelf in self.shelves for name in shelf.index.lists)

    @cached_property
    def catalog(self) -> Catalog:
        """Every dataset there is."""
        lists = [one for shelf in self.shelves for one in self._datasets(shelf) if one.name not in COLLECTIONS]
        newest = max((one.updated_at or "" for one in lists), default="") or None
        collections = [
            Dataset(
                name=name, title=title, version=self.version, entity_count=len(self), thing_count=len(self), category="collection",
                index_version=self.version, children=self.lists, updated_at=newest, last_export=newest, index_current=not self.ailing,
            )
            for name, title in COLLECTIONS.items()
        ]  # fmt: skip
        datasets = (*collections, *lists)
        current = tuple(one.name for one in datasets if one.index_current)
        return Catalog(datasets, current, self.ailing, bool(self.ailing))

    @cached_property
    def ailing(self) -> tuple[str, ...]:
        """Lists about which "nobody found" is no result."""
        return tuple(name for shelf in self.shelves for name in shelf.ailing)

    def _datasets(self, shelf: Shelf) -> Iterator[Dataset]:
        counts = np.bincount(shelf.index.entry_list, minlength=len(shelf.index.lists)).tolist()
        for source, count in zip(shelf.sources, counts, strict=True):
            day, kind = instant(source.published_on or ""), source.format
            said = f"{source.file}, read as {kind}; {source.refused} of {source.read} records refused."
            yield Dataset(
                name=source.list_id, title=_TITLES.get(kind, source.list_id), entity_count=count, thing_count=count,
                version=f"{source.published_on or 'undated'}-{source.sha256[:8]}", index_version=self.version,
                summary=said if source.file else None, updated_at=day, last_export=day,
                index_current=source.list_id not in self.ailing,
            )  # fmt: skip

    def places(self, dataset: str) -> frozenset[tuple[int, int]]:
        """The lists of a dataset, each as (shelf, position in it). Raises `Problem` for a dataset that is not here."""
        everywhere = {
            (n, at): name for n, shelf in enumerate(self.shelves) for at, name in enumerate(shelf.index.lists)
        }
        found = frozenset(place for place, name in everywhere.items() if dataset in COLLECTIONS or name == dataset)
        if not found and dataset not in COLLECTIONS:
            raise not_found("There is no such dataset here. /catalog says which there are.")
        return found

    def find(self, wanted: str) -> tuple[Shelf, int] | None:
        """An entity by its id, or by its publisher's own id alone; of lists that share that one, the first."""
        for look in (Shelf.row_of, Shelf.row_of_own):
            for shelf in self.shelves:
                if (row := look(shelf, wanted)) is not None:
                    return shelf, row
        return None


def open_library(folder: Path, *, check: bool = False) -> Library:
    """A library of one saved index. Raises as `open_shelf`."""
    return Library((open_shelf(folder, check=check),))
