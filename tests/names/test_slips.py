"""What counts as a slip of the hand, and what is too far, too short, or not a matter of letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.slips import LEAST, slipped

WORDS = st.text("abcdeمحمدд", min_size=LEAST, max_size=9)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("karimi", "karami"),  # a letter exchanged
        ("plumtree", "plumtre"),  # left out at the end
        ("wlumtree", "lumtree"),  # put in at the beginning
        ("anglea", "angela"),  # two neighbours exchanged
        ("الجبوري", "الجيوري"),
        ("p1um7ree", "plumtree"),  # digits for letters
        ("1van", "ivan"),
    ],
)
def test_one_letter_astray_is_a_slip_either_way(word: str, other: str) -> None:
    assert slipped(word, other)
    assert slipped(other, word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("karimi", "karimi"),
        ("karimi", "karemy"),  # two letters
        ("karimi", "karimzad"),
        ("abcde", "acbed"),  # two exchanges
        ("omar", "oma"),  # too short to tell
        ("=jibril", "jibril"),  # a kunya beside a name
        ("=jibril", "<jibril"),
        ("شمس>", "شمسا"),
        ("7van", "ivan"),  # no digit that looks so
        ("1v4", "iva"),
        ("1v4n0", "ivano"),  # most of it digits
    ],
)
def test_more_than_that_is_none(word: str, other: str) -> None:
    assert not slipped(word, other)
    assert not slipped(other, word)


@given(WORDS, st.integers(0, 8), st.sampled_from("xyzپ"))
def test_a_letter_put_in_or_exchanged_anywhere_is_found(word: str, place: int, letter: str) -> None:
    place = min(place, len(word))
    assert slipped(word, word[:place] + letter + word[place:])
    if place < len(word):
        assert slipped(word, word[:place] + letter + word[place + 1 :])
