"""Why an entry was not found is told by the likeness that the search itself goes by."""

from __future__ import annotations

import pytest

from homeward.names.trie import SAME_LEXEME
from homeward.screening.engine import WORTH_LOOKING
from homeward.screening.search import alike


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("khalaf", "khalaf", 1000, 1000), ("khalaf", "خلف", WORTH_LOOKING, 1000), ("sasha", "александр", SAME_LEXEME, 1000),
        ("karim", "karima", 0, 0), ("salim", "zubayr", 0, WORTH_LOOKING - 1),
    ],
)  # fmt: skip
def test_parts_are_as_alike_as_the_search_takes_them_to_be(one: str, other: str, least: int, most: int) -> None:
    assert least <= alike(one, other) <= most
