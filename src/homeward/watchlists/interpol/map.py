"""A public notice becomes a `Listing`.

Comes in: a decoded `Notice` and what its address says: its colour, and whether it is about a person. Goes out: a `Listing`.
A yellow notice is about a missing person, often a child: it becomes `tracing`, another desk, and never a security alert.
A red notice is an accusation: its charges are remarks, in the words of the warrant.
Source: INTERPOL's public API, https://interpol.api.bund.dev/, and the notices' own pages.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from homeward.kernel.countries import country_code
from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.sources import Position
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing, Sex

Colour = Literal["red", "yellow", "un"]

_PROGRAMMES: dict[Colour, str] = {"red": "red notice", "yellow": "yellow notice", "un": "UN special notice"}
_SEXES: dict[str, Sex] = {"M": "male", "F": "female"}
_DOCUMENT_KINDS = {"passport": "passport", "identity": "national_id", "national": "national_id"}
Text = str | None


class Alias(msgspec.Struct, frozen=True):
    """A further name of a UN notice."""

    name: Text = None
    forename: Text = None
    date_of_birth: Text = None


class Paper(msgspec.Struct, frozen=True):
    """An identity document of a UN notice."""

    type: Text = None
    nr: str | int | None = None
    issuing_country_id: Text = None


class Warrant(msgspec.Struct, frozen=True):
    """An arrest warrant of a red notice."""

    issuing_country_id: Text = None
    charge: Text = None
    charge_translation: Text = None


class Notice(msgspec.Struct, frozen=True):
    """The fields of all three colours, as the API names them; on a list page most are absent."""

    entity_id: str
    name: Text = None
    forename: Text = None
    date_of_birth: Text = None
    sex_id: Text = None
    nationalities: list[str] | None = None
    place_of_birth: Text = None
    country_of_birth_id: Text = None
    distinguishing_marks: Text = None
    arrest_warrants: list[Warrant] | None = None
    date_of_event: Text = None
    place: Text = None
    country: Text = None
    birth_name: Text = None
    father_name: Text = None
    father_forename: Text = None
    mother_name: Text = None
    mother_forename: Text = None
    un_reference: Text = None
    un_reference_date: Text = None
    un_resolution: str | int | None = None
    name_in_original_script: Text = None
    forename_in_original_script: Text = None
    name_at_birth: Text = None
    formerly_known_as: str | list[str] | None = None
    aliases: list[Alias] | None = None
    identity_documents: list[Paper] | None = None
    summary: Text = None


def canonical_id(entity_id: str) -> str:
    """An id as notices print it: `2021/75051`, which addresses write `2021-75051`."""
    return entity_id.strip().replace("-", "/")


def births(notice: Notice) -> tuple[tuple[PartialDate, ...], tuple[str, ...]]:
    """The birth dates of a notice and its aliases, and the texts that are none. `0000/00/00` says nothing."""
    texts = [notice.date_of_birth, *(alias.date_of_birth for alias in notice.aliases or ())]
    told = dict.fromkeys(text for text in texts if text and text.strip("0/- "))
    read = [(text, parse(text)) for text in told]
    return tuple(date for _, date in read if date), tuple(text for text, date in read if date is None)


def to_listing(notice: Notice, colour: Colour, person: bool, list_id: str, position: Position, digest: str) -> Listing:
    """The listing of one notice; `digest` is the hash of what was published. Nationality codes we do not know are kept."""
    resolution = [f"UNSCR {notice.un_resolution}"] if notice.un_resolution else []
    return Listing(
        list_id=list_id,
        entry_id=canonical_id(notice.entity_id),
        kind="individual" if person else "entity",
        names=_names(notice),
        position=position,
        content_hash=digest,
        reference=(notice.un_reference or "").strip(),
        programmes=(_PROGRAMMES[colour], *resolution),
        births=births(notice)[0],
        sex=_SEXES.get(notice.sex_id or ""),
        nationalities=tuple(dict.fromkeys(country_code(code) or code for code in notice.nationalities or ())),
        birth_places=_birth_places(notice),
        documents=_documents(notice),
        father_names=_present(_full(notice.father_name, notice.father_forename)),
        mother_names=_present(_full(notice.mother_name, notice.mother_forename)),
        listed_on=parse(notice.un_reference_date or ""),
        remarks=_remarks(notice),
        tracing=colour == "yellow",
    )


def _full(name: Text, forename: Text) -> str:
    """`NAME, Forename`; either alone as it is."""
    return ", ".join(_present(name, forename))


def _present(*texts: Text) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text and text.strip())


def _names(notice: Notice) -> tuple[ListedName, ...]:
    names = [_name(notice.name, notice.forename, primary=True)]
    names.append(_name(notice.name_in_original_script, notice.forename_in_original_script, quality="original_script"))
    names += [_name(alias.name, alias.forename) for alias in notice.aliases or ()]
    names += [
        _name(at_birth, notice.forename, quality="former")
        for at_birth in (notice.birth_name, notice.name_at_birth)
        if at_birth
    ]
    former = notice.formerly_known_as or []
    names += [_name(text, None, quality="former") for text in ([former] if isinstance(former, str) else former)]
    return tuple(dict.fromkeys(name for name in names if name.text))


def _name(
    name: Text,
    forename: Text,
    *,
    primary: bool = False,
    quality: Literal["strong", "former", "original_script"] = "strong",
) -> ListedName:
    surname = (name or "").strip() if forename else ""
    return ListedName(_full(name, forename), quality, primary, surname)


def _birth_places(notice: Notice) -> tuple[ListedPlace, ...]:
    place, country = (notice.place_of_birth or "").strip(), notice.country_of_birth_id or ""
    return (ListedPlace(place or country, country_code(country) or ""),) if place or country else ()


def _documents(notice: Notice) -> tuple[ListedDocument, ...]:
    papers = [(paper, str(paper.nr).strip()) for paper in notice.identity_documents or () if paper.nr is not None]
    return tuple(
        ListedDocument(_document_kind(paper.type or ""), number, country_code(paper.issuing_country_id or "") or "")
        for paper, number in papers
        if number
    )


def _document_kind(text: str) -> str:
    folded = text.lower()
    return next((kind for word, kind in _DOCUMENT_KINDS.items() if word in folded), "other")


def _remarks(notice: Notice) -> str:
    lines = [
        f"warrant of {warrant.issuing_country_id or 'a country not told'}: {warrant.charge_translation or warrant.charge or '-'}"
        for warrant in notice.arrest_warrants or ()
    ]
    if missing := _present(notice.date_of_event, notice.place, notice.country):
        lines.append(f"missing since: {', '.join(missing)}")
    lines += [f"birth date as published: {text}" for text in births(notice)[1]]
    lines += [f"distinguishing marks: {text}" for text in _present(notice.distinguishing_marks)]
    return "\n".join([*lines, *_present(notice.summary)])
