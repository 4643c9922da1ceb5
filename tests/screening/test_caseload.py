"""A caseload in any format gives the same people; what cannot be compared is refused, what is odd is counted, nothing is made up."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput, HomewardError, Unreadable
from homeward.kernel.tally import Tally
from homeward.screening.caseload import read_caseload
from homeward.screening.columns import Columns
from homeward.screening.profile import Profile, ProfileDocument

TODAY = date(2026, 3, 1)
HEADER = [
    "person_id", "full_name", "other_names", "dob", "gender", "citizenship", "place of birth", "father_name", "grandfather_name",
    "family_name", "kunya", "mother_name", "documents",
]  # fmt: skip
ROW = [
    "P-1", "مختلق حسن", "Mukhtalaq Hasan; Mokhtalaq", "~1986", "ذكر", "Iraq; SY", "Wahmiya", "حسن", "علي", "المثالي", "أبو مثال",
    "وهمية", "passport A1234567 IQ; 199012345678",
]  # fmt: skip
PERSON = Profile(
    query_id="P-1", names=("مختلق حسن", "Mukhtalaq Hasan", "Mokhtalaq"), births=(parse("~1986"),), sex="male", nationalities=("iq", "sy"),
    birth_places=("Wahmiya",), father_name="حسن", grandfather_name="علي", family_name="المثالي", kunya="أبو مثال", mother_name="وهمية",
    documents=(ProfileDocument("A1234567", "passport", "iq"), ProfileDocument("199012345678")),
)  # type: ignore[arg-type]  # fmt: skip


def people(path: Path | None, tally: Tally | None = None) -> list[Profile]:
    return list(read_caseload(path, Columns("people"), tally or Tally(), TODAY))


def file(folder: Path, text: str, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def one(folder: Path, **cells: str) -> tuple[Profile | None, Tally]:
    """The person of a table with one row."""
    tally = Tally()
    cells = {"id": "1", "name": "Mukhtalaq Hasan"} | cells
    lines = [json.dumps(cells)]
    found = people(file(folder, "\n".join(lines), "people.jsonl"), tally)
    return (found[0] if found else None), tally


def test_every_format_gives_the_same_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    csv = file(tmp_path, ",".join(HEADER) + "\n" + ",".join(ROW) + "\n")
    tsv = file(tmp_path, "\t".join(HEADER) + "\n" + "\t".join(ROW) + "\n", "people.tsv")
    lines = file(tmp_path, json.dumps(dict(zip(HEADER, ROW, strict=True))), "people.jsonl")
    book = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet("about").write_row(0, 0, ["made", "by"])
        sheet = workbook.add_worksheet("people")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW)
    for path in (csv, tsv, lines, book):
        assert people(path) == [PERSON], path.name
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(csv.read_bytes())))
    assert people(None) == [PERSON]


def test_an_identifier_and_a_name_are_enough(tmp_path: Path) -> None:
    assert people(file(tmp_path, "id,name\n1,Mukhtalaq\n")) == [Profile(query_id="1", names=("Mukhtalaq",))]


def test_a_given_name_stands_in_for_a_full_name(tmp_path: Path) -> None:
    path = file(tmp_path, "id,first_name,father_name,last_name\n1,Mukhtalaq,Hasan,Mithali\n")
    assert people(path) == [Profile(query_id="1", names=("Mukhtalaq",), father_name="Hasan", family_name="Mithali")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",Mukhtalaq", "no_id"), ("1,Wahmi", "duplicate_id"), ("2,", "no_name"), ("2,12345", "no_letters"), ("2,😀🎉", "no_letters"),
        ("2,غير معروف", "no_letters"), ("2,Unknown", "no_letters"), ("2,.", "no_letters"), ("2,\u202e\u200f", "no_name"),
        ("2,a,b,c", "too_many_cells"), (f"2,{'x' * 120_000}", "field_too_long"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_compared_is_refused_with_its_place(row: str, code: str, tmp_path: Path) -> None:
    tally = Tally()
    found = people(file(tmp_path, f"id,name\n1,Mukhtalaq\n{row}\n3,Faradi\n"), tally)
    assert [person.query_id for person in found] == ["1", "3"]
    assert [(refusal.code, refusal.position) for refusal in tally.refusals] == [(code, "people.csv, line 3")]
    assert (tally.read, tally.kept) == (3, 2)


def test_a_refusal_never_says_a_name(tmp_path: Path) -> None:
    tally = Tally()
    people(file(tmp_path, "id,name,dob\n,Mukhtalaq,1986\n1,Wahmi,x\n1,Faradi,1986\n"), tally)
    assert not {"Mukhtalaq", "Wahmi", "Faradi"} & set(" ".join(refusal.reason for refusal in tally.refusals).split())


@pytest.mark.parametrize(
    ("cells", "quirk"),
    [
        ({"dob": "soon"}, "birth_date_unread"), ({"dob": "2031-01-01"}, "birth_date_in_the_future"), ({"sex": "blue"}, "sex_unread"),
        ({"nationality": "Atlantis"}, "country_unread"), ({"documents": "7"}, "document_unread"),
        ({"name": "=HYPERLINK(1)"}, "formula_kept_as_text"), ({"name": "Mukh\u202etalaq"}, "invisible_characters"),
    ],
)  # fmt: skip
def test_what_is_odd_is_kept_and_counted_each_time(cells: dict[str, str], quirk: str, tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(i), "name": "Mukhtalaq"} | cells) for i in range(3)), "utf-8")
    tally = Tally()
    found = people(path, tally)
    assert len(found) == 3
    assert dict(tally.quirks) == {quirk: 3}
    assert all(not (p.births or p.sex or p.nationalities or p.documents) for p in found)


@pytest.mark.parametrize("text", ["", "unknown", "N/A", "غير معروف", "-", "xxx", "?"])
def test_a_word_for_nothing_is_not_recorded_and_not_odd(text: str, tmp_path: Path) -> None:
    fields = ("dob", "sex", "nationality", "birth_place", "father_name", "kunya", "mother_name", "documents", "aliases")
    person, tally = one(tmp_path, **dict.fromkeys(fields, text))
    assert person == Profile(query_id="1", names=("Mukhtalaq Hasan",))
    assert not tally.quirks


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1986", "1986"),
        ("1986-03", "1986-03"),
        ("~1986", "~1986"),
        ("1984..1986", "1984..1986"),
        ("04/03/1986", "1986-03-04"),
    ],
)
def test_births_as_exactly_as_they_are_known(text: str, says: str, tmp_path: Path) -> None:
    person, _ = one(tmp_path, dob=text)
    assert person
    assert [birth.iso() for birth in person.births] == [says]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Iraq", ("iq",)), ("IRQ;SYR", ("iq", "sy")), ("عراقية", ("iq",)), ("Korea, North", ("kp",)), ("Iraq / Syria", ("iq", "sy")),
        ("stateless", ()), ("Iraq;stateless", ("iq",)), ("iq;IQ", ("iq",)),
    ],
)  # fmt: skip
def test_countries_by_code_or_by_name(text: str, codes: tuple[str, ...], tmp_path: Path) -> None:
    person, tally = one(tmp_path, nationality=text)
    assert person
    assert person.nationalities == codes
    assert not tally.quirks


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", Unreadable), ("\n\n", Unreadable), ("id,name\n", Unreadable), ("<html><body>Log in</body></html>", Unreadable),
        ("id,name,name\n1,a,b\n", BadInput), ("nr;nom\n1;x\n", BadInput), ('id,name\n1,"Mukhtalaq\n2,Wahmi\n', Unreadable),
        ("[{}]", Unreadable), ("id,name\n1,\x00\n", Unreadable),
    ],
)  # fmt: skip
def test_a_file_that_is_no_caseload_ends_in_a_sentence(
    content: str, error: type[HomewardError], tmp_path: Path
) -> None:
    with pytest.raises(error):
        people(file(tmp_path, content))


def test_a_wrong_encoding_ends_in_a_sentence_that_says_how_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("id,name\n1,مختلق\n".encode("cp1256"))
    with pytest.raises(Unreadable, match=r"line 2.*WINDOWS-1256"):
        people(path)


def test_ten_megabytes_in_one_cell_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    tally = Tally()
    found = people(file(tmp_path, f"id,name\n1,{'م' * 5_000_000}\n2,Wahmi\n"), tally)
    assert [person.query_id for person in found] == ["2"]
    assert [refusal.code for refusal in tally.refusals] == ["broken_row"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "id,name\n", "id\tname\tdob\tnationality\n", '{"id":"1","name":"x"}\n', "PK\x03\x04"]),
)
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, content: bytes, start: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(start.encode() + content)
    tally = Tally()
    try:
        found = people(path, tally)
    except HomewardError as error:
        assert str(error).endswith((".", "?", "csv"))
        return
    assert len(found) == tally.kept
    assert all(person.query_id and person.names for person in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                key: st.text(max_size=30)
                for key in ["id", "name", "dob", "sex", "nationality", "documents", "aliases", "mother"]
            },
        ),
        max_size=6,
    )
)
def test_any_cells_give_people_or_refusals(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in [{"id": "first", "name": "Mukhtalaq"}, *rows]), "utf-8")
    tally = Tally()
    try:
        found = people(path, tally)
    except Unreadable as error:
        assert "NUL" in str(error)
        return
    assert found[0].query_id == "first"
    assert len({person.query_id for person in found}) == len(found) == tally.kept
    assert tally.read + tally.quirks["empty_row"] + tally.quirks["hxl_row"] == len(rows) + 1
