"""Who is worth comparing: what is kept of many is the worthiest, with every tie or in the order of the list, and bounds are true."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anew import anew
from homeward.screening import sieve
from homeward.screening.candidates import BUFFER, gather
from homeward.screening.engine import Comparison
from homeward.screening.index import turns
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.looking import keep_best
from homeward.screening.needs import FAR_YEARS, NEAR_YEARS, asked_beside, needs
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference
from homeward.screening.runs.lines import least_bits
from homeward.screening.worths import beyond_bound
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.watchlists.listing import Listing

NEVER = -(1 << 40)
KEEP_BEST = anew(keep_best.py_func)
WORTHS = st.lists(st.integers(1, 6), min_size=1, max_size=40)


@settings(deadline=None)  # the first call compiles
@given(WORTHS, st.integers(1, 12))
def test_those_with_most_to_spare_are_kept_in_the_order_they_came(worths: list[int], most: int) -> None:
    names = np.arange(len(worths), dtype=np.int32)
    rows = np.stack([names, names + 7, np.array(worths, np.int32)])
    size, floor = KEEP_BEST(rows, len(worths), most, -5, np.empty(len(worths), np.int64))
    kept = rows[0, :size].tolist()
    assert kept == sorted(kept)
    assert rows[1:, :size].tolist() == [[name + 7 for name in kept], [worths[name] for name in kept]]
    if len(worths) <= most:
        assert (size, floor) == (len(worths), -5)
        return
    assert most <= size <= 2 * most
    last = sorted(worths, reverse=True)[most - 1]
    assert floor == last + (sum(worth >= last for worth in worths) >= 2 * most), (
        "a further one must exceed a full crowd"
    )
    lost = [worth for name, worth in enumerate(worths) if name not in kept]
    assert not lost or max(lost) <= last
    if sum(worth >= last for worth in worths) <= 2 * most:
        assert not lost or max(lost) < last, "a tie is never cut where there is room for all of it"
    at_floor = [name for name, worth in enumerate(worths) if worth == last]
    assert [name for name in at_floor if name in kept] == at_floor[: sum(name in kept for name in at_floor)]


def test_of_many_those_are_kept_whose_facts_fit_too(comparison: Comparison) -> None:
    few, every = (comparison.block(0, 60, top=1, least=least_bits(0), candidates=most).chosen for most in (20, 10_000))
    assert len(few) == len(every) > 50
    assert (few[:, 0] == every[:, 0]).mean() > 0.9


Found = dict[tuple[int, int], int]


def gathered(comparison: Comparison, least: int, most: int, q_from: int = 0, q_to: int = 60) -> Found:
    """Bounds by recorded and listed name."""
    sheet = comparison.people.sheet
    low, high = int(sheet.name_start[q_from]), int(sheet.name_start[q_to])
    asked = needs(comparison.inputs, q_from, q_to, least)
    starts, listed, bounds = gather(comparison.inputs, low, high, asked, most)
    rows = np.repeat(np.arange(low, high), np.diff(starts))
    return dict(zip(zip(rows.tolist(), listed.tolist(), strict=True), bounds.tolist(), strict=True))


def test_every_name_that_shares_a_part_or_a_join_is_found_where_nothing_is_asked(comparison: Comparison) -> None:
    sheet, index, inputs = comparison.people.sheet, comparison.index, comparison.inputs
    found = gathered(comparison, -(1 << 30), 1 << 16).keys()
    expected = set()
    for name in range(len(sheet.weak)):
        for part in sheet.tokens[sheet.token_start[name] : sheet.token_start[name + 1]]:
            for other in inputs.like_columns[inputs.like_starts[part] : inputs.like_starts[part + 1]]:
                posts = inputs.posts[inputs.post_starts[other] : inputs.post_starts[other + 1]]
                expected |= {(name, int(listed)) for listed in inputs.listed_names[posts]}
        for join in inputs.join_ids[inputs.join_starts[name] : inputs.join_starts[name + 1]]:
            posts = inputs.join_posts[inputs.join_post_starts[join] : inputs.join_post_starts[join + 1]]
            expected |= {(name, int(listed)) for listed in inputs.listed_names[posts]}
    assert found == expected
    assert len(index.turns.names) > 150


@pytest.mark.parametrize("least", [-15_000, -8_000, 0])
def test_asking_for_more_leaves_out_only_what_cannot_reach_it(comparison: Comparison, least: int) -> None:
    whole = gathered(comparison, -(1 << 30), 1 << 16)
    asked = needs(comparison.inputs, 0, 60, least)
    inputs, years = comparison.inputs, comparison.inputs.listed_years
    for (name, listed), bound in whole.items():
        turn, (need, first, last, near, far, silent, others, none, nations, *by_sex) = (
            comparison.index.turn_of[listed],
            asked[name].tolist(),
        )
        apart = max(years[0, turn] - last, first - years[1, turn]) if last and years[1, turn] else 0
        need += by_sex[inputs.listed_sexes[turn]] + (0 if years[1, turn] else silent)
        need += far if apart > FAR_YEARS else near if apart > NEAR_YEARS else 0
        stated = int(inputs.listed_nations[turn])
        need += none if stated == 0 else others if nations and not nations & stated else 0
        need += int(inputs.listed_costs[turn]) - beyond_bound.py_func(
            int(inputs.slack[name]), inputs.weights, inputs.costs
        )
        whole[name, listed] = bound if bound >= need else NEVER
    found, may = gathered(comparison, least, 1 << 16), {pair: b for pair, b in whole.items() if b > NEVER}
    assert found.items() <= may.items()
    assert {name for name, _ in may.keys() - found.keys()} <= set(np.flatnonzero(inputs.slack).tolist()), (
        "only of a name that a join may mend some need not be found: a join that adds little takes little from what is left over"
    )


@pytest.mark.parametrize("least", [-1 << 30, -15_000, -8_000, 0])
def test_the_size_of_a_block_changes_nothing(usual: Reference, monkeypatch: pytest.MonkeyPatch, least: int) -> None:
    """In blocks of 32 names most are passed over by year and sex; what is found is the same as in one block."""
    listed = tuple(listed_people(150, 6, "un"))
    people = lay_out(profiles_of(row._asdict() for row in camp(60, 6, listed, planted_share=0.3).rows))
    whole = gathered(Comparison(people, build(one.listing for one in listed), usual), least, 1 << 16)
    monkeypatch.setattr(turns, "BLOCK", 32)
    monkeypatch.setattr(sieve, "BLOCK", 32)
    cut = Comparison(people, build(one.listing for one in listed), usual)
    assert len(cut.index.turns.blocks) > 4
    assert gathered(cut, least, 1 << 16) == whole
    assert whole


def test_of_too_many_those_are_kept_whose_bound_is_furthest_above_what_their_facts_ask(comparison: Comparison) -> None:
    whole, few = gathered(comparison, -(1 << 30), 1 << 16), gathered(comparison, -(1 << 30), 5)
    inputs, asked = comparison.inputs, needs(comparison.inputs, 0, 60, -(1 << 30))
    turn_of = np.argsort(inputs.listed_names)

    def spare(name: int, listed: int, bound: int) -> int:
        turn = turn_of[listed]
        first, last = inputs.listed_years[:, turn]
        sex, nations = inputs.listed_sexes[turn], inputs.listed_nations[turn]
        beside = asked_beside.py_func(asked, name, int(first), int(last), sex, nations)
        return bound - int(beside) - int(inputs.listed_costs[turn])

    for name in {name for name, _ in few}:
        spares = sorted((spare(*pair, b) for pair, b in whole.items() if pair[0] == name), reverse=True)
        kept = sorted((spare(*pair, b) for pair, b in few.items() if pair[0] == name), reverse=True)
        assert len(kept) <= max(2 * 5, BUFFER)
        assert kept == spares[: len(kept)]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 59), st.integers(1, 20))
def test_who_else_is_in_the_block_changes_nothing(comparison: Comparison, person: int, most: int) -> None:
    together, alone = gathered(comparison, -9_000, most), gathered(comparison, -9_000, most, person, person + 1)
    low, high = comparison.people.sheet.name_start[person : person + 2]
    assert alone == {(name, listed): b for (name, listed), b in together.items() if low <= name < high}


def test_a_list_longer_than_one_block_is_looked_through_whole(usual: Reference, entry: Callable[..., Listing]) -> None:
    """Listed names are looked at 32,768 at a time; the last of them is found as the first is."""
    listings = [entry(str(number), f"Qasim Yunus{number % 7}") for number in range(40_000)]
    listings[39_999] = entry("last", "Salim Zubayr Hamdani")
    listings[0] = entry("first", "Salim Zubayr Hamdani")
    person = Profile(query_id="1", names=("Salim Zubayr Hamdani",))
    comparison = Comparison(lay_out([person]), build(listings), usual)
    rows = comparison.block(0, 1, top=5, least=-5_000)
    assert rows.chosen[:2, 0].tolist() == [0, 39_999]
