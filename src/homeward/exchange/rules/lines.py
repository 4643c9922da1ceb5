"""A person's file becomes a line of an export: the columns asked for, each with what holds now, as recorded.

Comes in: a file and names of places. Goes out: values by column; several values of one column stay several. A silence is written as
its word, so that unknown, not asked, declined and not applicable stay four different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from homeward.exchange.facts.exports import ExportColumn, ExportRequest
from homeward.exchange.rules.withholding import need_may_leave
from homeward.registry.facts.answers import Known
from homeward.registry.facts.persons import PersonFile
from homeward.registry.facts.values import (
    BirthValue,
    ClaimKind,
    ContactValue,
    DocumentValue,
    LanguageValue,
    NameKind,
    NameValue,
    NationalityValue,
    NeedValue,
    ParentRole,
    ParentValue,
    SexValue,
)
from homeward.registry.rules.summary import current

C = ExportColumn
Value = TypeVar("Value")
Line = dict[ExportColumn, tuple[str, ...]]
KIND_OF: Final[Mapping[ExportColumn, ClaimKind]] = {
    C.NAME: ClaimKind.NAME, C.ROMANISED: ClaimKind.NAME, C.KUNYA: ClaimKind.NAME, C.OTHER_NAMES: ClaimKind.NAME,
    C.SEX: ClaimKind.SEX, C.BIRTH: ClaimKind.BIRTH, C.BIRTH_BASIS: ClaimKind.BIRTH, C.BIRTH_PLACE: ClaimKind.BIRTH,
    C.NATIONALITY: ClaimKind.NATIONALITY, C.FATHER: ClaimKind.PARENT, C.MOTHER: ClaimKind.PARENT,
    C.DOCUMENTS: ClaimKind.DOCUMENT, C.LANGUAGES: ClaimKind.LANGUAGE, C.CONTACTS: ClaimKind.CONTACT, C.NEEDS: ClaimKind.NEED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """What sites and households are called."""

    sites: Mapping[UUID, str]
    households: Mapping[UUID, str]


def kinds_of(columns: Sequence[ExportColumn]) -> tuple[ClaimKind, ...]:
    """The kinds of claims that some columns are made of."""
    return tuple(dict.fromkeys(KIND_OF[column] for column in columns if column in KIND_OF))


def line_of(file: PersonFile, columns: Sequence[ExportColumn], request: ExportRequest, places: Places) -> Line:
    """The values of a person's line."""
    return {column: tuple(filter(None, _VALUES[column](file, request, places))) for column in columns}


def sensitive_of(file: PersonFile, request: ExportRequest) -> int:
    """How many needs of a person are not written."""
    return sum(not need_may_leave(need, request) for need in current(file.claims, NeedValue))


def _names(file: PersonFile, *kinds: NameKind) -> Iterator[str]:
    return (name.text for name in current(file.claims, NameValue) if name.kind in kinds)


def _silences(file: PersonFile, kind: ClaimKind) -> Iterator[str]:
    """The word for a silence, where nothing else is known."""
    claims = [claim for claim in file.claims if claim.current and claim.kind is kind and not claim.restricted]
    if claims and all(claim.state is not Known.KNOWN for claim in claims):
        yield claims[-1].state.value


def _said(file: PersonFile, kind: ClaimKind, texts: Iterator[str]) -> Iterator[str]:
    found = list(dict.fromkeys(texts))
    yield from found or _silences(file, kind)


def _parent(role: ParentRole) -> Callable[[PersonFile], Iterator[str]]:
    return lambda file: (p.name for p in current(file.claims, ParentValue) if p.role is role)


def _birth(file: PersonFile) -> BirthValue | None:
    return next(iter(current(file.claims, BirthValue)), None)


def _born(file: PersonFile) -> Iterator[str]:
    birth = _birth(file)
    if birth and birth.date:
        yield birth.date.iso()


def _born_where(file: PersonFile) -> Iterator[str]:
    if birth := _birth(file):
        yield ", ".join(filter(None, (birth.place, birth.country.upper())))


def _paper(paper: DocumentValue) -> str:
    return " ".join(filter(None, (paper.kind.value, paper.number, paper.issuer.upper())))


def _contact(contact: ContactValue) -> str:
    return f"{contact.kind.value}: {contact.text}"


def _need(need: NeedValue) -> str:
    return " ".join(filter(None, (need.code, need.words)))


Make = Callable[[PersonFile, ExportRequest, Places], Iterator[str]]
_VALUES: Final[Mapping[ExportColumn, Make]] = {
    C.NUMBER: lambda f, r, p: iter((f.row.number,)),
    C.NAME: lambda f, r, p: iter((f.row.summary.name,)),
    C.ROMANISED: lambda f, r, p: iter((f.row.summary.romanised,)),
    C.KUNYA: lambda f, r, p: _names(f, NameKind.KUNYA),
    C.OTHER_NAMES: lambda f, r, p: _names(f, NameKind.FORMER, NameKind.ALSO_KNOWN_AS),
    C.SEX: lambda f, r, p: _said(f, ClaimKind.SEX, (v.sex.value for v in current(f.claims, SexValue)[:1])),
    C.BIRTH: lambda f, r, p: _said(f, ClaimKind.BIRTH, _born(f)),
    C.BIRTH_BASIS: lambda f, r, p: iter((b.basis.value,) if (b := _birth(f)) and b.date else ()),
    C.BIRTH_PLACE: lambda f, r, p: _born_where(f),
    C.NATIONALITY: lambda f, r, p: _said(
        f, ClaimKind.NATIONALITY, (v.country.upper() or "stateless" for v in current(f.claims, NationalityValue))
    ),
    C.FATHER: lambda f, r, p: _parent(ParentRole.FATHER)(f),
    C.MOTHER: lambda f, r, p: _parent(ParentRole.MOTHER)(f),
    C.DOCUMENTS: lambda f, r, p: map(_paper, current(f.claims, DocumentValue)),
    C.LANGUAGES: lambda f, r, p: _said(f, ClaimKind.LANGUAGE, (v.language for v in current(f.claims, LanguageValue))),
    C.CONTACTS: lambda f, r, p: map(_contact, current(f.claims, ContactValue)),
    C.NEEDS: lambda f, r, p: (_need(v) for v in current(f.claims, NeedValue) if need_may_leave(v, r)),
    C.HOUSEHOLD: lambda f, r, p: iter((p.households.get(f.row.household_id, ""),) if f.row.household_id else ()),
    C.ROLE: lambda f, r, p: iter((f.row.role.value,)),
    C.SITE: lambda f, r, p: iter((p.sites.get(f.row.site_id, ""),) if f.row.site_id else ()),
    C.SECTION: lambda f, r, p: iter((f.row.section,)),
    C.TENT: lambda f, r, p: iter((f.row.tent,)),
    C.STANDING: lambda f, r, p: iter((f.row.standing.value,)),
    C.REGISTERED: lambda f, r, p: iter((f.row.registered_at.date().isoformat(),)),
}
