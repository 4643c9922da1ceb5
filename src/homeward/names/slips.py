"""Slips of the hand: whether two words are written so nearly alike that a finger may have slipped in one of them.

Comes in: the keys of two words, with their compound marks. Goes out: yes or no. Knows letters only, neither sounds nor names:
whether both words are names in their own right is for others to ask.
"""

from __future__ import annotations

LEAST = 4  # letters: of shorter words too many are one letter apart


def slipped(word: str, other: str) -> bool:
    """Whether one letter exchanged, left out or put in, or two neighbours exchanged, turn one word into the other."""
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
