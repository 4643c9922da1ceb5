"""People who come in by the thousand: a batch is opened, filled in pieces that nobody sees, shown in one row, and hidden again in one.

Comes in: an actor who may decide about imports, and families. Goes out: ids. Each is one transaction with its event in the trail; a
piece has one event for all its people, since each claim says who recorded it and in which batch.
Never shows half a batch, and never hides one that another record was merged with: that would take a person away.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import Inconsistent
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.arriving import Prepared, prepared
from homeward.registry.facts.batches import Arrivals, Arrived
from homeward.registry.inserting import completed, put
from homeward.registry.numbers import new_numbers
from homeward.registry.recording import save
from homeward.registry.selectors.imports import batch_use


@action
def batch_open(actor: Actor, *, site_id: UUID, batch_id: UUID | None = None) -> UUID:
    """Open a batch that nobody sees yet, under an id that the caller finds again, if it gives one. Raises `Refused`."""
    authorise(actor, Capability.IMPORT_DECIDE, site_id=site_id)
    batch = models.Batch.objects.create(id=batch_id or uuid7(), shown=False)
    record(actor, EventKind.WRITE, "batch.open", subject=str(batch.id))
    return batch.id


@action
def persons_import(actor: Actor, families: Sequence[Arrivals] | Prepared, *, batch_id: UUID) -> tuple[Arrived, ...]:
    """Save families into a batch that is not shown yet, in their order. Drafts were checked with `rules.statements.check` before.

    Raises `Refused` where the actor may not decide about imports at a draft's site, `NotFound` for a batch that is shown or none.
    """
    authorise(actor, Capability.IMPORT_DECIDE)
    made = families if isinstance(families, Prepared) else prepared(actor, families, batch_id=batch_id)
    for site_id in made.site_ids:
        authorise(actor, Capability.IMPORT_DECIDE, site_id=site_id)
    if made.batch_id != batch_id or not models.Batch.objects.filter(id=batch_id, shown=False).exists():
        raise NotFound(_("These people are shown already, so nobody can be added to them."))
    households = made.households
    put(completed(models.Household, households, {"number": new_numbers("H", len(households.rows))}))
    persons = save(made.people)
    put(made.relations)
    detail = {"persons": len(persons), "households": len(households.rows)}
    record(actor, EventKind.WRITE, "person.import", subject=f"batch:{batch_id}", detail=detail)
    return made.arrived


@action
def batch_show(actor: Actor, *, batch_id: UUID, site_id: UUID) -> None:
    """Let everybody see a batch's people, in one row. Raises `Refused`, `NotFound`."""
    _flip(actor, batch_id, site_id, shown=True)


@action
def batch_hide(actor: Actor, *, batch_id: UUID, site_id: UUID) -> None:
    """Let nobody see a batch's people any more, in one row.

    Raises `Refused`, `NotFound`; `Inconsistent` where one of them was merged with another record, which must be undone first.
    """
    if merged := batch_use(batch_id).merged:
        raise Inconsistent(
            _("%(count)d of these people were merged with another record. Undo those merges first.")
            % {"count": merged},
            persons=merged,
        )
    _flip(actor, batch_id, site_id, shown=False)


def _flip(actor: Actor, batch_id: UUID, site_id: UUID, *, shown: bool) -> None:
    authorise(actor, Capability.IMPORT_DECIDE, site_id=site_id)
    if not models.Batch.objects.filter(id=batch_id, shown=not shown).update(shown=shown):
        raise NotFound(_("Somebody else did this already. Open the import again."))
    record(actor, EventKind.WRITE, "batch.show" if shown else "batch.hide", subject=f"batch:{batch_id}")
