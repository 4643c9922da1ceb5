"""Invented entries as a table in the layout of OpenSanctions' `targets.simple.csv`, of any length.

Comes in: `Listing`s as a stream. Goes out: one CSV row each; several values in a cell are parted by semicolons.
The columns `weak_aliases` and `gender` stand beside the published ones. Never holds a list in memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from homeward.synthetic.lists.people import Listed, listed_people
from homeward.synthetic.output import whole
from homeward.watchlists.listing import Listing

COLUMNS = (
    "id", "schema", "name", "aliases", "weak_aliases", "birth_date", "countries", "gender", "addresses", "identifiers",
    "sanctions", "phones", "emails", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
_SCHEMA = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "other": "LegalEntity",
}


RARES = 8000  # rare parts of each culture and kind


def write_simple_csv(path: Path, listings: Iterable[Listing]) -> int:
    """Write entries and return how many names they have. Raises `CannotWrite`."""
    names = 0
    with whole(path) as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for listing in listings:
            names += len(listing.names)
            writer.writerow(_row(listing))
    return names


def long_list(names: int, seed: int, tail: float = 0.35) -> Iterator[Listed]:
    """Invented entries until they have `names` names between them: some 260,000 entries for a million.

    Rare parts come from a larger stock than a camp's, so that a million names hold more than 80,000 distinct words.
    """
    for entry in listed_people(names, seed, "simple", tail, rares=RARES):
        if names <= 0:
            return
        names -= len(entry.listing.names)
        yield entry


def _row(listing: Listing) -> tuple[str, ...]:
    weak = [name.text for name in listing.names if name.quality == "weak"]
    strong = [name.text for name in listing.names if name.quality != "weak" and not name.primary]
    return (
        listing.entry_id, _SCHEMA[listing.kind], next(name.text for name in listing.names if name.primary),
        ";".join(strong), ";".join(weak),
        ";".join(birth.iso() for birth in listing.births),
        ";".join(listing.nationalities), listing.sex or "", "",
        ";".join(document.number for document in listing.documents),
        "Invented entry", "", "", listing.list_id, "", "", "",
    )  # fmt: skip
