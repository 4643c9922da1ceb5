"""Lists for other programs: which are kept and whether each is in order, their editions, what changed between two.

Comes in: requests with a token. Goes out: JSON. A restricted list is not there for a token whose role it does not name.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Capability
from homeward.lists.facts.changes import Change
from homeward.lists.selectors.changes import changed_entries, changes_of, edition_before
from homeward.lists.selectors.editions import edition_of, editions_of
from homeward.lists.selectors.lists import list_file, lists_of
from homeward.web.api.list_shapes import ChangesOut, EditionOut, ListOut, changes_out, edition_out, list_out
from homeward.web.api.terms import REFUSALS, Limit, Offset, asker

router = Router(tags=["lists"])


@router.get("/lists", response={200: list[ListOut], **REFUSALS}, operation_id="lists_list")
def lists(request: HttpRequest) -> Any:
    """The lists, each with its edition in use and its health."""
    authorise(asker(request), Capability.LIST_READ)
    return [list_out(one) for one in lists_of(asker(request))]


@router.get("/lists/{list_id}", response={200: ListOut, **REFUSALS}, operation_id="list_read")
def one_list(request: HttpRequest, list_id: str) -> Any:
    """One list."""
    authorise(asker(request), Capability.LIST_READ)
    return list_out(list_file(asker(request), list_id))


@router.get("/lists/{list_id}/editions", response={200: list[EditionOut], **REFUSALS}, operation_id="list_editions")
def editions(request: HttpRequest, list_id: str, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The editions of a list, the newest first."""
    authorise(asker(request), Capability.LIST_READ)
    return [edition_out(one) for one in editions_of(asker(request), list_id)[offset : offset + limit]]


@router.get(
    "/editions/{uuid:edition_id}/changes", response={200: ChangesOut, **REFUSALS}, operation_id="edition_changes"
)
def changes(
    request: HttpRequest,
    edition_id: Path[UUID],
    change: Change = Change.ADDED,
    against: UUID | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """What changed between an edition and another one, by itself the one before it."""
    actor = asker(request)
    authorise(actor, Capability.LIST_READ)
    before = edition_of(actor, against) if against else edition_before(actor, edition_id)
    if before is None:
        raise NotFound(_("There is no other edition to compare this one with."))
    found = changes_of(actor, before.id, edition_id)
    entries = changed_entries(found, change, limit=limit, offset=offset)
    return changes_out(found, entries, len(found.of(change)))
