"""Take families over from another register: their people with all their stays, how they are related, who cares for a child.

Comes in: an actor who may decide about imports at every site that is named, and families. Goes out: how many came in; one event
in the trail for each piece. The people join a batch that nobody sees before it is shown (`actions.imports`).
Never judges the past: a stay that nobody ended stays open, at a site that closed meanwhile too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.histories import FamilyHistory
from homeward.registry.inserting import Values, insert
from homeward.registry.numbers import new_numbers
from homeward.registry.recording import ready, save
from homeward.registry.rules.households import one_way
from homeward.registry.rules.statements import check


@action
def histories_import(actor: Actor, families: Sequence[FamilyHistory], *, batch_id: UUID) -> int:
    """Save families into a batch that is not shown yet, in their order. Returns how many people came in.

    Raises `Refused` where the actor may not decide about imports at one of the sites, `Invalid` for what cannot be recorded,
    `NotFound` for a batch that is shown or none.
    """
    for site_id in {site for family in families for site in _sites(family)}:
        authorise(actor, Capability.IMPORT_DECIDE, site_id=site_id)
    batch = models.Batch.objects.filter(id=batch_id, shown=False).first()
    if batch is None:
        raise NotFound(_("These people are shown already, so nobody can be added to them."))
    now = timezone.now()
    people = [member for family in families for member in family.members]
    for member in people:
        check(member.draft.statements, now.date())
    insert(models.Household, list(_households(families, batch)))
    save(ready(actor, people, now, batch_id=batch_id))
    insert(models.Relation, list(_relations(actor, families, batch, now)))
    insert(models.CareArrangement, list(_care(actor, families, batch, now)))
    detail = {"persons": len(people), "households": len(families)}
    record(actor, EventKind.WRITE, "person.import", subject=f"batch:{batch_id}", detail=detail)
    return len(people)


def _sites(family: FamilyHistory) -> Iterator[UUID]:
    yield family.site_id
    for member in family.members:
        yield member.draft.site_id
        yield from (stay.site_id for stay in member.stays)


def _households(families: Sequence[FamilyHistory], batch: models.Batch) -> Iterator[Values]:
    for family, number in zip(families, new_numbers("H", len(families)), strict=True):
        yield {
            "id": family.household_id,
            "number": number,
            "site_id": family.site_id,
            "section": family.section,
            "tent": family.tent,
            "batch_id": batch.id,
            "made_at": family.registered,
        }


def _relations(actor: Actor, families: Sequence[FamilyHistory], batch: models.Batch, now: datetime) -> Iterator[Values]:
    """Each relation once and one way round, however often it is said."""
    said = (one_way(relation) for family in families for relation in family.relations)
    for kept in {(one.person_id, one.kind, one.of_id): one for one in said}.values():
        yield {
            "person_id": kept.person_id,
            "of_id": kept.of_id,
            "kind": kept.kind,
            "source": kept.source,
            "recorded_by": actor.user_id,
            "recorded_at": now,
            "batch_id": batch.id,
        }


def _care(actor: Actor, families: Sequence[FamilyHistory], batch: models.Batch, now: datetime) -> Iterator[Values]:
    for care in (one for family in families for one in family.care):
        yield {
            "child_id": care.child_id,
            "carer_id": care.carer_id,
            "kind": care.kind,
            "basis": care.basis,
            "since": care.since,
            "recorded_by": actor.user_id,
            "recorded_at": now,
            "batch_id": batch.id,
        }
