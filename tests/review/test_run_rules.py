"""The pure rule of what becomes of a pair: the same facts are never asked twice, and a change that matters always is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from homeward.review.facts.candidates import Outcome, State, Why
from homeward.review.facts.runs import Change, Marks, Turn
from homeward.review.facts.steps import Act
from homeward.review.rules.decisions import after
from homeward.review.rules.runs import Known, turn

SAME, OTHER = Marks(b"p", "s", "e"), Marks(b"q", "s", "e")
REMARK, AMENDED = Marks(b"p", "t", "e"), Marks(b"p", "t", "f")
marks = st.builds(Marks, st.sampled_from([b"p", b"q"]), st.sampled_from("st"), st.sampled_from("ef"))


def known(state: State, why: Why = Why.NEW, outcome: Outcome | None = None, *, touched: bool = False) -> Known:
    return Known(state, why, SAME, outcome, touched)


@pytest.mark.parametrize(
    ("before", "now", "asked", "expected"),
    [
        (None, SAME, True, Change(Turn.ASK)),
        (None, SAME, False, Change(Turn.NONE)),
        (known(State.WAITING), SAME, True, Change(Turn.REFRESH)),
        (known(State.WAITING), OTHER, True, Change(Turn.REFRESH)),
        (known(State.WAITING), SAME, False, Change(Turn.MOVE, Act.BELOW_LINE)),
        (known(State.WAITING, touched=True), SAME, False, Change(Turn.REFRESH)),
        (known(State.WAITING), None, False, Change(Turn.MOVE, Act.ENTRY_REMOVED)),
        (known(State.SECOND, touched=True), OTHER, True, Change(Turn.MOVE, Act.PERSON_CHANGED)),
        (known(State.SOURCE, touched=True), AMENDED, False, Change(Turn.MOVE, Act.ENTRY_AMENDED)),
        (known(State.SOURCE, touched=True), SAME, False, Change(Turn.REFRESH)),
        (known(State.WITHDRAWN), SAME, True, Change(Turn.MOVE, Act.RETURNED)),
        (known(State.WITHDRAWN), SAME, False, Change(Turn.NONE)),
        (known(State.WITHDRAWN), None, False, Change(Turn.NONE)),
        (known(State.DECIDED, outcome=Outcome.DIFFERENT), REMARK, True, Change(Turn.UNCHANGED)),
        (known(State.DECIDED, outcome=Outcome.DIFFERENT), AMENDED, True, Change(Turn.MOVE, Act.ENTRY_AMENDED)),
        (known(State.DECIDED, outcome=Outcome.DIFFERENT), AMENDED, False, Change(Turn.UNCHANGED)),
        (known(State.DECIDED, outcome=Outcome.CORROBORATED), OTHER, False, Change(Turn.MOVE, Act.PERSON_CHANGED)),
        (known(State.DECIDED, outcome=Outcome.POSSIBLE), None, False, Change(Turn.MOVE, Act.ENTRY_REMOVED)),
        (known(State.DECIDED, Why.ENTRY_REMOVED, Outcome.DIFFERENT), None, False, Change(Turn.NONE)),
        (known(State.DECIDED, Why.ENTRY_REMOVED, Outcome.DIFFERENT), SAME, True, Change(Turn.BACK)),
        (known(State.DECIDED, Why.ENTRY_REMOVED, Outcome.POSSIBLE), SAME, True, Change(Turn.MOVE, Act.ENTRY_AMENDED)),
    ],
)
def test_turns(before: Known | None, now: Marks | None, asked: bool, expected: Change) -> None:
    assert turn(before, now, asked=asked) == expected


def test_ten_stronger_ones_do_not_withdraw_an_eleventh() -> None:
    assert turn(known(State.WAITING), SAME, asked=False, full=True) == Change(Turn.REFRESH)


@given(st.sampled_from(Outcome), marks, st.booleans(), st.booleans())
def test_what_was_decided_on_the_same_facts_is_never_asked_again(
    outcome: Outcome, seen: Marks, asked: bool, full: bool
) -> None:
    before = Known(State.DECIDED, Why.NEW, seen, outcome)
    assert turn(before, seen, asked=asked, full=full).turn is Turn.UNCHANGED


@given(st.sampled_from(Outcome), marks, marks)
def test_what_is_still_likely_and_changed_is_always_asked_again(outcome: Outcome, seen: Marks, now: Marks) -> None:
    assume(seen.person != now.person or (seen.source != now.source and seen.entry != now.entry))
    assert turn(Known(State.DECIDED, Why.NEW, seen, outcome), now, asked=True).turn is Turn.MOVE


@given(
    st.sampled_from(State), st.sampled_from(Why), st.sampled_from([None, *Outcome]), marks, st.none() | marks, st.booleans(),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
def test_every_step_that_it_takes_stands_in_the_table(
    state: State, why: Why, outcome: Outcome | None, seen: Marks, now: Marks | None, touched: bool, asked: bool, full: bool,
    strong: bool,
) -> None:  # fmt: skip
    assume((state in (State.DECIDED, State.SECOND, State.SOURCE)) == (outcome is not None))
    change = turn(Known(state, why, seen, outcome, touched), now, asked=asked and now is not None, full=full)
    if change.turn is Turn.MOVE:
        assert change.act and after(change.act, state, outcome, strong=strong), (change, state, outcome)
    else:
        assert change.act is None
