"""What an index keeps of each entry besides its row of the sheet: ids, texts to show, hashes, documents, years of birth.

Comes in: listings and their names that could be read, one after another. Goes out: `EntryArrays`, and many of them as one.
Never decides which entries are laid out.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.screening.index.store import SAID, Texts, document_key, texts
from homeward.screening.sheet import end_to_end
from homeward.watchlists.listing import ListedName, Listing

_NOTHING_SAID = 2 * SAID[0]


class EntryArrays(NamedTuple):
    """n entries. `list_of` are positions in `lists`, `primary` rows of `names`, `documents` rows of (key, issuer, entry)."""

    ids: Texts
    names: Texts
    said: Texts
    lists: tuple[str, ...]
    list_of: npt.NDArray[np.int32]
    primary: npt.NDArray[np.int32]
    hashes: npt.NDArray[np.uint64]
    documents: npt.NDArray[np.int64]
    years: dict[int, int]


@dataclass(slots=True)
class EntryBuilder:
    """Collects entries one after another."""

    _ids: list[str] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _lists: dict[str, int] = field(default_factory=dict)
    _list_of: array[int] = field(default_factory=lambda: array("i"))
    _primary: array[int] = field(default_factory=lambda: array("i"))
    _hashes: array[int] = field(default_factory=lambda: array("Q"))
    _documents: list[tuple[int, int, int]] = field(default_factory=list)
    _years: Counter[int] = field(default_factory=Counter)

    def add(self, listing: Listing, names: Sequence[ListedName]) -> None:
        """Add an entry with its names that could be read, of which the primary one, or else the first, leads."""
        main, row = 0 if names else -1 - len(self._names), len(self._list_of)
        for place, name in enumerate(names):
            if name.primary:
                main = place
                break
        self._primary.append(len(self._names) + main)
        self._names += [name.text for name in names]
        self._ids.append(listing.entry_id)
        self._said.append(_said(listing))
        for paper in listing.documents:
            if not paper.doubtful:
                self._documents.append((*document_key(paper.kind, paper.number, paper.issuer), row))
        self._list_of.append(self._lists.setdefault(listing.list_id, len(self._lists)))
        self._hashes.append(int(listing.content_hash[:16] or "0", 16))
        for birth in listing.births:
            self._years[birth.first.year] += 1

    def finish(self) -> EntryArrays:
        """All that was added."""
        return EntryArrays(
            texts(self._ids), texts(self._names), texts(self._said), tuple(self._lists), np.array(self._list_of, np.int32),
            np.array(self._primary, np.int32), np.array(self._hashes, np.uint64),
            np.array(self._documents, np.int64).reshape(-1, 3), dict(self._years),
        )  # fmt: skip


def _said(listing: Listing) -> str:
    """Places of birth, fathers and mothers in words of the entry's own, as `Index.said` keeps them."""
    places, fathers, mothers = listing.birth_places, listing.father_names, listing.mother_names
    if not (places or fathers or mothers):
        return _NOTHING_SAID
    between, inside = SAID
    return between.join(map(inside.join, ([place.text for place in places], fathers, mothers)))


def joined(parts: Sequence[EntryArrays]) -> EntryArrays:
    """Entries that were collected apart, as if they had been collected by one. There is at least one part."""
    lists: dict[str, int] = {}
    years: Counter[int] = Counter()
    list_of, primary, documents = [], [], []
    entries = names = 0
    for part in parts:
        positions = np.array([lists.setdefault(one, len(lists)) for one in part.lists], np.int32)
        list_of.append(positions[part.list_of] if len(positions) else part.list_of)
        primary.append(np.where(part.primary < 0, part.primary, part.primary + names).astype(np.int32))
        documents.append(part.documents + np.array([0, 0, entries]))
        years.update(part.years)
        entries += len(part.list_of)
        names += len(part.names.starts) - 1
    ids, spelt, said = (
        Texts(np.concatenate([one.content for one in column]), end_to_end([one.starts for one in column]))
        for column in zip(*((part.ids, part.names, part.said) for part in parts), strict=True)
    )
    papers = np.concatenate(documents)
    return EntryArrays(
        ids, spelt, said, tuple(lists), np.concatenate(list_of), np.concatenate(primary),
        np.concatenate([part.hashes for part in parts]), papers[np.lexsort(papers.T[::-1])], dict(sorted(years.items())),
    )  # fmt: skip


def ranks(entries: EntryArrays) -> npt.NDArray[np.int32]:
    """Each entry's rank by list and entry id."""
    names = [entries.lists[of] for of in entries.list_of.tolist()]
    keys = [(name, entries.ids.get(row)) for row, name in enumerate(names)]
    order = np.empty(len(keys), np.int32)
    order[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    return order
