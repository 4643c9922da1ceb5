"""A place is found by any of its spellings, in any script, and not by another place's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.places.spellings import likenesses, read

JEDDAH = (
    "Jeddah",
    "Jed'dah",
    "Jedaa",
    "Jada",
    "Jada'a",
    "Jadaa",
    "جدعة",
    "الجدعة",
    "al-Jada'a",
    "JEDDAH camp",
    "مخيم الجدعة",
)


@pytest.mark.parametrize("asked", JEDDAH)
@pytest.mark.parametrize("name", JEDDAH)
def test_every_spelling_finds_every_other(asked: str, name: str) -> None:
    assert likenesses(asked, [name])[0] >= 750


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Hol", "مخيم الهول"), ("al-Hawl", "Al Hol Camp"), ("Roj", "روج"), ("nehr elsafa", "Nahr al-Safa"),
        ("Nahr as-Safa", "مخيم نهر الصفا"), ("Tal az-Zahra", "Tell al-Zahra"), ("nah", "Nahr al-Safa Camp"), ("الصفا", "Nahr al-Safa Camp"),
    ],
)  # fmt: skip
def test_places_are_found_across_scripts_and_while_typing(asked: str, name: str) -> None:
    assert likenesses(asked, [name])[0] > 0


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Jeddah", "Jadida"), ("Safa", "Sara"), ("Jeddah-5", "Jeddah-1"), ("Jeddah 1", "Jeddah"),
        ("Nahr al-Safa", "Nahr al-Zahra"), ("camp", "Nahr al-Safa"), ("", "Nahr al-Safa"), ("-", "Nahr al-Safa"),
    ],
)  # fmt: skip
def test_another_place_is_not_found(asked: str, name: str) -> None:
    assert likenesses(asked, [name]) == [0]


def test_numbers_are_equal_in_any_digits_and_however_joined() -> None:
    assert likenesses("الجدعة ٥", ["Jeddah-1", "Jeddah5", "Jeddah 05"])[0] == 0
    assert min(likenesses("الجدعة ٥", ["Jeddah5", "Jeddah 05"])) > 0


def test_a_name_without_further_words_comes_before_one_with_them() -> None:
    alone, more = likenesses("Safa", ["Safa", "Nahr al-Safa"])
    assert alone > more > 0


def test_a_word_for_the_kind_of_place_counts_where_it_is_all_there_is() -> None:
    assert read("Camp").words == ("camp",)
    assert read("al-Nur Camp").words == ("nur",)


@given(st.text(max_size=40))
def test_a_text_with_a_word_or_a_number_finds_itself_and_nothing_raises(text: str) -> None:
    (alike,) = likenesses(text, [text])
    asked = read(text)
    assert 0 <= alike <= 1000
    if asked.numbers and not asked.words:
        assert alike == 1000
