"""Junctions of a list: every two neighbours of a name that could be one word, each where it stands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from homeward.screening.index.build import build
from homeward.screening.index.junctions import neighbours
from homeward.screening.index.store import Index
from homeward.watchlists.listing import Listing

Make = Callable[..., Listing]


@pytest.fixture
def index(entry: Make) -> Index:
    return build([entry("1", "Salim Khalaf Qahtan", "Abu Yahya Salim"), entry("2", "Nawaf"), entry("3", "Rajab Basil")])


def test_neighbours_stand_in_one_name_and_are_no_kunyas(index: Index) -> None:
    keys, tokens = index.vocabulary.keys, index.sheet.tokens
    found = neighbours(index.sheet, index.vocabulary.sounds.arrays.codes)
    assert [(keys[tokens[at]], keys[tokens[at + 1]]) for at in found] == [
        ("salim", "khalaf"), ("khalaf", "qahtan"), ("rajab", "basil"),
    ]  # fmt: skip


def test_outlines_ascend_and_a_letter_heard_once_gives_a_second(index: Index) -> None:
    pairs, words = index.junctions.pair_outlines, index.junctions.word_outlines
    assert (np.diff(pairs) >= 0).all()
    assert (np.diff(words) >= 0).all()
    firsts = [index.vocabulary.keys[index.sheet.tokens[at]] for at in index.junctions.places]
    assert sorted(firsts) == ["khalaf", "rajab", "rajab", "salim"], "Rajab Basil, and Rajabasil"


def test_a_list_without_names_has_none(entry: Make) -> None:
    for listings in ([], [entry("1", "Nawaf")], [entry("1", "123")]):
        assert not len(build(listings).junctions.places)
