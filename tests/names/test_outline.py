"""Outlines: two writings of one name have the same, and joining outlines is the outline of the joined name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.costs import MARKS
from homeward.names.likeness import pack
from homeward.names.outline import joined, once, outlines, without
from homeward.names.parts import code_of
from homeward.names.sounds import ALPHABET, MAX_CODE


def outline_of(*codes: str) -> tuple[np.ndarray, np.ndarray]:
    return outlines(pack(codes, [True] * len(codes), [()] * len(codes)).arrays.codes)


ALIKE = [
    ("Muhammad", "محمد"),
    ("Khalil", "خليل"),
    ("Qasim", "Kassem"),
    ("Thabit", "ثابت"),
    ("Dawud", "Davut"),
    ("Jamal", "جمال"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_writings_of_a_name_have_one_outline(one: str, other: str) -> None:
    found, length = outline_of(code_of(one.lower())[0], code_of(other)[0])
    assert found[0] == found[1] > 0
    assert length[0] == length[1] > 1


def test_names_of_other_consonants_have_another() -> None:
    found, _ = outline_of(*(code_of(name)[0] for name in ("salim", "salih", "karim", "nasir", "zubayr")))
    assert len(set(found.tolist())) == 5


CODES = st.text(ALPHABET.replace("~", ""), min_size=1, max_size=7)


@given(CODES, CODES)
def test_outlines_are_joined_as_their_words_are(left: str, right: str) -> None:
    found, length = outline_of(left, right, left + right)
    assert joined(found[:1], found[1:2], length[1:2])[0] == found[2]
    assert length[0] + length[1] == length[2] <= MAX_CODE


@given(CODES, st.sampled_from("bmnlrsk"), CODES)
def test_a_letter_that_meets_itself_is_heard_once(left: str, letter: str, right: str) -> None:
    found, length = outline_of(left + letter, letter + right, left + letter + right)
    assert once(found[:1], found[1:2], length[1:2])[0] == found[2]
    other, count = outline_of("bam", "nur")
    assert once(other[:1], other[1:], count[1:])[0] == 0


def test_only_an_l_inside_is_left_out() -> None:
    whole, length = outline_of("rHmnlSmr", "lmr", "rml", "bnr")
    assert without(whole, length, 3)[0] == outline_of("rHmnSmr")[0][0]
    assert [int(without(whole, length, place)[row]) for row, place in ((1, 2), (3, 1), (0, 1))] == [0, 0, 0]
    assert without(whole, length, 0)[2] == outline_of("rm")[0][0]


def test_a_mark_is_part_of_the_outline_but_for_the_one_of_a_family_ending() -> None:
    plain, *marked = outline_of("rHm", *("rHm" + mark for mark in MARKS))[0].tolist()
    assert [found == plain for found in marked] == [mark == "~" for mark in MARKS]
