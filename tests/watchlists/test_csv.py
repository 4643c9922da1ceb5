"""Lists published as tables: the simple CSV of OpenSanctions, national lists by a column map, and their traps."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput, HomewardError
from homeward.kernel.tally import Tally
from homeward.watchlists.csv.cells import countries, dates, several, sex
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.csv.read import (
    _stated_at_once,
    _stated_row_by_row,
    list_id_of,
    load_column_map,
    published_on,
    read,
    read_mapped,
    sniff,
)
from homeward.watchlists.listing import ListedDocument, ListedName, Listing

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
HEADER = "id,schema,name,aliases,birth_date,countries,identifiers,sanctions,dataset,first_seen,last_seen,last_change"
ROW = (
    '"NK-1","Person","Sample, Invented Q.","INVENTED SAMPLE;مثال مخترع","1953;1958-02-03;long ago","iq;suhh;zz-9",'
    '"A1234;B 77","Block - DEMO1;DEMO2","demo","2023-04-20T18:00:25","2024-06-01T10:57:03","2023-07-26T20:01:14"'
)


def listings(folder: Path, content: str, tally: Tally | None = None, name: str = "invented.csv") -> list[Listing]:
    path = folder / name
    path.write_text(content, "utf-8")
    return list(read(path, "", tally or Tally()))


def test_every_column_of_a_simple_csv(tmp_path: Path) -> None:
    tally = Tally()
    [listing] = listings(tmp_path, f"{HEADER}\n{ROW}\n", tally)
    assert (listing.list_id, listing.entry_id, listing.kind) == ("demo", "NK-1", "individual")
    assert listing.names == (
        ListedName("Sample, Invented Q.", primary=True),
        ListedName("INVENTED SAMPLE"),
        ListedName("مثال مخترع"),
    )
    assert [birth.iso() for birth in listing.births] == ["1953", "1958-02-03"]
    assert listing.nationalities == ("iq", "su", "zz-9")
    assert listing.documents == (ListedDocument("other", "A1234"), ListedDocument("other", "B 77"))
    assert listing.programmes == ("Block - DEMO1", "DEMO2")
    assert listing.amended_on is not None
    assert listing.amended_on.first == date(2023, 7, 26)
    assert "long ago" in listing.remarks
    assert str(listing.position) == "invented.csv, line 2"
    assert tally.kinds == {"individual": 1}
    assert tally.quirks == {"unread_date": 1, "unknown_country": 1}
    assert {*tally.places} == {*tally.quirks} and all(at == ["invented.csv, line 2"] for at in tally.places.values())


def test_weak_aliases_and_gender_are_optional_columns(tmp_path: Path) -> None:
    content = (
        "id,schema,name,aliases,weak_aliases,birth_date,countries,gender,dataset\n1,Person,A B,,Abu X;Abu Y,,,male,d\n"
    )
    [listing] = listings(tmp_path, content)
    assert [(name.text, name.quality) for name in listing.names[1:]] == [("Abu X", "weak"), ("Abu Y", "weak")]
    assert (listing.sex, listing.births, listing.nationalities) == ("male", (), ())


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", "individual"),
        ("Organization", "entity"),
        ("Company", "entity"),
        ("LegalEntity", "entity"),
        ("Vessel", "vessel"),
        ("Airplane", "aircraft"),
        ("CryptoWallet", "other"),
        ("", "individual"),
    ],
)
def test_kinds(tmp_path: Path, schema: str, kind: str) -> None:
    assert listings(tmp_path, f"id,schema,name\n1,{schema},A\n")[0].kind == kind


def test_one_list_id_per_file(tmp_path: Path) -> None:
    one = "id,schema,name,dataset\n1,Person,A,demo\n2,Person,B,demo\n"
    assert {entry.list_id for entry in listings(tmp_path, one)} == {"demo"}
    assert {entry.list_id for entry in listings(tmp_path, one + "3,Person,C,other\n")} == {"invented"}
    assert list_id_of(tmp_path / "invented.csv") == "invented"
    assert {entry.list_id for entry in read(tmp_path / "invented.csv", "mine", Tally())} == {"mine"}
    assert listings(tmp_path, "id,schema,name\n1,Person,A\n")[0].list_id == "invented"


@pytest.mark.parametrize(
    ("content", "at_once"),
    [
        ("id,dataset,last_seen\n1,demo,2024-01-02\n2,demo,2024-01-03\n", True),
        ('\ufeff"id","dataset","last_seen"\r\n1,"demo","2024-01-03"\r\n2,demo,\r\n', True),
        ("id,dataset,last_seen\n1,demo,2024-01-02\n2,other,2024-01-03\n", False),
        ("id,dataset,last_seen\n1,demo,2024-01-02\n\n2,demo,2024-01-03\n", False),  # an empty row
        ("id,dataset,last_seen\n1, demo ,2024-01-02\n", False),  # to be cleaned
        ("id,dataset,last_seen\n1,\u200edemo,2024-01-02\n", False),
        ("id,dataset,last_seen\n1,,2024-01-02\n", False),
        ("id;dataset;last_seen\n1;demo;2024-01-02\n", False),
        ("id,dataset\n1,demo\n", False),
        ("id,dataset,last_seen\n1\n2,demo,2024-01-02\n", False),  # a short row
    ],
)
def test_what_a_file_states_is_the_same_read_at_once_and_row_by_row(
    tmp_path: Path, content: str, at_once: bool
) -> None:
    path = tmp_path / "stated.csv"
    path.write_text(content, newline="")
    found = _stated_at_once(path)
    assert (found is not None) == at_once
    assert found in (None, _stated_row_by_row(path))


@pytest.mark.parametrize(
    "content", [b"", b"id,dataset,last_seen\n", b"id,dataset,last_seen\n1,\xff,2\n", b'id,dataset,last_seen\n1,"a']
)
def test_a_file_that_cannot_be_read_at_once_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    assert _stated_at_once(tmp_path / "odd.csv") is None
    assert _stated_at_once(tmp_path / "none.csv") is None


def test_rows_that_cannot_be_kept_are_refused_with_their_place(tmp_path: Path) -> None:
    tally = Tally()
    content = "id,schema,name,aliases\n1,Person,A,\n,Person,B,\n1,Person,C,\n2,Person,,\n3,Person,,D\n4,Person,E,F,G\n"
    assert [listing.entry_id for listing in listings(tmp_path, content, tally)] == ["1", "3"]
    assert [(refusal.position, refusal.code) for refusal in tally.refusals] == [
        ("invented.csv, line 3", "no_id"),
        ("invented.csv, line 4", "duplicate_id"),
        ("invented.csv, line 5", "no_name"),
        ("invented.csv, line 7", "too_many_cells"),
    ]
    assert tally.read == 6


def test_the_hash_follows_the_entry_and_not_the_day_of_the_export(tmp_path: Path) -> None:
    [first] = listings(tmp_path, f"{HEADER}\n{ROW}\n")
    [later] = listings(
        tmp_path, f"{HEADER}\n{ROW}\n".replace("2024-06-01", "2025-06-01").replace("2023-07-26", "2024-01-01")
    )
    [other] = listings(tmp_path, f"{HEADER}\n{ROW}\n".replace("1953", "1954"))
    assert first.content_hash == later.content_hash != other.content_hash


def test_sniff_and_the_day_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"{HEADER}\n{ROW}\n{ROW.replace('NK-1', 'NK-2').replace('2024-06-01', '2024-07-09')}\n")
    assert sniff(path.read_bytes()[:200], path)
    assert sniff(b'\xef\xbb\xbf"id","schema","name"\r\n1', path)
    assert not any(
        sniff(head, path) for head in (b"", b'{"id": 1}', b"id,name\n", b'36,"AEROCARIBBEAN",-0- \r\n', b"\xff\xfe")
    )
    published = published_on(path)
    assert published is not None
    assert published.first == date(2024, 7, 9)
    path.write_text("id,schema,name\n1,Person,A\n")
    assert published_on(path) is None


MAP = """\
id = "Ref No"
name = ["Given", "Father"]
surname = "Family"
aliases = ["AKA 1", "AKA 2"]
birth_date = "Born"
sex = "Sex"
nationality = "Citizen of"
passports = "Passport"
mother = "Mother"
listed_on = "Since"
separator = "/"
"""


def test_a_national_list_by_its_column_map(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    (tmp_path / "national.csv").write_text(
        "REF NO;Given;Father;Family;AKA 1;AKA 2;Born;Sex;Citizen of;Passport;Mother;Since\n"
        "7;Invented;Kamil;SAMPLE;Abu Sample/Sampler;Third;vers 1980/1 Jan 1981;F;Irak/Tunisie;P1;Huda;28 Feb 2014\n",
        "utf-8",
    )
    [listing] = read_mapped(tmp_path / "national.csv", load_column_map(tmp_path / "map.toml"), "nat", Tally())
    assert listing.names[0] == ListedName("SAMPLE, Invented Kamil", primary=True, surname="SAMPLE")
    assert [name.text for name in listing.names[1:]] == ["Abu Sample", "Sampler", "Third"]
    assert (listing.sex, listing.nationalities, listing.mother_names) == ("female", ("iq", "tn"), ("Huda",))
    assert listing.documents == (ListedDocument("passport", "P1"),)
    assert [birth.iso() for birth in listing.births] == ["1981-01-01"]
    assert listing.listed_on is not None
    assert listing.listed_on.iso() == "2014-02-28"


@pytest.mark.parametrize(
    ("name", "surname"),
    [("AL-SAMPLE Invented Kamil", "AL-SAMPLE"), ("EXAMPLE BEN INVENTED, Sami", "EXAMPLE BEN INVENTED")],
)
def test_surname_first(tmp_path: Path, name: str, surname: str) -> None:
    (tmp_path / "a.csv").write_text(f'n,who\n1,"{name}"\n')
    columns = ColumnMap(id=("n",), name=("who",), name_order="surname_first")
    [listing] = read_mapped(tmp_path / "a.csv", columns, "", Tally())
    assert listing.names == (ListedName(name, primary=True, surname=surname),)
    assert listing.list_id == "a"


@pytest.mark.parametrize(
    "text", ['name = "x"', 'id = "a"\nname = "b"\nnames = "c"', "id = ", 'id="a"\nname="b"\nname_order="x"']
)
def test_a_wrong_column_map_is_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(BadInput, match=r"map\.toml is not a column map: .* It may hold: id, name"):
        load_column_map(tmp_path / "map.toml")


def test_a_map_that_names_a_missing_column_and_a_missing_map(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("n,who\n1,A\n")
    with pytest.raises(BadInput, match="no column born for birth_date; its columns are n, who"):
        list(read_mapped(tmp_path / "a.csv", ColumnMap(id=("n",), name=("who",), birth_date=("born",)), "", Tally()))
    with pytest.raises(BadInput, match=r"none\.toml cannot be opened"):
        load_column_map(tmp_path / "none.toml")
    with pytest.raises(BadInput, match="no column name for name"):
        listings(tmp_path, "id,schema\n1,Person\n")


def test_cells() -> None:
    assert several(" a ;b؛; c") == ("a", "b", "c")
    assert several("a/b;c", "/") == ("a", "b;c")
    assert [sex(word) for word in ("M", "Male", "ذكر", "F.", "أنثى", "Woman", "U", "other", "")] == (
        ["male"] * 3 + ["female"] * 3 + [None] * 3
    )
    assert countries("Korea, North;عراقية;Atlantis;unknown;iq") == (("kp", "iq"), ("Atlantis",))
    assert dates("unknown")[0] == dates("unknown")[1] == ()


def test_the_lists_of_the_evaluation() -> None:
    folder = SHARED / "eval" / "data" / "lists"
    if not folder.is_dir():
        pytest.skip("the evaluation lists are not beside the repository")
    counts = {}
    for path in sorted(folder.glob("*.csv")):
        tally = Tally()
        names = sum(len(listing.names) for listing in read(path, "", tally))
        counts[list_id_of(path)] = (tally.kept, tally.refused, names, dict(tally.quirks))
    assert counts == {"ofac": (3845, 0, 10645, {}), "un": (730, 0, 3249, {})}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1 << 12), st.integers(0, 255)), max_size=12), st.just(0) | st.integers(0, 1 << 12)
)
def test_a_damaged_list_adds_up_or_is_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], lost: int
) -> None:
    content = bytearray(f"{HEADER}\n{ROW}\n{ROW.replace('NK-1', 'NK-2')}\n\n{ROW.replace('NK-1', 'NK-3')}".encode())
    for place, byte in changes:
        content[place % len(content)] = byte
    path = tmp_path_factory.mktemp("fuzz") / "damaged.csv"
    path.write_bytes(content[: len(content) - lost % len(content)])
    tally = Tally()
    try:
        found = list(read(path, "", tally))
    except HomewardError as error:
        assert str(error)
    else:
        assert len(found) == tally.kept == sum(tally.kinds.values())
        assert tally.read == tally.kept + tally.refused
        assert len({listing.entry_id for listing in found}) == len(found)
