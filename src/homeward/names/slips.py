"""Slips of the hand: whether two words are written so nearly alike that a finger may have slipped in one of them.

Comes in: the keys of two words, with their compound marks. Goes out: yes or no. Knows letters only, neither sounds nor names:
whether both words are names in their own right is for others to ask.
"""

from __future__ import annotations

LEAST = 4  # letters: of shorter words too many are one letter apart
LIKE_LETTERS = {"0": "oq", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "gq"}


def slipped(word: str, other: str) -> bool:
    """Whether one letter exchanged, left out or put in, or two neighbours exchanged, turn one word into the other; or digits that look
    like its letters, as a machine that reads paper, or somebody in disguise, puts them.
    """
    if _in_digits(word, other) or _in_digits(other, word):
        return True
    if word == other or abs(len(word) - len(other)) > 1 or min(len(word), len(other)) < LEAST:
        return False
    shorter, longer = sorted((word, other), key=len)
    at = next((i for i, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    rest, other_rest = shorter[at:], longer[at:]
    if not (rest[:1] + other_rest[0]).isalpha():  # a mark says what kind of word this is
        return False
    if len(rest) < len(other_rest):
        return rest == other_rest[1:]
    return rest[1:] == other_rest[1:] or rest[:2][::-1] + rest[2:] == other_rest


def _in_digits(word: str, other: str) -> bool:
    """Whether a word is the other with digits for some of its letters, not for most."""
    differ = [(one, two) for one, two in zip(word, other, strict=False) if one != two]
    alike = all(two in LIKE_LETTERS.get(one, "") for one, two in differ)
    return alike and len(word) == len(other) and 0 < len(differ) <= len(word) // 2
