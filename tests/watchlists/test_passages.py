"""The publisher's text of one entry: whole, alone, and found in every way that lists are written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from homeward.kernel.sources import Position
from homeward.watchlists.catalog import open_list
from homeward.watchlists.passages import MOST, source_text

UN = Path(__file__).resolve().parents[2] / "docs/examples/invented_un_list.xml"


@pytest.mark.parametrize("one_line", [False, True])
def test_every_entry_of_a_list_in_xml(tmp_path: Path, one_line: bool) -> None:
    path = tmp_path / "list.xml"
    text = UN.read_text("utf-8")
    path.write_text(" ".join(text.split("\n")) if one_line else text, "utf-8")
    listings = list(open_list(path))
    assert len(listings) > 3
    for listing in listings:
        cut = source_text(path, listing.position, listing.entry_id)
        assert cut.startswith("<") and cut.count(listing.entry_id) == 1
        assert cut.endswith(f"</{cut[1 : cut.index('>')].split()[0]}>")
        assert [one.entry_id for one in listings if one.entry_id in cut] == [listing.entry_id]


def test_an_element_that_holds_one_of_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text("<all>\n<one><id>1</id><one>in</one><one/></one>\n<one><id>2</id></one>\n</all>", "utf-8")
    assert source_text(path, Position("list.xml", 2), "1") == "<one><id>1</id><one>in</one><one/></one>"
    assert source_text(path, Position("list.xml", 3), "2") == "<one><id>2</id></one>"


def test_a_row_of_a_table_whose_cell_holds_a_break_of_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('id,name,remarks\n1,Salim Nuri,"two\nlines, ""quoted"""\n2,Omar Salim,\n', "utf-8")
    rows = [Position(path.name, 2), Position(path.name, 4)]
    assert [source_text(path, one) for one in rows] == [
        '1,Salim Nuri,"two\nlines, ""quoted"""',
        "2,Omar Salim,",
    ]


def test_a_line_of_json_an_item_of_an_array_and_a_notice_of_a_page(tmp_path: Path) -> None:
    lines = tmp_path / "lines.json"
    lines.write_text('{"id":"a","n":"\\""}\n{"id":"b"}\n', "utf-8")
    assert source_text(lines, Position("lines.json", 2), "b") == '{"id":"b"}'
    array = tmp_path / "array.json"
    array.write_text('[{"id": "a"}, {"id": "b"}]', "utf-8")
    assert source_text(array, Position("array.json", 2, "item")) == '{"id": "b"}'
    page = tmp_path / "page.json"
    page.write_text(json.dumps({"_embedded": {"notices": [{"entity_id": "1"}, {"entity_id": "2"}]}}), "utf-8")
    assert source_text(page, Position("page.json", 2, "notice")) == '{"entity_id": "2"}'
    assert source_text(tmp_path, Position("page.json", 1)) == page.read_text("utf-8")  # of a folder of many files


@pytest.mark.parametrize(
    "position", [Position("list.csv", 9), Position("list.csv", 9, "item"), Position("none.csv", 1)]
)
def test_what_is_not_there_is_nothing(tmp_path: Path, position: Position) -> None:
    (tmp_path / "list.csv").write_text("id,name\n1,Salim\n", "utf-8")
    path = tmp_path / position.file
    assert source_text(path, position, "1") == ""


@pytest.mark.parametrize("content", [b"", b"\xff\xfe<\x00a\x00", b"<one>" * 40_000, b"[" * 9_000])
def test_a_hostile_file_gives_little_or_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(content)
    for unit in ("line", "item", "notice"):
        assert len(source_text(path, Position("list.xml", 1, unit), "x")) <= MOST
