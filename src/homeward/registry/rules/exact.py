"""By which exact values a person is found again: numbers of papers, telephone numbers, dates of birth, references.

Comes in: claims' values. Goes out: pairs of a kind and a normalised text, which the vault turns into a keyed hash.
Digits of any script are read as Arabic ones, and what people put between them falls away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from homeward.kernel.digits import european
from homeward.registry.facts.values import BirthValue, ClaimValue, ContactKind, ContactValue, DocumentValue

_BETWEEN = re.compile(r"[\W_]+")
NUMBER, PHONE, BORN = "number", "phone", "born"
SHORTEST = 4  # characters of a number that is worth looking up


def plain(text: str) -> str:
    """A number as it is compared: letters and digits alone, upper case."""
    return _BETWEEN.sub("", european(text)).upper()


def exact_keys(values: Iterable[ClaimValue]) -> Iterator[tuple[str, str]]:
    """The kinds and normalised texts by which the person who holds these values is found."""
    for value in values:
        if isinstance(value, DocumentValue) and len(number := plain(value.number)) >= SHORTEST:
            yield NUMBER, number
        elif isinstance(value, ContactValue) and value.kind is ContactKind.PHONE and (number := plain(value.text)):
            yield PHONE, number[-9:]
        elif isinstance(value, BirthValue) and value.date and value.date.first == value.date.last:
            yield born_key(value.date.first)


def born_key(day: date) -> tuple[str, str]:
    """The key of a day of birth."""
    return BORN, day.isoformat()
