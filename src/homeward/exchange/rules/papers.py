"""A cell that holds a paper's kind and number in one becomes a document: `National ID 12345678`, `جواز A1234567`.

Comes in: texts of cells. Goes out: a document value, or the silence that stands for it, with what was noticed.
Never makes a number up: a placeholder of one repeated digit, or a word for none, is kept as words and not as a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from homeward.exchange.facts.choices import PAPERS
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.problems import Problem, notice, told
from homeward.exchange.rules.words import choice_of, silence_of
from homeward.kernel.countries import country_code
from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.values import ClaimKind, ClaimValue, DocumentKind, DocumentValue, Holder
from homeward.registry.rules.exact import plain

LONGEST: Final = 64
_NUMBER: Final = re.compile(r"\d")
_NOTHING: Final = re.compile(r"(?:^|\s)(?:none|no|nil|lost|لا يوجد|بدون|مفقود\S*|نییە|tune)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A statement about a paper, if there is one to make, and what was noticed."""

    statement: Statement | None
    problems: tuple[Problem, ...] = ()


def paper_in_one(text: str) -> Paper:
    """A paper from one cell: words of its kind, its number, perhaps the country at the end."""
    if silence := silence_of(text):
        return Paper(silent(silence))
    words = text.replace(":", " ").replace("#", " ").split()
    digits = [i for i, word in enumerate(words) if _NUMBER.search(word)]
    if not digits:
        return Paper(silent(Known.NOT_APPLICABLE if _NOTHING.search(text) else Known.UNKNOWN, text), (_no_number(),))
    first, last = digits[0], digits[-1] + 1
    issuer = country_code(" ".join(words[last:])) if last < len(words) else None
    kind = choice_of(PAPERS, " ".join(words[:first])) if first else None
    before = "" if kind or not first else text
    return paper_of(kind or "", " ".join(words[first:last]), issuer or "", before)


def paper_of(kind: str, number: str, issuer: str, note: str = "") -> Paper:
    """A paper from a kind by name, a number and a country's code."""
    if silence := silence_of(number):
        return Paper(silent(silence, note))
    signs = plain(number)
    if len(number) > LONGEST:
        problem = Problem(
            "number_long",
            "A paper's number has at most %(longest)s characters.",
            "Check it.",
            field=Field.DOCUMENT_NUMBER,
            values=told(longest=LONGEST),
        )
        return Paper(None, (problem,))
    if signs and len(set(signs)) == 1:
        return Paper(silent(Known.UNKNOWN, note or number), (_placeholder(),))
    value = DocumentValue(DocumentKind(kind) if kind else DocumentKind.OTHER, number, issuer)
    return Paper(Statement(ClaimKind.DOCUMENT, known(value), Source.IMPORT, note=note))


def paper_apart(kind: str, number: str, issuer: str) -> Paper:
    """A paper from a cell for its kind and one for its number, of which one may be empty."""
    if kind and (silence := silence_of(kind)) and not number:
        return Paper(silent(silence))
    name = choice_of(PAPERS, kind) if kind else None
    return paper_of(name or "", number, issuer, "" if name or not kind or silence_of(kind) else kind)


def own_number(number: str) -> Statement:
    """The number that the source gave the person in its own register, kept so that it can be shown and searched."""
    value = DocumentValue(DocumentKind.OTHER, number[:LONGEST], holder=Holder.CAMP_ADMINISTRATION)
    return Statement(ClaimKind.DOCUMENT, known(value), Source.IMPORT, note="individual number in the source")


def silent(state: Known, note: str = "") -> Statement:
    """That there is no number, and the words that were there instead."""
    answer: Answer[ClaimValue] = Answer(state)
    return Statement(ClaimKind.DOCUMENT, answer, Source.IMPORT, note=note)


def _no_number() -> Problem:
    return notice(
        "paper_without_number", "No number stands here: the words are kept, not a paper.", field=Field.DOCUMENT
    )


def _placeholder() -> Problem:
    return notice(
        "paper_placeholder",
        "The number is one digit repeated: it is kept as words, not as a number.",
        field=Field.DOCUMENT,
    )
