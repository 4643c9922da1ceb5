"""A birth as a clerk records it: near the truth, of a known kind, and never after the day of registration."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.dates import parse
from homeward.synthetic.birthdays import KINDS, recorded
from homeward.synthetic.people import REGISTRATION


@given(st.dates(date(1930, 1, 1), REGISTRATION), st.integers())
def test_what_is_recorded_lies_near_the_truth_and_not_in_the_future(born: date, seed: int) -> None:
    text, kind = recorded(born, Random(seed))
    assert kind in KINDS
    if kind == "missing":
        assert text == ""
        return
    read = parse(text)
    assert read is not None
    assert read.first <= REGISTRATION
    off = abs(read.first.year - born.year)
    assert off == (1 if kind in ("jan1-off", "off-year") else 0)
    assert kind != "exact" or read.first == read.last == born


def test_each_kind_occurs_as_often_as_it_should() -> None:
    rng = Random(3)
    kinds = Counter(recorded(date(1990, 5, 11), rng)[1] for _ in range(20_000))
    assert set(kinds) == set(KINDS)
    assert 0.35 < (kinds["jan1"] + kinds["jan1-off"]) / 20_000 < 0.40
