"""OFAC's CSV sets: invented entries with every trap of the files, damaged sets, and the counts of real ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput, HomewardError, Inconsistent, Unreadable
from homeward.kernel.tally import Tally
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing
from homeward.watchlists.ofac.read import files, published_on, read, sniff

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
NULL = "-0- "
COMPANY = (
    f'900,"SAMPLE TRADING CO., S.A.",{NULL},"DEMO1",{",".join([NULL] * 7)},"Tax ID No. CH-111-0-222-333-0 (Iraq)."'
)


def entry(number: int, name: str, kind: str = "individual", programme: str = "DEMO1", remark: str = "") -> str:
    """One row of the primary file."""
    words = [f'"{text}"' if text else NULL for text in (name, kind, programme)]
    return ",".join([str(number), *words, *[NULL] * 7, f'"{remark}"' if remark else NULL])


SDN = (
    entry(7, "AL-SAMPLE, Invented Kamil", programme="SDGT] [SYRIA", remark="DOB 1962; POB Mosul, Iraq; Linked To: SAM"),
    COMPANY,
    entry(8, "INVENTED STAR", "vessel").replace(f'DEMO1",{NULL},{NULL}', f'DEMO1",{NULL},"9HXX9"'),
    entry(9, "MONONYM", remark="Gender Female; wife of somebody invented; daughter of Kamil."),
)
ALT = ('7,1,"aka","SAMPLE, Invented",-0- ', '7,2,"fka","FORMER, Invented",-0- ', '900,3,"nka","SAMPLE NOW",-0- ')
ADD = (f'7,1,"1 Sample Street",{NULL},"Iraq",{NULL}', f"9,2,{NULL},{NULL},{NULL},{NULL}")
COMMENTS = ("7,\"PLE HOLDING, S.A.; a.k.a. 'ABU SA'MPLE'; Passport A-1 (Iraq).\"",)
SET = {"sdn.csv": SDN, "alt.csv": ALT, "add.csv": ADD, "sdn_comments.csv": COMMENTS}


def written(folder: Path, end: str = "\r\n\x1a", **changed: tuple[str, ...] | None) -> Path:
    """A set in a folder, some of its files changed (`alt=…`) or left out (`alt=None`); the path of its sdn.csv."""
    for name, lines in {**SET, **{f"{name}.csv": lines for name, lines in changed.items()}}.items():
        if lines is not None:
            (folder / name).write_text("\r\n".join(lines) + end, "utf-8", newline="")
    return folder / "sdn.csv"


def listings(path: Path, tally: Tally | None = None) -> list[Listing]:
    return list(read(path, "", tally or Tally()))


def test_a_person_with_what_the_other_files_say(tmp_path: Path) -> None:
    tally = Tally()
    listing = listings(written(tmp_path), tally)[0]
    assert (listing.list_id, listing.entry_id, listing.kind) == ("ofac-sdn", "7", "individual")
    assert listing.names == (
        ListedName("AL-SAMPLE, Invented Kamil", primary=True, surname="AL-SAMPLE"),
        ListedName("SAMPLE, Invented", surname="SAMPLE"),
        ListedName("FORMER, Invented", "former", surname="FORMER"),
        ListedName("ABU SA'MPLE", "weak"),
    )
    assert listing.programmes == ("SDGT", "SYRIA")
    assert [birth.iso() for birth in listing.births] == ["1962"]
    assert listing.birth_places == (ListedPlace("Mosul, Iraq", "iq"),)
    assert listing.documents == (ListedDocument("passport", "A-1", "iq"),)
    assert listing.remarks == "Linked To: SAMPLE HOLDING, S.A."
    assert str(listing.position) == "sdn.csv, line 1"
    assert (tally.read, tally.kept, tally.refused) == (4, 4, 0)
    assert tally.kinds == {"individual": 2, "entity": 1, "vessel": 1}
    assert not tally.quirks


def test_kinds_nulls_and_relatives(tmp_path: Path) -> None:
    _, company, vessel, woman = listings(written(tmp_path))
    assert [name.text for name in company.names] == ["SAMPLE TRADING CO., S.A.", "SAMPLE NOW"]
    assert {name.surname for name in company.names} == {""}
    assert company.documents == (ListedDocument("tax", "CH-111-0-222-333-0", "iq"),)
    assert (company.kind, company.remarks, company.titles) == ("entity", "", ())
    assert (vessel.kind, vessel.remarks) == ("vessel", "call sign: 9HXX9")
    assert (woman.sex, woman.names) == ("female", (ListedName("MONONYM", primary=True),))
    assert woman.remarks == "wife of somebody invented; daughter of Kamil"
    assert not (woman.father_names or woman.mother_names or woman.births)


def test_titles_and_a_name_with_two_commas(tmp_path: Path) -> None:
    row = entry(7, "AL-SAMPLE, Invented, Jr.").replace(f'DEMO1",{NULL}', 'DEMO1","General; Head of Sample"')
    [listing] = listings(written(tmp_path, sdn=(row,), alt=("",), add=("",), sdn_comments=None))
    assert listing.titles == ("General", "Head of Sample")
    assert listing.names[0].surname == "AL-SAMPLE"


@pytest.mark.parametrize("rename", [str.upper, str.capitalize])
def test_the_set_is_found_beside_its_primary_file(tmp_path: Path, rename: Callable[[str], str]) -> None:
    for file in written(tmp_path).parent.iterdir():
        file.rename(tmp_path / rename(file.name))
    path = tmp_path / rename("sdn.csv")
    assert [file.name for file in files(path)] == [rename(name) for name in SET]
    assert len(listings(path)) == 4
    assert published_on(path) is None
    (tmp_path / rename("sdn_comments.csv")).unlink()
    assert len(files(path)) == 3


def test_the_consolidated_set_has_names_of_its_own(tmp_path: Path) -> None:
    written(tmp_path)
    for old, new in (("sdn", "cons_prim"), ("alt", "cons_alt"), ("add", "cons_add"), ("sdn_comments", "cons_comments")):
        (tmp_path / f"{old}.csv").rename(tmp_path / f"{new}.csv")
    assert {listing.list_id for listing in listings(tmp_path / "cons_prim.csv")} == {"ofac-cons"}
    assert {listing.list_id for listing in read(tmp_path / "cons_prim.csv", "mine", Tally())} == {"mine"}


def test_a_missing_or_wrongly_named_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"alt\.csv and add\.csv must stand beside sdn\.csv"):
        listings(written(tmp_path, alt=None, add=None))
    path = written(tmp_path)
    with pytest.raises(BadInput, match=r"alt\.csv is one file of a set: give the path of its sdn\.csv"):
        listings(tmp_path / "alt.csv")
    with pytest.raises(BadInput, match="not named as OFAC names its files"):
        listings(path.rename(tmp_path / "ofac-today.csv"))
    with pytest.raises(BadInput, match=r"sdn\.csv cannot be opened"):
        listings(path)
    with pytest.raises(BadInput, match=r"sdn\.csv cannot be opened"):
        listings(tmp_path / "nowhere" / "sdn.csv")


def test_files_of_different_days_are_refused_with_the_number_of_orphans(tmp_path: Path) -> None:
    path = written(tmp_path, alt=(*ALT, '77,9,"aka","X",-0- '), add=(*ADD, f"78,9,{NULL},{NULL},{NULL},{NULL}"))
    with pytest.raises(Inconsistent, match="1 of 4 aliases and 1 of 3 addresses are about no entry") as raised:
        listings(path)
    assert raised.value.data["orphans"] == 2


def test_a_comment_about_no_entry_is_a_quirk(tmp_path: Path) -> None:
    tally = Tally()
    assert len(listings(written(tmp_path, sdn_comments=(*COMMENTS, '77,"xyz."')), tally)) == 4
    assert tally.quirks == {"orphan_comment": 1}


def test_a_remark_cut_at_a_thousand_characters_is_a_quirk_where_no_comment_goes_on(tmp_path: Path) -> None:
    tally, long = Tally(), ("Linked To: SAMPLE; " * 60)[:1_000]
    rows = (entry(7, "A, B", remark=long), entry(900, "C, D", remark=long))
    listings(written(tmp_path, sdn=rows, add=ADD[:1]), tally)
    assert tally.quirks == {"remark_cut": 1}
    assert tally.places == {"remark_cut": ["sdn.csv, line 2"]}


def test_what_cannot_be_kept_is_refused_with_its_line(tmp_path: Path) -> None:
    tally = Tally()
    rows = (
        *SDN,
        entry(9, "AGAIN, Invented"),
        '11,"QUOTE LEFT OPEN,"individual",-0- ',
        entry(12, ""),
        "13,too,few",
        entry(14, "LONG, Invented", remark="x" * 100_001),
        entry(15, "LONGER, Invented", remark="x" * 10_000_000),
        entry(16, "KEPT, Invented"),
        "",
        entry(17, "CUT OFF, Invented", remark="DOB 19")[:-1],
    )
    found = listings(written(tmp_path, sdn=rows), tally)
    assert [listing.entry_id for listing in found] == ["7", "900", "8", "9", "16"]
    assert [(refusal.position, refusal.code) for refusal in tally.refusals] == [
        ("sdn.csv, line 5", "duplicate_id"),
        ("sdn.csv, line 6", "broken_row"),
        ("sdn.csv, line 7", "no_name"),
        ("sdn.csv, line 8", "wrong_cell_count"),
        ("sdn.csv, line 9", "field_too_long"),
        ("sdn.csv, line 10", "field_too_long"),
        ("sdn.csv, line 13", "broken_row"),
    ]
    assert (tally.read, tally.kept) == (12, 5)


def test_a_refused_row_leaves_no_orphans(tmp_path: Path) -> None:
    tally = Tally()
    listings(written(tmp_path, sdn=(*SDN[1:], '7,"QUOTE LEFT OPEN')), tally)
    assert [refusal.code for refusal in tally.refusals] == ["broken_row"]


@pytest.mark.parametrize(
    "row", ['7,1,"aka","OPEN', "7,1,aka", 'x,1,"aka","A",-0- ', f'7,1,"aka","{"x" * 100_001}",-0- ']
)
def test_a_broken_row_of_a_neighbour_stops_the_reading(tmp_path: Path, row: str) -> None:
    with pytest.raises(Unreadable, match=r"alt\.csv, line 4: .* get the set again"):
        listings(written(tmp_path, alt=(*ALT, row)))


@pytest.mark.parametrize("name", ["sdn.csv", "alt.csv", "add.csv"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n \r\n", "is empty"),
        (b"<!doctype html><title>Log in</title>", "perhaps a login page"),
        (b'7,"A\x00B"', "NUL byte at offset 4"),
        ('7,"A, B",'.encode("utf-16"), "NUL byte"),
        ('7,"عينة"'.encode("windows-1256"), "is not UTF-8: byte 0xDA in line 1"),
        (b"PK\x03\x04" + bytes(40), "NUL byte"),
    ],
)
def test_what_is_no_such_file_is_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = written(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=f"{name} .*{said}"):
        listings(path)


def test_a_file_without_any_sound_row_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no row that can be read"):
        listings(written(tmp_path, sdn=("7;A;B", "900;C", "9;D")))


def test_a_folder_in_place_of_a_file_is_a_sentence(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "alt.csv").unlink()
    (tmp_path / "alt.csv").mkdir()
    with pytest.raises(BadInput, match=r"alt\.csv cannot be opened"):
        listings(tmp_path / "sdn.csv")


def test_strange_names_are_kept_without_invisible_signs(tmp_path: Path) -> None:
    tally = Tally()
    rows = (
        entry(7, "😀😀"),
        entry(900, "\u202eAL-\u200fSAMPLE\x07, Inv\u200bented"),
        entry(9, "12345"),
        entry(10, '\'""); DROP TABLE x, y'),
    )
    found = listings(written(tmp_path, sdn=rows), tally)
    assert [listing.names[0].text for listing in found] == [
        "😀😀",
        "AL-SAMPLE, Invented",
        "12345",
        "'\"); DROP TABLE x, y",
    ]
    assert tally.quirks["invisible_characters"] == 1


def test_line_ends_a_mark_and_a_missing_end_do_not_matter(tmp_path: Path) -> None:
    whole = listings(written(tmp_path))
    tally = Tally()
    path = written(tmp_path, end="")
    for file in tmp_path.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\r\n", b"\n").replace(b"-0- ", b"-0-"))
    assert listings(path, tally) == whole
    assert tally.quirks == {"no_end_mark": 4}


def test_the_hash_covers_every_file_but_not_the_order_of_rows(tmp_path: Path) -> None:
    first = listings(written(tmp_path))[0].content_hash
    assert listings(written(tmp_path, alt=ALT[::-1], sdn=SDN[::-1]))[-1].content_hash == first
    assert listings(written(tmp_path, alt=(ALT[0].replace("SAMPLE", "SAMPEL"), *ALT[1:])))[0].content_hash != first
    assert listings(written(tmp_path, add=(ADD[0].replace("Street", "Road"), *ADD[1:])))[0].content_hash != first
    assert listings(written(tmp_path, sdn_comments=(COMMENTS[0].replace("PLE", "PEL"),)))[0].content_hash != first
    assert listings(written(tmp_path, sdn=(SDN[0].replace("1962", "1963"), *SDN[1:])))[0].content_hash != first


def test_sniff(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert sniff(path.read_bytes()[:400], path)
    assert sniff(path.read_bytes()[:400], tmp_path / "renamed.csv")
    assert sniff((tmp_path / "alt.csv").read_bytes(), tmp_path / "alt.csv")
    heads = (
        b"",
        b"id,schema,name\n1,2,3",
        b"<html>",
        b'{"id": 1}',
        b"\xff\xfe7\x00,\x00",
        b"1,2,3,4,5,6,7,8,9,10,11,12\n",
    )
    assert not any(sniff(head, tmp_path / "any.csv") for head in heads)
    assert not sniff(b"<html>", path)


@given(st.binary(max_size=80), st.sampled_from(["sdn.csv", "alt.csv", "any"]))
@example(b"7,a\rb,c\n", "sdn.csv")
@example(b'7,"' + b"x" * 200_000, "sdn.csv")
def test_sniff_bears_any_bytes(start: bytes, name: str) -> None:
    assert sniff(start, Path(name)) in (True, False)


COUNTS = {
    "2019-01/sdn.csv": (7379, 3845, {"strong": 16728, "weak": 2026, "former": 342}, 4274),
    "2021-07/sdn.csv": (8976, 4620, {"strong": 20515, "weak": 2417, "former": 393}, 5124),
    "cons_prim.csv": (442, 79, {"strong": 1374, "weak": 69, "former": 144}, 74),
}


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_of_real_sets(name: str) -> None:
    path = SHARED / "data" / "ofac" / name
    if not path.is_file():
        pytest.skip("the real sets are not beside the repository")
    tally = Tally()
    found = listings(path, tally)
    qualities = [name.quality for listing in found for name in listing.names]
    persons = [listing for listing in found if listing.kind == "individual"]
    kept, individuals, names, births = COUNTS[name]
    assert (tally.kept, tally.refused, len(persons)) == (kept, 0, individuals)
    assert {quality: qualities.count(quality) for quality in names} == names
    assert sum(len(listing.births) for listing in persons) == births
    assert tally.quirks["unread_date"] == 0
    assert tally.quirks["unknown_country"] <= 3


def test_the_real_set_of_two_years_is_refused() -> None:
    path = SHARED / "data" / "ofac" / "sdn.csv"
    if not path.is_file():
        pytest.skip("the real sets are not beside the repository")
    with pytest.raises(Inconsistent, match="7,698 of 17,091 aliases and 9,121 of 18,990 addresses"):
        listings(path)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(list(SET)),
    st.lists(st.tuples(st.integers(0, 1 << 12), st.integers(0, 255)), max_size=12),
    st.just(0) | st.integers(0, 1 << 12),
)
def test_a_damaged_set_adds_up_or_is_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[int, int]], lost: int
) -> None:
    path = written(tmp_path_factory.mktemp("fuzz"))
    content = bytearray((path.parent / name).read_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    (path.parent / name).write_bytes(content[: len(content) - lost % len(content)])
    tally = Tally()
    try:
        found = listings(path, tally)
    except HomewardError as error:
        assert str(error)
    else:
        assert len(found) == tally.kept == sum(tally.kinds.values())
        assert tally.read == tally.kept + tally.refused
        assert len({listing.entry_id for listing in found}) == len(found)
