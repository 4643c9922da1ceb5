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

from homeward.screening.index.store import SAID, Texts, document_key
from homeward.screening.sheet import end_to_end
from homeward.watchlists.listing import ListedName, Listing


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
class _Text:
    """Texts appended one after another."""

    content: bytearray = field(default_factory=bytearray)
    starts: array[int] = field(default_factory=lambda: array("q", [0]))

    def add(self, text: str) -> None:
        self.content += text.encode("utf-8", "replace")
        self.starts.append(len(self.content))

    def finish(self) -> Texts:
        return Texts(np.frombuffer(self.content, np.uint8), np.frombuffer(self.starts, np.int64))


@dataclass(slots=True)
class EntryBuilder:
    """Collects entries one after another."""

    _ids: _Text = field(default_factory=_Text)
    _names: _Text = field(default_factory=_Text)
    _said: _Text = field(default_factory=_Text)
    _lists: dict[str, int] = field(default_factory=dict)
    _list_of: array[int] = field(default_factory=lambda: array("i"))
    _primary: array[int] = field(default_factory=lambda: array("i"))
    _hashes: array[int] = field(default_factory=lambda: array("Q"))
    _documents: list[tuple[int, int, int]] = field(default_factory=list)
    _years: Counter[int] = field(default_factory=Counter)

    def add(self, listing: Listing, names: Sequence[ListedName]) -> None:
        """Add an entry with its names that could be read, of which the primary one, or else the first, leads."""
        first = len(self._names.starts) - 1
        main = next((row for row, name in enumerate(names) if name.primary), 0)
        self._primary.append(first + main if names else -1)
        for name in names:
            self._names.add(name.text)
        self._ids.add(listing.entry_id)
        places = tuple(place.text for place in listing.birth_places)
        between, inside = SAID
        self._said.add(between.join(map(inside.join, (places, listing.father_names, listing.mother_names))))
        for paper in listing.documents:
            if not paper.doubtful:
                self._documents.append((*document_key(paper.kind, paper.number, paper.issuer), len(self._list_of)))
        self._list_of.append(self._lists.setdefault(listing.list_id, len(self._lists)))
        self._hashes.append(int(listing.content_hash[:16] or "0", 16))
        for birth in listing.births:
            self._years[birth.first.year] += 1

    def finish(self) -> EntryArrays:
        """All that was added."""
        return EntryArrays(
            self._ids.finish(), self._names.finish(), self._said.finish(), tuple(self._lists), np.array(self._list_of, np.int32),
            np.array(self._primary, np.int32), np.array(self._hashes, np.uint64),
            np.array(self._documents, np.int64).reshape(-1, 3), dict(self._years),
        )  # fmt: skip


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
    ids, texts, said = (
        Texts(np.concatenate([one.content for one in column]), end_to_end([one.starts for one in column]))
        for column in zip(*((part.ids, part.names, part.said) for part in parts), strict=True)
    )
    papers = np.concatenate(documents)
    return EntryArrays(
        ids, texts, said, tuple(lists), np.concatenate(list_of), np.concatenate(primary),
        np.concatenate([part.hashes for part in parts]), papers[np.lexsort(papers.T[::-1])], dict(sorted(years.items())),
    )  # fmt: skip


def ranks(entries: EntryArrays) -> npt.NDArray[np.int32]:
    """Each entry's rank by list and entry id."""
    names = [entries.lists[of] for of in entries.list_of.tolist()]
    keys = [(name, entries.ids.get(row)) for row, name in enumerate(names)]
    order = np.empty(len(keys), np.int32)
    order[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    return order
