"""Cells become statements about names, parents, nationalities, languages and contacts.

Comes in: a row's cells by field. Goes out: statements and problems. A word for a silence becomes that silence; what cannot be read
is said, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol
from unicodedata import normalize

from homeward.exchange.facts.choices import TONGUES
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.problems import Problem, notice
from homeward.exchange.rules.words import choice_of, folded, silence_of
from homeward.kernel.countries import country_code
from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.values import (
    ClaimKind,
    ClaimValue,
    ContactKind,
    ContactValue,
    LanguageValue,
    NameKind,
    NamePart,
    NameValue,
    NationalityValue,
    ParentRole,
    ParentValue,
    PartRole,
)
from homeward.registry.rules.statements import tidy

Said = Iterator[Statement | Problem]
_BETWEEN: Final = re.compile(r"\s*[;|،,/&]\s*")
_CODES: Final = re.compile(r"[A-Za-z]{2,4}(?:\s+[A-Za-z]{2,4})+")
_STATELESS: Final = frozenset(
    map(
        folded,
        ("stateless", "no nationality", "xxa", "bidoon", "بدون جنسية",
         "عديم الجنسية", "عديمة الجنسية", "بلا جنسية", "مكتوم", "بێ ڕەگەزنامە", "bêdewlet"),
    )
)  # fmt: skip
_PLACEHOLDER: Final = frozenset(map(folded, ("unknown", "unnamed", "noname", "مجهول", "مجهولة", "anonymous", "nenas")))
_PARTS: Final = (
    (Field.GIVEN, PartRole.GIVEN),
    (Field.FATHER_PART, PartRole.FATHER),
    (Field.GRANDFATHER_PART, PartRole.GRANDFATHER),
    (Field.FAMILY, PartRole.FAMILY),
)
SHORTEST_PHONE: Final = 6  # digits


class Cells(Protocol):
    """A row's cells by field."""

    def one(self, field: Field) -> str:
        """The first filled cell of a field, or empty."""

    def all(self, field: Field) -> list[str]:
        """Every filled cell of a field."""


def silent(kind: ClaimKind, state: Known, note: str = "") -> Statement:
    """That there is no answer, and why not."""
    answer: Answer[ClaimValue] = Answer(state)
    return Statement(kind, answer, Source.IMPORT, note=note)


def said(kind: ClaimKind, value: ClaimValue) -> Statement:
    """What a file states."""
    return Statement(kind, known(value), Source.IMPORT)


def names(row: Cells) -> Said:
    """Every name of a row; a problem where there is none in any script."""
    found = list(_names(row))
    main = [name for name in found if name.kind in (NameKind.FULL, NameKind.ROMANISED)]
    if not main:
        yield Problem(
            "no_name", "No name stands here, in any script.", "Write the name as the person says it.", field=Field.NAME
        )
        return
    if all(_placeholder(name.text) for name in main):
        yield notice(
            "name_placeholder",
            "The name reads like a word for an unknown person; it is kept as written.",
            "Replace it as soon as somebody knows the name.",
            field=Field.NAME,
        )
    for name in dict.fromkeys(found):
        yield said(ClaimKind.NAME, name)


def _names(row: Cells) -> Iterator[NameValue]:
    for field, kind in ((Field.NAME, NameKind.FULL), (Field.ROMANISED, NameKind.ROMANISED)):
        for text in row.all(field):
            if _named(text):
                yield NameValue(_tidied(text), kind)
    parts = tuple(NamePart(role, _tidied(text)) for field, role in _PARTS if _named(text := row.one(field)))
    if parts and parts[0].role is PartRole.GIVEN:
        whole = " ".join(part.text for part in parts)
        yield NameValue(whole, NameKind.FULL, parts=parts)
    if _named(text := row.one(Field.KUNYA)):
        yield NameValue(_tidied(text), NameKind.KUNYA)
    for text in row.all(Field.OTHER_NAMES):
        for one in _BETWEEN.split(text):
            if _named(one):
                yield NameValue(_tidied(one), _other_kind(one))


