"""Every kind of claim and of silence occurs, on a basis that fits it, and nothing in it could be anybody's."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from homeward.kernel.countries import country_code
from homeward.synthetic.population.nations import nations
from homeward.synthetic.population.records import PersonRecord

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
LISTS = SHARED / "eval/data/lists"


def test_births_rest_on_every_basis_and_conventions_are_conventions(persons: tuple[PersonRecord, ...]) -> None:
    births = [birth for person in persons for birth in person.births]
    assert set(Counter(birth.basis for birth in births)) == {
        "stated",
        "document",
        "convention",
        "estimated",
        "age_assessment",
    }
    for birth in births:
        assert (birth.basis == "convention") <= birth.date.convention
        assert (birth.basis == "estimated") == birth.date.circa
        if birth.basis == "age_assessment":
            assert birth.date.precision == "range"
    assert any(len(person.births) > 1 for person in persons)
    from_papers = [p for p in persons for birth in p.births if birth.source == "document"]
    assert len(from_papers) > 200 and all(p.births[0].basis == "document" for p in from_papers)
    assert all({paper.kind for paper in p.papers} & {"passport", "national_id"} for p in from_papers)
    silences = Counter(person.silences.get("birth") for person in persons)
    assert silences["unknown"] and silences["declined"]


def test_a_claim_and_a_silence_about_the_same_do_not_stand_together(persons: tuple[PersonRecord, ...]) -> None:
    for person in persons:
        values = {"birth": person.births, "nationality": person.nationalities, "contact": person.contacts}
        assert all(bool(value) != (kind in person.silences) for kind, value in values.items())
    assert {silence for person in persons for silence in person.silences.values()} == {
        "unknown", "declined", "not_asked", "not_applicable",
    }  # fmt: skip


def test_papers_are_said_to_be_invented_and_telephones_are_nobodys(persons: tuple[PersonRecord, ...]) -> None:
    papers = [paper for person in persons for paper in person.papers]
    assert {paper.kind for paper in papers} == {
        "passport", "national_id", "birth_certificate", "nationality_certificate", "ration_card", "camp_card",
    }  # fmt: skip
    assert all(paper.number.startswith("SYN") for paper in papers)
    assert all(paper.issued is None or paper.expires is None or paper.issued < paper.expires for paper in papers)
    assert all(paper.holder != "lost" or not paper.seen_original for paper in papers)
    assert all(contact.text.startswith("+999 ") for person in persons for contact in person.contacts)


def test_sensitive_needs_are_flagged_and_fit_who_has_them(persons: tuple[PersonRecord, ...]) -> None:
    sensitive = {need.code: need.sensitive for person in persons for need in person.needs}
    assert {code for code, flag in sensitive.items() if flag} == {"CR", "WR", "SV", "TR"}
    assert set(sensitive) == {"DS", "SM", "ER", "CR", "WR", "SV", "TR", "LP", "SC"}
    assert all(p.sex == "female" for p in persons for need in p.needs if need.code == "WR")


def test_nations_are_countries_and_some_sixty_beside_two() -> None:
    assert all(country_code(code) == code for code in nations())
    assert 58 <= len(nations()) - 2 <= 70
    shares = {code: nation.weight for code, nation in nations().items()}
    assert 0.42 < shares["iq"] / sum(shares.values()) < 0.54
    assert all(nation.towns for nation in nations().values())


@pytest.mark.skipif(not LISTS.is_dir(), reason="the shared folder with real lists is not beside the checkout")
def test_nobody_bears_the_long_name_and_the_year_of_a_listed_person(persons: tuple[PersonRecord, ...]) -> None:
    real: set[tuple[frozenset[str], str]] = set()
    for path in (LISTS / "un.csv", LISTS / "ofac.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                real |= {(_name(row["name"]), year) for year in re.findall(r"\d{4}", row["birth_date"])}
    for person in persons:
        for name in person.names:
            words = _name(name.text)
            if len(words) >= 3:
                assert not any((words, str(birth.date.first.year)) in real for birth in person.births)


def _name(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\b(al|el)[- ]", "", text.lower()).replace(",", "").split())
