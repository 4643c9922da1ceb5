"""A book of entries gives back each listing whole, by row and by id, after saving as before; damage is refused in words."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.cli.main import main
from homeward.kernel.errors import BadInput, CannotWrite, Unreadable
from homeward.kernel.sources import Position
from homeward.screening.index.book import ENTRIES, BookWriter, EntryBook, open_book
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import open_index
from homeward.watchlists.catalog import open_list
from homeward.watchlists.listing import Listing


@pytest.fixture
def book(invented: Any) -> EntryBook:
    return EntryBook.of(invented.listings)


def test_every_listing_comes_back_by_row_and_by_id(book: EntryBook, invented: Any, tmp_path: Path) -> None:
    book.save(tmp_path / "book")
    for one in (book, open_book(tmp_path / "book")):
        assert list(one) == list(invented.listings)
        for row, listing in enumerate(invented.listings):
            assert one.row(listing.entry_id) == row
            assert one.listing(f" {listing.entry_id.lower()} ", listing.list_id) == listing
        assert one.listing("nobody") is None
        assert one.listing(invented.listings[0].entry_id, "another list") is None
        for wrong in (-1, len(one)):
            with pytest.raises(IndexError):
                one.at(wrong)


def test_an_id_of_several_lists_is_told_apart_by_the_list(entry: Any) -> None:
    entries = [
        entry("7", "Wahmi", list_id="two"),
        entry("7", "Mukhtalaq", list_id="one"),
        entry("a", "B"),
        entry("A", "C"),
    ]
    book = EntryBook.of(entries)
    assert book.listing("7") == entries[0]
    assert book.listing("7", "one") == entries[1]
    assert book.row("7", "one") == 1
    assert (book.listing("A"), book.listing("a")) == (entries[3], entries[2])  # as written comes first


@given(st.lists(st.text(max_size=4), max_size=20))
def test_any_ids_are_found_again(ids: list[str]) -> None:
    listings = [make(one, number) for number, one in enumerate(ids)]
    book = EntryBook.of(listings)
    for listing in listings:
        found = book.listing(listing.entry_id)
        assert found is not None
        assert found.entry_id.strip().casefold() == listing.entry_id.strip().casefold()


def make(entry_id: str, number: int) -> Listing:
    return Listing(
        list_id="x", entry_id=entry_id, kind="individual", names=(), position=Position("x", number), content_hash=""
    )


def test_the_command_writes_the_book_of_an_index_row_by_row(invented: Any, tmp_path: Path) -> None:
    assert main(["lists", "index", str(invented.watchlist), "--out", str(tmp_path / "lists")]) == 0
    index, book = open_index(tmp_path / "lists", check=True), open_book(tmp_path / "lists")
    assert len(index) == len(book) > 0
    for row in range(len(index)):
        listing = book.at(row)
        assert (listing.entry_id, listing.list_id) == (index.ids.get(row), index.lists[int(index.entry_list[row])])
        assert index.row(listing.entry_id.lower(), listing.list_id) == row
    assert index.row("nobody") is None
    assert index.row(index.ids.get(0), "another list") is None


def test_everything_or_individuals_alone(tmp_path: Path) -> None:
    file = Path(__file__).parents[2] / "cli" / "lists" / "invented_un_old.xml"
    for everything in (False, True):
        writer = BookWriter()
        index = build_lists([open_list(file)], everything=everything, note=writer.add)
        assert [one.entry_id for one in writer.finish()] == [index.ids.get(row) for row in range(len(index))]


def test_an_empty_book(tmp_path: Path) -> None:
    EntryBook.of([]).save(tmp_path / "none")
    assert (len(open_book(tmp_path / "none")), open_book(tmp_path / "none").listing("a")) == (0, None)


def test_what_is_no_book_is_refused(book: EntryBook, invented: Any, tmp_path: Path) -> None:
    build_lists([open_list(invented.watchlist)]).save(tmp_path / "index")
    for folder in ("index", "nowhere"):
        with pytest.raises(BadInput, match=r"has no book of entries\. Make it again with: homeward lists index"):
            open_book(tmp_path / folder)
    book.save(tmp_path / "book")
    with pytest.raises(Unreadable, match="book is not an index but a book of entries"):
        open_index(tmp_path / "book")
    with pytest.raises(BadInput, match="is no index: it is not replaced"):
        build_lists([]).save(tmp_path / "book")
    content = json.loads((tmp_path / "book" / "index.json").read_bytes())
    (tmp_path / "book" / "index.json").write_bytes(json.dumps(content | {"version": 0}).encode())
    with pytest.raises(Unreadable, match="another version"):
        open_book(tmp_path / "book")
    del content["arrays"]["keys"]
    (tmp_path / "book" / "index.json").write_bytes(json.dumps(content).encode())
    with pytest.raises(Unreadable, match="have no keys"):
        open_book(tmp_path / "book")


def test_damage_is_refused_when_it_is_met(book: EntryBook, tmp_path: Path) -> None:
    book.save(tmp_path / "book")
    path = tmp_path / "book" / "content.bin"
    content = bytearray(path.read_bytes())
    content[0] = 0xFF
    path.write_bytes(content)
    with pytest.raises(Unreadable, match="damaged at row 0"):
        open_book(tmp_path / "book").at(0)
    os.truncate(path, 5)
    with pytest.raises(Unreadable, match=r"content\.bin"):
        open_book(tmp_path / "book")


def test_no_room_to_put_entries_aside(entry: Any) -> None:
    writer = BookWriter(Path("/dev/full").open("wb"))  # noqa: SIM115
    with pytest.raises(CannotWrite, match="could not be put aside"):
        for number in range(100_000):
            writer.add(entry(str(number), "Wahmi"))


def test_the_book_goes_with_its_index(invented: Any, tmp_path: Path) -> None:
    book, index = EntryBook.of(invented.listings), build_lists([open_list(invented.watchlist)])
    index.save(tmp_path / "index", lambda folder: book.save(folder / ENTRIES))
    assert len(open_book(tmp_path / "index")) == len(index)
    index.save(tmp_path / "index")
    assert not (tmp_path / "index" / ENTRIES).exists()
