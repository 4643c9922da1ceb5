"""Which entries may be in an answer: those of the dataset's lists that pass every filter.

Comes in: a library, a dataset, filters. Goes out: a `Sieve` for each shelf, which is asked row by row.
A filter that cannot be kept is refused: an answer in which somebody is missing for want of knowledge would look like nobody there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from homeward.matching.entities import SAYS_TOPICS, topics_of
from homeward.matching.library import COLLECTIONS, Library
from homeward.matching.problems import refused
from homeward.matching.shelf import Shelf
from homeward.matching.terms import Filters
from homeward.watchlists.listing import Listing


@dataclass(frozen=True)
class Sieve:
    """Asked whether a row passes. `lists` are the positions of the lists that are looked through."""

    shelf: Shelf
    lists: frozenset[int]
    filters: Filters

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out at all."""
        return len(self.lists) < len(self.shelf.index.lists) or self.filters.by_content

    def passes(self, row: int) -> bool:
        """Whether the entry of a row may be in the answer."""
        if int(self.shelf.index.entry_list[row]) not in self.lists:
            return False
        return not self.filters.by_content or self._by_content(row, self.shelf.book.at(row))

    def rows(self) -> npt.NDArray[np.int64]:
        """The rows of the lists that are looked through, whatever else filters."""
        of = self.shelf.index.entry_list
        return (
            np.flatnonzero(np.isin(of, sorted(self.lists)))
            if len(self.lists) < len(self.shelf.index.lists)
            else np.arange(len(of))
        )

    def _by_content(self, row: int, listing: Listing) -> bool:
        wanted = self.filters
        if listing.kind in wanted.without or (wanted.only and listing.kind not in wanted.only):
            return False
        if wanted.countries and wanted.countries.isdisjoint(countries_of(listing)):
            return False
        if wanted.topics and wanted.topics.isdisjoint(topics_of(listing, self.shelf.source_of(row).format)):
            return False
        changed = _changed(listing) if wanted.changed_since else None
        if wanted.changed_since and changed and changed < wanted.changed_since:
            return False
        return wanted.not_ids.isdisjoint(
            one.casefold() for one in (self.shelf.id_of(row), listing.entry_id, listing.reference)
        )


def sieves(library: Library, dataset: str, filters: Filters) -> list[Sieve]:
    """The sieves of a question, one for each shelf that is looked through.

    Raises `Problem` for a dataset that is not here and for a filter that cannot be kept.
    """
    places = library.places(dataset)
    if (
        filters.include
    ):  # of a collection only these; clients that want several lists name one in the address and the others here
        included = frozenset[tuple[int, int]]().union(*map(library.places, filters.include))
        places = included if dataset in COLLECTIONS else places | included
    names = {place: library.shelves[place[0]].index.lists[place[1]] for place in places}
    places = frozenset(place for place in places if names[place] not in filters.exclude)
    silent = sorted(names[n, at] for n, at in places if library.shelves[n].sources[at].format not in SAYS_TOPICS)
    if filters.topics and silent:
        raise refused(
            f"Topics cannot be asked for: the list {silent[0]} does not say what its entries are listed for. Leave topics out."
        )
    lists = [frozenset(at for shelf, at in places if shelf == n) for n in range(len(library.shelves))]
    return [Sieve(shelf, at, filters) for shelf, at in zip(library.shelves, lists, strict=True) if at]


def countries_of(listing: Listing) -> frozenset[str]:
    """Every country that an entry is connected with."""
    return frozenset(filter(None, (*listing.nationalities, *(place.country for place in listing.birth_places))))


def _changed(listing: Listing) -> date | None:
    """The last day on which an entry may have changed; None where its publisher states none, and then it always passes."""
    days = [day.last for day in (listing.amended_on, listing.listed_on) if day]
    return max(days, default=None)
