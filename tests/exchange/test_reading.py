"""Files that lie, overflow, or were saved wrongly: each gets a sentence that says what to do, and none gets memory or time."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from exchange_files import FAMILIES, central_pair, central_zip, flat_csv, kobo_json, kobo_xlsx, table, workbook
from homeward.exchange.facts.tables import FileKind
from homeward.exchange.reading.headers import clean
from homeward.exchange.reading.opening import read_file, read_files
from homeward.exchange.rules.joining import joined
from homeward.kernel.errors import Unreadable

HEADER, ROW = ["name", "sex"], ["Invented Person", "f"]


def zipped(**inside: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, bytes_ in inside.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), bytes_)
    return content.getvalue()


def sheet_xml(body: str) -> bytes:
    """A real workbook whose first sheet's XML is replaced."""
    original, content = io.BytesIO(workbook({"S": [HEADER, ROW]})), io.BytesIO()
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            inside = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                inside = f'<?xml version="1.0"?>{start}{body}</worksheet>'.encode()
            new.writestr(name, inside)
    return content.getvalue()


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def merged_cells() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["household", "name"])
        sheet.merge_range(1, 0, 3, 0, "H1")
        sheet.write_column(1, 1, ["One", "Two", "Three"])
    return content.getvalue()


def locked() -> bytes:
    content = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(workbook({"S": [HEADER, ROW]}))).encrypt("a password", content)
    return content.getvalue()


def lying_size() -> bytes:
    """An archive whose directory promises ten bytes where a megabyte is packed."""
    packed = bytearray(zipped(people_dot_csv=b"name\n" + b"x" * 1_000_000))
    at = packed.index(b"PK\x01\x02")
    packed[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(packed)


BAD = {
    "empty": (b"", "is empty"),
    "only a mark": (b"\xef\xbb\xbf\n \n", "is empty"),
    "only a header": (table([HEADER]), "no rows under it"),
    "a workbook without rows": (workbook({"S": []}), "holds no rows"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "is a picture"),
    "a PDF": (b"%PDF-1.7", "is a PDF"),
    "a program": (b"MZ\x90\x00", "is a program"),
    "a web page": (b"<html><table><tr><td>name</td></tr></table></html>", "web page"),
    "XML with entities": (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "is XML"),
    "an old workbook or a locked one": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    "a locked workbook": (locked(), "password"),
    "another encoding": ("الاسم,الجنس\nسلمى,أنثى\n".encode("windows-1256"), "is not UTF-8"),
    "NUL signs": (b"name,sex\nx\x00y,f\n", "signs that no text has"),
    "an open quote": (b'name,sex\n"x,f\ny,m\n', "quotation mark is not closed"),
    "two columns of one name": (table([["name", "sex", "sex"], ["x", "f", "f"]]), "several columns called sex"),
    "10,000 columns": (table([[f"c{i}" for i in range(10_000)], ["x"] * 10_000]), "10,000 columns"),
    "10,000 columns in a sheet": (sheet_xml("<sheetData><row>" + inline("NTP1", "x") + "</row></sheetData>"), "10,000 columns"),
    "a cell at the end of the world": (
        sheet_xml("<sheetData><row>" + inline("A1", "name") + inline("B1048576", "x") + "</row></sheetData>"), "1,048,576"),
    "a cell of 200,000 signs": (table([HEADER, ["x" * 200_000, "f"]]), "more than 20,000 characters"),
    "an answer right of the header": (table([HEADER, ["x", "f", "surplus"]]), "right of the last heading"),
    "merged cells": (merged_cells(), "merged cells"),
    "a bomb": (zipped(people_dot_csv=b"name\n" + b"0" * 120_000_000), "would unpack to 120 MB"),
    "an archive that lies": (lying_size(), "lies about its size|is damaged"),
    "a damaged archive": (kobo_xlsx()[:2_000], "damaged archive"),
    "an empty archive": (b"PK\x05\x06" + b"\0" * 18, "empty archive"),
    "an archive of something else": (zipped(readme_dot_txt=b"hello"), "without a CSV file"),
    "a document": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "another program"),
    "half of a JSON answer": (kobo_json()[:300], "not whole JSON"),
    "a page of several": (b'{"count": 900, "next": "x", "results": [{"name": "x"}]}', "one page of several"),
    "JSON of something else": (b'{"hello": 1}', "no list of submissions"),
    "JSON within JSON": (b"[" * 50_000 + b"]" * 50_000, "not whole JSON|no submission"),
    "repeats without their form": (
        zipped(a_dot_csv=table([["name", "PARENT_KEY", "KEY"], ["x", "a", "b"]]), b_dot_csv=table([HEADER, ROW])), "together"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_a_sentence(kind) -> None:
    content, words = BAD[kind]
    began = time.process_time()
    with pytest.raises(Unreadable, match=words) as refused:
        read_file("list of people.xlsx", content)
    sentence = str(refused.value)
    assert sentence[-1] in ".?" and "Invented" not in sentence and "Traceback" not in sentence
    assert time.process_time() - began < 3


def test_a_bomb_is_not_unpacked() -> None:
    hidden = zlib.compressobj(9)
    assert hidden
    big = zipped(xl__workbook_dot_xml=b"<workbook/>", xl__worksheets__sheet1_dot_xml=b" " * 300_000_000)
    began = time.process_time()
    with pytest.raises(Unreadable, match="would unpack"):
        read_file("x.xlsx", big)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("people.csv", kobo_xlsx(), FileKind.KOBO_XLSX),
        ("people.xlsx", flat_csv(), FileKind.CSV),
        ("people.txt", kobo_json(), FileKind.KOBO_JSON),
        ("people.xlsx", central_zip(), FileKind.CENTRAL_CSV),
        ("people", workbook({"S": [HEADER, ROW]}), FileKind.XLSX),
    ],
)
def test_what_a_file_is_called_decides_nothing(name, content, kind) -> None:
    assert read_file(name, content).kind is kind


