"""INTERPOL notices as fetched: a folder of notices and list pages, one JSON document, or JSON lines of them.

Comes in: a path. Goes out: one `Listing` per notice, its detail where there is one, else what the list page says.
A query that returned fewer notices than it counted is `Inconsistent`: the missing ones would look like ended notices.
Never opens the network, and never keeps a notice whose colour cannot be told: a missing child must not become a wanted person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import cast

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import Inconsistent, Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.tables import FIELD_LIMIT, visible
from homeward.kernel.tally import Tally
from homeward.watchlists.interpol.documents import BROKEN, Json, as_object, documents, files, head
from homeward.watchlists.interpol.map import Colour, Notice, births, canonical_id, to_listing
from homeward.watchlists.listing import Listing

CAP = 160  # notices that the public API returns for one query, at most

_ADDRESS = re.compile(r"/notices/v\d+/(red|yellow|un)\b(?:/(persons|entities))?")
_MARKS = (b'"entity_id"', b'"resultPerPage"', b"ws-public.interpol.int")
_ENTITY_FIELDS = {"legal_form", "registration_number", "administrators"}
_FIELDS: dict[Colour, set[str]] = {  # fields that the API gives to notices of one colour only
    "red": {"arrest_warrants"},
    "yellow": {"date_of_event", "birth_name"},
    "un": {"un_reference", "un_resolution"},
}
_NEVER_BOTH: tuple[Colour, ...] = ("red", "yellow")
_PAGING = ("page=", "resultPerPage=")


@dataclass(frozen=True, slots=True)
class _Found:
    """A notice with its place, its colour, whether it is about a person, and the hash of what was published."""

    notice: Notice
    position: Position
    colour: Colour
    person: bool
    digest: str


@dataclass(slots=True)
class _Query:
    """What the pages of one query said they count, the ids they brought, and the first of the pages."""

    first: Position
    totals: set[int] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def sniff(start: bytes, path: Path) -> bool:
    """Whether a file, or any JSON file of a folder, looks like notices of the public API."""
    if path.is_dir():
        return any(sniff(head(file), file) for file in files(path))
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bare[:1] in (b"{", b"[") and any(mark in start for mark in _MARKS)


def published_on(path: Path) -> PartialDate | None:
    """None: notices carry no date of the file, and the year in an id is that of the registration."""
    return None


def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of all notices. Raises `Inconsistent` where list pages miss notices, `Unreadable` where there is no notice."""
    details: dict[str, _Found] = {}
    on_pages: dict[str, _Found] = {}
    queries: dict[str, _Query] = {}
    for position, document in documents(path, tally):
        if "notices" in as_object(document.get("_embedded")):
            _turn_page(position, document, on_pages, queries, tally)
        elif found := _found(document, _address(document), position, tally):
            entry_id = canonical_id(found.notice.entity_id)
            if entry_id in details:
                tally.refuse(str(position), "duplicate_id", f"the notice {entry_id} stands in an earlier place")
            else:
                details[entry_id] = found
    _check_totals(queries)
    if not (details or on_pages or queries or tally.refused):
        raise Unreadable(f"{path.name} holds no notice of INTERPOL's public API.", file=path.name)
    yield from _listings(on_pages, details, list_id, tally)


def _listings(on_pages: dict[str, _Found], details: dict[str, _Found], list_id: str, tally: Tally) -> Iterator[Listing]:
    for entry_id, found in {**on_pages, **details}.items():
        tally.at, place = found.position, str(found.position)
        if on_pages.get(entry_id, found).colour != found.colour:
            tally.refuse(place, "two_colours", f"the notice {entry_id} has another colour on its list page")
            continue
        listing = to_listing(found.notice, found.colour, found.person, list_id, found.position, found.digest)
        if not listing.names:
            tally.refuse(place, "no_name", f"the notice {entry_id} has no name")
            continue
        if entry_id not in details:
            tally.quirk("list_page_only")
        if unread := births(found.notice)[1]:
            tally.quirk("unread_date", len(unread))
        tally.keep(listing.kind)
        yield listing


