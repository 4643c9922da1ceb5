"""The costs hang together: symmetric, one for every letter, and a skeleton is never dearer than its words."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from homeward.names.costs import (
    CONSONANT,
    FIRM,
    GAP,
    IN_SKELETON,
    LONG,
    MARKS,
    OUTSIDE,
    SKELETON_GAP,
    SUBSTITUTE,
    SWAPPED,
    VOWELS,
    WEIGHT,
)
from homeward.names.sounds import ALPHABET


def substitute(one: str, other: str) -> int:
    return int(SUBSTITUTE[ord(one), ord(other)])


def test_costs_are_symmetric_and_nothing_costs_more_than_a_consonant() -> None:
    assert (SUBSTITUTE == SUBSTITUTE.T).all()
    assert (np.diag(SUBSTITUTE) == 0).all()
    assert SUBSTITUTE.min() == 0
    assert SUBSTITUTE.max() == CONSONANT
    assert (GAP.min(), GAP.max()) == (4, CONSONANT)


def test_every_letter_weighs_and_only_letters_stand_for_each_other_at_no_cost() -> None:
    assert all(WEIGHT[ord(letter)] > 0 for letter in ALPHABET)
    assert WEIGHT[0] == 0, "what fills a row behind a word is no letter"
    assert [pair for pair in product(ALPHABET, repeat=2) if pair[0] != pair[1] and substitute(*pair) == 0] == []


def test_the_letters_named_are_letters_of_the_alphabet() -> None:
    dear = np.argwhere(SUBSTITUTE < CONSONANT)
    named = {chr(letter) for pair in dear.tolist() for letter in pair if pair[0] != pair[1]}
    assert named <= set(ALPHABET)
    assert set(VOWELS + LONG + MARKS) <= set(ALPHABET)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("q", "k", "qaf where a language has no q: Turkish, Russian"),
        ("q", "g", "qaf as Bedouins and Iraqis say it: Gaddafi"),
        ("j", "g", "jim in Cairo: Gamal"),
        ("D", "z", "dhal in Persian and Turkish"),
        ("E", "z", "dad and za in Persian and Turkish: Ramazan"),
        ("T", "s", "tha in Persian and Turkish: Osman"),
        ("x", "h", "kha in Turkish: Halil"),
        ("W", "v", "waw in Persian and Turkish"),
        ("b", "p", "final b in Turkish: Recep"),
        ("d", "t", "final d in Turkish: Ahmet"),
        ("1", "S", "French ch"),
        ("1", "C", "English ch"),
        ("c", "k", "Latin c before a, o, u"),
        ("2", "x", "Kurmanji x"),
        ("7", "t", "ta marbuta pronounced: Fatimat, Hikmet"),
    ],
)
def test_letters_that_stand_for_one_another_cost_little(one: str, other: str, reason: str) -> None:
    assert substitute(one, other) <= 28, reason


@pytest.mark.parametrize(("one", "other"), ["kl", "mr", "sm", "bn", "rS", "fk", "qm"])
def test_letters_that_no_community_confuses_cost_a_consonant(one: str, other: str) -> None:
    assert substitute(one, other) == CONSONANT


def test_vowels_cost_less_where_the_other_script_does_not_write_them() -> None:
    for vowel in VOWELS:
        written, unwritten = GAP[ord(vowel)]
        assert unwritten < written < CONSONANT / 2
    assert all(GAP[ord(letter), 1] <= CONSONANT for letter in LONG)


def test_a_swap_costs_more_than_a_vowel_and_less_than_a_consonant() -> None:
    assert GAP[ord("a"), 0] < SWAPPED < CONSONANT


def test_leaving_letters_out_of_both_words_never_makes_them_dearer() -> None:
    """The law the trie stands on: a skeleton's letter costs no more than its gap, or than a letter left out standing for it."""
    for letter in (c for c in ALPHABET if IN_SKELETON[ord(c)]):
        least = min(int(GAP[ord(letter)].min()), *(substitute(letter, other) for other in OUTSIDE))
        assert SKELETON_GAP[ord(letter)].max() <= least, letter
    assert not any(IN_SKELETON[ord(letter)] for letter in OUTSIDE)


def test_no_letter_is_got_rid_of_or_exchanged_for_less_than_it_is_firmer() -> None:
    """The law that branches are passed over by: what follows costs at least what it differs in firmness."""
    letters = [c for c in ALPHABET if IN_SKELETON[ord(c)]]
    for letter in letters:
        assert 0 < FIRM[ord(letter)] <= SKELETON_GAP[ord(letter)]
        for other in letters:
            assert abs(FIRM[ord(letter)] - FIRM[ord(other)]) <= substitute(letter, other), (letter, other)
