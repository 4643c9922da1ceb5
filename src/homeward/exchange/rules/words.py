"""Which answer a text is: a choice of a list, a silence, a yes or no, whatever language, script and digits it is written in.

Comes in: the text of a cell. Goes out: the choice's name, or None where the text is none of them.
Never guesses: a word that fits nothing is a problem of its row, not the likest answer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from homeward.exchange.facts.choices import ANSWERS, SILENCES, Choice
from homeward.kernel.digits import european
from homeward.registry.facts.answers import Known

_BETWEEN: Final = re.compile(r"[\s_/\\.,:;()'’‘`\"\-–—]+")
_LETTERS: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None, "ڕ": "ر", "\u200c": None}
)


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """A text as it is compared: lower case, plain digits, without accents, vowel signs and punctuation."""
    letters = unicodedata.normalize("NFKD", european(text).casefold().translate(_LETTERS))
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").translate(_LETTERS)
    return _BETWEEN.sub(" ", bare).strip() or text.strip()


def choice_of(choices: tuple[Choice, ...], text: str) -> str | None:
    """The name of the choice that a text is, or None."""
    return _table(choices).get(folded(text))


def silence_of(text: str) -> Known | None:
    """Which silence a text is: unknown, not asked, declined, not applicable. Empty text is none of them: nothing was said."""
    name = choice_of(SILENCES, text) if text else None
    return Known(name) if name else None


def yes_or_no(text: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither."""
    name = choice_of(ANSWERS, text)
    return name == "yes" if name else None


@cache
def _table(choices: tuple[Choice, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in choices:
        for word in choice.words():
            found.setdefault(folded(word), choice.name)
    return found
