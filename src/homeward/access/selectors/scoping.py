"""`scope`, the one door through which every table is read, and what an actor may do where.

Comes in: an actor, and a queryset. Goes out: the same queryset, narrowed to what the actor may read for their purpose.
Never widens: a table that does not say how it is reached cannot be read at all.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from homeward.access import rules
from homeward.access.facts import Actor, Capability, Reach, Sites

Row = TypeVar("Row", bound=Model)


def reach_of(actor: Actor, capability: Capability) -> Sites:
    """Where an actor may do something now."""
    return rules.reach(actor, capability, timezone.now())


def may(actor: Actor, capability: Capability, *, site_id: UUID | None = None) -> bool:
    """Whether an actor may do something, anywhere or at one site."""
    sites = reach_of(actor, capability)
    return bool(sites) if site_id is None else site_id in sites


def scope(actor: Actor, queryset: QuerySet[Row], capability: Capability | None = None) -> QuerySet[Row]:
    """The rows that an actor may read for the purpose they work for.

    The table's `reach` says which capability reads it and how its rows lead to a site and to a person; `capability` asks for
    another one, such as writing. An open emergency access adds the rows of its person, to be read (`rules.GLASS_OPENS`).
    Raises `TypeError` for a table that does not say how it is reached: that is a defect, not a denial.
    """
    reach: Reach | None = getattr(queryset.model, "reach", None)
    if reach is None:
        raise TypeError(f"{queryset.model.__name__} does not say how it is reached.")
    sites = reach_of(actor, capability or reach.read)
    if sites.everywhere:
        return queryset
    allowed = Q(pk__in=[])
    if sites:
        allowed = Q(**{f"{reach.site}__in": sites.ids}) if reach.site else Q()
    opened = rules.glass_opens(actor, capability or reach.read, timezone.now()) if reach.person else frozenset()
    if opened:
        allowed |= Q(**{f"{reach.person}__in": opened})
    return queryset.filter(allowed)