def _turn_page(
    position: Position, page: Json, on_pages: dict[str, _Found], queries: dict[str, _Query], tally: Tally
) -> None:
    """Take the notices of one list page, and what it says about its query. A notice on two pages counts once."""
    notices = page["_embedded"]["notices"]
    if not isinstance(notices, list):
        tally.refuse(str(position), "broken_page", "the list page has no list of notices")
        return
    query = queries.setdefault(_query_of(page), _Query(position))
    if type(total := page.get("total")) is int:
        query.totals.add(total)
    unit = "notice" if position.number == 1 else f"{position.unit} {position.number}, notice"
    for number, item in enumerate(notices, 1):
        place, notice = Position(position.file, number, unit), as_object(item)
        told = notice.get("entity_id")
        query.ids.add(canonical_id(told) if isinstance(told, str) else str(place))
        if isinstance(told, str) and canonical_id(told) in on_pages:
            continue
        if found := _found(notice, _address(notice) or _address(page), place, tally):
            on_pages[canonical_id(found.notice.entity_id)] = found


def _query_of(page: Json) -> str:
    """What the pages of one query have in common: their address, or else their filters, without the paging."""
    path, _, filters = _address(page).partition("?")
    asked = filters.split("&") if path else [f"{name}={value}" for name, value in as_object(page.get("query")).items()]
    return "&".join([path, *sorted(part for part in asked if part and not part.startswith(_PAGING))])


def _check_totals(queries: dict[str, _Query]) -> None:
    """Every query must have brought as many notices as each of its pages counted."""
    for query in queries.values():
        if wrong := query.totals - {len(query.ids)}:
            raise Inconsistent(
                f"The list pages of one query (the first is {query.first}) brought {len(query.ids)} notices and count "
                f"{max(wrong)}. Fetch all its pages in one go; as the public API returns at most {CAP} notices for a "
                "query, ask by nationality and age where it counts more.",
                file=query.first.file,
                received=len(query.ids),
                total=max(wrong),
            )


def _found(document: Json, address: str, position: Position, tally: Tally) -> _Found | None:
    """The notice in a document; None where it was refused."""
    told = document.get("entity_id")
    if not isinstance(told, str) or not visible(told, Tally()).strip():
        tally.refuse(str(position), "no_id", "what stands there has no entity_id: is it a notice?")
        return None
    if (colour := _colour(document, address)) is None:
        tally.refuse(str(position), "no_colour", "neither address nor fields tell one colour: wanted, missing or UN")
        return None
    try:
        notice = _cleaned(msgspec.convert(document, Notice), tally)
        digest = _hash(document)
    except BROKEN:
        tally.refuse(str(position), "broken_notice", "a field of the notice is not of the type the API gives it")
        return None
    if notice is None:
        tally.refuse(str(position), "field_too_long", f"a field has more than {FIELD_LIMIT} characters")
        return None
    return _Found(notice, position, colour, _is_person(document, address), digest)


def _colour(document: Json, address: str) -> Colour | None:
    """The one colour that the address and the fields tell. An address with fields of another colour tells none."""
    by_address = _ADDRESS.search(address)
    if by_address is None:
        colours = {colour for colour, names in _FIELDS.items() if names & document.keys()}
    else:
        filled = {name for name, value in document.items() if value}
        colours = {colour for colour in _NEVER_BOTH if _FIELDS[colour] & filled}
        colours.add(cast(Colour, by_address[1]))
    return colours.pop() if len(colours) == 1 else None


def _is_person(document: Json, address: str) -> bool:
    """Whether a notice is about a person: only UN notices may be about an entity, by their address or their fields."""
    by_address = _ADDRESS.search(address)
    if by_address and (by_address[1] != "un" or by_address[2]):
        return by_address[2] != "entities"
    return not _ENTITY_FIELDS & document.keys()


def _address(document: Json) -> str:
    """The address a document gives as its own, or nothing."""
    href = as_object(as_object(document.get("_links")).get("self")).get("href")
    return href if isinstance(href, str) else ""


def _cleaned(notice: Notice, tally: Tally) -> Notice | None:
    """The notice without invisible signs; None where a text of it is longer than any field is."""
    plain = msgspec.to_builtins(notice)
    if max(map(len, _texts(plain))) > FIELD_LIMIT:
        return None
    return msgspec.convert(_visible(plain, tally), Notice)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _visible(value: object, tally: Tally) -> object:
    if isinstance(value, str):
        return visible(value, tally)
    if isinstance(value, list):
        return [_visible(part, tally) for part in value]
    if isinstance(value, dict):
        return {name: _visible(part, tally) for name, part in value.items()}
    return value


def _hash(document: Json) -> str:
    """A hash of what was published, without the links to pages and pictures."""
    said = {name: value for name, value in document.items() if name not in ("_links", "_embedded")}
    return blake2b(msgspec.json.encode(said, order="deterministic"), digest_size=8).hexdigest()
