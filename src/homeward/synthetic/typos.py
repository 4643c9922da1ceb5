"""Slips of the hand: a letter exchanged, left out, doubled or taken from beside; a space lost or misplaced.

Comes in: a word or words, a random source. Goes out: the same with one slip. Never a habit: those are in `spelling`.
"""

from __future__ import annotations

from random import Random

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_LOOKALIKES = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "كگ", "هة")


def _beside() -> dict[str, str]:
    table = {letter: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in _ROWS for i, letter in enumerate(row)}
    return table | {letter: group.replace(letter, "") for group in _LOOKALIKES for letter in group}


_BESIDE = _beside()


def mistyped(word: str, rng: Random) -> str:
    """One slip inside a word of at least four letters; a shorter word is returned as it is."""
    if len(word) < 4:
        return word
    place = rng.randrange(1, len(word) - 1)
    slip = rng.random()
    if slip < 0.3:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if slip < 0.6:
        return word[:place] + word[place + 1 :]
    if slip < 0.75:
        return word[:place] + word[place] + word[place:]
    beside = _BESIDE.get(word[place].lower())
    return word[:place] + rng.choice(beside) + word[place + 1 :] if beside else word[:place] + word[place + 1 :]


def space_moved(words: list[str], rng: Random) -> list[str]:
    """Two neighbouring words glued, or the space between them one letter too early or too late."""
    place = rng.randrange(len(words) - 1)
    left, right = words[place], words[place + 1]
    if rng.random() < 0.7 or len(right) < 4 or len(left) < 4:
        return [*words[:place], left + right, *words[place + 2 :]]
    pair = [left + right[0], right[1:]] if rng.random() < 0.5 else [left[:-1], left[-1] + right]
    return [*words[:place], *pair, *words[place + 2 :]]
