"""Rare parts are made of chance: distinct, the same on every run, sayable, and never an insult."""

from __future__ import annotations

import pytest

from homeward.synthetic.cultures import CULTURES
from homeward.synthetic.invented import rare_parts


@pytest.mark.parametrize("culture", CULTURES)
@pytest.mark.parametrize("kind", ["m", "f", "family"])
def test_parts_are_distinct_and_repeatable(culture: str, kind: str) -> None:
    parts = rare_parts(culture, kind, 500)
    assert len({latin for _, latin, _ in parts}) == len(parts) == 500
    assert rare_parts(culture, kind, 500) == parts
    assert all(arab and latin[0].isupper() for arab, latin, _ in parts)


def test_more_parts_than_syllables_allow_is_fewer_parts_not_an_endless_search() -> None:
    assert 4000 < len(rare_parts("uyghur", "family", 8000)) < 8000


def test_a_shorter_stock_is_the_beginning_of_a_longer_one() -> None:
    assert rare_parts("arabic", "m", 50) == rare_parts("arabic", "m", 200)[:50]
