"""An entry of a list in full, as lines of words, and what it says otherwise than in an earlier edition.

Comes in: a listing. Goes out: labels and texts. Everything that was read of the entry, in the publisher's words; nothing is left out, and
nothing is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.kernel.dates import PartialDate
from homeward.registry.facts.values import DocumentKind, Sex
from homeward.watchlists.diff import FIELDS as COMPARED
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing
from homeward.web import calendars
from homeward.web.countries import country_name
from homeward.web.lists_words import FIELDS
from homeward.web.words import in_a_row, word


@dataclass(frozen=True, slots=True)
class Line:
    """A field of an entry with its values."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that reads differently: what stood there, and what stands there now."""

    label: str
    before: tuple[str, ...]
    now: tuple[str, ...]


def listing_lines(listing: Listing, calendar: calendars.Calendar) -> list[Line]:
    """Every field of an entry that says something."""
    found = [Line(_("Number on the list"), (listing.entry_id,))]
    for field in COMPARED:
        values = tuple(_values(listing, field, calendar))
        if values and field not in ("kind", "tracing"):
            found.append(Line(_label(field), values))
    return [*found, Line(_("Stands in the file at"), (str(listing.position),))]


def fields_changed(
    fields: tuple[str, ...], before: Listing, now: Listing, calendar: calendars.Calendar
) -> list[FieldChange]:
    """What some fields said before and say now."""
    return [
        FieldChange(_label(field), tuple(_values(before, field, calendar)), tuple(_values(now, field, calendar)))
        for field in fields
    ]


def document_text(kind: str, number: str, issuer: str) -> str:
    """A paper in one line: its kind, its number, who issued it."""
    named = str(word(DocumentKind(kind))) if kind in set(DocumentKind) else kind.replace("_", " ")
    return " · ".join(filter(None, (named, number, country_name(issuer) if issuer else "")))


def place_text(place: ListedPlace) -> str:
    """A place as written, with its country where one could be told."""
    country = country_name(place.country) if place.country else ""
    return in_a_row((place.text, country if country not in place.text else ""))


def country_text(code: str) -> str:
    """A nationality by its code; the publisher's word where no code fits."""
    return country_name(code) if len(code) == 2 else code


def name_note(name: ListedName) -> str:
    """What is to be known about a listed name."""
    return {
        "weak": _("a weak name, its publisher says"),
        "former": _("a former name"),
        "original_script": _("in its own script"),
    }.get(name.quality, "")


def _label(field: str) -> str:
    text = str(FIELDS.get(field, field))
    return text[:1].upper() + text[1:]


def _values(listing: Listing, field: str, calendar: calendars.Calendar) -> Iterator[str]:
    value = getattr(listing, field)
    for one in value if isinstance(value, tuple) else (value,):
        match one:
            case None | "" | False | True:
                continue
            case PartialDate():
                yield calendars.partial(one, calendar, get_language())
            case ListedName():
                note = name_note(one)
                yield f"{one.text} ({note})" if note else one.text
            case ListedPlace():
                yield place_text(one)
            case ListedDocument():
                doubtful = f" ({_('doubtful, its publisher says')})" if one.doubtful else ""
                yield document_text(one.kind, one.number, one.issuer) + doubtful
            case str():
                yield str(word(Sex(one))) if field == "sex" else country_text(one) if field == "nationalities" else one
