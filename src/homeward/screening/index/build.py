"""Listings become an index: arrays to compare with, texts to show, postings to look up, in one pass over the list.

Comes in: an iterable of `Listing`, streamed. Goes out: an `Index` in memory. Non-persons and tracing notices are counted and
left out unless asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from homeward.names.parts import Reading, read
from homeward.screening.index.store import Index, Texts, document_key
from homeward.screening.reference import Reference, cluster_counts
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.sheet import Facts, SheetBuilder
from homeward.watchlists.listing import ListedName, Listing


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


def build(listings: Iterable[Listing], *, everything: bool = False, reference: Reference | None = None) -> Index:
    """Lay out the individuals of one or more lists; `everything` includes entities, vessels and aircraft.

    `reference` is the population whose counts are laid beside the parts; the shipped one unless given.
    """
    sheet = SheetBuilder()
    ids, names, lists = _Text(), _Text(), dict[str, int]()
    entry_list, entry_rows, hashes = array("i"), [], array("Q")
    documents: list[tuple[int, int, int]] = []
    years: dict[int, int] = {}
    left_out = 0
    for listing in listings:
        if not everything and (listing.kind != "individual" or listing.tracing):
            left_out += 1
            continue
        readings = [(name, reading) for name in listing.names if (reading := read_listed(name)).tokens]
        entry = len(entry_list)
        for name, _ in readings:
            names.add(name.text)
        sheet.add(((reading, name.quality == "weak") for name, reading in readings), _facts(listing))
        ids.add(listing.entry_id)
        entry_list.append(lists.setdefault(listing.list_id, len(lists)))
        entry_rows.append((listing.list_id, listing.entry_id))
        hashes.append(int(listing.content_hash[:16] or "0", 16))
        documents += [(*document_key(d.kind, d.number, d.issuer), entry) for d in listing.documents if not d.doubtful]
        for birth in listing.births:
            years[birth.first.year] = years.get(birth.first.year, 0) + 1
    arrays, vocabulary = sheet.finish()
    order = np.empty(len(entry_rows), np.int32)
    order[sorted(range(len(entry_rows)), key=entry_rows.__getitem__)] = np.arange(len(entry_rows), dtype=np.int32)
    population = reference or shipped_reference()
    return Index(
        sheet=arrays, vocabulary=vocabulary, order=order, entry_list=np.frombuffer(entry_list, np.int32) if entry_list else np.zeros(0, np.int32),
        lists=tuple(lists), ids=ids.finish(), names=names.finish(), hashes=np.array(hashes, np.uint64),
        documents=np.array(sorted(documents), np.int64).reshape(-1, 3), years=years, left_out=left_out,
        on_list=cluster_counts(vocabulary.sounds, vocabulary.sounds, vocabulary.counts.astype(np.int64)),
        in_reference=cluster_counts(vocabulary.sounds, population.sounds, population.counts), reference=population.hash,
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
