"""What a publisher says stands under the names of FollowTheMoney, as exactly as it was said and nowhere more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.sources import Position
from homeward.matching.entities import Entity, entity, topics_of
from homeward.screening.index.store import ListSource
from homeward.watchlists.ftm.map import Entity as Published
from homeward.watchlists.ftm.map import to_listing
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

Make = Callable[..., Listing]
SOURCE = ListSource(list_id="own", format="csv", published_on="2026-03-04")


def of(listing: Listing, **source: Any) -> Entity:
    return entity(listing, ListSource(list_id=listing.list_id, **({"format": "csv"} | source)))


@pytest.mark.parametrize(
    ("written", "dates", "notes"),
    [
        ("1986-03-04", ("1986-03-04",), ()), ("1986", ("1986",), ()), ("1986-03", ("1986-03",), ()),
        ("1984 to 1986", ("1984", "1986"), ("birth date as published: 1984 to 1986",)),
        ("circa 1986", ("1984", "1988"), ("birth date as published: circa 1986",)),
    ],
)  # fmt: skip
def test_births_are_never_more_exact_than_published(
    entry: Make, written: str, dates: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    found = of(entry("1", "Sarab", births=(parse(written),)))
    assert found.properties["birthDate"] == dates
    assert found.properties.get("notes", ()) == notes


def test_an_approximate_year_is_a_span(entry: Make) -> None:
    about = PartialDate(date(1984, 1, 1), date(1986, 12, 31), "year", circa=True, raw="c. 1985")
    found = of(entry("1", "Sarab", births=(about,))).properties
    assert (found["birthDate"], found["notes"]) == (("1984", "1986"), ("birth date as published: c. 1985",))


def test_names_by_what_the_publisher_thinks_of_them(entry: Make) -> None:
    names = [
        ListedName("Sarab"), ListedName("Khayal Sarab", primary=True), ListedName("Abu Wahm", "weak"), ListedName("Wahm", "former"),
        ListedName("سراب", "original_script"), ListedName("Sarab"),
    ]  # fmt: skip
    found = of(entry("1", *names))
    assert found.caption == "Khayal Sarab"
    assert found.properties == {
        "name": ("Khayal Sarab",), "alias": ("Sarab", "سراب"), "weakAlias": ("Abu Wahm",), "previousName": ("Wahm",),
    }  # fmt: skip


def test_documents_and_a_doubtful_one(entry: Make) -> None:
    papers = (
        ListedDocument("passport", "A1", "iq"), ListedDocument("national_id", "N2"), ListedDocument("other", "N3"),
        ListedDocument("tax", "T4"),
        ListedDocument("passport", "B9", doubtful=True),
    )  # fmt: skip
    found = of(entry("1", "Sarab", documents=papers)).properties
    assert (found["passportNumber"], found["idNumber"], found["taxNumber"]) == (("A1",), ("N2", "N3"), ("T4",))
    assert found["notes"] == ("document said to be false, stolen, lost or expired: passport B9",)


def test_days_that_are_known_to_the_day(entry: Make) -> None:
    found = of(entry("1", "Sarab", listed_on=parse("2001-02-03"), amended_on=parse("2004")), published_on="2026-03-04")
    assert (found.first_seen, found.last_seen, found.last_change) == (
        "2001-02-03T00:00:00",
        "2026-03-04T00:00:00",
        None,
    )
    assert of(entry("1", "Sarab"), published_on="2026").last_seen is None


def test_places_programmes_and_references(entry: Make) -> None:
    listing = entry("7", "Sarab", reference="QDz.7", birth_places=(ListedPlace("Wahmabad", "iq"), ListedPlace("Khayal")),
                    programmes=("ISIL", "sanction"), remarks="one\n\n two ", titles=("Haji",))  # fmt: skip
    found = of(listing, format="un")
    assert found.properties["birthPlace"] == ("Wahmabad", "Khayal")
    assert found.properties["birthCountry"] == ("iq",)
    assert found.properties["topics"] == ("sanction",)
    assert found.properties["program"] == ("ISIL",)
    assert found.properties["notes"] == ("one", "two")
    assert found.properties["title"] == ("Haji",)
    assert (found.id, found.referents) == ("invented-7", ("7", "QDz.7"))
    assert topics_of(listing, "csv") == ()


def test_what_was_read_from_the_same_form_comes_back(entry: Make) -> None:
    published = {
        "name": ["Sarab Khayal"], "alias": ["Sarab"], "birthDate": ["1986"], "nationality": ["iq"], "gender": ["female"],
        "idNumber": ["12"],
        "topics": ["sanction"], "programId": ["ZZ-1"], "notes": ["Invented."],
    }  # fmt: skip
    listing = to_listing(Published("zz-9", "Sarab Khayal", "Person", dict(published)), (), "zz", Position("zz", 1))
    found = of(listing, format="ftm")
    assert (found.id, found.referents) == ("zz-9", ())
    assert {name: list(values) for name, values in found.properties.items()} == published


@pytest.mark.parametrize(
    ("kind", "schema"),
    [("entity", "Organization"), ("vessel", "Vessel"), ("aircraft", "Airplane"), ("other", "LegalEntity")],
)
def test_parties_that_are_no_persons(kind: Any, schema: str) -> None:
    listing = Listing(list_id="own", entry_id="1", kind=kind, names=(), position=Position("x", 1), content_hash="")
    found = entity(listing, SOURCE)
    assert (found.schema, found.caption, found.properties) == (schema, "own-1", {})
