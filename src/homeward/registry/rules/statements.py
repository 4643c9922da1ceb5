"""What may be recorded: an answer's limits, checked before anything is saved.

Comes in: statements of a draft. Goes out: nothing, or `Invalid` saying which field, what is wrong and what to do.
Never judges what is stated; it only refuses what cannot be a name, a day, a country or a number at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import (
    BirthValue,
    ClaimKind,
    ContactValue,
    DocumentValue,
    NameKind,
    NameValue,
    NeedValue,
    ParentValue,
)

LONGEST_NAME: Final = 300
LONGEST_TEXT: Final = 2_000
OLDEST: Final = 125
# Marks that turn the direction of the text after them: they never belong into a name, and could make it read as another one.
_TURNING: Final = dict.fromkeys(
    map(ord, "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
)


def tidy(text: str) -> str:
    """A text as it is kept: composed, one space between words, without control characters and marks that turn its direction."""
    plain = unicodedata.normalize("NFC", text).translate(_TURNING)
    kept = "".join(letter if unicodedata.category(letter) != "Cc" else " " for letter in plain)
    return " ".join(kept.split())


def check(statements: Sequence[Statement], today: date) -> None:
    """Refuse what cannot be recorded. Raises `Invalid`."""
    _has_name(statements)
    for statement in statements:
        value = statement.answer.value
        for field, text, longest in _texts(value):
            if len(text) > longest:
                raise Invalid(
                    "This has %(length)s characters; at most %(longest)s can be kept. Shorten it.",
                    field=field,
                    length=len(text),
                    longest=longest,
                )
        if isinstance(value, BirthValue) and value.date:
            if value.date.first > today:
                raise Invalid("The date of birth lies in the future. Check the year.", field="birth")
            if value.date.last.year < today.year - OLDEST:
                raise Invalid(
                    "The date of birth lies more than %(years)s years back. Check the year.",
                    field="birth",
                    years=OLDEST,
                )
        if isinstance(value, DocumentValue) and value.issued and value.expires and value.expires < value.issued:
            raise Invalid("The paper expires before it was issued. Check both dates.", field="document")


def _has_name(statements: Iterable[Statement]) -> None:
    for statement in statements:
        value = statement.answer.value
        if isinstance(value, NameValue) and value.kind in (NameKind.FULL, NameKind.ROMANISED) and _is_name(value.text):
            return
    raise Invalid(
        "Write the person's name as they say it, in any script. A person cannot be found without one.", field="name"
    )


def _is_name(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _texts(value: object) -> Iterable[tuple[str, str, int]]:
    if isinstance(value, NameValue):
        yield ClaimKind.NAME, value.text, LONGEST_NAME
    elif isinstance(value, ParentValue):
        yield f"{ClaimKind.PARENT}_{value.role}", value.name, LONGEST_NAME
    elif isinstance(value, BirthValue):
        yield "birth_place", value.place, LONGEST_NAME
    elif isinstance(value, DocumentValue):
        yield ClaimKind.DOCUMENT, value.number, 64
        yield ClaimKind.DOCUMENT, value.name_on_it, LONGEST_NAME
    elif isinstance(value, ContactValue):
        yield ClaimKind.CONTACT, value.text, LONGEST_TEXT
    elif isinstance(value, NeedValue):
        yield ClaimKind.NEED, value.words, LONGEST_TEXT
