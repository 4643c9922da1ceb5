"""An entry as its publisher wrote it, cut out of the edition's own bytes.

Comes in: an edition that the caller was given, a listing of it. Goes out: text; "" where it cannot be cut out, or the bytes are gone.
Kept in this process once it was read, as the edition itself is.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from homeward.access.errors import NotFound, Sealed
from homeward.kernel.errors import BadInput
from homeward.kernel.sources import Position
from homeward.lists import models
from homeward.lists.facts.lists import Edition
from homeward.lists.selectors.held import path_of
from homeward.watchlists.listing import Listing
from homeward.watchlists.passages import source_text

_KEPT = 512  # texts


def passage(edition: Edition, listing: Listing) -> str:
    """The publisher's text of an entry."""
    return _passage(edition.id, listing.position, listing.entry_id)


@lru_cache(maxsize=_KEPT)
def _passage(edition_id: UUID, position: Position, entry_id: str) -> str:
    row = models.Edition.objects.select_related("watch_list").get(id=edition_id)
    try:
        with path_of(row) as path:
            return source_text(path, position, entry_id)
    except (BadInput, NotFound, Sealed):  # the page says that it is not there, and shows what was read of it
        return ""
