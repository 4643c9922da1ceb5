"""Listings become an index: arrays to compare with, texts to show, postings to look up, in one pass over the list.

Comes in: an iterable of `Listing`, streamed. Goes out: an `Index` in memory. Non-persons and tracing notices are counted and
left out unless asked for. A long list is cut into pieces that several processes lay out; the index is the same.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple, Protocol

import msgspec
import numpy as np

from homeward.kernel.errors import BadInput
from homeward.kernel.tally import Tally
from homeward.names.parts import read
from homeward.screening.index.crew import can_fork, in_order
from homeward.screening.index.entries import EntryArrays, EntryBuilder, joined, ranks
from homeward.screening.index.ids import ids
from homeward.screening.index.junctions import junctions
from homeward.screening.index.store import Index, ListSource, postings
from homeward.screening.index.turns import turns
from homeward.screening.reference import Reference, cluster_counts
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.sheet import Facts, Sheet, SheetBuilder, SheetJoin, SheetPart, Vocabulary
from homeward.watchlists.catalog import Source
from homeward.watchlists.listing import Listing

INDIVIDUAL = "individual"
PIECE = 2_000  # entries laid out at a time
LONG = 4  # pieces from which a list is worth several processes
Note = Callable[[Listing], object]
_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[Listing])


class Readable(Protocol):
    """A list that is being read, as `watchlists.catalog` opens it."""

    source: Source
    tally: Tally

    def __iter__(self) -> Iterator[Listing]: ...


class Piece(NamedTuple):
    """Some entries laid out."""

    sheet: SheetPart
    entries: EntryArrays


class Collected(NamedTuple):
    """Entries of one or more lists as arrays, in the order they were read: all that an index is made of."""

    sheet: Sheet
    vocabulary: Vocabulary
    entries: EntryArrays
    left_out: int
    sources: tuple[ListSource, ...] = ()

    def laid_out(self, reference: Reference | None = None) -> Index:
        """Work out where each part and each entry is found. `reference` is the population whose counts are laid beside the parts; the
        shipped one unless given.
        """
        sheet, vocabulary, entries, _, _ = self
        sounds, by_turn, population = vocabulary.sounds, turns(sheet), reference or shipped_reference()
        with ThreadPoolExecutor(1) as beside:  # words are looked up in compiled code while arrays are sorted
            counted = [
                beside.submit(cluster_counts, sounds, others, counts, _processors())
                for others, counts in (
                    (sounds, vocabulary.counts.astype(np.int64)),
                    (population.sounds, population.counts),
                )
            ]
            return Index(
                sheet=sheet, vocabulary=vocabulary, order=ranks(entries), entry_list=entries.list_of, lists=entries.lists, ids=entries.ids,
                by_id=ids(map(entries.ids.get, range(len(entries.list_of)))),
                names=entries.names, said=entries.said, primary=entries.primary, hashes=entries.hashes, documents=entries.documents,
                years=entries.years, left_out=self.left_out, sources=self.sources, reference=population.hash,
                turns=by_turn, postings=postings(sheet, len(vocabulary.keys), by_turn),
                junctions=junctions(sheet, sounds.arrays.codes),
                name_entry=np.repeat(np.arange(len(entries.list_of), dtype=np.int32), np.diff(sheet.name_start)),
                days=sheet.days(), fields=sheet.fields(len(vocabulary.keys)),
                on_list=counted[0].result(), in_reference=counted[1].result(),
            )  # fmt: skip


def build(
    listings: Iterable[Listing], *, everything: bool = False, reference: Reference | None = None, note: Note | None = None
) -> Index:  # fmt: skip
    """Lay out the individuals of one or more lists: `collect`, and `Collected.laid_out`."""
    return collect(listings, everything=everything, note=note).laid_out(reference)


def build_lists(
    readings: Sequence[Readable],
    *,
    everything: bool = False,
    reference: Reference | None = None,
    note: Note | None = None,
) -> Index:
    """Lay out lists as they are opened by the catalogue: `collect_lists`, and `Collected.laid_out`."""
    return collect_lists(readings, everything=everything, note=note).laid_out(reference)


def collect(listings: Iterable[Listing], *, everything: bool = False, note: Note | None = None) -> Collected:
    """Read the individuals of one or more lists; `everything` includes entities, vessels and aircraft.

    `note` is called with each listing that is laid out, in the order of the index's rows.
    """
    wanted = _Wanted(iter(listings), everything, note)
    sheet, entries = SheetJoin(), []
    for piece in _pieces(wanted):
        sheet.add(piece.sheet)
        entries.append(piece.entries)
    return Collected(*sheet.finish(), joined(entries), wanted.left_out)


def collect_lists(readings: Sequence[Readable], *, everything: bool = False, note: Note | None = None) -> Collected:
    """Read lists as they are opened by the catalogue, and keep what each of them was. The rest is as for `collect`.

    Raises `BadInput` where two of them hold one entry of one list.
    """
    collected = collect(each_once(readings), everything=everything, note=note)
    return collected._replace(sources=tuple(source_of(one.source, one.tally) for one in readings))


def each_once(readings: Sequence[Readable]) -> Iterator[Listing]:
    """All their listings. A list may come in several files, but no entry of it twice: it would be two candidates for one person."""
    files = Counter(one.source.list_id for one in readings)
    first: dict[tuple[str, str], Readable] = {}
    for one in readings:
        for listing in one:
            if files[one.source.list_id] > 1:
                other = first.setdefault((listing.list_id, listing.entry_id), one)
                if other is not one:
                    raise BadInput(_twice(other.source, one.source, listing.entry_id))
            yield listing


def _twice(first: Source, second: Source, entry: str) -> str:
    if first.sha256 == second.sha256:
        return f"{second.file} is given twice: give it once."
    return (
        f"{first.file} and {second.file} both hold the entry {entry} of the list {second.list_id}: "
        "they are editions of one list. Give one of them."
    )


def source_of(source: Source, tally: Tally) -> ListSource:
    """What is kept of a list that was read to its end."""
    return ListSource(
        list_id=source.list_id, file=source.file, format=source.format, sha256=source.sha256,
        published_on=source.published_on.iso() if source.published_on else None,
        read=tally.read, kept=tally.kept, refused=tally.refused, individuals=tally.kinds[INDIVIDUAL],
    )  # fmt: skip


@dataclass(slots=True)
class _Wanted:
    """The listings that are laid out; those left out are counted."""

    listings: Iterator[Listing]
    everything: bool
    note: Note | None = None
    left_out: int = 0

    def take(self) -> list[Listing]:
        """The next of them, as many as make a piece."""
        return list(islice(self, PIECE))

    def __iter__(self) -> Iterator[Listing]:
        for listing in self.listings:
            if self.everything or (listing.kind == INDIVIDUAL and not listing.tracing):
                if self.note:
                    self.note(listing)
                yield listing
            else:
                self.left_out += 1


def _pieces(wanted: _Wanted) -> Iterator[Piece]:
    """The list in pieces, at least one, in order: laid out here, or by a crew where it is long."""
    first = list(islice(iter(wanted.take, []), LONG))
    if len(first) < LONG or not can_fork():
        yield from map(lay, chain(first or [[]], iter(wanted.take, [])))
        return
    pieces = chain(first, iter(wanted.take, []))
    yield from in_order(lambda content: lay(_DECODER.decode(content)), map(_ENCODER.encode, pieces), _processors())


def lay(listings: Iterable[Listing]) -> Piece:
    """Lay out some entries."""
    sheet, entries = SheetBuilder(), EntryBuilder()
    for listing in listings:
        every = [(name, read(name.text)) for name in listing.names]
        readings = [(name, reading) for name, reading in every if reading.keys] or every[: bool(listing.documents)]
        sheet.add([(reading, name.quality == "weak") for name, reading in readings], _facts(listing))
        entries.add(listing, [name for name, _ in readings])
    return Piece(sheet.part(), entries.finish())


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _facts(listing: Listing) -> Facts:
    return Facts(
        births=listing.births,
        sex=listing.sex,
        nationalities=listing.nationalities,
        places=[p.text for p in listing.birth_places],
        fathers=listing.father_names,
        mothers=listing.mother_names,
    )
