"""Evidence in words says what the numbers say: all of it, with every part and every field in its state, and nothing else."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.dates import parse
from homeward.kernel.sources import Position
from homeward.screening.candidate import Candidate, candidates
from homeward.screening.engine import Comparison
from homeward.screening.evidence import Evidence
from homeward.screening.index.build import build
from homeward.screening.index.store import Index
from homeward.screening.live import profiles_of
from homeward.screening.pairing import as_read
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference, from_sheet
from homeward.screening.runs.lines import KEYS, least_bits
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

ENTRY = Listing(
    list_id="invented", entry_id="ZZi.001", kind="individual", position=Position("invented", 1), content_hash="ab" * 32,
    names=(ListedName("ABDEL RAHMAN KHALAF AL-JUBURI", primary=True), ListedName("ABU YAHYA", "weak")),
    births=(parse("1984 to 1986"),), nationalities=("iq",), birth_places=(ListedPlace("Tikrit, Iraq", "iq"),),
    documents=(ListedDocument("passport", "G123", "iq"),),
)  # fmt: skip
PERSON = Profile(
    query_id="1", names=("عبد الرحمن خلف الجبوري",), births=(parse("1986-01-01"),), sex="male", nationalities=("iq",),
    birth_places=("Hawija",), mother_name="Khadija",
)  # fmt: skip


@cache
def reference() -> Reference:
    people = lay_out(profiles_of(row._asdict() for row in camp(2000, 5).rows))
    return from_sheet("a camp", people.sheet, people.vocabulary)


@cache
def invented() -> Index:
    return build(entry.listing for entry in listed_people(150, 5, "un"))


def explained(person: Profile, *listings: Listing) -> Candidate:
    comparison = Comparison(lay_out([person]), build(listings), reference())
    rows = comparison.block(0, 1, top=1, least=least_bits(0))
    return next(candidates(comparison, [person], rows))


def row(candidate: Candidate, key: str) -> Evidence:
    return next(row for row in candidate.evidence if row.key == key)


def test_every_part_and_field_in_its_state() -> None:
    found = explained(PERSON, ENTRY)
    rows = {r.key: (r.field, r.state, r.recorded, r.listed) for r in found.evidence}
    assert rows == {
        "part1": ("given name", "agrees", "عبد الرحمن", "ABDEL RAHMAN"),
        "part2": ("father", "agrees", "خلف", "KHALAF"),
        "part3": ("nisba", "agrees", "الجبوري", "AL-JUBURI"),
        "alternatives": ("number of names", "neutral", "", "2 names"),
        "birth": ("birth", "agrees", "born 1986 (1 January, a convention)", "born between 1984 and 1986"),
        "sex": ("sex", "absent", "male", ""),
        "nationality": ("nationality", "agrees", "Iraqi", "Iraqi"),
        "birth_place": ("place of birth", "contradicts", "Hawija", "Tikrit, Iraq"),
        "father": ("father's name", "absent", "", ""),
        "mother": ("mother's name", "absent", "Khadija", ""),
        "document": ("document", "absent", "", "given"),
        "prior": ("before comparing", "neutral", "", "one of 1 listed"),
    }
    assert {row(found, key).millibits for key in ("father", "mother", "document")} == {0}
    assert row(found, "mother").says == "The list does not give it."


@pytest.mark.parametrize(
    ("recorded", "listed", "expected"),
    [
        ("Salim Khalaf Hamdani", "Nasir Khalaf Hamdani", ("part1", "given name", "contradicts", "Salim", "Nasir")),
        ("Abu Yahya al-Hamdani", "Abu Salim al-Hamdani", ("part1", "kunya", "contradicts", "Abu Yahya", "Abu Salim")),
        ("Salim Khalaf Hamdani", "Salim Khalaf", ("part3", "last name", "absent", "Hamdani", "")),
        ("Salim Khalaf", "Salim Yunus Khalaf", ("listed2", "father", "absent", "", "Yunus")),
        ("Salim Khalaf Hamdani", "Khalaf Hamdani", ("part1", "given name", "contradicts", "Salim", "Khalaf")),
        ("Umm Yusuf Maryam Khalaf", "Maryam Khalaf", ("part1", "kunya", "absent", "Umm Yusuf", "")),
    ],
)
def test_parts_that_did_not_meet(recorded: str, listed: str, expected: tuple[str, ...]) -> None:
    person = Profile(query_id="1", names=(recorded,))
    found = explained(person, msgspec.structs.replace(ENTRY, names=(ListedName(listed, primary=True),)))
    one = row(found, expected[0])
    assert (one.key, one.field, one.state, one.recorded, one.listed) == expected


def test_a_shared_document_shows_its_number_and_another_one_says_nothing() -> None:
    (same,) = profiles_of([{"id": "1", "name": "Salim", "documents": "passport G123 IQ"}])
    (other,) = profiles_of([{"id": "1", "name": PERSON.names[0], "documents": "passport X99887 IQ"}])
    agrees, differs = row(explained(same, ENTRY), "document"), row(explained(other, ENTRY), "document")
    assert (agrees.state, agrees.listed, agrees.millibits > 10_000) == ("agrees", "passport G123", True)
    assert (differs.state, differs.listed, differs.millibits) == ("neutral", "another number", 0)


def test_a_name_completed_from_columns_of_its_own_shows_them() -> None:
    person = Profile(query_id="1", names=("عبد الرحمن",), father_name="خلف", family_name="الجبوري")
    found = explained(person, ENTRY)
    assert [r.recorded for r in found.evidence if r.key.startswith("part")] == ["عبد الرحمن", "خلف", "الجبوري"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_evidence_adds_up_to_the_bits_exactly(seed: int) -> None:
    listed = tuple(listed_people(150, 5, "un"))
    people = list(profiles_of(one._asdict() for one in camp(40, seed, listed, planted_share=0.3).rows))
    comparison = Comparison(lay_out(people), invented(), reference())
    found = list(candidates(comparison, people, comparison.block(0, len(people), top=3, least=least_bits(0))))
    assert found
    for one in found:
        assert sum(row.millibits for row in one.evidence) == round(1000 * one.bits)
        keys = [row.key for row in one.evidence]
        assert len(set(keys)) == len(keys)
        assert set(keys) <= set(KEYS)
        assert {"birth", "sex", "nationality", "birth_place", "father", "mother", "document", "prior"} <= set(keys)
        assert len([key for key in keys if key.startswith("part")]) == len(one.recorded.parts)
        told = {row.listed for row in one.evidence if row.key.startswith(("part", "listed"))}
        assert set(one.listed.parts) <= told
        assert all(
            row.millibits == 0 for row in one.evidence if row.state == "absent" and not row.recorded + row.listed
        )


def test_what_would_settle_it_is_the_mothers_name_that_the_list_does_not_give() -> None:
    found = explained(PERSON, msgspec.structs.replace(ENTRY, documents=()))
    assert found.settle is not None
    assert (found.settle.key, found.settle.missing) == ("mother", "list")
    assert found.settle.says == "the mother's name, which the list does not give: ask its owner"
    assert found.settle.if_contradicts < round(1000 * found.bits) < found.settle.if_agrees


def test_a_document_that_the_list_gives_is_asked_for_where_nothing_else_is_absent_on_one_side() -> None:
    found = explained(msgspec.structs.replace(PERSON, mother_name=""), ENTRY)
    assert found.settle is not None
    assert found.settle.says == "the number of a document, which was not recorded here"


def test_nothing_is_asked_for_where_both_sides_state_everything() -> None:
    (person,) = profiles_of([{
        "id": "1", "name": "Salim Khalaf", "dob": "1986-03-04", "sex": "male", "nationality": "iq", "birth_place": "Hawija",
        "father_name": "Khalaf", "mother_name": "Khadija", "documents": "passport G123 IQ",
    }])  # fmt: skip
    listing = msgspec.structs.replace(
        ENTRY, births=person.births, sex="male", father_names=("Khalaf",), mother_names=("Khadija",)
    )
    assert explained(person, listing).settle is None


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("박철수", "last name, given name, given name"),
        ("Pak, Chol-su", "given name, given name, last name"),
        ("Karimov Sardor Rustam o‘g‘li", "last name, given name, father"),
        (
            "Han Hasan Ali",
            "given name, father, last name",
        ),  # Han is a family name that stands first, but not before Hasan
    ],
)
def test_a_syllable_of_a_given_name_is_nobodys_father(name: str, labels: str) -> None:
    read = as_read(name)
    assert ", ".join(map(read.label, range(len(read.parts)))) == labels
