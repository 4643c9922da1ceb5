"""A comparison made ready once gives the same rows for any block and any threads, in one order, and documents decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from homeward.kernel.dates import PartialDate, parse
from homeward.screening.candidate import candidates
from homeward.screening.engine import Comparison, Rows
from homeward.screening.features import FEATURES, Slot
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile, ProfileDocument
from homeward.screening.reference import Reference
from homeward.screening.weights import shipped
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.watchlists.listing import ListedDocument, ListedName, Listing

Make = Callable[..., Listing]
Shortcut = Callable[..., list[list[tuple[str, int]]]]
PEOPLE = 150
LISTED = tuple(listed_people(120, 3, "un"))


@pytest.fixture(scope="module")
def people() -> list[Profile]:
    return list(profiles_of(row._asdict() for row in camp(PEOPLE, 3, LISTED, planted_share=0.3).rows))


def comparison_of(
    people: Sequence[Profile], listings: Sequence[Listing], usual: Reference, threads: int = 1
) -> Comparison:
    return Comparison(lay_out(people), build(listings), usual, threads=threads)


@pytest.fixture(scope="module")
def comparison(people: list[Profile], usual: Reference) -> Comparison:
    return comparison_of(people, [one.listing for one in LISTED], usual)


def born(text: str) -> PartialDate:
    found = parse(text)
    assert found, text
    return found


def joined(rows: Sequence[Rows]) -> list[npt.NDArray[np.int64]]:
    starts = np.concatenate([[0], np.cumsum(np.concatenate([np.diff(one.starts) for one in rows]))])
    return [starts, *(np.concatenate([one[field] for one in map(_arrays, rows)]) for field in range(5))]


def _arrays(rows: Rows) -> tuple[npt.NDArray[np.int64], ...]:
    return rows.chosen, rows.evidence, rows.counts, rows.met, rows.readings


def same(one: list[npt.NDArray[np.int64]], other: list[npt.NDArray[np.int64]]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("size", [1, 7, 64])
def test_the_same_rows_for_any_block(comparison: Comparison, size: int) -> None:
    whole = comparison.block(0, PEOPLE, top=5, least=-22_000)
    blocks = [
        comparison.block(start, min(start + size, PEOPLE), top=5, least=-22_000) for start in range(0, PEOPLE, size)
    ]
    assert len(whole.chosen) > 100
    assert same(joined([whole]), joined(blocks))


def test_the_same_rows_for_one_thread_and_two(comparison: Comparison, people: list[Profile], usual: Reference) -> None:
    two = comparison_of(people, [one.listing for one in LISTED], usual, threads=2)
    assert all(np.array_equal(a, b) for a, b in zip(comparison.inputs, two.inputs, strict=True))


def test_who_else_is_screened_changes_nothing_for_a_person(
    comparison: Comparison, people: list[Profile], usual: Reference
) -> None:
    alone = comparison_of(people[40:60], [one.listing for one in LISTED], usual)
    together = comparison.block(40, 60, top=5, least=-8_000)
    found = alone.block(0, 20, top=5, least=-8_000)
    assert found.chosen[:, [0, 2, 3]].tolist() == together.chosen[:, [0, 2, 3]].tolist()
    assert np.array_equal(found.evidence, together.evidence)


def test_the_order_of_the_list_changes_no_score(people: list[Profile], usual: Reference, shortcut: Shortcut) -> None:
    listings = [one.listing for one in LISTED]
    forth, back = (comparison_of(people[:40], which, usual) for which in (listings, listings[::-1]))
    assert shortcut(forth, least=-8_000, top=200) == shortcut(back, least=-8_000, top=200)


def test_evidence_adds_up_and_is_what_the_counts_weigh(comparison: Comparison) -> None:
    rows = comparison.block(0, PEOPLE, top=5, least=-20_000)
    assert (rows.evidence.sum(axis=1) == rows.chosen[:, 3]).all()
    weighed = (rows.counts.astype(np.int64) * shipped().array()).sum(axis=1) / 1000 + comparison.inputs.prior
    apart = np.abs(weighed - rows.chosen[:, 3])
    assert apart.max() < len(FEATURES), "rounding down to millibits at most, once per feature"
    assert (rows.evidence[:, Slot.PRIOR] == comparison.inputs.prior).all()


def test_best_first_and_none_below_what_was_asked(comparison: Comparison) -> None:
    rows = comparison.block(0, PEOPLE, top=3, least=-6_000)
    for low, high in zip(rows.starts[:-1], rows.starts[1:], strict=True):
        bits = rows.chosen[low:high, 3].tolist()
        assert bits == sorted(bits, reverse=True)
        assert len(bits) <= 3
        assert len(set(rows.chosen[low:high, 0].tolist())) == len(bits), "an entry stands once, with its best name"
    assert rows.chosen[:, 3].min() >= -6_000


def test_ties_stand_in_the_order_of_list_and_id(usual: Reference, entry: Make, shortcut: Shortcut) -> None:
    places = [("b", "2"), ("a", "9"), ("b", "1"), ("a", "10"), ("c", "0")]
    listings = [entry(f"{name}{number}", "Salim Khalaf Hamdani", list_id=name) for name, number in places]
    person = Profile(query_id="1", names=("Salim Khalaf Hamdani",))
    (found,) = shortcut(comparison_of([person], listings, usual))
    assert len({bits for _, bits in found}) == 1
    order = [one for one, _ in found]
    assert order == sorted(order, key=lambda one: (one[0], one))
    (first,) = shortcut(comparison_of([person], listings, usual), top=2)
    assert first == found[:2]


def test_a_tie_at_the_cut_is_cut_in_the_same_place_for_every_block(usual: Reference, entry: Make) -> None:
    listings = [entry(f"{number:03d}", "Salim Khalaf") for number in range(50)]
    people = [Profile(query_id=str(number), names=("Salim Khalaf",)) for number in range(4)]
    comparison = comparison_of(people, listings, usual)
    rows = comparison.block(0, 4, top=7, least=-30_000, candidates=10)
    kept = [rows.chosen[low:high, 0].tolist() for low, high in zip(rows.starts[:-1], rows.starts[1:], strict=True)]
    assert kept == [list(range(7))] * 4


PAPER = ListedDocument("passport", "G 123-456", "iq")


@pytest.mark.parametrize(
    ("mine", "shared"),
    [
        (ProfileDocument("g123456", "passport", "iq"), True),
        (ProfileDocument("G-123456"), True),
        (ProfileDocument("G123456", "passport"), True),
        (ProfileDocument("G123456", "passport", "sy"), False),
        (ProfileDocument("G123457", "passport", "iq"), False),
    ],
)
def test_a_document_decides_whatever_the_names(
    usual: Reference, entry: Make, shortcut: Shortcut, mine: ProfileDocument, shared: bool
) -> None:
    listings = [entry("1", "Zubayr Qahtan", documents=(PAPER,)), entry("2", "Salim Khalaf")]
    person = Profile(query_id="1", names=("Salim Khalaf",), documents=(mine,))
    found = dict(*shortcut(comparison_of([person], listings, usual)))
    assert ("1" in found) is shared
    if shared:
        assert found["1"] > -5_000
        without = dict(*shortcut(comparison_of([Profile(query_id="1", names=("Zubayr",))], listings, usual)))
        named = Profile(query_id="1", names=("Zubayr",), documents=(mine,))
        with_it = dict(*shortcut(comparison_of([named], listings, usual)))
        assert with_it["1"] - without["1"] == shipped().millibits["document_agrees"]


def test_a_paper_that_its_publisher_doubts_is_no_proof(usual: Reference, entry: Make, shortcut: Shortcut) -> None:
    doubted = ListedDocument("passport", "G123456", "iq", doubtful=True)
    person = Profile(query_id="1", names=("Salim Khalaf",), documents=(ProfileDocument("G123456", "passport", "iq"),))
    assert shortcut(comparison_of([person], [entry("1", "Zubayr Qahtan", documents=(doubted,))], usual)) == [[]]


def test_papers_lead_to_every_entry_that_states_no_other_issuer(usual: Reference, entry: Make) -> None:
    def papers(*said: tuple[str, str]) -> tuple[ProfileDocument, ...]:
        return tuple(ProfileDocument(number, "passport", issuer) for number, issuer in said)

    held = [papers(("G1", "iq"), ("G1", "")), papers(), papers(("G2", "tr")), papers(("G1", ""), ("G2", ""))]
    people = [Profile(query_id=str(row), names=("Salim",), documents=mine) for row, mine in enumerate(held)]
    stated = [(("G1", "iq"),), (("G1", "sy"),), (("G2", ""), ("G2", "tr")), (("G3", "iq"),)]
    listings = [
        entry(str(row), "Zubayr", documents=tuple(ListedDocument("passport", *said) for said in theirs))
        for row, theirs in enumerate(stated)
    ]
    shared = comparison_of(people, listings, usual).inputs.shared
    assert shared.tolist() == [[0, 0], [0, 1], [2, 2], [3, 0], [3, 1], [3, 2]]
    alone = comparison_of([Profile(query_id="1", names=("Salim",), documents=papers(("G1", "iq")))], listings, usual)
    assert alone.inputs.shared.tolist() == [[0, 0]], "another issuer is another paper"


def test_a_document_decides_where_a_name_cannot_be_read(usual: Reference, entry: Make) -> None:
    paper = ProfileDocument("G123456", "passport", "iq")
    for recorded, listed in (("12345", "Zubayr Qahtan"), ("Salim", "12345"), ("12345", "😀")):
        person = Profile(query_id="1", names=(recorded,), documents=(paper,))
        comparison = comparison_of([person], [entry("1", listed, documents=(PAPER,)), entry("2", "Salim")], usual)
        (found,) = [
            one
            for one in candidates(comparison, [person], comparison.block(0, 1, top=5, least=0))
            if one.entry_id == "1"
        ]
        assert {one.key for one in found.evidence if one.millibits} == {"document", "prior"}, (
            "what cannot be read says nothing"
        )
        assert sum(one.millibits for one in found.evidence) == round(found.bits * 1000)
        assert (found.listed_name, found.recorded_name) == (listed, recorded)


def test_without_a_paper_a_name_that_cannot_be_read_is_nobodys(usual: Reference, entry: Make) -> None:
    comparison = comparison_of([Profile(query_id="1", names=("12345",))], [entry("1", "12345")], usual)
    assert (len(comparison.people.sheet.weak), len(comparison.index.sheet.weak)) == (0, 0)


def test_a_weak_name_says_less_by_its_weight(usual: Reference, entry: Make, shortcut: Shortcut) -> None:
    person = Profile(query_id="1", names=("Salim Khalaf",))
    strong, weak = (
        shortcut(comparison_of([person], [entry("1", ListedName("Salim Khalaf", quality))], usual))[0][0][1]
        for quality in ("strong", "weak")
    )
    assert weak - strong == shipped().millibits["weak_name"]


def test_of_several_names_on_both_sides_the_pair_that_says_most_counts(
    usual: Reference, entry: Make, comparison: Comparison
) -> None:
    listing = entry("1", "Qasim Yunus", "Salim Khalaf Hamdani", ListedName("Salim Khalaf Hamdani", "weak"))
    person = Profile(query_id="1", names=("Umar Farid", "سالم خلف حمداني"))
    rows = comparison_of([person], [listing], usual).block(0, 1, top=1, least=-30_000)
    assert rows.chosen[0, 1:3].tolist() == [1, 1], (
        "the second recorded name met the second listed one, the strong of two"
    )


def test_a_person_or_list_without_names_is_no_error(usual: Reference, entry: Make, shortcut: Shortcut) -> None:
    nobody = Profile(query_id="1", names=("😀",))
    assert shortcut(comparison_of([nobody], [entry("1", "Salim")], usual)) == [[]]
    assert shortcut(comparison_of([Profile(query_id="1", names=("Salim",))], [], usual)) == [[]]
    assert shortcut(comparison_of([Profile(query_id="1", names=("Salim",))], [entry("1", "123")], usual)) == [[]]


def test_a_silent_list_speaks_only_through_what_it_lists(usual: Reference, entry: Make, shortcut: Shortcut) -> None:
    births = {"births": (born("1960"),)}
    listings = [entry("silent", "Salim Khalaf"), *(entry(f"{n}", f"Qasim Yunus{n}", **births) for n in range(30))]
    old, young = (Profile(query_id="1", names=("Salim Khalaf",), births=(born(year),)) for year in ("1960", "2010"))
    (first,), (second,) = (
        [bits for one, bits in shortcut(comparison_of([who], listings, usual))[0] if one == "silent"]
        for who in (old, young)
    )
    assert first > second
