"""The XLSForm of the registration form: whole in four languages, valid, and what it asks an import understands."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from pyxform.xls2xform import convert

from exchange_files import workbook
from homeward.exchange.facts.choices import NEEDS, PAPERS, ROLES, SENSITIVE, SEXES, TONGUES
from homeward.exchange.facts.form import EACH, ONCE, QUESTIONS
from homeward.exchange.facts.tables import Column
from homeward.exchange.reading.opening import read_file
from homeward.exchange.rules.headings import field_of, suggested
from homeward.exchange.rules.joining import joined
from homeward.exchange.rules.people import Reader
from homeward.exchange.writing.xlsform import NAMED, choices, registration_form, survey
from homeward.registry.facts.values import BirthValue, DocumentValue, NeedValue

TODAY = date(2026, 11, 25)
ANSWERS = {
    "household": "H-77", "as_of": "2026-11-20", "site": "Invented camp", "section": "4", "tent": "4-12", "arrived": "2025-02-03",
    "reference": "INV-77-1", "name": "سلمى نوري", "romanised": "Salma Nuri", "kunya": "أم ياسر", "other_names": "Suma",
    "father": "نوري خالد", "mother": "هناء سالم", "role": "head", "sex": "female", "birth": "1989-04-01", "precision": "month",
    "age": "37", "birth_place": "Invented town", "birth_country": "IQ", "nationality": "IQ SY", "document_kind": "passport",
    "document_number": "A1234567", "document_issuer": "IQ", "language": "ar ckb", "phone": "0770 123 4567",
    "relative": "An aunt in Erbil", "needs": "SM-CI LP-ND", "need_words": "Needs insulin",
}  # fmt: skip


def exported(answers: dict[str, str], heads: dict[str, str], words: dict[tuple[str, str], str]) -> bytes:
    """The answers as Kobo exports them, in XML names or in labels."""

    def told(names: list[str]) -> list[str]:
        return [" ".join(words.get((name, one), one) for one in [answers[name]]) for name in names]

    once, each = ([question.name for question in asked] for asked in (ONCE, EACH))
    main = [[*(heads[name] for name in once), "_uuid", "_index"], [*told(once), "u-1", 1]]
    people = [
        [*(heads[name] for name in each), "_parent_table_name", "_parent_index", "_submission__uuid"],
        [*told(each), "Registration", 1, "u-1"],
    ]
    return workbook({"Registration": main, "member": people})


def understood(content: bytes):
    received = joined(read_file("form.xlsx", content))
    found = Reader(received.columns, suggested(received.columns), TODAY).understood(received.records[0])
    return found


def test_the_form_is_valid_and_whole_in_four_languages() -> None:
    made = convert(registration_form(), file_type=".xlsx", validate=False)
    assert made.warnings == [] and made.xform.count("<translation") == 4
    for question in QUESTIONS:
        group = "household" if question in ONCE else "member"
        assert f'"/data/{group}/{question.name}"' in made.xform
    assert all(all(row[1:6]) for row in choices()[1:])
    assert all(all(row[2:6]) for row in survey()[1:] if row[0].split("_")[0] not in ("start", "end", "deviceid"))


def test_the_shipped_file_is_the_one_that_the_description_makes() -> None:
    kept = files("homeward").joinpath("resources/registration.xlsx").read_bytes()
    assert read_file("kept.xlsx", kept) == read_file("made.xlsx", registration_form())


def test_the_form_asks_for_nothing_that_a_telephone_should_not_carry() -> None:
    assert not any(choice.name.startswith(SENSITIVE) for choice in NEEDS)


@pytest.mark.parametrize("language", ["names", *range(4)])
def test_what_the_form_asks_comes_back_whatever_the_headers(language) -> None:
    heads = {q.name: q.name if language == "names" else f"Group/{q.labels[language]}" for q in QUESTIONS}
    words: dict[tuple[str, str], str] = {}
    if language != "names":
        for name, listed in (("role", ROLES), ("sex", SEXES), ("document_kind", PAPERS)):
            words |= {(name, choice.name): choice.labels[language] for choice in listed}
    plain, other = (
        understood(exported(ANSWERS, {q.name: q.name for q in QUESTIONS}, {})),
        understood(exported(ANSWERS, heads, words)),
    )
    assert other.problems == () and other.entry == plain.entry


def test_every_answer_becomes_a_statement_with_its_value() -> None:
    entry = understood(exported(ANSWERS, {q.name: q.name for q in QUESTIONS}, {})).entry
    values = [said.answer.value for said in entry.statements]
    born = next(value for value in values if isinstance(value, BirthValue))
    assert (born.date.iso(), born.place, born.country) == ("1989-04", "Invented town", "iq")
    papers = [value for value in values if isinstance(value, DocumentValue)]
    assert [(p.kind, p.number, p.issuer) for p in papers] == [("other", "INV-77-1", ""), ("passport", "A1234567", "iq")]
    assert [n.code or n.words for n in values if isinstance(n, NeedValue)] == ["SM-CI", "LP-ND", "Needs insulin"]
    assert (entry.household, entry.role, entry.section, entry.tent) == ("H-77", "head", "4", "4-12")
    assert entry.arrived == date(2025, 2, 3)
    kinds = {said.kind.value for said in entry.statements}
    assert kinds == {"name", "sex", "birth", "nationality", "parent", "document", "language", "contact", "need"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_heading_and_tag_of_the_form_is_known(question) -> None:
    for name in (question.name, *question.labels, f"member/{question.name}", f"hh-{question.name}"):
        assert field_of(Column("s", name)) is question.field, name
    assert field_of(Column("s", "Q17", question.tag)) is question.field


@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.name)
def test_every_language_is_read_in_every_language(tongue) -> None:
    for label in tongue.labels:
        answers = {**ANSWERS, "language": label}
        entry = understood(exported(answers, {q.name: q.name for q in QUESTIONS}, {})).entry
        assert [s.answer.value.language for s in entry.statements if s.kind == "language"] == [tongue.name]


def test_the_names_of_the_languages_are_those_of_the_form() -> None:
    assert [name.rpartition("(")[2].rstrip(")") for name in NAMED] == ["en", "ar", "ckb", "kmr"]
