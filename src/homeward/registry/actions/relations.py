"""Record how two people are related, and who cares for a child; end either.

Comes in: an actor and a statement with its source. Goes out: ids. Each is one transaction with an event for each person.
Never carries anything from one person to the other. An arrangement that rests on a decision about a child's best interests, or
ends one, is recorded by child protection alone.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.actions.households import kin_record
from homeward.registry.errors import Invalid
from homeward.registry.facts.households import CareDraft, RelationDraft
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.custody import check_day, latest_day
from homeward.registry.rules.households import REPORTED_BASES, may_be_child
from homeward.registry.selectors.persons import person_row


@action
def relation_record(actor: Actor, draft: RelationDraft) -> UUID:
    """Record that one person is something to another. Saying it twice changes nothing. Raises `Refused`, `NotFound`, `Invalid`."""
    for id in (draft.person_id, draft.of_id):
        authorise(actor, Capability.HOUSEHOLD_WRITE, site_id=person_row(actor, id).site_id, person_id=id)
    relation = kin_record(actor, draft, timezone.now())
    for id in (draft.person_id, draft.of_id):
        record(actor, EventKind.WRITE, "relation.record", person_id=id, detail={"kind": relation.kind})
    return relation.id


@action
def relation_end(actor: Actor, relation_id: UUID) -> None:
    """Say that a recorded relation does not hold, or no more. Raises `Refused`, `NotFound`."""
    relation = scope(actor, models.Relation.objects.filter(id=relation_id, ended_at__isnull=True)).first()
    if relation is None:
        raise NotFound("There is no such relation any more. Open the file again.")
    for id in (relation.person_id, relation.of_id):
        authorise(actor, Capability.HOUSEHOLD_WRITE, site_id=person_row(actor, id).site_id, person_id=id)
        record(actor, EventKind.WRITE, "relation.end", person_id=id, detail={"kind": relation.kind})
    models.Relation.objects.filter(id=relation_id).update(ended_at=timezone.now())


@action
def care_record(actor: Actor, draft: CareDraft) -> UUID:
    """Record who cares for a child. Raises `Refused`, `NotFound`, `Invalid` where another arrangement lasts."""
    child, at = person_row(actor, draft.child_id), timezone.now()
    authorise(actor, Capability.HOUSEHOLD_WRITE, site_id=child.site_id, person_id=child.id)
    if draft.basis not in REPORTED_BASES:
        authorise(actor, Capability.CHILD_PROTECTION, site_id=child.site_id, person_id=child.id)
    if draft.carer_id:
        person_row(actor, draft.carer_id)
    check_day(draft.since, latest_day(at), "since")
    _check_child(child, draft, at.date())
    care = models.CareArrangement.objects.create(
        child=child,
        carer_id=draft.carer_id,
        kind=draft.kind,
        basis=draft.basis,
        since=draft.since,
        recorded_by=actor.user_id,
        recorded_at=at,
    )
    for id in filter(None, (draft.child_id, draft.carer_id)):
        record(actor, EventKind.WRITE, "care.record", person_id=id, detail={"kind": draft.kind.value})
    return care.id


@action
def care_end(actor: Actor, care_id: UUID, *, until: date | None) -> None:
    """End a care arrangement: child protection alone does. Raises `Refused`, `NotFound`, `Invalid`."""
    care = scope(actor, models.CareArrangement.objects.filter(id=care_id, ended_at__isnull=True)).first()
    if care is None:
        raise NotFound("There is no such care arrangement any more. Open the file again.")
    child, at = person_row(actor, care.child_id), timezone.now()
    authorise(actor, Capability.CHILD_PROTECTION, site_id=child.site_id, person_id=child.id)
    check_day(until, latest_day(at), "until")
    if until and care.since and until < care.since:
        raise Invalid("The arrangement would end before it began. Check the day.", field="until")
    models.CareArrangement.objects.filter(id=care_id).update(until=until, ended_at=at)
    for id in filter(None, (care.child_id, care.carer_id)):
        record(actor, EventKind.WRITE, "care.end", person_id=id)


def _check_child(child: models.Person, draft: CareDraft, today: date) -> None:
    if draft.carer_id == child.id:
        raise Invalid("Nobody is their own carer. Choose the carer, or leave it out.", field="carer")
    if not may_be_child(child.born_to, HouseholdRole.UNKNOWN, today):
        raise Invalid("This person is recorded as 18 or older. Check the birth.", field="child")
    if models.CareArrangement.objects.filter(child=child, ended_at__isnull=True).exists():
        raise Invalid(
            "Another care arrangement of this child lasts. Child protection ends that one first.", field="child"
        )
