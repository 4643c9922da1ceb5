"""Attempts to get an edition: every one is kept with what came of it, also where what it wanted was undone.

Comes in: a list's row, an actor, what came of it. Goes out: a row. A failed attempt never touches an edition.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.lists import models
from homeward.lists.facts.lists import Outcome, Way


def attempt_note(
    actor: Actor, row: models.WatchList, way: Way, outcome: Outcome, words: str, edition: models.Edition | None = None
) -> None:
    """Keep an attempt, in the transaction of what it came to, or in one of its own."""
    with transaction.atomic():
        models.Attempt.objects.create(
            watch_list=row,
            at=timezone.now(),
            way=way.value,
            by=actor.user_id,
            by_name=actor.username,
            outcome=outcome.value,
            words=words,
            edition=edition,
        )
        record(actor, EventKind.WRITE, "list.attempt", subject=f"list:{row.list_id}", detail={"outcome": outcome.value})
