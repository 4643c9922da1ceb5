"""The whole listings that an index was laid out from, each to be read by its row or its id at once.

An index holds what is compared and forgets the rest; who shows an entry to a person needs all that its publisher says. So
`homeward lists index` writes a book into the folder of the index, and `open_book(folder)` opens it: row n of the book is entry n
of the index. Also to be made and kept by itself, of any listings: `EntryBook.of(listings).save(folder)`.

Comes in: listings, one after another; they are put aside in a temporary file and not held in memory. Goes out: a folder of three arrays,
memory-mapped when it is opened. `book.listing("QDi.001")` finds by id, whatever its case; an id that stands on several lists is
asked for with its list, or the first is given; `book.at(row)` reads a row. Never changes what a publisher says.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.errors import BadInput, CannotWrite, Unreadable
from homeward.screening.index.arrays import Array, Manifest, open_folder, write_folder
from homeward.screening.index.ids import Ids, key, of_keys
from homeward.watchlists.listing import Listing

VERSION = 1
KIND = "book of entries"
ENTRIES = "entries"  # the folder of the book, within that of its index
_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(Listing)


@dataclass(frozen=True)
class EntryBook:
    """n listings: as JSON, one in a line, starts (n+1), and the look-up of their ids."""

    content: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    ids: Ids

    @classmethod
    def of(cls, listings: Iterable[Listing]) -> EntryBook:
        """A book of these listings, in their order."""
        writing = BookWriter()
        for listing in listings:
            writing.add(listing)
        return writing.finish()

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[Listing]:
        return map(self.at, range(len(self)))

    def at(self, row: int) -> Listing:
        """The listing of a row. Raises `IndexError` for a row that there is not, `Unreadable` where the book is damaged."""
        if not 0 <= row < len(self):
            raise IndexError(f"There is no row {row}.")
        try:
            return _DECODER.decode(self.content[self.starts[row] : self.starts[row + 1]].tobytes())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Unreadable(f"The book of entries is damaged at row {row}. Make the index again.") from error

    def row(self, entry_id: str, list_id: str = "") -> int | None:
        """The row of an entry, of a certain list or of the first that has it. None where there is none."""
        return next((row for row, _ in self._found(entry_id, list_id)), None)

    def listing(self, entry_id: str, list_id: str = "") -> Listing | None:
        """The listing of an entry, of a certain list or of the first that has it. None where there is none."""
        return next((listing for _, listing in self._found(entry_id, list_id)), None)

    def _found(self, entry_id: str, list_id: str) -> Iterator[tuple[int, Listing]]:
        wanted = entry_id.strip()
        found = [(row, self.at(row)) for row in self.ids.rows_of(wanted)]
        found = [(row, one) for row, one in found if not list_id or one.list_id == list_id]
        yield from (one for one in found if one[1].entry_id == wanted)
        folded = wanted.casefold()
        yield from (one for one in found if one[1].entry_id.strip().casefold() == folded)

    def save(self, folder: Path) -> Manifest:
        """Write the book to a folder of its own. Raises as `Index.save` does."""
        arrays: dict[str, Array] = {
            "content": self.content,
            "starts": self.starts,
            "keys": self.ids.keys,
            "rows": self.ids.rows,
        }
        return write_folder(folder, VERSION, arrays, {"entries": len(self)}, kind=KIND)


@dataclass(slots=True)
class BookWriter:
    """Takes listings one after another and puts them aside. The file goes when the book and all its copies are gone."""

    _file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    _starts: array[int] = field(default_factory=lambda: array("q", [0]))
    _keys: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, listing: Listing) -> None:
        """Put a listing aside. Raises `CannotWrite` where there is no room for it."""
        line = _ENCODER.encode(listing) + b"\n"
        try:
            self._file.write(line)
        except OSError as error:
            raise _no_room(error) from error
        self._starts.append(self._starts[-1] + len(line))
        self._keys.append(key(listing.entry_id))

    def finish(self) -> EntryBook:
        """The book of all that was added."""
        try:
            self._file.flush()
        except OSError as error:
            raise _no_room(error) from error
        size = self._starts[-1]
        content = np.asarray(np.memmap(self._file, np.uint8, "r", shape=(size,))) if size else np.zeros(0, np.uint8)
        return EntryBook(content, np.array(self._starts, np.int64), of_keys(self._keys))


def open_book(folder: Path) -> EntryBook:
    """The book of an index, by the folder of the index or its own. Opening reads nothing whose size depends on the lists.

    Raises `BadInput` where there is none, `Unreadable` for one that is damaged or of another version.
    """
    own = folder / ENTRIES if (folder / ENTRIES).is_dir() else folder
    if not own.is_dir() or not (own / "content.bin").exists():
        raise BadInput(f"{folder.name} has no book of entries. Make it again with: homeward lists index")
    _, arrays = open_folder(own, VERSION, kind=KIND)
    try:
        return EntryBook(arrays["content"], arrays["starts"], Ids(arrays["keys"], arrays["rows"]))
    except KeyError as error:
        raise Unreadable(f"{folder.name} is damaged: its entries have no {error.args[0]}. Make it again.") from error


def _no_room(error: OSError) -> CannotWrite:
    return CannotWrite(
        f"The entries could not be put aside: {error.strerror or error}. Make room for temporary files, and run it again."
    )
