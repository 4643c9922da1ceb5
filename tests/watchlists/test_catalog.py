"""Which list a file is, what a stranger is told, and what a reading knows when it is done."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import xlsxwriter

from homeward.kernel.errors import BadInput, Inconsistent, Unreadable
from homeward.watchlists.catalog import FORMATS, format_of, open_list
from homeward.watchlists.csv.map import ColumnMap

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
LISTS = Path(__file__).resolve().parents[1] / "cli" / "lists"
HEADER = "id,schema,name,birth_date\n"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


def ofac_set(folder: Path) -> Path:
    blank = ",-0- " * 8
    written(folder, "alt.csv", '1,1,"aka","MITHAL, Wahmi",-0- \r\n')
    written(folder, "add.csv", '1,1,-0- ,-0- ,"Iraq",-0- \r\n')
    return written(folder, "sdn.csv", f'1,"AL-MITHAL, Mukhtalaq","individual","INVENTED"{blank}\r\n\x1a')


def test_the_formats_stand_in_one_order() -> None:
    assert [one.name for one in FORMATS] == ["un", "ofac", "interpol", "ftm", "csv"]


@pytest.mark.parametrize(
    ("name", "format_name", "list_id", "published", "count"),
    [
        ("invented_un_old.xml", "un", "un", "2026-01-10", 4),
        ("invented_simple.csv", "csv", "invented_simple", "2026-01-10", 4),
        ("invented.ftm.json", "ftm", "invented", None, 2),
        ("invented_red_list.json", "interpol", "interpol", None, 3),
    ],
)
def test_a_list_is_known_by_what_it_holds(
    tmp_path: Path, name: str, format_name: str, list_id: str, published: str | None, count: int
) -> None:
    reading = open_list(LISTS / name)
    source = reading.source
    assert (source.file, source.format) == (name, format_name)
    assert (source.published_on.iso() if source.published_on else None) == published
    assert source.sha256 == sha256((LISTS / name).read_bytes()).hexdigest()
    assert len(list(reading)) == count == reading.tally.kept
    assert list(reading) == []  # once
    renamed = open_list(written(tmp_path, "list.dat", (LISTS / name).read_bytes()), "mine")
    assert (renamed.source.format, renamed.source.list_id) == (format_name, "mine")
    assert {listing.list_id for listing in renamed} == {"mine"}


def test_every_listing_bears_the_list_id_of_its_source() -> None:
    for name in ("invented_un_old.xml", "invented_simple.csv", "invented.ftm.json", "invented_red_list.json"):
        reading = open_list(LISTS / name)
        assert {listing.list_id for listing in reading} == {reading.source.list_id}


def test_a_set_of_files_has_one_hash_that_follows_each_of_them(tmp_path: Path) -> None:
    path = ofac_set(tmp_path)
    first = open_list(path)
    assert [file.name for file in first.files] == ["sdn.csv", "alt.csv", "add.csv"]
    assert (first.source.format, first.source.list_id, first.source.published_on) == ("ofac", "ofac-sdn", None)
    assert [listing.entry_id for listing in first] == ["1"]
    hashes = {first.source.sha256}
    for name, word in (("sdn.csv", "Mukhtalaq"), ("alt.csv", "Wahmi"), ("add.csv", "Iraq")):
        written(tmp_path, name, (tmp_path / name).read_text().replace(word, word.upper()))
        hashes.add(open_list(path).source.sha256)
    assert len(hashes) == 4


def test_a_folder_of_notices(tmp_path: Path) -> None:
    page = (LISTS / "invented_red_list.json").read_bytes()
    written(tmp_path, "page.json", page)
    one = open_list(tmp_path)
    assert (one.source.format, one.source.sha256) == ("interpol", sha256(page).hexdigest())
    written(tmp_path, "again.json", page)
    two = open_list(tmp_path)
    assert [file.name for file in two.files] == ["again.json", "page.json"]
    assert two.source.sha256 != one.source.sha256
    assert len(list(two)) == len(list(one)) == 3


def test_any_table_with_a_column_map(tmp_path: Path) -> None:
    columns = ColumnMap(id=("Ref",), name=("Who",))
    reading = open_list(written(tmp_path, "national.csv", "Ref;Who\n7;Mukhtalaq\n"), column_map=columns)
    assert [listing.entry_id for listing in reading] == ["7"]
    assert (reading.source.format, reading.source.list_id) == ("csv", "national")
    book = tmp_path / "national.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Ref", "Who"])
        sheet.write_row(1, 0, ["7", "Mukhtalaq"])
    assert [listing.entry_id for listing in open_list(book, "nat", columns)] == ["7"]
    with pytest.raises(BadInput, match="is a workbook: a national list in a workbook needs a column map"):
        open_list(book)
    with pytest.raises(BadInput, match=r"none\.csv cannot be opened"):
        open_list(tmp_path / "none.csv", column_map=columns)


LOGIN = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form></form></body></html>"
LAUGHS = '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<lolz>&b;</lolz>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        (b"\xef\xbb\xbf\r\n  ", "is empty"),
        (b"\x00" * 100, "is empty"),
        (LOGIN, "is a web page, not a list: perhaps a login or error page was saved. Log in and download it again"),
        (LOGIN.encode("utf-16"), "is a web page"),
        ("\n\n<HTML><BODY>403</BODY></HTML>", "is a web page"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html></html>', "is a web page"),
        (LAUGHS, "declares a document type or entities"),
        ("%PDF-1.7 …", "is a PDF"),
        (zipped("consolidated.xml"), "is a zip archive: unpack it first"),
        (zipped("[Content_Types].xml", "word/document.xml"), "is a Word document"),
        (zipped("mimetype", "content.xml"), "is an OpenDocument file"),
        (b"\x1f\x8b\x08\x00", "is compressed with gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word or Excel"),
        ('<export xmlns="http://eu.europa.ec/fpi/fsd/export">', "EU's financial sanctions list in XML: there is no reader"),
        ("<Designations><Designation/></Designations>", "the UK Sanctions List in XML: there is no reader"),
        ("<sdnList/>", "OFAC's list in its legacy XML: there is no reader"),
        ("Last Updated,27/04/2020,,\nName 6,Name 1", "the former OFSI list in CSV: there is no reader"),
        ("<other/>", "is XML, but no list that is known here"),
        ("name,dob\nA,1986\n", "is text, but no list that is known here"),
        ("الاسم\n".encode("windows-1256"), "not UTF-8: byte 0xC7 at offset 0. Save it as UTF-8"),
        ("id,name\n1,A\n".encode("utf-16"), "is text in UTF-16"),
        (b"MZ\x90\x00\x03\x00\x00", "is not text"),
        ("a\rb\rc", "no list that is known"),
        ("x" * 20_000, "no list that is known"),
    ],
)  # fmt: skip
def test_a_stranger_is_told_what_it_is(tmp_path: Path, content: bytes | str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as caught:
        open_list(written(tmp_path, "received.xml", content))
    assert str(caught.value).startswith("received.xml ")
    assert str(caught.value).endswith(".")
    assert caught.value.data["file"] == "received.xml"


def test_a_folder_without_notices_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is a folder without notices"):
        open_list(tmp_path)
    with pytest.raises(BadInput, match=r"none\.xml cannot be opened: No such file or directory\. Check the path\."):
        open_list(tmp_path / "none.xml")


def test_one_file_of_a_set_names_the_one_to_give(tmp_path: Path) -> None:
    ofac_set(tmp_path)
    with pytest.raises(BadInput, match=r"alt\.csv is one file of a set: give the path of its sdn\.csv"):
        open_list(tmp_path / "alt.csv")


def test_a_birth_in_the_future_stays_in_the_remarks(tmp_path: Path) -> None:
    content = (LISTS / "invented_un_old.xml").read_text("utf-8").replace("1986-03-04", "2026-01-11")
    reading = open_list(written(tmp_path, "list.xml", content))
    first = next(iter(reading))
    assert first.births == ()
    assert "birth date as published, in the future: EXACT 2026-01-11" in first.remarks
    assert reading.tally.quirks["birth_in_the_future"] == 1
    tomorrow = date.today() + timedelta(days=1)
    undated = open_list(
        written(tmp_path, "list.csv", f"{HEADER}1,Person,A,1986;{tomorrow}\n2,Person,B,{date.today()}\n")
    )
    assert [[birth.iso() for birth in listing.births] for listing in undated] == [["1986"], [str(date.today())]]
    assert undated.tally.quirks == {"birth_in_the_future": 1}


def test_names_of_digits_and_emoji_are_kept_and_counted(tmp_path: Path) -> None:
    reading = open_list(written(tmp_path, "list.csv", f"{HEADER}1,Person,12345,\n2,Person,🙂🙃,\n3,Person,نور 7,\n"))
    assert len(list(reading)) == 3
    assert reading.tally.quirks == {"name_without_letters": 2}
    assert reading.tally.places == {"name_without_letters": ["list.csv, line 2", "list.csv, line 3"]}


def test_the_real_lists() -> None:
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("the real lists are not beside the repository")
    kept = {}
    for path in (data / "un/consolidated.xml", data / "ofac/2019-01/sdn.csv", data / "ofac/2021-07/sdn.csv"):
        reading = open_list(path)
        for _ in reading:
            pass
        kept[path.parent.name] = (reading.source.list_id, reading.tally.kept, reading.tally.refused)
    assert kept == {"un": ("un", 1003, 0), "2019-01": ("ofac-sdn", 7379, 0), "2021-07": ("ofac-sdn", 8976, 0)}
    with pytest.raises(Inconsistent, match=r"do not belong together: 7,698 of 17,091 aliases"):
        list(open_list(data / "ofac" / "sdn.csv"))
    for folder in ("eu", "uk", "ofac/xml-legacy", "ofac/xml-advanced", "ofac/xml-enhanced"):
        for path in (data / folder).iterdir():
            with pytest.raises(Unreadable, match="there is no reader for it yet"):
                format_of(path)
