"""Invented people who resemble an entry: the one meant is near it, the namesake is somebody else, and neither is a copy."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec
import pytest

from homeward.kernel.dates import PartialDate
from homeward.screening.pairs import as_listing
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lookalikes import APART, UNKNOWN, culture_of, may_be_resembled, meant, namesake
from homeward.watchlists.listing import Listing

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def listings() -> list[Listing]:
    """Entries that say enough."""
    made = [one.listing for one in listed_people(120, seed=3)]
    return [one for one in made if may_be_resembled(one, TODAY)]


def years(births: tuple[PartialDate, ...]) -> set[int]:
    return {year for birth in births for year in range(birth.first.year, birth.last.year + 1)}


def test_whoever_is_meant_was_born_as_the_entry_says(listings: list[Listing]) -> None:
    assert len(listings) > 40
    for place, listing in enumerate(listings):
        one = meant(listing, Random(place))
        assert years(one.births) & years(listing.births)
        assert one.names[0].strip()
        assert not one.documents
        assert not one.mother_name


def test_a_namesake_was_born_in_another_time(listings: list[Listing]) -> None:
    for place, listing in enumerate(listings):
        one = namesake(listing, Random(place))
        away = abs(one.births[0].first.year - listing.births[0].first.year)
        assert APART[0] <= away <= APART[1]
        assert one.names[0].split()[0].casefold() in listing.names[0].text.replace(",", " ").casefold().split()


def test_the_same_draw_gives_the_same_person(listings: list[Listing]) -> None:
    assert meant(listings[0], Random(5)) == meant(listings[0], Random(5))


def test_a_child_and_a_bare_name_are_not_resembled(listings: list[Listing]) -> None:
    young = PartialDate(date(2015, 1, 1), date(2015, 12, 31), "year")
    bare = as_listing(meant(listings[0], Random(1)), 1)
    assert may_be_resembled(bare, TODAY)
    assert not may_be_resembled(msgspec.structs.replace(bare, births=(young,)), TODAY)
    assert not may_be_resembled(msgspec.structs.replace(bare, births=()), TODAY)


@pytest.mark.parametrize(
    ("countries", "culture"),
    [(("sy",), "arabic"), (("ru",), "caucasus"), (("uz",), "central_asian"), ((), UNKNOWN), (("zz",), UNKNOWN)],
)
def test_a_country_suggests_a_culture(countries: tuple[str, ...], culture: str) -> None:
    assert culture_of(countries) == culture
