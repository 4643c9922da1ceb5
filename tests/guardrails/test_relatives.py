"""A relative's listing does not propagate: only a person's own names and facts count, and a shared chain is not a name."""

from __future__ import annotations

import inspect

import pytest

from homeward.kernel.sources import Position
from homeward.screening.candidate import candidates
from homeward.screening.engine import Comparison, lay_out
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.profile import Profile
from homeward.screening.reference import from_sheet
from homeward.screening.runs.lines import least_bits
from homeward.screening.weights import shipped
from homeward.synthetic.camp import camp
from homeward.watchlists.listing import ListedName, Listing

FATHER = Listing(
    list_id="invented", entry_id="ZZi.001", kind="individual", position=Position("invented", 1), content_hash="ab" * 32,
    names=(ListedName("SALIM KHALAF QAHTAN AL-MITHALI", primary=True),), nationalities=("iq",),
)  # fmt: skip
FAMILY = {
    "himself": "سالم خلف قحطان المثالي",
    "son": "يونس سالم خلف المثالي",
    "daughter": "مريم سالم خلف المثالي",
    "brother": "ناصر خلف قحطان المثالي",
    "grandson": "أحمد يونس سالم المثالي",
    "wife": "زينب عبد الجبار الشمري",
}


def screened() -> dict[str, int]:
    """Millibits of everybody in the family against the father's entry, screened together."""
    people = [Profile(query_id=who, names=(name,), nationalities=("iq",)) for who, name in FAMILY.items()]
    crowd = lay_out(profiles_of(row._asdict() for row in camp(2000, 6).rows))
    comparison = Comparison(lay_out(people), build([FATHER]), from_sheet("a camp", crowd.sheet, crowd.vocabulary))
    rows = comparison.block(0, len(people), top=1, least=least_bits(0))
    return {found.query_id: round(1000 * found.bits) for found in candidates(comparison, people, rows)}


def test_only_the_listed_person_stands_near_the_line() -> None:
    bits = screened()
    line = least_bits(shipped().review)
    for who in FAMILY.keys() - {"himself"}:
        assert bits.get(who, line - 10_000) < line, who
        assert bits.get(who, line - 10_000) < bits["himself"] - 4_000, who


def test_being_screened_beside_a_listed_person_changes_nothing() -> None:
    together = screened()
    person = Profile(query_id="son", names=(FAMILY["son"],), nationalities=("iq",))
    crowd = lay_out(profiles_of(row._asdict() for row in camp(2000, 6).rows))
    comparison = Comparison(lay_out([person]), build([FATHER]), from_sheet("a camp", crowd.sheet, crowd.vocabulary))
    rows = comparison.block(0, 1, top=1, least=least_bits(0))
    assert rows.chosen[:, 3].tolist() == [together["son"]]


@pytest.mark.parametrize("field", ["household", "family_of", "relatives", "spouse", "children", "linked_to", "case"])
def test_a_column_about_relatives_is_not_read(field: str) -> None:
    row = {"id": "1", "name": FAMILY["son"], field: "ZZi.001 SALIM KHALAF QAHTAN AL-MITHALI"}
    assert list(profiles_of([row])) == [Profile(query_id="1", names=(FAMILY["son"],))]


def test_the_comparison_is_given_no_household() -> None:
    taken = set(inspect.signature(Comparison).parameters)
    assert taken <= {"people", "index", "reference", "weights", "threads", "wanted"}
