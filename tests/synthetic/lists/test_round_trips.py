"""What an invented list says of a person, the readers of the real formats read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from homeward.kernel.tally import Tally
from homeward.synthetic.lists.entities import listed_entities
from homeward.synthetic.lists.interpol import CAP, special_notices, write_notices
from homeward.synthetic.lists.ofac import CELL, LONG, write_ofac_csv
from homeward.synthetic.lists.people import Listed, listed_people
from homeward.synthetic.lists.shelf import write_shelf
from homeward.synthetic.lists.simple import write_simple_csv
from homeward.synthetic.lists.un import write_un_xml
from homeward.watchlists.csv import read as simple_reader
from homeward.watchlists.interpol import read as interpol_reader
from homeward.watchlists.listing import Listing
from homeward.watchlists.ofac import read as ofac_reader
from homeward.watchlists.un import read as un_reader

FIELDS = ("kind", "reference", "programmes", "sex", "nationalities", "documents", "birth_places", "father_names",
          "mother_names", "tracing")  # fmt: skip


def told(listing: Listing) -> dict[str, object]:
    """What a listing says, apart from how its source was laid out."""
    births = {(birth.first, birth.last, birth.precision, birth.circa) for birth in listing.births}
    names = {(name.text, name.quality, name.primary) for name in listing.names}
    return {field: getattr(listing, field) for field in FIELDS} | {"names": names, "births": births}


def check(entries: Iterable[Listed], read: Iterator[Listing], tally: Tally) -> None:
    back = {listing.entry_id: listing for listing in read}
    invented = {entry.listing.entry_id: entry.listing for entry in entries}
    assert back.keys() == invented.keys()
    assert tally.refusals == []
    for entry_id, listing in invented.items():
        assert told(back[entry_id]) == told(listing)


def test_un(tmp_path: Path) -> None:
    entries = [*listed_people(600, 3, "un"), *listed_entities(80, 3, "un")]
    assert write_un_xml(tmp_path / "un.xml", entries) == 680
    tally = Tally()
    check(entries, un_reader.read(tmp_path / "un.xml", "invented", tally), tally)
    qualities = {name.quality for entry in entries for name in entry.listing.names}
    assert qualities == {"strong", "weak", "original_script", "former"}
    assert {birth.precision for entry in entries for birth in entry.listing.births} == {"day", "month", "year", "range"}
    assert "Nobody in this file exists" in (tmp_path / "un.xml").read_text(encoding="utf-8")[:200]


def test_ofac(tmp_path: Path) -> None:
    entries = [*listed_people(LONG * 3, 3, "ofac"), *listed_entities(80, 3, "ofac")]
    path = write_ofac_csv(tmp_path, entries)
    tally = Tally()
    check(entries, ofac_reader.read(path, "invented", tally), tally)
    assert tally.kinds.keys() == {"individual", "entity", "vessel"}


def test_ofacs_files_have_ofacs_habits(tmp_path: Path) -> None:
    path = write_ofac_csv(tmp_path, listed_people(LONG, 3, "ofac"))
    for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"):
        content = (tmp_path / name).read_bytes()
        assert content.endswith(b"\r\n\x1a") and content.isascii()
    lines = path.read_bytes().splitlines()
    assert b',-0- ,"' in lines[0], "nothing is written -0- , without quotes"
    assert any(b"] [" in line for line in lines), "several programmes in one cell"
    remarks = [line.rsplit(b',"', 1)[1].rstrip(b'"') for line in lines[:-1]]
    assert max(map(len, remarks)) == CELL
    comments = (tmp_path / "sdn_comments.csv").read_text(encoding="ascii")
    assert comments.startswith(f"{90_000_000 + LONG},"), "what did not fit goes on in the other file"


def test_interpol(tmp_path: Path) -> None:
    un = list(listed_people(45, 3, "un"))
    entries = [*listed_people(60, 3, "red"), *listed_people(50, 3, "yellow"), *special_notices(un, 3)]
    assert write_notices(tmp_path, entries) == 155
    tally = Tally()
    check(entries, interpol_reader.read(tmp_path, "invented", tally), tally)
    assert tally.quirks["list_page_only"] == 0
    missing = [entry for entry in entries if entry.listing.tracing]
    assert len(missing) == 50 and all(entry.person and entry.person.age < 20 for entry in missing)
    assert {entry.listing.reference for entry in entries[110:]} == {entry.listing.reference for entry in un}


def test_no_query_of_interpol_returns_more_than_its_cap(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at most 160"):
        write_notices(tmp_path, listed_people(CAP + 1, 3, "red"))


def test_simple_table(tmp_path: Path) -> None:
    entries = list(listed_people(200, 3, "simple"))
    names = write_simple_csv(tmp_path / "simple.csv", (entry.listing for entry in entries))
    tally = Tally()
    back = list(simple_reader.read(tmp_path / "simple.csv", "invented", tally))
    assert [listing.entry_id for listing in back] == [entry.listing.entry_id for entry in entries]
    assert names == sum(len(entry.listing.names) for entry in entries)
    for entry, listing in zip(entries, back, strict=True):
        assert {name.text for name in listing.names} == {name.text for name in entry.listing.names}


@pytest.mark.parametrize("publisher", ["un", "ofac", "simple", "red", "yellow"])
def test_the_primary_name_stands_first_and_each_text_once(publisher: str) -> None:
    for entry in islice(listed_people(300, 5, publisher), 300):  # type: ignore[arg-type]
        names = entry.listing.names
        assert names[0].primary and not any(name.primary for name in names[1:])
        assert len({name.text.casefold() for name in names}) == len(names)


def test_a_shelf_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first = write_shelf(tmp_path / "a", seed=5, un=80, ofac=120)
    write_shelf(tmp_path / "b", seed=5, un=80, ofac=120)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)
    assert len(first.listed) == 200
    assert {first.un, first.ofac} <= {tmp_path / "a" / file for file in files}
    assert first.notices.is_dir()


def test_ids_are_none_that_a_publisher_uses() -> None:
    assert [entry.listing.entry_id for entry in listed_people(2, 1, "un")] == ["ZZi.001", "ZZi.002"]
    assert [entry.listing.entry_id for entry in listed_people(1, 1, "ofac")] == ["90000001"]
    assert [entry.listing.entry_id for entry in listed_people(1, 1, "red")] == ["2099/10001"]
    assert [entry.listing.entry_id for entry in listed_entities(1, 1, "un")] == ["ZZe.001"]
    numbers = [document.number for entry in listed_people(300, 1, "un") for document in entry.listing.documents]
    assert numbers and all(number.startswith("SYN") for number in numbers)
