"""The editions of lists: those in use, and all that were ever kept.

Comes in: an actor. Goes out: frozen facts. Never an edition of a list that the actor may not see.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.facts import Actor
from homeward.lists import models
from homeward.lists.facts.lists import AttemptRow, Desk, Edition, EditionState, ListKind, Outcome, Way
from homeward.lists.selectors.rows import edition_fact, edition_row, list_row, visible


def current(actor: Actor, desk: Desk, kind: ListKind = ListKind.NAMES) -> tuple[Edition, ...]:
    """The editions in use at a desk, one a list, in the order of their lists' titles."""
    rows = [row for row in visible(actor) if row.desk == desk and row.kind == kind]
    found = models.Edition.objects.filter(watch_list__in=rows, state=EditionState.CURRENT).select_related("watch_list")
    of_list = {row.watch_list_id: edition_fact(row) for row in found}
    return tuple(of_list[row.id] for row in rows if row.id in of_list)


def editions_of(actor: Actor, list_id: str) -> tuple[Edition, ...]:
    """Every edition of a list, the newest first. Raises `NotFound`."""
    row = list_row(actor, list_id)
    found = models.Edition.objects.filter(watch_list=row).select_related("watch_list")
    return tuple(edition_fact(one) for one in found.order_by("-received_at", "-id"))


def edition_of(actor: Actor, edition_id: UUID) -> Edition:
    """One edition. Raises `NotFound`."""
    return edition_fact(edition_row(actor, edition_id))


def attempts_of(actor: Actor, list_id: str, *, limit: int = 20) -> tuple[AttemptRow, ...]:
    """The last attempts to get an edition, the newest first. Raises `NotFound`."""
    rows = models.Attempt.objects.filter(watch_list=list_row(actor, list_id)).order_by("-at", "-id")[:limit]
    return tuple(
        AttemptRow(one.at, Way(one.way), one.by_name, Outcome(one.outcome), one.words, one.edition_id) for one in rows
    )


def editions_waiting(actor: Actor) -> tuple[Edition, ...]:
    """The editions that wait for somebody to look at them, the oldest first."""
    found = models.Edition.objects.filter(watch_list__in=visible(actor), state=EditionState.HELD)
    return tuple(edition_fact(row) for row in found.select_related("watch_list").order_by("received_at", "id"))
