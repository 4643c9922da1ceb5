"""What changed between two editions of one list: who was added, amended and removed, and in which fields.

Comes in: two snapshots, and for the fields the listings of both. Goes out: a frozen `Diff` of the publisher's ids.
An entry is amended when the publisher's text for it changed, whatever we read from it.
Never says why an entry is gone: a delisting and a file cut short look alike here.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from homeward.kernel.errors import Inconsistent
from homeward.watchlists.listing import Listing
from homeward.watchlists.snapshot import Snapshot

_NOT_SAID = {"list_id", "entry_id", "position", "content_hash"}  # where a listing stands, not what it says
FIELDS = tuple(field for field in Listing.__struct_fields__ if field not in _NOT_SAID)


class Amended(msgspec.Struct, frozen=True):
    """An entry whose text changed, and the fields in which it now reads differently; none where only other words changed."""

    entry_id: str
    fields: tuple[str, ...] = ()


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """Two editions of one list set beside each other; ids in their order."""

    list_id: str
    added: tuple[str, ...]
    amended: tuple[Amended, ...]
    removed: tuple[str, ...]
    unchanged: int


def diff(old: Snapshot, new: Snapshot) -> Diff:
    """Compare two editions by their entries' ids and hashes. Raises `Inconsistent` for snapshots of two lists."""
    if old.list_id != new.list_id or old.format != new.format:
        raise Inconsistent(
            f"{old.file} is the list {old.list_id} ({old.format}), {new.file} the list {new.list_id} ({new.format}): only "
            "editions of one list in one format can be compared. If they are, name the list for both (--list ID).",
            old=old.list_id,
            new=new.list_id,
        )
    before = {entry.entry_id: entry.content_hash for entry in old.entries}
    now = {entry.entry_id: entry.content_hash for entry in new.entries}
    both = before.keys() & now.keys()
    amended = tuple(Amended(entry_id) for entry_id in sorted(both) if before[entry_id] != now[entry_id])
    return Diff(
        list_id=new.list_id,
        added=tuple(sorted(now.keys() - before.keys())),
        amended=amended,
        removed=tuple(sorted(before.keys() - now.keys())),
        unchanged=len(both) - len(amended),
    )


def with_fields(changes: Diff, old: Iterable[Listing], new: Iterable[Listing]) -> Diff:
    """The same difference, each amended entry with the fields that changed. Both editions are gone through once."""
    wanted = {one.entry_id for one in changes.amended}
    before = {listing.entry_id: listing for listing in old if listing.entry_id in wanted}
    fields = {
        listing.entry_id: changed(before[listing.entry_id], listing) for listing in new if listing.entry_id in before
    }
    amended = (Amended(one.entry_id, fields.get(one.entry_id, ())) for one in changes.amended)
    return msgspec.structs.replace(changes, amended=tuple(amended))


def changed(old: Listing, new: Listing) -> tuple[str, ...]:
    """The fields in which two readings of one entry differ; the order of several values says nothing."""
    return tuple(field for field in FIELDS if not _same(getattr(old, field), getattr(new, field)))


def _same(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(one, key=repr) == sorted(other, key=repr)
    return one == other
