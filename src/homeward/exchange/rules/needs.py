"""Specific needs of a row: by code, by label, or one column for each with 1 or 0.

Comes in: texts of cells. Goes out: statements. Codes of armed groups, torture and sexual violence are marked sensitive.
Never ranks anybody, and never takes a blank for "no": where nobody answered, nothing is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from homeward.exchange.facts.choices import NEEDS, SENSITIVE
from homeward.exchange.rules.answers import said, silent
from homeward.exchange.rules.words import choice_of, folded, silence_of, yes_or_no
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, NeedValue
from homeward.registry.rules.statements import tidy

_CODE: Final = re.compile(r"[A-Z]{2}(?:-[A-Z]{2})?")
_LABELS: Final = sorted({word for need in NEEDS for word in map(folded, need.words())}, key=len, reverse=True)


def needs(chosen: Sequence[tuple[str, str]], cells: Sequence[str], words: Sequence[str]) -> Iterator[Statement]:
    """What a row states of needs: columns of choices first, the cell with all of them where there are none."""
    silence = next((found for cell in cells if (found := silence_of(cell))), None)
    if silence and not chosen:
        yield silent(ClaimKind.NEED, silence)
        return
    texts = (
        [choice for choice, cell in chosen if yes_or_no(cell)]
        if chosen
        else [t for cell in cells for t in _apart(cell)]
    )
    for text in dict.fromkeys(texts):
        yield said(ClaimKind.NEED, _need(text))
    for text in words:
        if not silence_of(text):
            yield said(ClaimKind.NEED, NeedValue("", tidy(text)))


def _need(text: str) -> NeedValue:
    code = text if _CODE.fullmatch(text) else choice_of(NEEDS, text) or ""
    return NeedValue(code, "" if code else tidy(text), sensitive=code.startswith(SENSITIVE))


def _apart(cell: str) -> list[str]:
    """The needs of one cell: codes, or labels, which Kobo puts one after another with spaces."""
    parts = [part.strip() for part in re.split(r"[;|,،]", cell) if part.strip()]
    found: list[str] = []
    for part in parts:
        if choice_of(NEEDS, part) or not all(_CODE.fullmatch(word) for word in part.split()):
            found += _labels(part)
        else:
            found += part.split()
    return found


def _labels(text: str) -> list[str]:
    """Labels that are known, the longest first; the whole text where something else is left over."""
    left, found = f" {folded(text)} ", []
    for label in _LABELS:
        if f" {label} " in left:
            left = left.replace(f" {label} ", "  ", 1)
            found.append(label)
    return found if found and not left.strip() else [text]
