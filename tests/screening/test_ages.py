"""The youngest age that a recorded birth allows counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.dates import parse
from homeward.screening.ages import may_be_a_child, youngest_age

DAY = date(2022, 12, 7)


@pytest.mark.parametrize(
    ("births", "age", "child"),
    [
        (["2004-12-07"], 18, False),
        (["2004-12-08"], 17, True),
        (["2004"], 17, True),
        (["2003"], 18, False),
        (["2004-01-01"], 17, True),  # a year, whatever its day says
        (["2004-07-01"], 17, True),
        (["2003-01-01"], 18, False),
        (["2004-11"], 18, False),
        (["~2003"], 16, True),
        (["2000 to 2006"], 15, True),
        (["1980", "2010"], 11, True),
        (["2022-12-31"], -1, True),
        ([], None, False),
    ],
)
def test_the_youngest_age(births: list[str], age: int | None, child: bool) -> None:
    dates = [birth for text in births if (birth := parse(text))]
    assert len(dates) == len(births)
    assert youngest_age(dates, DAY) == age
    assert may_be_a_child(dates, DAY) is child


@given(st.dates(date(1930, 1, 1), date(2022, 12, 31)), st.dates(date(1930, 1, 1), date(2022, 12, 31)))
def test_a_further_birth_never_makes_anybody_older(one: date, two: date) -> None:
    first, second = parse(one.isoformat()), parse(two.isoformat())
    assert first and second
    both = youngest_age([first, second], DAY)
    alone = youngest_age([first], DAY)
    assert both is not None and alone is not None
    assert both <= alone
