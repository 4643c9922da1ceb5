"""Decide about an edition that waits: use it after all, or refuse it.

Comes in: an actor, an edition, their words. Goes out: the edition as a fact. Whoever accepts what looks wrong says why, and it is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.facts.lists import Ailment, Edition, EditionState
from homeward.lists.selectors.rows import edition_fact, edition_row
from homeward.lists.settling import INDEX, moment_after
from homeward.work.actions import job_enqueue

WORDS = 10  # letters of a reason: a sentence, not a tick


@action
def edition_accept(*, actor: Actor, edition_id: UUID, why: str) -> Edition:
    """Use an edition in spite of what was noted about it; of one in use already, accept its refused rows.

    Raises `Refused`, `NotFound`, `Stale` where somebody decided meanwhile, `BadInput` without words or columns.
    """

    def check(row: models.Edition) -> None:
        acceptable = row.state == EditionState.HELD or (row.state == EditionState.CURRENT and row.problems)
        if not acceptable or row.accepted_by:
            raise Stale(_("Nothing about this edition waits to be accepted any more. Look at it again."))
        if Ailment.NO_COLUMNS in row.problems:
            raise BadInput(_("First say which column of this table holds what."))

    row = _decide(actor, edition_id, why, check)
    row.accepted_by, row.accepted_name, row.accepted_why = actor.user_id, actor.username, why.strip()
    row.accepted_at = moment_after(row.watch_list)
    if row.state == EditionState.HELD:
        row.state = EditionState.RECEIVED.value
        job_enqueue(actor=actor, kind=INDEX, subject=str(row.id))
    row.save()
    record(
        actor,
        EventKind.OVERRIDE,
        "list.accept",
        subject=f"list:{row.watch_list.list_id}",
        detail={"sha256": row.sha256},
    )
    return edition_fact(row)


@action
def edition_refuse(*, actor: Actor, edition_id: UUID, why: str) -> Edition:
    """Refuse an edition that waits: it is kept, and never used. Raises as `edition_accept`."""

    def check(row: models.Edition) -> None:
        if row.state != EditionState.HELD:
            raise Stale(_("This edition does not wait for a decision any more. Look at it again."))

    row = _decide(actor, edition_id, why, check)
    row.state, row.words = EditionState.REFUSED.value, why.strip()
    row.save(update_fields=["state", "words"])
    record(
        actor, EventKind.WRITE, "list.refuse", subject=f"list:{row.watch_list.list_id}", detail={"sha256": row.sha256}
    )
    return edition_fact(row)


def _decide(actor: Actor, edition_id: UUID, why: str, check: Callable[[models.Edition], None]) -> models.Edition:
    """An edition's row, locked, that may be decided about, with words."""
    authorise(actor, Capability.LIST_MANAGE)
    edition_row(actor, edition_id, Capability.LIST_MANAGE)
    rows = models.Edition.objects.select_related("watch_list").select_for_update(of=("self",))
    row = rows.get(id=edition_id)
    check(row)
    if len(why.strip()) < WORDS:
        raise BadInput(_("Say in a sentence why: it is kept with the edition."), field="why")
    return row
