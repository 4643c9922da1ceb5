"""Listings become an index: arrays to compare with, texts to show, postings to look up, in one pass over the list.

Comes in: an iterable of `Listing`, streamed. Goes out: an `Index` in memory. Non-persons and tracing notices are counted and
left out unless asked for.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from homeward.kernel.tally import Tally
from homeward.names.parts import Reading, read
from homeward.screening.index.store import SAID, Index, ListSource, Texts, document_key, postings
from homeward.screening.reference import Reference, cluster_counts
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.sheet import Facts, SheetBuilder
from homeward.watchlists.catalog import Source
from homeward.watchlists.listing import ListedName, Listing

INDIVIDUAL = "individual"


class Readable(Protocol):
    """A list that is being read, as `watchlists.catalog` opens it."""

    source: Source
    tally: Tally

    def __iter__(self) -> Iterator[Listing]: ...


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
class _Entries:
    """What is collected of each entry besides its sheet."""

    ids: _Text = field(default_factory=_Text)
    names: _Text = field(default_factory=_Text)
    said: _Text = field(default_factory=_Text)
    lists: dict[str, int] = field(default_factory=dict)
    list_of: array[int] = field(default_factory=lambda: array("i"))
    primary: array[int] = field(default_factory=lambda: array("i"))
    hashes: array[int] = field(default_factory=lambda: array("Q"))
    documents: list[tuple[int, int, int]] = field(default_factory=list)
    years: Counter[int] = field(default_factory=Counter)

    def add(self, listing: Listing, names: Sequence[ListedName]) -> None:
        """Add an entry with its names that could be read, of which the primary one, or else the first, leads."""
        first = len(self.names.starts) - 1
        main = next((row for row, name in enumerate(names) if name.primary), 0)
        self.primary.append(first + main if names else -1)
        for name in names:
            self.names.add(name.text)
        entry = len(self.list_of)
        self.ids.add(listing.entry_id)
        places = tuple(place.text for place in listing.birth_places)
        between, inside = SAID
        self.said.add(between.join(map(inside.join, (places, listing.father_names, listing.mother_names))))
        self.list_of.append(self.lists.setdefault(listing.list_id, len(self.lists)))
        self.hashes.append(int(listing.content_hash[:16] or "0", 16))
        for paper in listing.documents:
            if not paper.doubtful:
                self.documents.append((*document_key(paper.kind, paper.number, paper.issuer), entry))
        for birth in listing.births:
            self.years[birth.first.year] += 1

    def order(self) -> npt.NDArray[np.int32]:
        """Each entry's rank by list and entry id."""
        lists = list(self.lists)
        ids = self.ids.finish()
        keys = [(lists[of], ids.get(row)) for row, of in enumerate(self.list_of)]
        order = np.empty(len(keys), np.int32)
        order[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
        return order


def build(listings: Iterable[Listing], *, everything: bool = False, reference: Reference | None = None) -> Index:
    """Lay out the individuals of one or more lists; `everything` includes entities, vessels and aircraft.

    `reference` is the population whose counts are laid beside the parts; the shipped one unless given.
    """
    sheet, entries, left_out = SheetBuilder(), _Entries(), 0
    for listing in listings:
        if not everything and (listing.kind != INDIVIDUAL or listing.tracing):
            left_out += 1
            continue
        readings = [(name, reading) for name in listing.names if (reading := read_listed(name)).tokens]
        sheet.add(((reading, name.quality == "weak") for name, reading in readings), _facts(listing))
        entries.add(listing, [name for name, _ in readings])
    return _laid_out(sheet, entries, left_out, reference or shipped_reference())


def build_lists(readings: Sequence[Readable], *, everything: bool = False, reference: Reference | None = None) -> Index:
    """Lay out lists as they are opened by the catalogue, and keep what each of them was."""
    index = build((listing for one in readings for listing in one), everything=everything, reference=reference)
    return replace(index, sources=tuple(source_of(one.source, one.tally) for one in readings))


def source_of(source: Source, tally: Tally) -> ListSource:
    """What is kept of a list that was read to its end."""
    return ListSource(
        list_id=source.list_id, file=source.file, format=source.format, sha256=source.sha256,
        published_on=source.published_on.iso() if source.published_on else None,
        read=tally.read, kept=tally.kept, refused=tally.refused, individuals=tally.kinds[INDIVIDUAL],
    )  # fmt: skip


def _laid_out(builder: SheetBuilder, entries: _Entries, left_out: int, population: Reference) -> Index:
    sheet, vocabulary = builder.finish()
    sounds, counts = vocabulary.sounds, vocabulary.counts.astype(np.int64)
    return Index(
        sheet=sheet, vocabulary=vocabulary, order=entries.order(), entry_list=np.array(entries.list_of, np.int32),
        lists=tuple(entries.lists), ids=entries.ids.finish(), names=entries.names.finish(), said=entries.said.finish(),
        primary=np.array(entries.primary, np.int32), hashes=np.array(entries.hashes, np.uint64),
        documents=np.array(sorted(entries.documents), np.int64).reshape(-1, 3), years=dict(sorted(entries.years.items())),
        name_entry=np.repeat(np.arange(len(entries.list_of), dtype=np.int32), np.diff(sheet.name_start)),
        name_lengths=np.diff(sheet.token_start), postings=postings(sheet, len(vocabulary.keys)),
        on_list=cluster_counts(sounds, sounds, counts), left_out=left_out, reference=population.hash,
        in_reference=cluster_counts(sounds, population.sounds, population.counts),
    )  # fmt: skip


def read_listed(name: ListedName) -> Reading:
    """Read a listed name; a single word that its publisher marks as the surname stays the family name."""
    return read(name.text)


def _facts(listing: Listing) -> Facts:
    return Facts(
        births=listing.births,
        sex=listing.sex,
        nationalities=listing.nationalities,
        places=[p.text for p in listing.birth_places],
        fathers=listing.father_names,
        mothers=listing.mother_names,
    )