def test_central_files_are_read_together_in_either_order() -> None:
    pair = central_pair()
    one, other = joined(read_files(pair)), joined(read_files(pair[::-1]))
    assert one.records == other.records and len(one.records) == 5
    with pytest.raises(Unreadable, match="together"):
        read_files([pair[1], pair[1]])


def test_a_formula_is_read_as_it_was_last_calculated_and_said() -> None:
    body = (
        "<sheetData><row>"
        + inline("A1", "name")
        + '</row><row><c r="A2" t="str"><f>B1&amp;"x"</f><v>Invented</v></c></row></sheetData>'
    )
    found = read_file("x.xlsx", sheet_xml(body))
    assert found.tables[0].lines[0].cells == ("Invented",)
    assert [problem.code for problem in found.notices] == ["formulas"]


def test_utf_16_and_semicolons_and_tabs_are_read() -> None:
    for content in (flat_csv(delimiter=";"), flat_csv(delimiter="\t"), flat_csv().decode().encode("utf-16")):
        assert joined(read_file("x.csv", content)).records == joined(read_file("x.csv", flat_csv())).records


def test_a_title_above_the_header_and_the_tags_under_it_are_no_people() -> None:
    rows = [["Camp list, invented"], [], HEADER, ["#affected+name", "#affected+sex"], ROW]
    found = read_file("x.csv", table(rows))
    assert [column.name for column in found.tables[0].columns] == HEADER
    assert [line.cells for line in found.tables[0].lines] == [tuple(ROW)]


def test_a_member_whose_household_is_missing_is_kept_and_said() -> None:
    content = kobo_xlsx((FAMILIES[0], ({"registration_group_no": "INV-9"}, FAMILIES[1][1])))
    book = {"Invented registration": [["registration_group_no", "_uuid", "_index"], ["INV-1", "u", 1]],
            "member": [["full_name_ar", "_parent_table_name", "_parent_index"], ["سلمى", "Invented registration", 1],
                       ["رباب", "Invented registration", 2]]}  # fmt: skip
    assert len(joined(read_file("x.xlsx", content)).records) == 5
    found = joined(read_file("x.xlsx", workbook(book)))
    assert [problem.code for problem in found.notices] == ["orphans"] and len(found.records) == 2
    assert found.records[0].cells[0] == "INV-1" and found.records[1].cells[0] == ""


def test_a_table_without_people_is_said_to_be_unread() -> None:
    book = {"people": [HEADER, ROW], "prices": [["item", "price"], ["bread", "1"]]}
    found = joined(read_file("x.xlsx", workbook(book)))
    assert len(found.records) == 1 and [problem.code for problem in found.notices] == ["table_unread"]


@given(st.text(max_size=200))
def test_no_mark_of_direction_and_no_hidden_sign_is_left(text) -> None:
    cleaned = clean(text)
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 or ord(c) < 32 for c in cleaned)
    assert clean(cleaned) == cleaned


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(content) -> None:
    try:
        read_file("x", content)
    except Unreadable as refused:
        assert str(refused)[-1] in ".?"


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=5), min_size=2, max_size=8))
def test_any_csv_is_read_or_refused_with_a_sentence(rows) -> None:
    try:
        read_file("x.csv", table(rows))
    except Unreadable as refused:
        assert str(refused)[-1] in ".?"
