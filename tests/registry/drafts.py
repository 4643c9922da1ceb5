"""Invented drafts for the registry's tests: a family as a clerk would type it."""

from __future__ import annotations

from uuid import UUID

from homeward.kernel.dates import parse
from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import (
    BirthBasis,
    BirthValue,
    ClaimKind,
    ClaimValue,
    DocumentKind,
    DocumentValue,
    NameKind,
    NameValue,
    NationalityValue,
    Sex,
    SexValue,
)


def said(kind: ClaimKind, value: ClaimValue, source: Source = Source.PERSON) -> Statement:
    """A known statement."""
    return Statement(kind, known(value), source, Verification.RECORDED)


def silent(kind: ClaimKind, state: Known) -> Statement:
    """A statement that there is no answer, and why."""
    answer: Answer[ClaimValue] = Answer(state)
    return Statement(kind, answer)


def person(
    site_id: UUID,
    name: str,
    *,
    born: str = "",
    sex: Sex | None = None,
    romanised: str = "",
    passport: str = "",
    country: str = "iq",
) -> PersonDraft:
    """A draft of one person."""
    statements = [said(ClaimKind.NAME, NameValue(name))]
    if romanised:
        statements.append(said(ClaimKind.NAME, NameValue(romanised, NameKind.ROMANISED), Source.CLERK))
    if born:
        statements.append(said(ClaimKind.BIRTH, BirthValue(parse(born), BirthBasis.STATED)))
    statements.append(said(ClaimKind.SEX, SexValue(sex)) if sex else silent(ClaimKind.SEX, Known.NOT_ASKED))
    statements.append(said(ClaimKind.NATIONALITY, NationalityValue(country)))
    if passport:
        paper = DocumentValue(DocumentKind.PASSPORT, passport, country)
        statements.append(said(ClaimKind.DOCUMENT, paper, Source.DOCUMENT))
    return PersonDraft(tuple(statements), site_id, section="3", tent="3-14")
