"""Who cares for each child of some households, and about which children it was decided that they leave them: ids alone.

Comes in: an actor and persons. Goes out: carers by child, and children. Which decision it was, and what it says, stays with child
protection; that there is one lets a plan go on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor, Capability
from homeward.registry import models
from homeward.registry.facts.households import SeparationBasis
from homeward.registry.rules.households import carers, may_be_child
from homeward.registry.selectors.households import members_of
from homeward.registry.selectors.persons import visible

# What a plan to travel apart may rest on: an assessment or a determination of the child's best interests, and nothing else.
BEST_INTERESTS: Final = (SeparationBasis.BEST_INTERESTS_ASSESSMENT, SeparationBasis.BEST_INTERESTS_DETERMINATION)


def carers_of(actor: Actor, ids: Collection[UUID], day: date) -> dict[UUID, frozenset[UUID]]:
    """For each child present in the households of these persons, those who care for them there; an empty set where nobody does."""
    reached = visible(actor, Capability.PERSON_READ).filter(id__in=list(ids), household__isnull=False)
    homes: dict[UUID | None, list[int]] = {}
    members = members_of(reached.values_list("household_id", flat=True).distinct())
    for place, member in enumerate(members):
        homes.setdefault(member.household_id, []).append(place)
    found = {}
    for places in homes.values():
        here = [members[place] for place in places]
        for child in here:
            if child.present_at and may_be_child(child.born_to, child.role, day):
                found[child.person_id] = carers(child, here, day)
    return found


def separations_decided(actor: Actor, ids: Collection[UUID], day: date) -> frozenset[UUID]:
    """The children among these about whom their best interests say that they leave their carers, and whose decision stands."""
    reached = visible(actor, Capability.PERSON_READ).filter(id__in=list(ids))
    rows = models.Separation.objects.filter(
        child__in=reached, basis__in=BEST_INTERESTS, used_at__isnull=True, withdrawn_at__isnull=True, review_on__gte=day
    )
    return frozenset(rows.values_list("child_id", flat=True))
