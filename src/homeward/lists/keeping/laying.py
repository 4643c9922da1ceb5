"""An edition laid out to be screened against: the index, the book of its entries in full, and the marks of each.

Comes in: the path of a list and what it is read by. Goes out: `Laid`, in memory or in a folder that appears whole or not at all.
An edition of a restricted list is laid out in memory only. Only people are laid out: those of the list's desk.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.errors import Unreadable
from homeward.kernel.tally import Tally
from homeward.lists.facts.lists import Desk, Mark
from homeward.lists.rules.marks import mark_of
from homeward.screening.index.arrays import open_folder, write_folder
from homeward.screening.index.book import ENTRIES, BookWriter, EntryBook, open_book
from homeward.screening.index.build import INDIVIDUAL, build_lists
from homeward.screening.index.store import Index, open_index
from homeward.watchlists.catalog import Reading, Source
from homeward.watchlists.listing import Listing

MARKS, MARKS_KIND, MARKS_VERSION = "marks", "marks of entries", 1
_LETTERS = 32  # of a hash
_HASH = np.dtype(f"S{_LETTERS}")


@dataclass(frozen=True)
class Marks:
    """The marks of each entry, by its row in index and book."""

    source: npt.NDArray[np.bytes_]
    compared: npt.NDArray[np.bytes_]

    def __len__(self) -> int:
        return len(self.source)

    def at(self, row: int) -> Mark:
        """The marks of a row."""
        return Mark(self.source[row].decode(), self.compared[row].decode())


@dataclass(frozen=True)
class Laid:
    """What an edition was laid out to: row n of each is the same entry."""

    index: Index
    book: EntryBook
    marks: Marks

    def mark(self, entry_id: str) -> Mark | None:
        """The marks of an entry by its publisher's id; None where the edition does not have it."""
        row = self.book.row(entry_id)
        return None if row is None else self.marks.at(row)


class OfDesk:
    """The people of a reading that belong to a list's desk. Goes through the reading once; others are counted in `others`."""

    def __init__(self, reading: Reading, desk: Desk) -> None:
        self.source: Source = reading.source
        self.tally: Tally = reading.tally
        self.others = 0
        self._reading, self._desk = reading, desk

    def __iter__(self) -> Iterator[Listing]:
        told = self.source.format == "interpol"  # whose notices say themselves whom they trace
        for listing in self._reading:
            if listing.kind != INDIVIDUAL or not belongs(listing, self._desk, told):
                self.others += 1
            elif self._desk is Desk.TRACING and not listing.tracing:
                yield msgspec.structs.replace(listing, tracing=True)
            else:
                yield listing


def belongs(listing: Listing, desk: Desk, told: bool) -> bool:
    """Whether a person on a list belongs to its desk. Where the format does not tell, all of a tracing list are traced."""
    return not listing.tracing if desk is Desk.SECURITY else listing.tracing or not told


def lay_out(reading: Reading, desk: Desk, *, private: bool = False) -> Laid:
    """Read a list to its end and lay its people out."""
    book = BookWriter(_put_aside(private))
    source, compared = bytearray(), bytearray()

    def note(listing: Listing) -> None:
        mark = mark_of(listing)
        book.add(listing)
        source.extend(mark.source.encode()[:_LETTERS].ljust(_LETTERS, b"\0"))
        compared.extend(mark.compared.encode().ljust(_LETTERS, b"\0"))

    index = build_lists([OfDesk(reading, desk)], everything=True, note=note)
    return Laid(index, book.finish(), Marks(np.frombuffer(source, _HASH), np.frombuffer(compared, _HASH)))


def save(laid: Laid, folder: Path) -> None:
    """Write what was laid out into a folder, in place of an earlier one. Raises `CannotWrite`."""

    def inside(within: Path) -> None:
        laid.book.save(within / ENTRIES)
        arrays = {"source": laid.marks.source, "compared": laid.marks.compared}
        write_folder(within / MARKS, MARKS_VERSION, arrays, {"entries": len(laid.marks)}, kind=MARKS_KIND)

    laid.index.save(folder, inside)


def open_laid(folder: Path) -> Laid:
    """Open what was laid out; it is read as it is used. Raises `BadInput` where it is not there, damaged or of another version."""
    _, arrays = open_folder(folder / MARKS, MARKS_VERSION, kind=MARKS_KIND)
    laid = Laid(open_index(folder), open_book(folder), Marks(arrays["source"], arrays["compared"]))
    if not len(laid.index) == len(laid.book) == len(laid.marks):
        raise Unreadable(f"{folder.name} is damaged: its parts do not hold the same entries.")
    return laid


def _put_aside(private: bool) -> IO[bytes]:
    """A file for the book while it is written: in memory for a restricted list, where the system has such files."""
    if private and hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("entries"), "w+b")
    return tempfile.TemporaryFile()
