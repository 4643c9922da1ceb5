"""How an item of a pack stands after what was said of it, and what may be said next: a table, and laws over whatever is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.milestones import Entry, MilestoneDraft, Said, Stands
from homeward.pathway.facts.packs import Item
from homeward.pathway.rules.milestones import (
    applies,
    asked_on,
    barrier_checked,
    checked,
    due_items,
    offered,
    stands,
)
from homeward.pathway.shipped import shipped
from homeward.registry.errors import Invalid

DAY = date(2026, 3, 1)
IRAQ = next(pack for pack in shipped() if pack.key == "iraq")
ITEMS = {one.key: one for one in IRAQ.items}
WORDS = "They said it in so many words."


def said(*words: str, day: date = DAY, until: date | None = None) -> list[Entry]:
    return [Entry(word, day, until) for word in words]


def draft(word: str, **more: Any) -> MilestoneDraft:
    return replace(MilestoneDraft("x", word, DAY, 0, WORDS, "REF-1"), **more)


@pytest.mark.parametrize(
    ("item", "words", "child", "how"),
    [
        ("civil_register", (), False, Stands.NOT_ASKED),
        ("civil_register", ("asked",), False, Stands.ASKED),
        ("civil_register", ("asked", "more_asked"), True, Stands.ANEW),
        ("civil_register", ("asked", "more_asked", "asked"), True, Stands.ASKED),
        ("civil_register", ("asked", "entry_found"), False, Stands.SATISFIED),
        ("security_vetting", ("asked", "objects"), False, Stands.STOPPED),
        ("security_vetting", ("asked", "objects", "objected"), False, Stands.OBJECTED),
        ("security_vetting", ("asked", "objects", "objected", "asked", "no_objection"), False, Stands.SATISFIED),
        ("security_vetting", ("asked", "objects"), True, Stands.DOES_NOT_APPLY),
        ("education", (), True, Stands.NOT_ASKED),
        ("education", (), False, Stands.DOES_NOT_APPLY),
        ("parentage", (), True, Stands.DOES_NOT_APPLY),
        ("parentage", ("question",), True, Stands.NOT_ASKED),
        ("parentage", ("question",), False, Stands.DOES_NOT_APPLY),
        ("parentage", ("question", "asked", "confirmed"), True, Stands.SATISFIED),
        ("parentage", ("question", "asked", "no_question"), True, Stands.DOES_NOT_APPLY),
        ("mhpss", ("declined",), True, Stands.SATISFIED),
        ("visit", ("welcome", "not_now"), False, Stands.ANEW),
    ],
)
def test_how_an_item_stands(item: str, words: tuple[str, ...], child: bool, how: Stands) -> None:
    assert stands(ITEMS[item], said(*words), DAY, child=child) == (how, None)


def test_an_answer_is_over_after_its_day() -> None:
    entries = [*said("asked"), Entry("no_objection", DAY, DAY + timedelta(days=9))]
    for days, how in ((9, Stands.SATISFIED), (10, Stands.LAPSED)):
        now = DAY + timedelta(days=days)
        assert stands(ITEMS["security_vetting"], entries, now, child=False) == (how, DAY + timedelta(days=9))


def test_an_answer_never_holds_longer_than_the_process_lets_it() -> None:
    vetting, asked = ITEMS["security_vetting"], said("asked")
    longest = DAY + timedelta(days=365)
    for until, kept in ((None, longest), (longest + timedelta(days=9), longest), (DAY + timedelta(days=2),) * 2):
        found = checked(vetting, draft("no_objection", until=until), asked, DAY, child=False)
        assert found.until == kept


@pytest.mark.parametrize(
    ("item", "given", "before", "child", "field", "says"),
    [
        ("civil_register", draft("entry_found"), (), False, "said", "Record first that it was asked"),
        ("civil_register", draft("maybe"), ("asked",), False, "said", "Choose one of what is offered"),
        ("civil_register", draft("asked", day=DAY + timedelta(days=1)), (), False, "day", "has not come yet"),
        ("security_vetting", draft("objects", words="No."), ("asked",), False, "words", "the authority's reasons"),
        ("security_vetting", draft("more_asked", words=""), ("asked",), False, "words", "still missing"),
        ("security_vetting", draft("asked"), (), True, "said", "never asked about a child"),
        ("security_vetting", draft("objected"), ("asked",), False, "said", "Nothing was answered"),
        ("security_vetting", draft("objected", words="?"), ("asked", "objects"), False, "words", "objects to"),
        ("parentage", draft("asked"), (), True, "said", "Choose one"),
        ("parentage", draft("question", words=""), (), True, "words", "why parentage is in question"),
        ("parentage", draft("confirmed", reference=" "), ("question",), True, "reference", "reference of the outcome"),
        ("parentage", draft("confirmed", reference="A" * 121), ("question",), True, "reference", "at most 120"),
        ("visit", draft("welcome", words="ok"), (), False, "words", "how the visit went"),
        ("health", draft("taken_up", until=DAY), (), False, "until", "ends after the day"),
    ],
)
def test_what_may_not_be_said(
    item: str, given: MilestoneDraft, before: tuple[str, ...], child: bool, field: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says) as caught:
        checked(ITEMS[item], given, said(*before), DAY, child=child)
    assert caught.value.data["field"] == field


def test_a_barrier_stands_in_the_way_until_it_does_not() -> None:
    assert barrier_checked(draft("in_the_way"), (), DAY).words == WORDS
    with pytest.raises(Invalid):
        barrier_checked(draft("no_longer"), (), DAY)
    with pytest.raises(Invalid):
        barrier_checked(draft("in_the_way"), said("in_the_way"), DAY)
    with pytest.raises(Invalid, match="who asks for it"):
        barrier_checked(draft("no_longer", words=""), said("in_the_way"), DAY)
    assert barrier_checked(draft("no_longer"), said("in_the_way"), DAY).said == Said.NO_LONGER


def test_whoever_leaves_the_reception_is_asked_for_what_a_stay_asks_for() -> None:
    keys = {stage: {one.key for one in due_items(IRAQ, stage)} for stage in Stage}
    assert keys[Stage.RECEIVED] == keys[Stage.REHABILITATION]
    assert "home_named" not in keys[Stage.REHABILITATION]
    assert keys[Stage.RETURN_READINESS] == {one.key for one in IRAQ.items}
    assert keys[Stage.REGISTERED] == {"registration"}


def everything(item: Item) -> st.SearchStrategy[list[Entry]]:
    words = st.sampled_from([*Said, *(one.key for one in item.answers), "nonsense"])
    return st.lists(st.builds(Entry, words, st.just(DAY), st.none() | st.just(DAY)), max_size=6)


@given(st.data(), st.sampled_from(IRAQ.items), st.booleans())
def test_whatever_was_said_only_an_answer_that_satisfies_settles(data: st.DataObject, item: Item, child: bool) -> None:
    entries = data.draw(everything(item))
    how, _until = stands(item, entries, DAY, child=child)
    if how is Stands.SATISFIED:
        last = [one for one in entries if one.said not in (Said.QUESTION, Said.NO_QUESTION)][-1]
        assert (answer := item.answer(last.said)) is not None
        assert answer.does == "satisfies"
    if not applies(item, entries, child=child):
        assert how is Stands.DOES_NOT_APPLY
    if how is Stands.ASKED:
        assert asked_on(entries) == DAY


@given(st.data(), st.sampled_from(IRAQ.items), st.booleans())
def test_nothing_is_offered_that_is_then_refused_for_being_offered(
    data: st.DataObject, item: Item, child: bool
) -> None:
    entries = data.draw(everything(item))
    for word in offered(item, entries, child=child):
        assert checked(item, draft(word), entries, DAY, child=child).said == word
    if item.security and child:
        assert offered(item, entries, child=child) == ()
