"""The first name of entries as their publishers write them, for rows of a queue.

Comes in: candidates that their reader was let see, with their editions. Goes out: names by candidate. Read from the opened editions, so
that a queue asks the database no more often. Whatever cannot be opened has no name here: the candidate's own page says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from homeward.access.errors import NotFound, Sealed
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Edition
from homeward.lists.selectors.held import Held, opened
from homeward.lists.selectors.rows import edition_fact
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind
from homeward.watchlists.listing import Listing


def entry_names(candidates: Iterable[models.Candidate]) -> dict[UUID, str]:
    """The first name of each candidate's entry. A row of a file of documents has none.

    Nor has an entry of a restricted list: it is laid out in memory alone, which a queue does not wait for.
    """
    of_edition: dict[UUID, Held | None] = {}
    found = {}
    for one in candidates:
        if one.kind != CandidateKind.NAME or one.watch_list.restricted:
            continue
        if one.edition_id not in of_edition:
            of_edition[one.edition_id] = _held(edition_fact(one.edition))
        held = of_edition[one.edition_id]
        listing = held.entry(one.entry_id) if held else None
        if listing:
            found[one.id] = published_name(listing)
    return found


def published_name(listing: Listing) -> str:
    """The name that its publisher calls an entry by; "" where it has none."""
    names = sorted(listing.names, key=lambda name: not name.primary)
    return names[0].text if names else ""


def _held(edition: Edition) -> Held | None:
    try:
        return opened(edition)
    except (BadInput, NotFound, Sealed):
        return None
