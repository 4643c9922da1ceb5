"""Words that somebody has to write: tidied, and enough of them to say something. Pure.

Comes in: a text, the field it was typed in, the sentence that asks for it. Goes out: words, or a refusal with that sentence.
"""

from __future__ import annotations

from typing import Final

from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

LEAST: Final = 10
LONGEST: Final = 4000


def words_of(text: str, field: str, sentence: str, least: int = LEAST, most: int = LONGEST) -> str:
    """Words, tidied. Raises `Invalid` with the sentence where they are fewer than a few."""
    words = tidy(text)
    if len(words) < least:
        raise Invalid(sentence, field=field)
    return words[:most]
