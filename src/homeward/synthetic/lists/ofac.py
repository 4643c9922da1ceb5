"""Invented entries as OFAC's four legacy files: sdn.csv, alt.csv, add.csv and sdn_comments.csv, with every habit.

Comes in: `Listed` people, entities and vessels. Goes out: a folder of files without header, in ASCII, CRLF, a null written
`-0- `, a last byte 0x1A, programmes `A] [B`, weak aliases in the remarks only, and remarks cut at 1,000 characters in the
middle of a word. Never a number OFAC uses: from 90,000,001; every entry's programme is INVENTED.
Source: OFAC's data specification for the legacy flat files, and what the published files show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import TextIO

from homeward.kernel.dates import MONTHS, PartialDate
from homeward.synthetic.cultures import countries
from homeward.synthetic.lists.people import Listed
from homeward.synthetic.output import made, whole
from homeward.watchlists.listing import ListedDocument, Listing

CELL = 1000  # characters of remarks that fit; the rest stands in sdn_comments.csv
LONG = 251  # every so manieth entry has more remarks than fit
_NULL = "-0- "
_END = "\x1a"
_TYPES = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}
_PAPERS = {
    "passport": "Passport",
    "national_id": "National ID No.",
    "registration": "Vessel Registration Identification",
}
_MONTH = tuple(word.capitalize() for word in MONTHS)

Cell = str | int | None


def write_ofac_csv(folder: Path, entries: Iterable[Listed]) -> Path:
    """Write the four files into a folder, made if need be, and return the path of sdn.csv. Raises `CannotWrite`."""
    made(folder)
    names = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
    with (
        whole(folder / names[0], "ascii") as sdn,
        whole(folder / names[1], "ascii") as alt,
        whole(folder / names[2], "ascii") as add,
        whole(folder / names[3], "ascii") as comments,
    ):
        numbers = count(90_000_001)
        for entry in entries:
            listing = entry.listing
            remarks = _remarks(listing)
            _line(sdn, _primary(entry, remarks[:CELL]))
            if remarks[CELL:]:
                _line(comments, (int(listing.entry_id), remarks[CELL:]))
            for cells in _aliases(listing):
                _line(alt, (int(listing.entry_id), next(numbers), *cells, None))
            _line(add, _address(listing))
        for handle in (sdn, alt, add, comments):
            handle.write(_END)
    return folder / names[0]


def _line(handle: TextIO, cells: Iterable[Cell]) -> None:
    handle.write(",".join(map(_cell, cells)) + "\r\n")


def _cell(cell: Cell) -> str:
    if cell is None:
        return _NULL
    return str(cell) if isinstance(cell, int) else '"' + cell.replace('"', '""') + '"'


def _primary(entry: Listed, remarks: str) -> tuple[Cell, ...]:
    listing = entry.listing
    ship: tuple[Cell, ...] = (None,) * 6
    if listing.kind == "vessel":
        ship = ("ZZ1A", "General Cargo", "12,345", "6,789", "Panama", None)
    kind = _TYPES.get(listing.kind)
    programmes = "] [".join(listing.programmes)
    return (int(listing.entry_id), listing.names[0].text, kind, programmes, *_title(listing), *ship, remarks)


def _title(listing: Listing) -> tuple[Cell]:
    return (listing.titles[0] if listing.titles else None,)


def _aliases(listing: Listing) -> Iterator[tuple[str, str]]:
    for name in listing.names:
        if not name.primary and name.quality in ("strong", "former"):
            yield ("fka" if name.quality == "former" else "aka", name.text)


def _address(listing: Listing) -> tuple[Cell, ...]:
    """An address row, which says nothing but a country, and often not that."""
    country = countries()[listing.nationalities[0]].ofac if listing.nationalities else None
    known = country if int(listing.entry_id) % 4 else None
    return (int(listing.entry_id), 90_000_000 + listing.position.number, None, None, known, None)


def _remarks(listing: Listing) -> str:
    """Segments parted by "; ", a full stop at the end; a second value of a kind is `alt.`."""
    return "; ".join(_segments(listing)) + "."


def _segments(listing: Listing) -> Iterator[str]:
    yield from _numbered("DOB", map(_birth, listing.births))
    yield from _numbered("POB", (place.text for place in listing.birth_places))
    yield from (f"a.k.a. '{name.text}'" for name in listing.names if name.quality == "weak")
    yield from (f"nationality {countries()[code].ofac}" for code in listing.nationalities)
    if listing.position.number % LONG == 0:
        yield "; ".join(f"invented remark number {n} that fills this cell" for n in range(1, 25))
    if listing.sex:
        yield f"Gender {listing.sex.capitalize()}"
    for kind, label in _PAPERS.items():
        yield from _numbered(label, (_paper(d) for d in listing.documents if d.kind == kind))
    yield listing.remarks.rstrip(".")


def _numbered(label: str, values: Iterable[str]) -> Iterator[str]:
    return (f"{'alt. ' if number else ''}{label} {value}" for number, value in enumerate(values))


def _paper(paper: ListedDocument) -> str:
    return f"{paper.number} ({countries()[paper.issuer].ofac})" if paper.issuer else paper.number


def _birth(birth: PartialDate) -> str:
    if birth.circa:
        return f"circa {birth.iso().lstrip('~')}"
    if birth.precision == "range":
        return f"{birth.first.year} to {birth.last.year}"
    year, month = birth.first.year, _MONTH[birth.first.month - 1]
    return {"day": f"{birth.first.day:02d} {month} {year}", "month": f"{month} {year}"}.get(birth.precision, str(year))
