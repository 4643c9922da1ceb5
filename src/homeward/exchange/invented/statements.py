"""What an invented record states of a person, as statements of the registry: each with its source and how far it was checked.

Comes in: a `PersonRecord`, and under which ids the people it names are registered. Goes out: statements, in the record's order.
Never adds to what the record states: a silence stays one of its four kinds, and a name is said of the paper it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.values import (
    BirthBasis,
    BirthValue,
    ClaimKind,
    ContactKind,
    ContactValue,
    DocumentKind,
    DocumentValue,
    Holder,
    LanguageValue,
    NameKind,
    NamePart,
    NameValue,
    NationalityValue,
    NeedValue,
    ParentRole,
    ParentValue,
    PartRole,
    Sex,
    SexValue,
)
from homeward.synthetic.population.records import NameRecord, PaperRecord, PersonRecord

_ON: Final = {"registration": "", "passport": "as written on the passport", "camp_card": "as written on the camp card"}
_THROUGH: Final = {"own": "", "father": "through the father", "mother": "through the mother"}
_SPOKEN_FOR: Final = frozenset({"child", "grandchild", "separated_child", "unaccompanied_child"})


def statements_of(record: PersonRecord, known_as: Mapping[str, UUID]) -> Iterator[Statement]:
    """Everything that a record states of a person."""
    seen = any(paper.seen_original for paper in record.papers)
    speaker = Source.RELATIVE if record.role in _SPOKEN_FOR else Source.PERSON
    for name in record.names:
        yield _name(name, seen)
    for birth in record.births:
        value = BirthValue(birth.date, BirthBasis(birth.basis), birth.place, birth.country)
        checked = Verification.VERIFIED if birth.source == "official_record" and birth.basis == "document" else None
        yield _said(ClaimKind.BIRTH, value, birth.source, checked or _checked(birth.source, seen))
    yield Statement(ClaimKind.SEX, known(SexValue(Sex(record.sex))), speaker)
    for claim in record.nationalities:
        nationality = NationalityValue(claim.country, claim.stateless)
        checked = _checked(claim.source, seen)
        yield _said(ClaimKind.NATIONALITY, nationality, claim.source, checked, _THROUGH[claim.through])
    for parent in record.parents:
        linked = str(known_as[parent.reference]) if parent.reference else ""
        yield Statement(ClaimKind.PARENT, known(ParentValue(ParentRole(parent.role), parent.name, linked)), speaker)
    for paper in record.papers:
        yield _paper(paper)
    yield from _rest(record, speaker)


def _rest(record: PersonRecord, speaker: Source) -> Iterator[Statement]:
    for spoken in record.languages:
        yield Statement(ClaimKind.LANGUAGE, known(LanguageValue(spoken.language, spoken.reads)), speaker)
    for contact in record.contacts:
        value = ContactValue(ContactKind(contact.kind), contact.text, contact.of_whom)
        yield Statement(ClaimKind.CONTACT, known(value), speaker)
    for need in record.needs:
        stated = NeedValue(need.code, need.words, need.sensitive, need.since)
        yield Statement(ClaimKind.NEED, known(stated), Source.CLERK)
    for kind, why in record.silences.items():
        yield Statement(ClaimKind(kind), Answer(Known(why)), speaker)


def _name(name: NameRecord, seen: bool) -> Statement:
    parts = tuple(NamePart(PartRole(part.role), part.text) for part in name.parts)
    value = NameValue(name.text, NameKind(name.kind), name.language, parts)
    return _said(ClaimKind.NAME, value, name.source, _checked(name.source, seen), _ON[name.on])


def _paper(paper: PaperRecord) -> Statement:
    value = DocumentValue(
        DocumentKind(paper.kind), paper.number, paper.issuer, paper.issued, paper.expires, paper.name_on_it,
        Holder(paper.holder), paper.seen_original,
    )  # fmt: skip
    return _said(ClaimKind.DOCUMENT, value, "document", _checked("document", paper.seen_original))


def _checked(source: str, seen: bool) -> Verification:
    """How far a statement was checked: one from a paper, by who saw the paper."""
    return Verification.DOCUMENT_SEEN if source == "document" and seen else Verification.RECORDED


def _said(
    kind: ClaimKind,
    value: NameValue | BirthValue | NationalityValue | DocumentValue,
    source: str,
    checked: Verification,
    note: str = "",
) -> Statement:
    return Statement(kind, known(value), Source(source), checked, note)
