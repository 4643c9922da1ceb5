"""What cells mean: silences in four languages, births, papers, relationships, needs; each unreadable one is a problem with what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.exchange.facts.choices import LANGUAGES, SILENCES
from homeward.exchange.facts.fields import LABELS, Field
from homeward.exchange.facts.mappings import Mapping, Use
from homeward.exchange.facts.problems import Weight
from homeward.exchange.facts.tables import Column, Record
from homeward.exchange.rules.births import Said, born_of
from homeward.exchange.rules.headings import field_of, is_system, suggested
from homeward.exchange.rules.people import Reader
from homeward.exchange.rules.words import silence_of, yes_or_no
from homeward.registry.facts.answers import Known
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import BirthBasis, ClaimKind, NameKind

TODAY = date(2026, 11, 25)
F = Field


def read(**cells: str):
    """A row whose columns are named after fields."""
    cells = {"name": "Invented Person", **cells}
    columns = tuple(Column("s", name) for name in cells)
    mapping = Mapping(tuple(Use("s", name, Field(name)) for name in cells))
    return Reader(columns, mapping, TODAY).understood(Record("s", 2, tuple(cells.values())))


def values(found, kind: ClaimKind) -> list:
    return [said.answer.value for said in found.entry.statements if said.kind is kind]


def states(found, kind: ClaimKind) -> list[Known]:
    return [said.answer.state for said in found.entry.statements if said.kind is kind]


def codes(found) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize("silence", SILENCES, ids=lambda silence: silence.name)
def test_each_silence_is_understood_in_four_languages_and_stays_itself(silence) -> None:
    assert len(silence.labels) == len(LANGUAGES)
    for word in silence.words():
        assert silence_of(word) is Known(silence.name), word
        assert silence_of(word.upper()) is Known(silence.name)
        assert states(read(nationality=word), ClaimKind.NATIONALITY) == [Known(silence.name)], word
        assert states(read(sex=word), ClaimKind.SEX) == [Known(silence.name)]


def test_an_empty_cell_states_nothing() -> None:
    assert silence_of("") is None
    assert {said.kind for said in read(sex="", nationality="", mother="").entry.statements} == {ClaimKind.NAME}


@given(st.text(max_size=30))
def test_yes_is_never_no(text) -> None:
    assert yes_or_no(text) in (True, False, None)


@pytest.mark.parametrize(
    ("said", "iso", "basis"),
    [
        (Said("1989-03-04"), "1989-03-04", BirthBasis.STATED),
        (Said("٤/٣/١٩٨٩"), "1989-03-04", BirthBasis.STATED),
        (Said("۱۹۸۹"), "1989", BirthBasis.STATED),
        (Said("1989-01-01"), "1989-01-01", BirthBasis.CONVENTION),
        (Said("1989-07-01"), "1989-07-01", BirthBasis.CONVENTION),
        (Said("1989-01-01", "year"), "1989", BirthBasis.STATED),
        (Said("1989-01-01", "السنة فقط"), "1989", BirthBasis.STATED),
        (Said("1989-01-01", "day"), "1989-01-01", BirthBasis.STATED),
        (Said("2013-07-01", "Month only"), "2013-07", BirthBasis.STATED),
        (Said("1990-01-01", "estimated"), "~1990", BirthBasis.ESTIMATED),
        (Said("1990-05-02", estimated="yes"), "~1990", BirthBasis.ESTIMATED),
        (Said("1990-05-02", estimated="نعم"), "~1990", BirthBasis.ESTIMATED),
        (Said("1990-05-02", estimated="0"), "1990-05-02", BirthBasis.STATED),
        (Said("~1990"), "~1990", BirthBasis.ESTIMATED),
        (Said(age="4", as_of=date(2026, 3, 5)), "2021-03-06..2022-03-05", BirthBasis.ESTIMATED),
        (Said(age="٤ سنوات", as_of=date(2026, 3, 5)), "2021-03-06..2022-03-05", BirthBasis.ESTIMATED),
        (Said(age="4", as_of=date(2024, 2, 29)), "2019-03-01..2020-02-29", BirthBasis.ESTIMATED),
        (Said("unknown", age="36", as_of=date(2026, 3, 5)), "1989-03-06..1990-03-05", BirthBasis.ESTIMATED),
    ],
)  # fmt: skip
def test_births_are_as_exact_as_they_were_stated(said, iso, basis) -> None:
    said = Said(said.born, said.precision, said.estimated, said.age, said.as_of if said.as_of != date.min else TODAY)
    found = born_of(said)
    assert (found.date.iso(), found.basis) == (iso, basis)


@given(st.integers(0, 110), st.dates(date(1950, 1, 1), date(2026, 11, 25)))
def test_whoever_was_born_in_the_interval_has_that_age(age, day) -> None:
    found = born_of(Said(age=str(age), as_of=day)).date

    def age_of(born: date) -> int:
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    assert {age_of(found.first), age_of(found.last)} == {age}
    assert age_of(date.fromordinal(found.first.toordinal() - 1)) == age + 1
    if age:
        assert age_of(date.fromordinal(found.last.toordinal() + 1)) == age - 1


def test_months_of_an_infant_are_an_interval_around_them() -> None:
    found = born_of(Said(age="8 months", as_of=date(2026, 9, 1))).date
    assert found.first < date(2026, 1, 1) < found.last < date(2026, 2, 1)


@pytest.mark.parametrize(
    ("cells", "code", "field"),
    [
        ({"birth": "32/13/1990"}, "birth_unread", "birth"),
        ({"birth": "2031-01-05"}, "birth_impossible", "birth"),
        ({"birth": "1790"}, "birth_impossible", "birth"),
        ({"age": "forty"}, "age_unread", "age"),
        ({"age": "220"}, "age_unread", "age"),
        ({"sex": "maybe"}, "sex_unread", "sex"),
        ({"nationality": "Atlantis"}, "nationality_unread", "nationality"),
        ({"name": ""}, "no_name", "name"),
        ({"name": "؟"}, "no_name", "name"),
        ({"name": "12345"}, "no_name", "name"),
        ({"name": "ا" * 5_000}, "invalid", "name"),
        ({"tent": "T" * 40}, "shelter_long", "tent"),
        ({"arrived": "2040-01-01"}, "arrival_future", "arrived"),
        ({"passport": "A" * 70 + "1"}, "number_long", "document_number"),
    ],
)
def test_what_cannot_be_recorded_keeps_its_row_out_and_says_what_to_do(cells, code, field) -> None:
    found = read(**cells)
    problem = next(one for one in found.problems if one.code == code)
    assert found.faulty and problem.weight is Weight.ERROR and problem.field == field
    assert (str(problem)[-1] == "." and next(iter(cells.values()))[:20] not in str(problem)) or not next(
        iter(cells.values())
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"birth": "1989-01-01"}, "birth_convention"),
        ({"birth": "1989-05-01", "age": "12"}, "age_differs"),
        ({"birth": "1989-05-01", "precision": "hm"}, "precision_unread"),
        ({"role": "landlord"}, "role_unread"),
        ({"arrived": "2024"}, "arrival_unread"),
        ({"document": "Birth cert. none"}, "paper_without_number"),
        ({"document": "National ID 0000000000"}, "paper_placeholder"),
        ({"phone": "12"}, "phone_unread"),
        ({"language": "Klingon"}, "language_unread"),
        ({"birth_country": "Atlantis"}, "country_unread"),
        ({"name": "Unknown child"}, "name_placeholder"),
    ],
)
def test_what_is_odd_is_said_and_keeps_nobody_out(cells, code) -> None:
    found = read(**cells)
    assert code in codes(found) and not found.faulty


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("head", HouseholdRole.HEAD), ("HoH", HouseholdRole.HEAD), ("wife", HouseholdRole.SPOUSE), ("زوجة", HouseholdRole.SPOUSE),
        ("son_daughter", HouseholdRole.CHILD), ("Son / daughter", HouseholdRole.CHILD), ("ابنة", HouseholdRole.CHILD),
        ("grandmother", HouseholdRole.GRANDPARENT), ("حفيد", HouseholdRole.GRANDCHILD), ("برا", HouseholdRole.SIBLING),
        ("aunt/uncle", HouseholdRole.OTHER_RELATIVE), ("NIECE_NEPHEW", HouseholdRole.OTHER_RELATIVE),
        ("mother-in-law", HouseholdRole.OTHER_RELATIVE), ("co-wife", HouseholdRole.OTHER_RELATIVE),
        ("foster_child", HouseholdRole.FOSTER_CHILD), ("adopted child", HouseholdRole.FOSTER_CHILD),
        ("legal guardian", HouseholdRole.GUARDIAN), ("domestic worker", HouseholdRole.NOT_RELATED),
        ("non_beneficiary", HouseholdRole.NOT_RELATED), ("unknown", HouseholdRole.UNKNOWN), ("", HouseholdRole.UNKNOWN),
        ("Zarokê bê hevrê", HouseholdRole.UNACCOMPANIED_CHILD), ("منداڵی جیابووەوە", HouseholdRole.SEPARATED_CHILD),
    ],
)  # fmt: skip
def test_relationships_of_the_agencies_are_known(word, role) -> None:
    assert read(role=word).entry.role is role


def test_papers_in_one_cell_and_apart() -> None:
    found = read(document="Passport A1234567 Iraq; بطاقة الهوية ١٩٩٠١٢٣٤٥٦", national_id="1990/123")
    papers = [(p.kind.value, p.number, p.issuer) for p in values(found, ClaimKind.DOCUMENT)]
    assert papers == [
        ("passport", "A1234567", "iq"),
        ("national_id", "١٩٩٠١٢٣٤٥٦", ""),
        ("national_id", "1990/123", ""),
    ]
    apart = read(document_kind="جواز سفر", document_number="N55555", document_issuer="SYR")
    assert [(p.kind.value, p.number, p.issuer) for p in values(apart, ClaimKind.DOCUMENT)] == [
        ("passport", "N55555", "sy")
    ]
    assert states(read(document="unknown"), ClaimKind.DOCUMENT) == [Known.UNKNOWN]


def test_names_of_every_kind() -> None:
    found = read(given="Salma", father_part="Nuri", family="Invented", other_names="أم سيف; Suma", romanised="Salma N.")
    names = {(name.kind, name.text) for name in values(found, ClaimKind.NAME)}
    assert (NameKind.FULL, "Salma Nuri Invented") in names and (NameKind.KUNYA, "أم سيف") in names
    assert (NameKind.ALSO_KNOWN_AS, "Suma") in names and (NameKind.ROMANISED, "Salma N.") in names
    parts = next(name.parts for name in values(found, ClaimKind.NAME) if name.parts)
    assert [part.role.value for part in parts] == ["given", "father", "family"]


def test_marks_that_turn_the_direction_of_text_do_not_get_into_a_name() -> None:
    found = read(name="Salma \u202eanirA\u202c \u2066x\u2069\u200f")
    assert values(found, ClaimKind.NAME)[0].text == "Salma anirA x"


def test_several_nationalities_and_none() -> None:
    assert [v.country for v in values(read(nationality="IRQ SYR"), ClaimKind.NATIONALITY)] == ["iq", "sy"]
    assert [v.country for v in values(read(nationality="Iraqi / Syrian"), ClaimKind.NATIONALITY)] == ["iq", "sy"]
    assert values(read(nationality="بدون جنسية"), ClaimKind.NATIONALITY)[0].stateless


def test_needs_by_code_by_label_and_by_column() -> None:
    assert [n.code for n in values(read(needs="SP-PT WR-PW"), ClaimKind.NEED)] == ["SP-PT", "WR-PW"]
    assert [n.code for n in values(read(needs="Single parent Pregnant woman"), ClaimKind.NEED)] == ["WR-PW", "SP-PT"]
    assert [(n.code, n.sensitive) for n in values(read(needs="SV-VA"), ClaimKind.NEED)] == [("SV-VA", True)]
    assert [(n.code, n.words) for n in values(read(needs="needs a wheelchair"), ClaimKind.NEED)] == [
        ("", "needs a wheelchair")
    ]
    columns = tuple(Column("s", name) for name in ("name", "needs", "needs/SM-CI", "needs/SC-UC"))
    blank = Reader(columns, suggested(columns), TODAY).understood(Record("s", 2, ("x y", "", "", "")))
    chosen = Reader(columns, suggested(columns), TODAY).understood(Record("s", 2, ("x y", "SM-CI", "1", "0")))
    assert values(blank, ClaimKind.NEED) == [] and [n.code for n in values(chosen, ClaimKind.NEED)] == ["SM-CI"]


def test_a_shelter_in_one_cell_keeps_its_section() -> None:
    entry = read(shelter="P4-B12-T7").entry
    assert (entry.section, entry.tent) == ("P4-B12", "P4-B12-T7")


def test_every_field_has_a_label_and_is_known_by_its_own_name() -> None:
    assert set(LABELS) == set(Field)
    for field in set(Field) - {F.ADDRESS}:
        assert field_of(Column("s", field.value)) is field
    assert field_of(Column("s", "address")) is None, "in the camp or outside it? Only a person can say"


@pytest.mark.parametrize(
    "name", ["_id", "_uuid", "start", "hh/_GPS_latitude", "KEY", "meta/instanceID", "_index", "SET-OF-member"]
)
def test_columns_of_the_collecting_program_are_no_answers(name) -> None:
    assert is_system(Column("s", name)) and field_of(Column("s", name)) is None


def test_a_heading_that_is_not_known_is_left_to_the_person() -> None:
    columns = tuple(Column("s", name) for name in ("name", "ethnicity", "religion", "dob", "birth_date"))
    assert [use.column for use in suggested(columns).uses] == ["name", "dob"]


def test_a_name_in_the_households_table_is_not_taken_for_a_members() -> None:
    columns = (Column("hh", "name"), Column("hh", "tent"), Column("member", "full_name"))
    assert [(use.sheet, use.field) for use in suggested(columns).uses] == [("member", F.NAME), ("hh", F.TENT)]


@given(st.dictionaries(st.sampled_from([f.value for f in Field]), st.text(max_size=40), min_size=1))
def test_any_cells_are_understood_or_refused_and_never_told(cells) -> None:
    found = read(**cells)
    for problem in found.problems:
        assert not any(len(text) > 6 and text in str(problem) for text in cells.values())


def test_every_field_stands_in_the_reference_with_its_label() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/reference/import-columns.md").read_text("utf-8")
    for field, label in LABELS.items():
        assert f"| `{field.value}` | {label}" in page, field
