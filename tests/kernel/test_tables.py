"""Every format gives the same rows, every broken file a sentence, every broken row a refusal with its place."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput, HomewardError, Unreadable
from homeward.kernel.tables import ABSENT, FIELD_LIMIT, read_columns, read_rows, visible
from homeward.kernel.tally import Tally

ROWS = [{"id": "1", "name": "علي حسن", "born": "1986-03-04"}, {"id": "2", "name": '=cmd|"x", y', "born": ""}]
CSV = 'id,name,born\r\n1,علي حسن,1986-03-04\r\n2,"=cmd|""x"", y",\r\n'


def rows_of(path: Path | None, tally: Tally | None = None) -> list[dict[str, str]]:
    return [row.cells for row in read_rows(path, tally or Tally())]


def file(folder: Path, content: bytes | str, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, *sheets: list[list[object]]) -> Path:
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    write = sheet.write_string if isinstance(value, str) else sheet.write
                    write(number, column, value)
    return path


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        CSV.replace("\r\n", "\n"),
        "\n\n" + CSV,
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        'id;name;born\n1;علي حسن;1986-03-04\n2;"=cmd|""x"", y";\n',
        'id\tname\tborn\n1\tعلي حسن\t1986-03-04\n2\t"=cmd|""x"", y"\t\n',
        '{"id":1,"name":"علي حسن","born":"1986-03-04"}\n\n{"id":"2","name":"=cmd|\\"x\\", y","born":null}\n',
        '\ufeff{"id":1.0,"name":"علي حسن","born":"1986-03-04"}\n{"id":"2","name":"=cmd|\\"x\\", y","born":[]}',
        CSV.replace("1,علي حسن", "1 , علي\u200f حسن\u200b "),
        CSV.replace("2,", ",,\r\n2,"),
    ],
)
def test_every_text_format_gives_the_same_rows(tmp_path: Path, content: bytes | str) -> None:
    assert rows_of(file(tmp_path, content)) == ROWS


def test_a_workbook_gives_text(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [["id", "n", "d", "t", "b"], [7, 1.5, date(1986, 3, 4), datetime(2020, 1, 2, 3, 4), True]]
    )
    assert rows_of(path) == [{"id": "7", "n": "1.5", "d": "1986-03-04", "t": "2020-01-02T03:04:00", "b": "true"}]


def test_the_first_sheet_that_serves_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["house", "tent"], ["H1", "T1"]], [], [[], ["id", "name"], ["1", "Ali"]])

    def pick(columns: tuple[str, ...]) -> list[int]:
        if "name" not in columns:
            raise BadInput("no name")
        return [columns.index("name"), ABSENT]

    [(position, cells)] = read_columns(path, pick, Tally())
    assert cells == ("Ali", "")
    assert str(position) == "people.xlsx, sheet Sheet3, row 3"
    with pytest.raises(BadInput, match="no name"):
        list(read_columns(workbook(tmp_path, [["house"], ["H1"]]), pick, Tally()))


def test_columns_come_in_the_order_chosen_and_per_set_of_keys(tmp_path: Path) -> None:
    lines = '{"name":"A","id":1}\n{"id":2,"x":3,"name":"B"}\n{"id":3}\n'

    def pick(columns: tuple[str, ...]) -> list[int]:
        return [columns.index(name) if name in columns else ABSENT for name in ("id", "name")]

    assert [cells for _, cells in read_columns(file(tmp_path, lines), pick, Tally())] == [
        ("1", "A"),
        ("2", "B"),
        ("3", ""),
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    assert rows_of(None) == ROWS


BROKEN_FILES = {
    "empty": (b"", "is empty"),
    "a mark and nothing": (b"\xef\xbb\xbf\r\n", "is empty"),
    "header only": ("id,name\n", "no rows under its header"),
    "empty rows only": ("id,name\n,\n , \n", "no rows under its header"),
    "twin columns": ("id,name, name \n1,a,b\n", "more than one column called name"),
    "windows-1256": (b"id,name\n1,ok\n2," + "علي".encode("windows-1256"), r"0xDA at offset 15, line 3.*iconv"),
    "UTF-16 without mark": ("id,name\n1,a\n".encode("utf-16-le"), "NUL bytes"),
    "half a UTF-16": ("id,name\n1,a\n".encode("utf-16")[:-1], "not well-formed UTF-16"),
    "NUL far inside": (b"id,name\n" + b"1,a\n" * 9999 + b"2,\x00\n", "line 10001 holds a NUL byte"),
    "quote left open": ('id,name\n1,"Ali\n2,Omar\n3,Zaid\n', "line 2: a quote opens there"),
    "header broken": ('id,"na"me\n1,a\n', "header cannot be read"),
    "JSON array": ('[{"id": 1}]', "one object per line"),
    "pretty JSON": ('{\n "id": 1\n}\n', "line 1: not a whole JSON object"),
    "XML": ("<?xml version='1.0'?><a/>", "XML"),
    "gzip": (b"\x1f\x8b\x08\x00", "compressed"),
    "old or encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "password"),
    "half a workbook": (b"PK\x03\x04 and nothing", "not a workbook"),
}


@pytest.mark.parametrize(("content", "sentence"), BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_broken_file_is_a_sentence(tmp_path: Path, content: bytes | str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        rows_of(file(tmp_path, content))


def test_a_missing_file_and_a_false_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match=r"none\.csv cannot be opened"):
        rows_of(tmp_path / "none.csv")
    with pytest.raises(Unreadable, match="not a workbook"):
        rows_of(file(tmp_path, "id,name\n1,a\n", "false.xlsx"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(workbook(tmp_path, [["id"], ["1"]]).read_bytes())))
    with pytest.raises(BadInput, match="give its path"):
        rows_of(None)


REFUSED_ROWS = {
    "too_many_cells": "1,a,b\n",
    "broken_row": '1,"a"b\n',
    "field_too_long": f"1,{'a' * (FIELD_LIMIT + 1)}\n",
}


@pytest.mark.parametrize(("code", "row"), REFUSED_ROWS.items())
def test_a_broken_row_is_refused_with_its_place(tmp_path: Path, code: str, row: str) -> None:
    tally = Tally()
    assert rows_of(file(tmp_path, f"id,name\n0,x\n{row}2,y\n"), tally) == [
        {"id": "0", "name": "x"},
        {"id": "2", "name": "y"},
    ]
    assert [(refusal.code, refusal.position) for refusal in tally.refusals] == [(code, "people.csv, line 3")]


def test_a_very_long_field_and_a_broken_line_of_json_are_refused(tmp_path: Path) -> None:
    tally = Tally()
    assert len(rows_of(file(tmp_path, f"id,name\n1,{'a' * 10_000_000}\n2,b\n"), tally)) == 1
    assert len(rows_of(file(tmp_path, '{"id":1}\n{"id":\n{"id":2}\n'), tally)) == 2
    assert [refusal.code for refusal in tally.refusals] == ["broken_row", "broken_json"]


def test_oddities_are_kept_and_counted(tmp_path: Path) -> None:
    tally = Tally()
    content = 'id,name,born\n#meta+id,#affected+name,\n1,A\u202eB\u202c\n\n,,\n2,"C\nD",1990,,\n'
    assert rows_of(file(tmp_path, content), tally) == [
        {"id": "1", "name": "AB", "born": ""},
        {"id": "2", "name": "C D", "born": "1990"},
    ]
    assert tally.quirks == {"hxl_row": 1, "invisible_characters": 1, "short_row": 1, "empty_row": 2}
    assert {code: len(places) for code, places in tally.places.items()} == tally.quirks


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\u200cb", "a\u200cb"),
        ("a\u200db", "ab"),
        ("\u2066a\u2069\u00ad", "a"),
        ("a\x07\tb\r\nc", "a b c"),
        ("a\xa0b", "a\xa0b"),
    ],
)
def test_visible(text: str, clean: str) -> None:
    assert visible(text, Tally()) == clean


def exhaust(read: Callable[[], object]) -> None:
    try:
        read()
    except HomewardError as error:
        assert str(error).strip()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["people.csv", "people.xlsx"]))
def test_any_bytes_are_rows_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    path = file(tmp_path_factory.mktemp("fuzz"), content, name)
    exhaust(lambda: rows_of(path))


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=20)


@settings(max_examples=60, deadline=None)
@given(CHANGES, st.just(0) | st.integers(0, 1 << 16))
def test_a_damaged_workbook_is_rows_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], lost: int
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    content = bytearray(workbook(folder, [["id", "name"], ["1", "Ali"], [2, date(1990, 1, 1)]]).read_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    path = file(folder, bytes(content[: len(content) - lost % len(content)]), "damaged.xlsx")
    exhaust(lambda: rows_of(path))