def _named(text: str) -> bool:
    return bool(text) and any(map(str.isalpha, text)) and silence_of(text) is None


def _tidied(text: str) -> str:
    """A text as the registry keeps it. What is printable and singly spaced, as reading leaves it, is so already but for composition."""
    return normalize("NFC", text) if text.isprintable() and "  " not in text else tidy(text)


def _other_kind(text: str) -> NameKind:
    """Abu and Umm make a kunya of an other name."""
    first = folded(text).split(" ")[0]
    return (
        NameKind.KUNYA
        if first in ("abu", "abou", "abo", "umm", "um", "oum", "om", "ابو", "ام")
        else NameKind.ALSO_KNOWN_AS
    )


def _placeholder(text: str) -> bool:
    return not _PLACEHOLDER.isdisjoint(folded(text).split())


def parent(role: ParentRole, text: str) -> Said:
    """A parent by name."""
    if not text:
        return
    if silence := silence_of(text):
        yield silent(ClaimKind.PARENT, silence, role.value)
    elif any(map(str.isalpha, text)):
        yield said(ClaimKind.PARENT, ParentValue(role, _tidied(text)))
    else:
        yield notice("parent_unread", "This is not a name.", field=role.value)


def nationalities(cells: Sequence[str]) -> Said:
    """Asserted nationalities, by code or by any name of the country or its people."""
    for text in (part for cell in cells for part in _several(cell)):
        if folded(text) in _STATELESS:
            yield said(ClaimKind.NATIONALITY, NationalityValue(stateless=True))
        elif code := country_code(text):
            yield said(ClaimKind.NATIONALITY, NationalityValue(code))
        elif silence := silence_of(text):
            yield silent(ClaimKind.NATIONALITY, silence)
        else:
            yield Problem(
                "nationality_unread",
                "This is not a country that is known here.",
                "Write its name in English or Arabic, or its code, such as IQ.",
                field=Field.NATIONALITY,
            )


def _several(cell: str) -> list[str]:
    """The countries of a cell: as it stands, or parted by signs, or the codes of a question with several answers."""
    if country_code(cell) or silence_of(cell) or folded(cell) in _STATELESS:
        return [cell]
    return cell.split() if _CODES.fullmatch(cell) else [part for part in _BETWEEN.split(cell) if part]


def languages(cells: Iterable[str]) -> Said:
    """Languages by code or name."""
    for cell in cells:
        whole = choice_of(TONGUES, cell)
        for text in [cell] if whole or silence_of(cell) else re.split(r"[;|،,/&\s]+", cell):
            if code := choice_of(TONGUES, text):
                yield said(ClaimKind.LANGUAGE, LanguageValue(code))
            elif silence := silence_of(text):
                yield silent(ClaimKind.LANGUAGE, silence)
            elif text:
                yield notice(
                    "language_unread",
                    "This is not a language that is known here; it is not kept.",
                    field=Field.LANGUAGE,
                )


def contacts(row: Cells) -> Said:
    """How somebody can be reached."""
    for text in row.all(Field.PHONE):
        if silence := silence_of(text):
            yield silent(ClaimKind.CONTACT, silence)
        elif sum(map(str.isdigit, text)) >= SHORTEST_PHONE:
            yield said(ClaimKind.CONTACT, ContactValue(ContactKind.PHONE, _tidied(text)))
        else:
            yield notice("phone_unread", "This is too short for a telephone number; it is not kept.", field=Field.PHONE)
    for field, kind in ((Field.RELATIVE, ContactKind.RELATIVE), (Field.ADDRESS, ContactKind.ADDRESS)):
        for text in row.all(field):
            if not silence_of(text):
                yield said(ClaimKind.CONTACT, ContactValue(kind, _tidied(text)))
