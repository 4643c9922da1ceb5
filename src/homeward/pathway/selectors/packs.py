"""The destination packs that are loaded, their documents, and what differs between two versions.

Comes in: an actor, or rows for this room alone. Goes out: frozen facts. A pack is no secret among those who work here: it says what a
country asks, and nothing of anybody.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import scope
from homeward.pathway import models
from homeward.pathway.facts.loaded import PackRow
from homeward.pathway.packing import document_of
from homeward.pathway.rules.packs import Change, changes_between

_RUNNING = Count("cases", filter=Q(cases__closed_at__isnull=True))


def packs_list(actor: Actor) -> tuple[PackRow, ...]:
    """Every version that is loaded, by key, the newest first, with how many running cases go by it. Raises `Refused`."""
    authorise(actor, Capability.SITE_READ)
    groups = models.Group.objects.annotate(running=_RUNNING).values_list("pack_id", "running")
    running: dict[UUID, int] = {}
    for pack_id, count in groups:
        running[pack_id] = running.get(pack_id, 0) + count
    rows = scope(actor, models.Pack.objects.order_by("key", "-version"))
    return tuple(pack_row(row, running.get(row.id, 0)) for row in rows)


def pack_of(actor: Actor, key: str, version: int | None = None) -> PackRow:
    """One version, the newest where none is named. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.SITE_READ)
    rows = scope(actor, models.Pack.objects.filter(key=key))
    row = (rows.filter(version=version) if version else rows).order_by("-version").first()
    if row is None:
        raise NotFound("There is no such destination pack. Go back to the list of packs.")
    cases = models.Case.objects.filter(group__pack=row, closed_at__isnull=True).count()
    return pack_row(row, cases)


def pack_changes(actor: Actor, key: str, before: int, after: int) -> tuple[Change, ...]:
    """What differs between two versions of a pack. Raises `Refused`, `NotFound`."""
    return changes_between(pack_of(actor, key, before).document, pack_of(actor, key, after).document)


def pack_row(row: models.Pack, cases: int = 0, *, new: bool = False) -> PackRow:
    """A version as a fact."""
    return PackRow(
        id=row.id, key=row.key, version=row.version, country=row.country, sha=row.sha, loaded_at=row.loaded_at,
        retired_at=row.retired_at, document=document_of(row), cases=cases, new=new,
    )  # fmt: skip


def item_titles(keys: frozenset[str], language: str) -> dict[str, str]:
    """What items of the loaded packs are called in a language, the newest version's words first. Nothing recorded of anybody: no actor."""
    found: dict[str, str] = {}
    for row in models.Pack.objects.order_by("-loaded_at", "-version"):
        for item in document_of(row).items:
            if item.key in keys:
                found.setdefault(item.key, item.titles.said(language))
    return found
