"""A listing as an entity of FollowTheMoney: what the publisher says, under the names of properties that tools know.

Comes in: a `Listing` and the source of its list. Goes out: a frozen `Entity`, whose JSON is the interface's.
Never more exact than the list: a year stays a year, a span gives the years at its ends, and what fits no property is in the notes.
Source: the FollowTheMoney model, https://followthemoney.tech/explorer/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.screening.index.store import ListSource
from homeward.watchlists.listing import Kind, ListedName, Listing

Properties = dict[str, tuple[str, ...]]
SCHEMA_OF: dict[Kind, str] = {
    "individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane", "other": "LegalEntity",
}  # fmt: skip
_DOCUMENTS = {
    "passport": "passportNumber",
    "social_security": "socialSecurityNumber",
    "tax": "taxNumber",
    "registration": "registrationNumber",
}
_QUALITIES = {"weak": "weakAlias", "former": "previousName", "strong": "alias", "original_script": "alias"}
_TOPIC = re.compile(r"[a-z]+(?:\.[a-z]+)*")
KNOWN_BY_OWN_ID = "ftm"
SANCTIONS = frozenset({"un", "ofac"})  # formats whose lists are of sanctions, by their publishers' own words
SAYS_TOPICS = SANCTIONS | {"ftm"}  # formats of which it is known what an entry is listed for


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is answered."""

    id: str
    caption: str
    schema: str
    properties: Properties
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    target: bool = True
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None


def entity(listing: Listing, source: ListSource, caveat: str = "") -> Entity:
    """The entity of a listing. A caveat of the list's originator travels with it, as its first note."""
    known_as = entity_id(source, listing.entry_id)
    return Entity(
        id=known_as,
        caption=next(
            (name.text for name in listing.names if name.primary), listing.names[0].text if listing.names else known_as
        ),
        schema=SCHEMA_OF[listing.kind],
        properties=properties(listing, source.format, caveat),
        datasets=(listing.list_id,),
        referents=tuple(dict.fromkeys(one for one in (listing.entry_id, listing.reference) if one and one != known_as)),
        first_seen=_moment(listing.listed_on),
        last_seen=instant(source.published_on or ""),
        last_change=_moment(listing.amended_on),
    )


def properties(listing: Listing, kind: str, caveat: str = "") -> Properties:
    """The properties that have a value. `kind` is the format of the list."""
    topics = topics_of(listing, kind)
    found: dict[str, Iterable[str]] = {
        **_names(listing.names),
        "birthDate": (text for birth in listing.births for text in _dates(birth)),
        "gender": filter(None, (listing.sex,)),
        "nationality": listing.nationalities,
        "birthPlace": (place.text for place in listing.birth_places),
        "birthCountry": (place.country for place in listing.birth_places if place.country),
        "fatherName": listing.father_names,
        "motherName": listing.mother_names,
        "title": listing.titles,
        "topics": topics,
        "programId" if kind == "ftm" else "program": (one for one in listing.programmes if one not in topics),
        "notes": (caveat.strip(), *_notes(listing)),
    }
    for document in listing.documents:
        if not document.doubtful:
            name = _DOCUMENTS.get(document.kind, "idNumber")
            found[name] = (*found.get(name, ()), document.number)
    distinct = {name: tuple(dict.fromkeys(filter(None, values))) for name, values in found.items()}
    return {name: values for name, values in distinct.items() if values}


def topics_of(listing: Listing, kind: str) -> tuple[str, ...]:
    """What an entry is listed for, in the words of FollowTheMoney, where its list says so."""
    if kind in SANCTIONS:
        return ("sanction",)
    return tuple(filter(_TOPIC.fullmatch, listing.programmes)) if kind in SAYS_TOPICS else ()


def _names(names: tuple[ListedName, ...]) -> dict[str, Iterable[str]]:
    """The main name, and the others by what the publisher thinks of them; each spelling once."""
    found: dict[str, Iterable[str]] = {
        "name": tuple(name.text for name in names if name.primary) or tuple(name.text for name in names[:1])
    }
    taken = set(found["name"])
    for name in names:
        if name.text not in taken:
            taken.add(name.text)
            key = _QUALITIES[name.quality]
            found[key] = (*found.get(key, ()), name.text)
    return found


def _dates(birth: PartialDate) -> Iterator[str]:
    """A date as this form has it: the beginning of an ISO day; of a span both its years."""
    if birth.precision == "range" or birth.circa:
        yield from {f"{birth.first.year:04d}": None, f"{birth.last.year:04d}": None}
    else:
        yield birth.iso()


def _notes(listing: Listing) -> Iterator[str]:
    yield from filter(None, map(str.strip, listing.remarks.split("\n")))
    for birth in listing.births:
        if birth.precision == "range" or birth.circa:
            yield f"birth date as published: {birth.raw or birth.iso()}"
    for document in listing.documents:
        if document.doubtful:
            yield f"document said to be false, stolen, lost or expired: {document.kind} {document.number}"


def _moment(day: PartialDate | None) -> str | None:
    return instant(day.first.isoformat()) if day and day.precision == "day" else None


def entity_id(source: ListSource, entry_id: str) -> str:
    """The id by which an entry is known here."""
    return entry_id if source.format == KNOWN_BY_OWN_ID else f"{source.list_id}-{entry_id}"


def instant(day: str) -> str | None:
    """A day as the moment at which it began; None for what is not stated to the day."""
    return f"{day}T00:00:00" if len(day) == len("2026-03-04") and day[4] == day[7] == "-" else None
