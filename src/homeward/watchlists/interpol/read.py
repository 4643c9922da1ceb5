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
from typing import Any, cast

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import Inconsistent, Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.table_formats import opened
from homeward.kernel.tables import visible
from homeward.kernel.tally import Tally
from homeward.watchlists.interpol.map import Colour, Notice, births, canonical_id, to_listing
from homeward.watchlists.listing import Listing

CAP = 160  # notices that the public API returns for one query, at most
HEAD = 1 << 14

_ADDRESS = re.compile(r"/notices/v\d+/(red|yellow|un)\b(?:/(persons|entities))?")
_MARKS = (b'"entity_id"', b'"resultPerPage"', b"ws-public.interpol.int")
_BROKEN = (ValueError, RecursionError)
_ENTITY_FIELDS = {"legal_form", "registration_number", "administrators"}
_YELLOW_FIELDS = {"date_of_event", "birth_name"}
_Json = dict[str, Any]


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
    """What the pages of one query said they count, and the ids they brought."""

    totals: set[int] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def sniff(head: bytes, path: Path) -> bool:
    """Whether a file, or any JSON file of a folder, looks like notices of the public API."""
    if path.is_dir():
        return any(sniff(_head(file), file) for file in _files(path))
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") and any(mark in head for mark in _MARKS)


def published_on(path: Path) -> PartialDate | None:
    """None: notices carry no date of the file, and the year in an id is that of the registration."""
    return None


def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of all notices. Raises `Inconsistent` where list pages miss notices, `Unreadable` where there is no notice."""
    details: dict[str, _Found] = {}
    on_pages: dict[str, _Found] = {}
    queries: dict[str, _Query] = {}
    for position, document in _documents(path, tally):
        if "notices" in (document.get("_embedded") or {}):
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
    yield from _listings({**on_pages, **details}, details, list_id, tally)


def _listings(notices: dict[str, _Found], details: dict[str, _Found], list_id: str, tally: Tally) -> Iterator[Listing]:
    for entry_id, found in notices.items():
        listing = to_listing(found.notice, found.colour, found.person, list_id, found.position, found.digest)
        if not listing.names:
            tally.refuse(str(found.position), "no_name", f"the notice {entry_id} has no name")
            continue
        if entry_id not in details:
            tally.quirk("list_page_only")
        if unread := births(found.notice)[1]:
            tally.quirk("unread_date", len(unread))
        tally.keep(listing.kind)
        yield listing
