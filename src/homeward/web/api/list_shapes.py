"""What the interface gives of lists, their editions and what changed between two.

Comes in: facts. Goes out: shapes that become JSON and the published description.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from homeward.lists.facts.changes import ChangedEntry, Changes
from homeward.lists.facts.lists import Edition, WatchList


class EditionOut(Schema):
    """An edition of a list. `published_on` is empty where the publisher states no date."""

    id: UUID
    list_id: str
    state: str
    published_on: str
    received_at: datetime
    received_by: str
    way: str
    file: str
    format: str
    sha256: str
    individuals: int
    entries: int
    refused: int
    problems: list[str]
    accepted_by: str
    accepted_why: str
    indexed_at: datetime | None
    confirmed_at: datetime | None


class ListOut(Schema):
    """A list. Where `in_order` is false, "not found" is not a result; `ailments` say why."""

    list_id: str
    title: str
    desk: str
    kind: str
    restricted: bool
    originator: str
    caveat: str
    stale_after_days: int
    in_order: bool
    ailments: list[str]
    last_failure: str
    current: EditionOut | None


class ChangedEntryOut(Schema):
    """An entry that changed, with its names; for an amended one the fields that read differently now."""

    entry_id: str
    change: str
    names: list[str]
    fields: list[str]
    compared: bool


class ChangesOut(Schema):
    """What changed between two editions: counts, and a page of the entries of one kind of change."""

    old: UUID
    new: UUID
    added: int
    amended: int
    removed: int
    unchanged: int
    items: list[ChangedEntryOut]
    total: int


def edition_out(one: Edition) -> dict[str, Any]:
    """An edition as JSON."""
    return {
        "id": one.id, "list_id": one.list_id, "state": one.state.value, "published_on": one.published_on,
        "received_at": one.received_at, "received_by": one.received_by, "way": one.way.value, "file": one.file,
        "format": one.format, "sha256": one.sha256, "individuals": one.individuals, "entries": one.entries,
        "refused": one.refused, "problems": [problem.value for problem in one.problems], "accepted_by": one.accepted_by,
        "accepted_why": one.accepted_why, "indexed_at": one.indexed_at,
        "confirmed_at": one.confirmed_at,
    }  # fmt: skip


def list_out(one: WatchList) -> dict[str, Any]:
    """A list as JSON."""
    return {
        "list_id": one.list_id, "title": one.title, "desk": one.desk.value, "kind": one.kind.value,
        "restricted": one.restricted, "originator": one.originator, "caveat": one.caveat,
        "stale_after_days": one.stale_after_days, "in_order": one.health.good,
        "ailments": [ailment.value for ailment in one.health.ailments], "last_failure": one.health.words,
        "current": edition_out(one.current) if one.current else None,
    }  # fmt: skip


def changes_out(changes: Changes, entries: tuple[ChangedEntry, ...], total: int) -> dict[str, Any]:
    """What changed, as JSON."""
    return {
        "old": changes.old.id,
        "new": changes.new.id,
        "added": len(changes.added),
        "amended": len(changes.amended),
        "removed": len(changes.removed),
        "unchanged": changes.unchanged,
        "items": [
            {
                "entry_id": one.entry_id,
                "change": one.change.value,
                "names": list(one.names),
                "fields": list(one.fields),
                "compared": one.compared,
            }
            for one in entries
        ],
        "total": total,
    }
