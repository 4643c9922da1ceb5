"""Facts in words are never more exact than their source."""

from __future__ import annotations

import pytest

from homeward.kernel.countries import people_of
from homeward.kernel.dates import parse
from homeward.kernel.sources import Position
from homeward.screening.index.build import build
from homeward.screening.profile import Profile, ProfileDocument
from homeward.screening.statements import Statement, of_entry, of_profile
from homeward.watchlists.listing import ListedName, ListedPlace, Listing


def births(*texts: str) -> tuple[str, bool]:
    found = of_profile(Profile(query_id="1", names=("X",), births=tuple(b for t in texts if (b := parse(t)))))
    return found.birth, found.exact_day


@pytest.mark.parametrize(
    ("text", "words", "exact"),
    [
        ("1986-03-04", "born 4 March 1986", True),
        ("1986-01-01", "born 1986 (1 January, a convention)", False),
        ("1986-07-01", "born 1986 (1 July, a convention)", False),
        ("1986-03", "born March 1986", False),
        ("1986", "born 1986", False),
        ("1984 to 1986", "born between 1984 and 1986", False),
        ("~1986", "born between 1984 and 1988", False),
        ("1406 (Hijri)", "born 1985 or 1986 (one year of another calendar)", False),
        ("4 Mar 1986 to 9 Mar 1986", "born between 4 March 1986 and 9 March 1986", False),
    ],
)
def test_a_birth_in_words(text: str, words: str, exact: bool) -> None:
    assert births(text) == (words, exact)


def test_several_births_are_alternatives() -> None:
    assert births("1984", "1986-03-04") == ("born 1984 or 4 March 1986", True)
    assert births("1981", "1982", "1983", "1984", "1985")[0] == "born 1981 or 1982 or 1983 or 2 more"


def test_what_is_not_stated_is_empty() -> None:
    assert of_profile(Profile(query_id="1", names=("X",))) == Statement()


def test_both_sides_say_the_same_in_the_same_words() -> None:
    (birth,) = (parse("1986-03"),)
    assert birth
    person = Profile(
        query_id="1", names=("Salim",), births=(birth,), sex="female", nationalities=("iq", "sy"),
        birth_places=("Tikrit, Iraq",), father_name="Khalaf", mother_name="Umm Khalid",
    )  # fmt: skip
    entry = Listing(
        list_id="invented", entry_id="1", kind="individual", names=(ListedName("Salim", primary=True),),
        position=Position("invented", 1), content_hash="", births=(birth,), sex="female", nationalities=("iq", "sy"),
        birth_places=(ListedPlace("Tikrit, Iraq"),), father_names=("Khalaf",), mother_names=("Umm Khalid",),
    )  # fmt: skip
    assert of_profile(person) == of_entry(build([entry]), 0)
    assert of_profile(person).nationality == "Iraqi or Syrian"


def test_a_document_is_shown_as_recorded() -> None:
    papers = (ProfileDocument("G123", "passport", "iq"), ProfileDocument("99"))
    assert of_profile(Profile(query_id="1", names=("X",), documents=papers)).document == "passport G123 or 99"


@pytest.mark.parametrize(("code", "word"), [("iq", "Iraqi"), ("sy", "Syrian"), ("??", "??")])
def test_the_people_of_a_country(code: str, word: str) -> None:
    assert people_of(code) == word
