"""Where in a name as written each of its parts stands, so that an explanation can show the parts in their own letters.

Comes in: a written name and the keys of its parts. Goes out: for each part the words it was read from, article and compound
included. Never reads a name anew: it looks for what `parts` found, and shows the key where it finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.names.lexicon import Lexicon, load
from homeward.names.written import words

_WRITTEN = re.compile(r"[^\s,;/()\-\u2010-\u2015.،؛]+")  # a word, with the marks that folding drops from it
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Part:
    """A part as written: the words, and whether it is borne with an article (al-Hadithi, الحديثي)."""

    text: str
    article: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


def parts_as_written(text: str, keys: Sequence[str]) -> tuple[Part, ...] | None:
    """Each part in its own letters, or None where one of them is not in this name: it was read from another."""
    written = _words(text)
    taken: set[int] = set()
    found: list[Part] = []
    cursor = 0
    for key in keys:
        place = _place(_MARKS.sub("", key), written, cursor, taken)
        if place is None:
            return None
        first, last = _reach(key, place, written, taken)
        taken.update(range(first, last + 1))
        cursor = last + 1
        article = written[place].folded.startswith("ال") or (place > 0 and _is(written[place - 1], "article"))
        found.append(Part(text[written[first].start : written[last].end], article))
    return tuple(found)


def key_as_written(key: str) -> Part:
    """A part whose written name is not at hand: its key without the marks, in capitals where letters have them."""
    return Part(_MARKS.sub("", key).title())


def _words(text: str) -> list[_Word]:
    return [
        _Word(folded, match.start(), match.end())
        for match in _WRITTEN.finditer(text)
        if (folded := "".join(words(match[0])))
    ]


def _place(core: str, written: list[_Word], cursor: int, taken: set[int]) -> int | None:
    """The word that holds a part: the same word before one that holds it or nearly does, from the cursor before what lies behind."""
    order: list[int] = [*range(cursor, len(written)), *range(min(cursor, len(written)))]
    free: list[int] = [place for place in order if place not in taken]
    lexicon = load()
    looser = (lambda word: word == core, lambda word: core in word, lambda word: len(core) > 3 and core[:-1] in word)
    for fits in looser:  # the last letter of a key may be another than was written: Youssef, Umurow
        for place in free:
            word = written[place].folded
            if fits(word) and (word == core or not _particle(word, lexicon)):
                return place
    return None


def _reach(key: str, place: int, written: list[_Word], taken: set[int]) -> tuple[int, int]:
    """First and last word of the part: its article, Abd or Abu before it, al-Din or -ullah behind it."""
    first = last = place
    roles: tuple[str, ...] = ("article",)
    if key[0] in "<=":
        roles = ("article", "servant_of", "father_of", "mother_of")
    while first and first - 1 not in taken and any(_is(written[first - 1], role) for role in roles):
        first -= 1
    if key[-1] in ">^" and written[place].folded.endswith(_MARKS.sub("", key)):  # else it is written as one word
        for step in (1, 2):
            behind = place + step
            if behind < len(written) and any(_is(written[behind], role) for role in ("of_faith", "of_god")):
                last = behind
                break
    return first, last


def _is(word: _Word, role: str) -> bool:
    return role in load().roles(word.folded)


def _particle(word: str, lexicon: Lexicon) -> bool:
    return not lexicon.roles(word).isdisjoint(("article", "son_of", "daughter_of", "father_of", "mother_of"))
