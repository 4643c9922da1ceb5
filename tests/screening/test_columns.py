"""Headings are recognised however they are written, never guessed at, and documented as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.errors import BadInput
from homeward.kernel.tables import ABSENT
from homeward.screening.columns import FIELDS, SYNONYMS, WIDTHS, Columns, fold, headings, read_map

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/caseload-columns.md").read_text("utf-8")


def picked(columns: tuple[str, ...], **chosen: tuple[str, ...]) -> dict[str, list[str]]:
    picker = Columns("people.csv", chosen)
    picker.pick(columns)
    return picker.of_field


def test_the_table_is_documented_as_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+? \| (.+) \|$", PAGE, re.MULTILINE)
    documented = {field: tuple(cell.split(", ")) for field, cell in rows if field in SYNONYMS}
    assert documented == {field: headings(field) for field in FIELDS}


def test_no_heading_means_two_things() -> None:
    owners: dict[str, set[str]] = {}
    for field in FIELDS:
        for heading in headings(field):
            owners.setdefault(fold(heading), set()).add(field)
    assert {heading: fields for heading, fields in owners.items() if len(fields) > 1 or not heading} == {}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date of Birth", "birth_date"), ("DATE-OF-BIRTH", "birth_date"), ("Date de naissance", "birth_date"),
        ("تاريخ الولادة", "birth_date"), ("member/birth_date", "birth_date"), ("Father's name", "father_name"),
        ("Household member/Mother's full name", "mother_name"), ("الإسم الكامل", "name"), ("Full name (Arabic)", "name"),
        ("Nationality (claimed)", "nationality"), ("Document type and number", "documents"), ("birth_date_i_c", "birth_date"),
    ],
)  # fmt: skip
def test_headings_as_people_write_them(heading: str, field: str) -> None:
    assert picked(("id", "full_name_en", heading))[field][-1] == heading


@pytest.mark.parametrize(
    "heading", ["كنية", "nom", "tribe", "religion", "phase_block_tent", "_id", "age", "relationship"]
)
def test_what_the_table_does_not_know_is_not_read(heading: str) -> None:
    picker = Columns("people.csv")
    picker.pick(("person_id", "name", heading))
    assert picker.unread == [heading]


@given(st.text("abc _-./'ABC éÉأاةه", max_size=20))
def test_folding_twice_changes_nothing(heading: str) -> None:
    assert fold(fold(heading)) == fold(heading)


def test_the_picked_cells_have_a_fixed_shape() -> None:
    indices = Columns("people.csv").pick(("name", "dob", "id", "full_name_ar"))
    assert len(indices) == sum(WIDTHS.values())
    assert indices[:5] == [2, 0, 3, ABSENT, ABSENT]


def test_a_table_without_an_identifier_or_a_name_says_what_it_has() -> None:
    with pytest.raises(
        BadInput, match=r"people\.csv has no column that is known to hold an identifier\. Its columns are: nr, name\."
    ):
        picked(("nr", "name"))
    with pytest.raises(BadInput, match=r"hold a name\. .*--map 'name=COLUMN'"):
        picked(("id", "nom"))


def test_a_title_above_the_headings_is_told_from_headings_of_others() -> None:
    with pytest.raises(BadInput, match="Headings are looked for in the first row: delete what stands above them"):
        Columns("people.xlsx").pick(("People of the camp", "", ""))
    with pytest.raises(BadInput) as told:
        Columns("people.xlsx").pick(("nr", "name"))
    assert "first row" not in str(told.value)


def test_two_identifiers_are_not_chosen_between() -> None:
    with pytest.raises(BadInput, match=r"2 columns for id \(id, person_id\).*--map 'id=id'"):
        picked(("id", "person_id", "name"))
    assert picked(("id", "person_id", "name"), id=("person_id",))["id"] == ["person_id"]


def test_a_map_overrides_the_table(tmp_path: Path) -> None:
    toml = tmp_path / "columns.toml"
    toml.write_text('id = "Case No"\nname = ["Nom arabe", "Nom latin"]\n', "utf-8")
    chosen = read_map([str(toml), "aliases=", "sex=Geschlecht"])
    assert chosen == {"id": ("Case No",), "name": ("Nom arabe", "Nom latin"), "aliases": (), "sex": ("Geschlecht",)}
    found = picked(("id", "case no", "Nom latin", "Nom arabe", "aliases", "Geschlecht", "sex"), **chosen)
    assert found["id"] == ["case no"]
    assert found["name"] == ["Nom arabe", "Nom latin"]
    assert found["sex"] == ["Geschlecht"]
    assert "aliases" not in found


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (["tribe=Tribe"], "there is no field tribe"),
        (["nowhere.toml"], r"nowhere\.toml cannot be opened"),
        (["id=Nr"], "has no column Nr for id"),
    ],
)
def test_a_wrong_map_is_refused(pairs: list[str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        picked(("id", "name"), **read_map(pairs))


@pytest.mark.parametrize("content", ["id = ", "id = 3", "\xff"])
def test_a_broken_map_file_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(content, "latin-1")
    with pytest.raises(BadInput, match=r"map\.toml"):
        read_map([str(path)])


def test_later_sets_of_columns_may_lack_what_they_like() -> None:
    picker = Columns("people.jsonl")
    picker.pick(("id", "name"))
    assert picker.pick(("id", "dob"))[:2] == [0, ABSENT]
