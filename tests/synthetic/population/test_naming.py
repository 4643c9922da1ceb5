"""Names stand in the person's own script first, then romanised, each with its parts and source."""

from __future__ import annotations

from collections import Counter
from unicodedata import name as letter_name

from homeward.names.written import script_of
from homeward.synthetic.population.records import PersonRecord


def test_everybody_has_a_full_name_first_and_a_romanised_one_of_the_clerk(persons: tuple[PersonRecord, ...]) -> None:
    for person in persons:
        assert person.names[0].kind == "full"
        latin = [name for name in person.names if name.kind == "romanised"]
        assert latin[0].source == "clerk" and latin[0].on == "registration"
        assert all(script_of(name.text) == "latn" and name.language.endswith("-Latn") for name in latin)


def test_a_name_is_its_parts_given_name_first(persons: tuple[PersonRecord, ...]) -> None:
    for person in persons:
        for name in person.names:
            assert name.text == " ".join(name.text.split())
            if name.kind != "kunya":
                assert name.text == " ".join(part.text for part in name.parts)
                roles = [part.role for part in name.parts]
                assert roles[:2] == ["given", "father"] and len(set(roles)) == len(roles) >= 2


def test_names_of_every_script_occur_and_foreign_ones_are_heard_in_arabic_too(
    persons: tuple[PersonRecord, ...],
) -> None:
    scripts = Counter(letter_name(person.names[0].text[0]).split()[0] for person in persons)
    assert scripts["ARABIC"] > scripts["CYRILLIC"] > 50 and scripts["LATIN"] > 50
    for person in persons:
        if script_of(person.names[0].text) != "arab":
            assert person.names[1].language == "ar" and script_of(person.names[1].text) == "arab"


def test_a_passports_spelling_stands_with_the_passport(persons: tuple[PersonRecord, ...]) -> None:
    copied = 0
    for person in persons:
        on_passport = [name for name in person.names if name.on == "passport"]
        assert bool(on_passport) == any(paper.kind == "passport" for paper in person.papers)
        assert all(name.source == "document" and name.text == name.text.upper() for name in on_passport)
        for paper in person.papers:
            if paper.name_on_it:
                copied += 1
                assert paper.name_on_it == on_passport[0].text
    assert copied > 100


def test_kunyas_are_grown_peoples(persons: tuple[PersonRecord, ...]) -> None:
    with_kunya = [p for p in persons if any(name.kind == "kunya" for name in p.names)]
    assert len(with_kunya) > 200
    assert all(not p.births or p.births[0].date.first.year <= 2005 for p in with_kunya)
