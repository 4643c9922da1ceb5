"""Sentences of rooms below the pages in the reader's language: they are raised in English, some with places for values.

Comes in: an error, or a sentence and its values. Goes out: words. The sentence is translated first and filled then, so that a sentence with
a number in it is one sentence for the catalogue. Never a name: errors hold none.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.kernel.errors import HomewardError, Value, filled
from homeward.web import calendars


def in_words(error: HomewardError) -> str:
    """An error's sentence in the reader's language."""
    return sentence(error.sentence, error.data)


def sentence(text: str, values: Mapping[str, Value]) -> str:
    """A sentence in the reader's language, its values in their places."""
    if not text:
        return ""
    return filled(_(text), values, lambda number: calendars.number(number, get_language()))
