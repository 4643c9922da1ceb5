"""The lists of this installation, as an actor may see them.

Comes in: an actor. Goes out: frozen facts with each list's health. Never what a restricted list is, to somebody else.
"""

from __future__ import annotations

from homeward.access.facts import Actor
from homeward.access.selectors import scope
from homeward.lists import models
from homeward.lists.facts.lists import Health, WatchList
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


def health(actor: Actor, list_id: str) -> Health:
    """How healthy a list is. Raises `NotFound`."""
    return list_file(actor, list_id).health
