"""The registry's values in words: what a claim says, how a person is called in a list, where somebody is.

Comes in: facts of the registry. Goes out: texts and the parts that pages are made of. Never an unqualified truth, and never more than
the fact holds: what is restricted says that it exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.kernel.dates import PartialDate
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Claim, Verification
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.facts.values import (
    BirthBasis,
    BirthValue,
    ClaimKind,
    ClaimValue,
    ContactValue,
    DocumentValue,
    LanguageValue,
    NameKind,
    NameValue,
    NationalityValue,
    NeedValue,
    ParentValue,
    SexValue,
)
from homeward.web import calendars, parts
from homeward.web.countries import country_name, language_name
from homeward.web.words import in_a_row, word

STATELESS = "xxa"
_SHOWN_AS = {
    Verification.RECORDED: "plain",
    Verification.DOCUMENT_SEEN: "open",
    Verification.VERIFIED: "done",
    Verification.CONTESTED: "waiting",
}
STANDINGS = {
    Standing.PRESENT: "done",
    Standing.DEPARTED: "past",
    Standing.MISSING_REPORTED: "waiting",
    Standing.DECEASED_REPORTED: "past",
    Standing.UNACCOUNTED: "waiting",
    Standing.MERGED: "past",
    Standing.ERASED: "past",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a page shows it: `text` or, where there is none, why (`missing`)."""

    claim: Claim
    label: str
    text: str
    missing: str
    day: PartialDate | None = None

    @property
    def whole(self) -> str:
        """Everything it says in one text, the day of a birth first, or why it says nothing."""
        day = calendars.partial(self.day, "gregorian", get_language()) if self.day else ""
        return " · ".join(part for part in (day, self.text) if part) or self.missing

    @property
    def state(self) -> str:
        """The state of its chip."""
        return _SHOWN_AS[self.claim.verification]


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of a kind: those that hold now, and how many took place before."""

    kind: ClaimKind
    label: str
    current: tuple[Told, ...]
    past: int
    restricted: bool


def groups(claims: Sequence[Claim], kinds: Iterable[ClaimKind]) -> list[Group]:
    """Claims by kind, in the order of `kinds`."""
    found = []
    for kind in kinds:
        mine = [claim for claim in claims if claim.kind is kind]
        now = tuple(told(claim) for claim in sorted((claim for claim in mine if claim.current), key=_place))
        hidden = any(claim.restricted for claim in mine)
        found.append(Group(kind, str(word(kind)).capitalize(), now, len(mine) - len(now), hidden))
    return found


def told(claim: Claim) -> Told:
    """A claim in words."""
    if claim.restricted:
        return Told(claim, str(word(claim.kind)), "", _("restricted"))
    if claim.value is None:
        return Told(claim, _label(claim), "", str(word(claim.state)) if claim.state is not Known.KNOWN else _("erased"))
    day = claim.value.date if isinstance(claim.value, BirthValue) else None
    return Told(claim, _label(claim), _text(claim), "", day)


def version_of(claim: Claim) -> parts.Claim:
    """A claim as a version in a history."""
    said = told(claim)
    return parts.Claim(
        value=said.whole,
        source=word(claim.source),
        recorded_by=claim.recorded_by,
        recorded_at=claim.recorded_at,
        verification=word(claim.verification),
        state=said.state,
        superseded_at=claim.superseded_at,
    )


def nationality_text(codes: Iterable[str]) -> str:
    """Nationalities as a list shows them."""
    return in_a_row(_("stateless") if code == STATELESS else country_name(code) for code in codes)


def plain_name(row: PersonRow) -> str:
    """A person's name in one line."""
    return row.summary.name or row.summary.romanised or row.number


def _label(claim: Claim) -> str:
    return kind_text(claim.kind, claim.value)


def value_text(value: ClaimValue) -> str:
    """A value in one line, the day of a birth first."""
    day = value.date if isinstance(value, BirthValue) else None
    said = calendars.partial(day, "gregorian", get_language()) if day else ""
    return " · ".join(part for part in (said, _value(value)) if part)


def kind_text(kind: ClaimKind, value: ClaimValue | None) -> str:
    """What a value is called: which parent, which name, which paper."""
    if isinstance(value, NameValue | ContactValue | DocumentValue):
        return str(word(value.kind))
    return str(word(value.role)) if isinstance(value, ParentValue) else str(word(kind))


def _text(claim: Claim) -> str:
    return _value(claim.value) if claim.value is not None else ""


def _value(value: ClaimValue) -> str:
    match value:
        case NameValue():
            return value.text
        case BirthValue():
            country = country_name(value.country) if value.country else ""
            basis = "" if value.basis is BirthBasis.CONVENTION else str(word(value.basis))
            return in_a_row((value.place, country, basis))
        case SexValue():
            return str(word(value.sex))
        case NationalityValue():
            return _("stateless") if value.stateless else country_name(value.country)
        case ParentValue():
            return value.name
        case DocumentValue():
            return _document(value)
        case LanguageValue():
            return language_name(value.language)
        case ContactValue():
            return f"{value.text} ({value.of_whom})" if value.of_whom else value.text
        case NeedValue():
            return f"{value.code} {value.words}".strip()
        case _:
            return ""


def _document(value: DocumentValue) -> str:
    told = [value.number or _("no number"), country_name(value.issuer) if value.issuer else "", str(word(value.holder))]
    if value.expires:
        told.append(_("expires %(day)s") % {"day": value.expires.isoformat()})
    return " · ".join(part for part in told if part)


def _place(claim: Claim) -> int:
    """Among names, the person's own stands first."""
    return list(NameKind).index(claim.value.kind) if isinstance(claim.value, NameValue) else 0
