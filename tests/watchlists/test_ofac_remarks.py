"""The grammar of OFAC's remarks, segment by segment, on invented values in every shape measured on the real files."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace
from homeward.watchlists.ofac.remarks import read_remarks


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("30 Dec 1960", "1960-12-30"),
        ("1962", "1962"),
        ("Mar 1962", "1962-03"),
        ("circa 1962", "~1962"),
        ("circa 07 Jul 1966", "~1966"),
        ("circa Mar 1962", "~1962"),
        ("1962 to 1963", "1962..1963"),
        ("01 Jan 1982 to 31 Dec 1984", "1982..1984"),
        ("Mar 1962 to Feb 1963", "1962-03-01..1963-02-28"),
        ("circa 1979-1982", "1979..1982"),
    ],
)
def test_birth_dates(said: str, iso: str) -> None:
    found = read_remarks(f"DOB {said}; alt. DOB 1950.")
    assert [birth.iso() for birth in found.births] == [iso, "1950"]
    assert (found.rest, found.quirks) == ("", [])


def test_a_birth_date_that_is_none_stays_text() -> None:
    found = read_remarks("DOB in the days of the monarchy.")
    assert (found.births, found.quirks, found.rest) == ([], ["unread_date"], "DOB in the days of the monarchy")


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("Mosul, Iraq", "iq"),
        ("Sinuiju, Korea, North", "kp"),
        ("Goma, Congo, Democratic Republic of the", "cd"),
        ("Iraq", "iq"),
        ("Washington, D.C., United States", "us"),
        ("Sample Village", ""),
        ("Sample, West Bank", "ps"),
    ],
)
def test_birth_places_and_their_countries(said: str, country: str) -> None:
    found = read_remarks(f"POB {said}; alt. POB {said}.")
    assert found.birth_places == [ListedPlace(said, country)] * 2
    assert found.rest == ""


def test_nationality_and_citizenship() -> None:
    found = read_remarks("nationality Korea, North; alt. nationality Burma; citizen The Gambia; citizen Atlantis.")
    assert found.nationalities == ["kp", "mm", "gm", "Atlantis"]
    assert (found.quirks, found.rest) == (["unknown_country"], "")
    doubt = read_remarks("nationality possibly Iraqi;arrested 1 Feb 2001; Gender Male.")
    assert (doubt.nationalities, doubt.sex) == ([], "male")
    assert doubt.rest == "nationality possibly Iraqi;arrested 1 Feb 2001"


def test_sex_is_stated_once() -> None:
    assert read_remarks("Gender Female.").sex == "female"
    assert read_remarks("Gender Male; Gender Female.").sex is None
    assert read_remarks("Gender Unknown.").rest == "Gender Unknown"


def test_aliases_in_remarks_are_weak_or_former() -> None:
    found = read_remarks("a.k.a. 'ABU SAMPLE'; a.k.a. 'SAMPLE SA'MPLE'; f.k.a. 'SAMPLE S.A.'; a.k.a. no quotes.")
    assert found.aliases == [
        ListedName("ABU SAMPLE", "weak"),
        ListedName("SAMPLE SA'MPLE", "weak"),
        ListedName("SAMPLE S.A.", "former"),
    ]
    assert found.rest == "a.k.a. no quotes"


@pytest.mark.parametrize(
    ("segment", "kind", "number", "issuer"),
    [
        ("Passport A12345 (Iraq)", "passport", "A12345", "iq"),
        ("alt. Passport 12345", "passport", "12345", ""),
        ("Passport RL 123 456 (Korea, North)", "passport", "RL 123 456", "kp"),
        ("Passport Booklet: A123 (Afghanistan)", "passport", "A123", "af"),
        ("Diplomatic Passport D9 (Syria)", "passport", "D9", "sy"),
        ("National ID No. K357000(4) (Hong Kong)", "national_id", "K357000(4)", "hk"),
        ("National ID No. 13/Xa Xa Xa (Abc)019000 (Burma)", "national_id", "13/Xa Xa Xa (Abc)019000", "mm"),
        ("National ID No. (ABC)040000 (Burma)", "national_id", "(ABC)040000", "mm"),
        ("Cedula No. V-1234 (Venezuela)", "national_id", "V-1234", "ve"),
        ("Citizen's Card Number 12 (Turkey)", "national_id", "12", "tr"),
        ("C.U.R.P. # ABCD00XYZ (Mexico)", "national_id", "ABCD00XYZ", "mx"),
        ("SSN 000-00-0000 (United States)", "social_security", "000-00-0000", "us"),
        ("Tax ID No. CH-111-0-222-333-0 (Switzerland)", "tax", "CH-111-0-222-333-0", "ch"),
        ("NIT # 900-1 (Colombia)", "tax", "900-1", "co"),
        ("Driver's License No. 77 (Mexico)", "driving_licence", "77", "mx"),
        ("Birth Certificate Number 5 (Iraq)", "birth_certificate", "5", "iq"),
        ("Travel Document Number A5 (Jordan)", "travel_document", "A5", "jo"),
        ("Registration ID HRB 12 (Germany)", "registration", "HRB 12", "de"),
        ("Vessel Registration Identification IMO 1234567", "registration", "IMO 1234567", ""),
        ("Identification Number 2.1 (Paraguay)", "other", "2.1", "py"),
    ],
)
def test_documents(segment: str, kind: str, number: str, issuer: str) -> None:
    found = read_remarks(f"{segment}.")
    assert found.documents == [ListedDocument(kind, number, issuer)]
    assert found.rest == ""


@pytest.mark.parametrize(
    ("tail", "doubtful"),
    [
        (" (Iraq) issued 23 Sep 1997 expires 22 Sep 2002", False),
        (" (Iraq) expires 22 Sep 2002", False),
        (" (Iraq) (stolen)", True),
        (" (Iraq) (Expired)", True),
    ],
)
def test_what_a_document_says_beside_its_number_stays_in_the_remarks(tail: str, doubtful: bool) -> None:
    found = read_remarks(f"Passport A1{tail}; DOB 1962.")
    assert found.documents == [ListedDocument("passport", "A1", "iq", doubtful)]
    assert found.rest == f"Passport A1{tail}"


@pytest.mark.parametrize(
    "segment",
    [
        "wife of somebody",
        "daughter of KAMIL",
        "Spouse of A, born 1962",
        "son of B",
        "Linked To: SAMPLE, S.A",
        "Passport and National ID were issued in Sample",
        "National Director of the Sample Ministry",
        "Phone Number 123456",
        "DOBERMAN 1962",
        "General; Commander",
        "Additional Sanctions Information - Subject to Secondary Sanctions",
        "Nationality of Registration Korea, North",
        "Passport " + "1" * 400,
    ],
)
def test_untagged_and_other_segments_are_remarks_and_no_more(segment: str) -> None:
    found = read_remarks(f"{segment}.")
    assert found.rest == segment
    assert not (found.births or found.aliases or found.documents or found.nationalities or found.birth_places)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=";."), max_size=40), max_size=5))
def test_no_word_is_lost(texts: list[str]) -> None:
    words = [" ".join(text.split()) for text in texts]
    segments = [f"Rank {word}x" for word in words]
    assert read_remarks("; ".join(segments) + ".").rest == "; ".join(segments)


@pytest.mark.parametrize("part", [" (a)", " (", "'", " to ", " issued ", "; ", "a.k.a. '", "0"])
def test_a_hostile_remark_takes_no_time(part: str) -> None:
    begun = time.process_time()
    for tag in ("Passport 1", "DOB 1962", "a.k.a. 'x"):
        read_remarks(tag + part * (100_000 // len(part)))
        read_remarks("; ".join([tag + part * 40] * 300))
    assert time.process_time() - begun < 3
