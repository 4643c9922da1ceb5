"""Which list a file is: formats are recognised by what the file holds, in the order of one table.

Comes in: a path as somebody typed it. Goes out: a `Reading`, which streams the listings once and then holds the tally.
A file that is no list ends in a sentence that says what it is and what to do instead.
Never goes by the ending of a file's name, and never imports a reader that is not in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import Unreadable
from homeward.kernel.sources import file_hash
from homeward.kernel.table_formats import opened
from homeward.kernel.tally import Tally
from homeward.watchlists import strangers
from homeward.watchlists.csv import read as csv
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.ftm import read as ftm
from homeward.watchlists.interpol import documents as notices
from homeward.watchlists.interpol import read as interpol
from homeward.watchlists.listing import Listing
from homeward.watchlists.ofac import read as ofac
from homeward.watchlists.ofac.family import family_of
from homeward.watchlists.un import read as un

HEAD = 1 << 14  # bytes in which a format must show itself


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is recognised and read, the list's id where nobody names one, and the files that belong to it."""

    name: str
    sniff: Callable[[bytes, Path], bool]
    read: Callable[[Path, str, Tally], Iterator[Listing]]
    published_on: Callable[[Path], PartialDate | None]
    list_id: Callable[[Path], str]
    files: Callable[[Path], tuple[Path, ...]] = lambda path: (path,)


def _notices(path: Path) -> tuple[Path, ...]:
    return tuple(notices.files(path)) if path.is_dir() else (path,)


FORMATS = (
    Format("un", un.sniff, un.read, un.published_on, lambda path: un.LIST_ID),
    Format("ofac", ofac.sniff, ofac.read, ofac.published_on, lambda path: family_of(path).list_id, ofac.files),
    Format("interpol", interpol.sniff, interpol.read, interpol.published_on, lambda path: "interpol", _notices),
    Format("ftm", ftm.sniff, ftm.read, ftm.published_on, lambda path: path.name.partition(".")[0]),
    Format("csv", csv.sniff, csv.read, csv.published_on, csv.list_id_of),
)


class Source(msgspec.Struct, frozen=True):
    """What was read: the file's name without its folder, its format and list, the publisher's own date, and its hash.

    `sha256` is the hash of the file's bytes; of a set of files, the hash of their names and hashes in order.
    """

    file: str
    format: str
    list_id: str
    published_on: PartialDate | None
    sha256: str


class Reading:
    """The listings of one list, to be gone through once; when that is done, `tally` holds the counts."""

    def __init__(self, source: Source, listings: Callable[[Tally], Iterator[Listing]], files: tuple[Path, ...]) -> None:
        self.source = source
        self.files = files  # all that belong to the list, the one it is named by first
        self.tally = Tally()
        self._listings = _checked(listings(self.tally), _latest_birth(source), self.tally)

    def __iter__(self) -> Iterator[Listing]:
        return self._listings


def open_list(path: Path, list_id: str | None = None, column_map: ColumnMap | None = None) -> Reading:
    """Recognise a list and begin to read it. With a `column_map`, any table is a list.

    Raises `BadInput` for a file that cannot be opened, `Unreadable` for one that is no list we read; readers raise more
    while they are gone through.
    """
    path = path.resolve() if path.is_dir() else path  # so that "." has a name
    found = _mapped(column_map) if column_map and _head(path) else format_of(path)  # a folder is no table
    files = found.files(path)
    name = list_id or found.list_id(path)
    source = Source(path.name, found.name, name, found.published_on(path), fingerprint(files))
    return Reading(source, lambda tally: found.read(path, name, tally), files)


def format_of(path: Path) -> Format:
    """The format of a file or folder, by its content. Raises as `open_list` does."""
    head = _head(path)
    if found := next((one for one in FORMATS if one.sniff(head, path)), None):
        return found
    raise strangers.refusal(path, head)


def fingerprint(files: tuple[Path, ...]) -> str:
    """SHA-256 of one file, or of a set: of a line with hash and name for each of its files."""
    if len(files) == 1:
        return file_hash(files[0])
    lines = (f"{file_hash(file)}  {file.name}\n" for file in files)
    return sha256("".join(lines).encode()).hexdigest()


def _head(path: Path) -> bytes:
    if path.is_dir():
        return b""
    with opened(path) as handle:
        head = handle.read(HEAD)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable(f"{path.name} is empty: get it again from its publisher.", file=path.name)
    return head


def _mapped(column_map: ColumnMap) -> Format:
    def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
        return csv.read_mapped(path, column_map, list_id, tally)

    return Format("csv", lambda head, path: True, read, lambda path: None, lambda path: path.stem)


def _latest_birth(source: Source) -> date:
    """The last day on which somebody on the list can have been born: that of its edition, else today."""
    return source.published_on.last if source.published_on else date.today()


def _checked(listings: Iterator[Listing], latest: date, tally: Tally) -> Iterator[Listing]:
    """Listings as read, but without births in the future, which stay in the remarks as published."""
    for listing in listings:
        if listing.births and any(birth.first > latest for birth in listing.births):
            tally.quirk("birth_in_the_future")
            listing = _without_future_births(listing, latest)
        if not _begins_with_letter(listing) and not any(c.isalpha() for name in listing.names for c in name.text):
            tally.quirk("name_without_letters")
        yield listing


def _begins_with_letter(listing: Listing) -> bool:
    """Whether its first name does, as nearly all do: looking through every letter of a million names takes a while."""
    return bool(listing.names) and listing.names[0].text[:1].isalpha()


def _without_future_births(listing: Listing, latest: date) -> Listing:
    future = [birth for birth in listing.births if birth.first > latest]
    said = [f"birth date as published, in the future: {birth.raw or birth.iso()}" for birth in future]
    return msgspec.structs.replace(
        listing,
        births=tuple(birth for birth in listing.births if birth.first <= latest),
        remarks="\n".join(filter(None, [listing.remarks, *said])),
    )
