"""The UN consolidated list, record by record.

Comes in: the XML file as the UN publishes it, a list id, a `Tally`. Goes out: a stream of `Listing`s; records without a
reference or a name, with a text beyond all bounds, or with a reference already seen are refused with their line.
Never reads a file that declares entities, and never holds more than one record and the references seen.
Source: https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.errors import Unreadable
from homeward.kernel.table_formats import opened
from homeward.kernel.tables import FIELD_LIMIT
from homeward.kernel.tally import Tally
from homeward.watchlists.fragments import RECORD_LIMIT, Fragment, read_fragments
from homeward.watchlists.listing import Listing
from homeward.watchlists.un.map import KINDS, reference_of, to_listing

LIST_ID = "un"
HEAD = 1 << 14

_ROOT = b"<CONSOLIDATED_LIST"
_GENERATED = re.compile(rb"<CONSOLIDATED_LIST[^>]*\bdateGenerated\s*=\s*[\"']([^\"']{4,40})[\"']")


def sniff(head: bytes, path: Path) -> bool:
    """Whether a file starts like the consolidated list."""
    return _ROOT in head.replace(b"\x00", b"")


def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of the individuals and entities; an empty `list_id` stands for "un". Raises `BadInput`, `Unreadable`."""
    seen: set[str] = set()
    for fragment in read_fragments(path, KINDS, tally):
        tally.at = fragment.position
        listing = to_listing(fragment, list_id or LIST_ID, tally)
        if problem := _problem(fragment, listing, seen):
            tally.refuse(str(fragment.position), *problem)
            continue
        seen.add(listing.entry_id)
        tally.keep(listing.kind)
        yield listing
    if not tally.read:
        raise Unreadable(f"{path.name} holds no entry. Is it the whole consolidated list?", file=path.name)


def published_on(path: Path) -> PartialDate | None:
    """The day on which the UN generated the file."""
    with opened(path) as handle:
        found = _GENERATED.search(handle.read(HEAD).replace(b"\x00", b""))
    return parse(found[1].decode("ascii", "replace").partition("T")[0]) if found else None


def _problem(fragment: Fragment, listing: Listing, seen: set[str]) -> tuple[str, str] | None:
    """Why a record cannot be kept: a code and a sentence."""
    if fragment.too_long:
        return "field_too_long", f"a text has more than {FIELD_LIMIT:,} characters, or all of them {RECORD_LIMIT:,}"
    if not listing.entry_id:
        return "no_id", "the record has no reference number"
    if listing.entry_id in seen:
        return "duplicate_id", f"the reference {reference_of(fragment)} stands in an earlier record"
    if not listing.names:
        return "no_name", f"the record {listing.entry_id} has no name"
    return None
