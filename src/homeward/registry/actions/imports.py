"""People who come in by the thousand: a batch is opened, filled in pieces that nobody sees, shown in one row, and hidden again in one.

Comes in: an actor who may decide about imports, and families. Goes out: ids. Each is one transaction with its event in the trail; a
piece has one event for all its people, since each claim says who recorded it and in which batch.
Never shows half a batch, and never hides one that another record was merged with: that would take a person away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import Inconsistent
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.facts.batches import Arrivals, Arrived
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import RelationDraft, RelationKind
from homeward.registry.facts.persons import HouseholdRole, PersonDraft
from homeward.registry.inserting import Values, insert
from homeward.registry.numbers import new_numbers
from homeward.registry.recording import save_persons
from homeward.registry.rules.households import one_way
from homeward.registry.selectors.imports import batch_use

# What somebody is to the head of the household where the file says so, as a relation of its own.
_TO_HEAD: Final = {
    HouseholdRole.SPOUSE: RelationKind.SPOUSE,
    HouseholdRole.CHILD: RelationKind.CHILD,
    HouseholdRole.PARENT: RelationKind.PARENT,
    HouseholdRole.SIBLING: RelationKind.SIBLING,
    HouseholdRole.GRANDPARENT: RelationKind.GRANDPARENT,
    HouseholdRole.GRANDCHILD: RelationKind.GRANDCHILD,
    HouseholdRole.OTHER_RELATIVE: RelationKind.OTHER_RELATIVE,
}


@action
def batch_open(actor: Actor, *, site_id: UUID, batch_id: UUID | None = None) -> UUID:
    """Open a batch that nobody sees yet, under an id that the caller finds again, if it gives one. Raises `Refused`."""
    authorise(actor, Capability.IMPORT_DECIDE, site_id=site_id)
    batch = models.Batch.objects.create(id=batch_id or uuid7(), shown=False)
    record(actor, EventKind.WRITE, "batch.open", subject=str(batch.id))
    return batch.id


@action
def persons_import(actor: Actor, families: Sequence[Arrivals], *, batch_id: UUID) -> tuple[Arrived, ...]:
    """Save families into a batch that is not shown yet, in their order. Drafts were checked with `rules.statements.check` before.

    Raises `Refused` where the actor may not decide about imports at a draft's site, `NotFound` for a batch that is shown or none.
    """
    for site_id in {draft.site_id for family in families for draft in family.drafts}:
        authorise(actor, Capability.IMPORT_DECIDE, site_id=site_id)
    batch = models.Batch.objects.filter(id=batch_id, shown=False).first()
    if batch is None:
        raise NotFound(_("These people are shown already, so nobody can be added to them."))
    now = timezone.now()
    homes = [family.household_id or (uuid7() if family.new else None) for family in families]
    insert(models.Household, list(_households(families, homes, batch, now)))
    drafts = [
        replace(draft, household_id=home)
        for family, home in zip(families, homes, strict=True)
        for draft in family.drafts
    ]
    persons = save_persons(actor, drafts, now, batch=batch)
    ids = iter([person.id for person in persons])
    arrived = tuple(
        Arrived(home, tuple(next(ids) for _draft in family.drafts))
        for family, home in zip(families, homes, strict=True)
    )
    insert(models.Relation, list(_relations(actor, families, arrived, batch, now)))
    detail = {"persons": len(persons), "households": sum(family.new for family in families)}
    record(actor, EventKind.WRITE, "person.import", subject=f"batch:{batch_id}", detail=detail)
    return arrived


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


def _households(
    families: Sequence[Arrivals], homes: Sequence[UUID | None], batch: models.Batch, now: datetime
) -> Iterator[Values]:
    numbers = iter(new_numbers("H", sum(family.new for family in families)))
    for family, home in zip(families, homes, strict=True):
        if family.new and family.drafts:
            first = family.drafts[0]
            yield {
                "id": home,
                "number": next(numbers),
                "site_id": first.site_id,
                "section": first.section,
                "tent": first.tent,
                "batch_id": batch.id,
                "made_at": now,
            }


def _relations(
    actor: Actor, families: Sequence[Arrivals], arrived: Sequence[Arrived], batch: models.Batch, now: datetime
) -> Iterator[Values]:
    """What each member is to the head, as the file says it: kept once, one way round."""
    heads = _heads([family.household_id for family in families if family.household_id])
    for family, came in zip(families, arrived, strict=True):
        people: list[tuple[UUID, PersonDraft]] = list(zip(came.person_ids, family.drafts, strict=True))
        head = next((id for id, draft in people if draft.role is HouseholdRole.HEAD), None)
        head = head or heads.get(family.household_id or batch.id)
        for id, draft in people:
            if head is None or (kind := _TO_HEAD.get(draft.role)) is None:
                continue
            kept = one_way(RelationDraft(id, kind, head, Source.IMPORT))
            yield {
                "person_id": kept.person_id,
                "of_id": kept.of_id,
                "kind": kept.kind.value,
                "source": Source.IMPORT.value,
                "recorded_by": actor.user_id,
                "recorded_at": now,
                "batch_id": batch.id,
            }


def _heads(household_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Who heads households that are registered already."""
    rows = models.Person.objects.filter(household_id__in=household_ids, role=HouseholdRole.HEAD)
    return {home: id for home, id in rows.values_list("household_id", "id") if home}
