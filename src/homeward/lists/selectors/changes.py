"""What changed between two editions of a list: added, amended in which fields, removed.

Comes in: an actor and two editions. Goes out: frozen facts; names a page at a time. An entry is amended when the publisher's text for it
changed. Never says why an entry is gone: a delisting and a file cut short look alike here.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.facts.changes import Change, ChangedEntry, Changes
from homeward.lists.facts.lists import Edition, EditionState, ListKind
from homeward.lists.selectors.editions import edition_of
from homeward.lists.selectors.held import Held, opened
from homeward.lists.selectors.rows import edition_fact
from homeward.watchlists.diff import changed
from homeward.watchlists.listing import Listing

_Stamp = tuple[UUID, datetime | None]


def changes_of(actor: Actor, old_id: UUID, new_id: UUID) -> Changes:
    """Two editions of one list beside each other. Raises `NotFound`; `BadInput` for two lists, or files of documents."""
    old, new = edition_of(actor, old_id), edition_of(actor, new_id)
    if old.list_row != new.list_row:
        raise BadInput(_("Only editions of one list can be compared."))
    if old.kind is not ListKind.NAMES:
        raise BadInput(_("Files of documents hold no entries to compare: only their counts are shown."))
    added, amended, removed, unchanged = _compared((old.id, old.indexed_at), (new.id, new.indexed_at))
    return Changes(old, new, added, amended, removed, unchanged)


def changed_entries(changes: Changes, change: Change, *, limit: int = 50, offset: int = 0) -> tuple[ChangedEntry, ...]:
    """Some of the entries of one case, with their names in every script, and the fields that changed."""
    old, new = opened(changes.old), opened(changes.new)
    ids = changes.of(change)[offset : offset + limit]
    return tuple(_entry(id, change, old, new) for id in ids)


def edition_before(actor: Actor, edition_id: UUID) -> Edition | None:
    """The edition that was in use before one, or would be replaced by it."""
    edition = edition_of(actor, edition_id)
    used = [EditionState.CURRENT.value, EditionState.PAST.value]
    rows = models.Edition.objects.filter(
        Q(received_at__lt=edition.received_at) | Q(received_at=edition.received_at, id__lt=edition.id),
        watch_list=edition.list_row,
        state__in=used,
    )
    id = rows.order_by("-received_at", "-id").values_list("id", flat=True).first()
    return edition_of(actor, id) if id else None


def _entry(id: str, change: Change, old: Held, new: Held) -> ChangedEntry:
    before, now = old.entry(id), new.entry(id)
    if not before or not now:
        return ChangedEntry(id, change, _names(now or before))
    marks = old.mark(id), new.mark(id)
    same = bool(marks[0] and marks[1] and marks[0].compared == marks[1].compared)
    return ChangedEntry(id, change, _names(now), changed(before, now), compared=not same)


def _names(listing: Listing | None) -> tuple[str, ...]:
    """The name an entry is published under, then one in each other script; at most four."""
    if listing is None:
        return ()
    names = sorted(listing.names, key=lambda name: (not name.primary, name.quality != "original_script"))
    return tuple(dict.fromkeys(name.text for name in names))[:4]


@lru_cache(maxsize=16)
def _compared(old: _Stamp, new: _Stamp) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int]:
    before, now = _sources(old), _sources(new)
    both = before.keys() & now.keys()
    amended = tuple(sorted(id for id in both if before[id] != now[id]))
    added, removed = tuple(sorted(now.keys() - both)), tuple(sorted(before.keys() - both))
    return added, amended, removed, len(both) - len(amended)


def _sources(stamp: _Stamp) -> dict[str, bytes]:
    from_row = models.Edition.objects.select_related("watch_list").get(id=stamp[0])
    held = opened(edition_fact(from_row))
    texts = held.index.ids
    return {texts.get(row): held.marks.source[row] for row in range(len(held.marks))}
