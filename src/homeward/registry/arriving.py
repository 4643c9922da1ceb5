"""Families that come in together are made ready to be saved: households, people, and what each is to the head, as the file says it.

Comes in: an actor, families of checked drafts, the batch that they join. Goes out: `Prepared`, which holds no open text and no serials
or numbers: another process may make it, while this one saves the families before. `actions.imports` saves it, once.
Never authorises, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.facts.batches import Arrivals, Arrived
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import RelationDraft, RelationKind
from homeward.registry.facts.persons import HouseholdRole, PersonDraft
from homeward.registry.inserting import Turned, Values, turned
from homeward.registry.recording import Ready, ready_persons
from homeward.registry.rules.households import one_way

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


@dataclass(frozen=True, slots=True)
class Prepared:
    """Families made ready for a batch. `households` lack their numbers, of which the new ones need one each."""

    batch_id: UUID
    site_ids: frozenset[UUID]
    arrived: tuple[Arrived, ...]
    households: Turned
    people: Ready
    relations: Turned


def prepared(actor: Actor, families: Sequence[Arrivals], *, batch_id: UUID) -> Prepared:
    """Families made ready to be saved, in their order."""
    now = timezone.now()
    homes = [family.household_id or (uuid7() if family.new else None) for family in families]
    drafts = [
        replace(draft, household_id=home)
        for family, home in zip(families, homes, strict=True)
        for draft in family.drafts
    ]
    people = ready_persons(actor, drafts, now, batch_id=batch_id)
    ids = iter(people.ids)
    arrived = tuple(
        Arrived(home, tuple(next(ids) for _draft in family.drafts))
        for family, home in zip(families, homes, strict=True)
    )
    households = list(_households(families, homes, batch_id, now))
    relations = list(_relations(actor, families, arrived, batch_id, now))
    return Prepared(
        batch_id=batch_id,
        site_ids=frozenset(draft.site_id for draft in drafts),
        arrived=arrived,
        households=turned(models.Household, households, without=("number",)),
        people=people,
        relations=turned(models.Relation, relations),
    )


def _households(
    families: Sequence[Arrivals], homes: Sequence[UUID | None], batch_id: UUID, now: datetime
) -> Iterator[Values]:
    for family, home in zip(families, homes, strict=True):
        if family.new and family.drafts:
            first = family.drafts[0]
            yield {
                "id": home,
                "site_id": first.site_id,
                "section": first.section,
                "tent": first.tent,
                "batch_id": batch_id,
                "made_at": now,
            }


def _relations(
    actor: Actor, families: Sequence[Arrivals], arrived: Sequence[Arrived], batch_id: UUID, now: datetime
) -> Iterator[Values]:
    """What each member is to the head, as the file says it: kept once, one way round."""
    heads = _heads([family.household_id for family in families if family.household_id])
    for family, came in zip(families, arrived, strict=True):
        people: list[tuple[UUID, PersonDraft]] = list(zip(came.person_ids, family.drafts, strict=True))
        head = next((id for id, draft in people if draft.role is HouseholdRole.HEAD), None)
        head = head or heads.get(family.household_id or batch_id)
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
                "batch_id": batch_id,
            }


def _heads(household_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Who heads households that are registered already."""
    if not household_ids:
        return {}
    rows = models.Person.objects.filter(household_id__in=household_ids, role=HouseholdRole.HEAD)
    return {home: id for home, id in rows.values_list("household_id", "id") if home}
