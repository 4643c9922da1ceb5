"""Which names of sites a text may mean, in any spelling and script: Jeddah is Jed'dah, Jedaa, Jada'a and الجدعة.

Comes in: what somebody typed, and the names to look among. Goes out: how alike each is, from 0 to 1000; 0 where it is another.
Words for the kind of place ("camp", مخيم) and articles say nothing; numbers must be equal: Jeddah-1 is not Jeddah-5.
Never a database. Pure, on the sounds of `names`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from homeward.kernel.digits import european
from homeward.names.likeness import Sounds, neighbours, pack
from homeward.names.sounds import sound, writes_vowels
from homeward.names.written import fold

FLOOR: Final = 750  # words of places less alike than this are different: Hol and Hawl are 853, Safa and Sara 591
WHOLE: Final = 1000
PREFIX: Final = 950  # the beginning of a word, while somebody is still typing
SHORTEST: Final = 2  # letters from which on a beginning counts
_ARTICLES: Final = ("ال", "al", "el")  # as the beginning of a word: الصفا, Elsafa
_PIECE: Final = re.compile(r"\d+|[^\W\d_]+")
_KINDS: Final = (
    "al", "ar", "as", "an", "ad", "at", "az", "ash", "adh", "ath", "el", "er", "es", "en", "ed", "et", "ez", "ech",
    "the", "of", "camp", "camps", "site", "prison", "centre", "center",
    "kamp", "kampa", "kampê", "girtîgeha", "سجن", "السجن", "مخيم", "المخيم", "مركز", "كامب", "کەمپ", "کەمپی", "گرتووخانەی",
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(map(fold, _KINDS))


class Words(NamedTuple):
    """A name as it is compared: its telling words without articles, and its numbers."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]


def read(text: str) -> Words:
    """The words of a name of a place. Where every word says nothing, they all count: "Camp" is looked for as such."""
    pieces = _PIECE.findall(fold(european(text)))
    words = [piece for piece in pieces if not piece.isdigit()]
    telling = [word for word in words if word not in _SAYS_NOTHING] or words
    return Words(tuple(telling), tuple(str(int(p)) for p in pieces if p.isdigit()))


def likenesses(text: str, names: Sequence[str]) -> list[int]:
    """How alike a text is to each name. Every word and every number of the text must meet one of the name's."""
    asked, others = read(text), [read(name) for name in names]
    written = [(form, word) for word in {word for other in others for word in other.words} for form in _forms(word)]
    sounds = _sounds([form for form, _ in written])
    alike = [_to_words(word, written, sounds) for word in asked.words]
    return [_likeness(asked, other, alike) for other in others]


def _forms(word: str) -> tuple[str, ...]:
    """A word, and what is left of it where it begins with an article."""
    return (word, word[2:]) if word.startswith(_ARTICLES) and len(word) > 4 else (word,)


def _sounds(words: Sequence[str]) -> Sounds:
    return pack([sound(word) for word in words], [writes_vowels(word) for word in words], [()] * len(words))


def _likeness(asked: Words, other: Words, alike: Sequence[dict[str, int]]) -> int:
    if not set(asked.numbers) <= set(other.numbers) or not (asked.words or asked.numbers):
        return 0
    best = [max((table.get(word, 0) for word in other.words), default=0) for table in alike]
    if best and min(best) == 0:
        return 0
    spare = len(other.words) - len(best) + len(other.numbers) - len(asked.numbers)
    return max(1, (sum(best) // len(best) if best else WHOLE) - max(0, spare))


def _to_words(word: str, written: Sequence[tuple[str, str]], sounds: Sounds) -> dict[str, int]:
    """Which words this one may be, and how alike they are; `written` are their forms, each with the word it is of."""
    alike: dict[str, int] = {}
    _, columns, values = neighbours(_sounds(_forms(word)), sounds, FLOOR)
    for at, value in zip(columns, values, strict=True):
        other = written[int(at)][1]
        alike[other] = max(alike.get(other, 0), int(value))
    for form, other in written:
        if form.startswith(_forms(word)) and len(word) >= SHORTEST:
            alike[other] = max(alike.get(other, 0), WHOLE if form in _forms(word) else PREFIX)
    return alike
