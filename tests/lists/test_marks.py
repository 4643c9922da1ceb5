"""The marks of an entry stay the same exactly as long as what they cover does."""

from __future__ import annotations

import msgspec
import pytest

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.sources import Position
from homeward.lists.rules.marks import compared_hash, mark_of
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing


def day(text: str) -> PartialDate:
    """A date as a list gives it."""
    found = parse(text)
    assert found
    return found


ENTRY = Listing(
    list_id="x", entry_id="X-1", kind="individual", names=(ListedName("Kasimov, Invented"), ListedName("Invented", "weak")),
    position=Position("x", 1), content_hash="00ff", births=(day("1986"), day("1987-03-04")), sex="male",
    nationalities=("sy", "iq"), birth_places=(ListedPlace("Nowhere", "sy"),),
    documents=(ListedDocument("passport", "A1234567", "sy"),), father_names=("Said",), mother_names=("Maryam",),
)  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"names": (*ENTRY.names, ListedName("Another"))},
        {"names": (ENTRY.names[0], ListedName("Invented", "strong"))},  # a weak name that became a good one
        {"births": (day("1986"),)},
        {"births": (day("~1986"), day("1987-03-04"))},
        {"sex": None},
        {"nationalities": ("sy",)},
        {"birth_places": (ListedPlace("Elsewhere", "sy"),)},
        {"documents": (ListedDocument("passport", "A1234567", "sy", doubtful=True),)},
        {"father_names": ()},
        {"mother_names": ("Mariam",)},
    ],
)
def test_what_is_compared_changes_the_mark(changed: dict[str, object]) -> None:
    assert compared_hash(msgspec.structs.replace(ENTRY, **changed)) != compared_hash(ENTRY)


@pytest.mark.parametrize(
    "changed",
    [
        {"remarks": "Photograph available."},
        {"programmes": ("X",)},
        {"listed_on": day("2020")},
        {"reference": "Y"},
        {"names": ENTRY.names[::-1]},
        {"births": ENTRY.births[::-1]},
        {"nationalities": ("iq", "sy")},
        {"content_hash": "11ff"},
    ],
)
def test_what_is_not_compared_does_not(changed: dict[str, object]) -> None:
    assert compared_hash(msgspec.structs.replace(ENTRY, **changed)) == compared_hash(ENTRY)


def test_the_source_is_the_publishers_text() -> None:
    assert mark_of(ENTRY).source == "00ff"
