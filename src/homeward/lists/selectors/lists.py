"""The lists of this installation, as an actor may see them.

Comes in: an actor. Goes out: frozen facts with each list's health. Never what a restricted list is, to somebody else.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.access.selectors import scope
from homeward.lists import models
from homeward.lists.facts.lists import Health, WatchList
from homeward.lists.rules.seeing import sees
from homeward.lists.selectors.rows import list_row, lists_as_facts, visible


def lists_of(actor: Actor, *, withdrawn: bool = False) -> tuple[WatchList, ...]:
    """The lists that an actor may see, in the order of their titles."""
    return lists_as_facts(visible(actor, withdrawn=withdrawn))


def list_file(actor: Actor, list_id: str) -> WatchList:
    """One list. Raises `NotFound`."""
    return lists_as_facts([list_row(actor, list_id)])[0]


def hidden_count(actor: Actor) -> int:
    """How many lists there are besides, for other roles."""
    there = scope(actor, models.WatchList.objects.filter(withdrawn_at__isnull=True))
    return there.count() - len(visible(actor))


def hidden_ids(actor: Actor) -> tuple[UUID, ...]:
    """The restricted lists that an actor may not see: for rooms whose rows speak of entries. One query."""
    now = timezone.now()
    rows = models.WatchList.objects.filter(restricted=True)
    return tuple(row.id for row in rows if not sees(actor, True, row.roles, now))


def health(actor: Actor, list_id: str) -> Health:
    """How healthy a list is. Raises `NotFound`."""
    return list_file(actor, list_id).health
