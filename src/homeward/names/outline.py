"""The rough outline of a word as one number: its firm consonants by the place they are spoken at, four bits each.

Comes in: codes as rows of bytes, length last. Goes out: outlines, and those of two words written as one. Words of one outline are worth
comparing; equal outlines say nothing by themselves, and two writings of one name seldom differ in them. Never decides anything.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.names.sounds import MAX_CODE

# Letters that stand for each other across habits have one sign. Vowels, carriers, h and kh in all their ways, w, v and y have none.
_PLACES = ("bpf", "m", "n", "l", "r", "szSZTDEdtC1c2j", "kqgG", "<", ">", "^", "=")
ARTICLE = _PLACES.index("l") + 1  # of the sign of an l, which a glued article leaves behind
_BITS, _LAST = 4, 15
_SIGN = np.zeros(128, np.int64)
for _number, _letters in enumerate(_PLACES, 1):
    _SIGN[[ord(letter) for letter in _letters]] = _number

Numbers = npt.NDArray[np.int64]


def outlines(codes: npt.NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """The outline of each code and how many signs it has."""
    found, length = np.zeros(len(codes), np.int64), np.zeros(len(codes), np.int64)
    for place in range(MAX_CODE):
        sign = _SIGN[codes[:, place]]
        found = np.where(sign, found << _BITS | sign, found)
        length += sign > 0
    return found, length


def joined(left: Numbers, right: Numbers, length: Numbers) -> Numbers:
    """Outlines of two words one after another; `length` is how many signs the right one has."""
    return left << (_BITS * length) | right


def once(left: Numbers, right: Numbers, length: Numbers) -> Numbers:
    """The same where the right word begins with the sign that the left one ends with: a letter that meets itself is heard once.

    0 where they do not meet so.
    """
    first = right >> (_BITS * np.maximum(length - 1, 0)) & _LAST
    meets = (length > 0) & (first == (left & _LAST))
    return np.where(meets, joined(left, right - (first << (_BITS * np.maximum(length - 1, 0))), length - 1), 0)


def without(found: Numbers, length: Numbers, place: int) -> Numbers:
    """Outlines without the sign in a place counted from the last (0), if it is an l that something stands before; else 0."""
    above, below = found >> (_BITS * (place + 1)), found & ((1 << (_BITS * place)) - 1)
    fits = (length > place + 1) & ((found >> (_BITS * place) & _LAST) == ARTICLE)
    return np.where(fits, above << (_BITS * place) | below, 0)
