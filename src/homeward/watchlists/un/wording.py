"""How the UN writes names inside free text: where a name ends, whose mother it is, which letters it stands in.

Comes in: comments and notes, white space collapsed. Goes out: the names that a clear grammar gives away.
Never guesses: a sentence that could be read in two ways gives nothing, and stays in the remarks for a person to read.
"""

from __future__ import annotations

import re
from itertools import groupby

LONGEST_NAME = 8  # words
_QUOTES = "‘’'`´\""
_WORD = re.compile(rf"[{_QUOTES}]?[^\W\d_][\w{_QUOTES}\u0300-\u036f\u064b-\u0652-]*")
_PARTICLES = frozenset(
    {
        *("abd", "abdel", "abou", "abu", "ag", "al", "bent", "ben", "bin", "bint", "binti", "da", "dan", "de", "del"),
        *(
            "della",
            "delos",
            "der",
            "di",
            "do",
            "dos",
            "du",
            "el",
            "i",
            "ibn",
            "ibnu",
            "la",
            "le",
            "ould",
            "oulad",
            "ul",
        ),
        *("ur", "van", "von", "wa", "walad", "wallet", "y"),
    }
)
_NO_NAMES = frozenset(
    {"Photo", "Photograph", "Review", "Provided", "Member", "Reportedly", "In", "He", "She", "His", "Her"}
)
_SHORTENED = frozenset({"Dr", "Mr", "Sh", "St"})
_GLUED = re.compile(r"(?:al|el|ul|ur|as|ash|an|ar|at|az|ad|bin|ben|bint|abu|abd)[-‘’'`´].", re.IGNORECASE)
_PARENT = re.compile(
    rf"(?<![{_QUOTES}]s )(?<!\w)(?:(father|mother)[{_QUOTES}]s name|name of (?:the )?(father|mother))(?: is| was)?\s*:?\s+",
    re.IGNORECASE,
)
_CHILD_OF = re.compile(r"(?:^|[.;] )(?:son|daughter) of (?=\S)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")


def is_foreign(text: str) -> bool:
    """Whether a text holds letters that are not Latin."""
    return any(
        ord(c) > 0x24F and c.isalpha() and not (0x1E00 <= ord(c) < 0x1F00 or 0x2B0 <= ord(c) < 0x300) for c in text
    )


def by_script(text: str) -> list[str]:
    """A text's Latin words apart from its words in one other script, where they stand side by side; else the text."""
    runs = [" ".join(words) for _, words in groupby(text.split(), is_foreign)]
    return runs if len(runs) == 2 and all(len(run) > 1 for run in runs) else [text]


def is_name(text: str) -> bool:
    """Whether a text is one name and nothing else: words with a capital, particles between them."""
    return bool(text) and name_at(text, 0) == text


def name_at(text: str, start: int) -> str:
    """The name that begins at a place of a text: words with a capital or in another script, and particles between them."""
    found: list[str] = []
    end = place = start
    while len(found) < LONGEST_NAME and (match := _WORD.match(text, place)):
        word = match[0]
        if not (_is_name_word(word) or word in _PARTICLES):
            break
        place = match.end()
        found.append(word)
        place += text.startswith(".", place) and (len(word) == 1 or word in _SHORTENED)
        if word not in _PARTICLES:
            end = place
        if not text.startswith(" ", place):
            break
        place += 1
    return text[start:end]


def _is_name_word(word: str) -> bool:
    core = word.strip(_QUOTES)
    return bool(core) and core not in _NO_NAMES and (not core[0].islower() or bool(_GLUED.match(core)))


def parents(comment: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The father's and the mother's names that a comment states: "Father's name is …", "Name of mother: …", "Son of …"."""
    found: dict[str, list[str]] = {"father": [], "mother": []}
    for match in _PARENT.finditer(comment):
        found[(match[1] or match[2]).lower()] += _name_and_script(comment, match.end())
    for match in _CHILD_OF.finditer(comment):
        name = name_at(comment, match.end())
        if not comment.startswith(" and ", match.end() + len(name)):
            found["father"] += _name_and_script(comment, match.end())
    return tuple(dict.fromkeys(found["father"])), tuple(dict.fromkeys(found["mother"]))


def _name_and_script(text: str, start: int) -> list[str]:
    """The name at a place, and the same in another script where it follows in brackets."""
    name = name_at(text, start)
    if not name:
        return []
    aside = _IN_BRACKETS.match(text, start + len(name))
    return [name, aside[1].strip()] if aside and is_foreign(aside[1]) and is_name(aside[1].strip()) else [name]
