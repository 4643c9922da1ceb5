"""What an actor may see: the actor of a user, and `scope`, the one door through which every table is read.

Comes in: an actor, and a queryset. Goes out: the same queryset, narrowed to what the actor may read for their purpose.
Never widens: a table that does not say how it is reached cannot be read at all.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from homeward.access import rules
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Assignment, Capability, Glass, Purpose, Reach, Role, Sites
from homeward.access.models import BreakGlass, RoleAssignment, User

Row = TypeVar("Row", bound=Model)


def actor_of(user_id: UUID, *, purpose: Purpose | None, kind: str = "person", channel: str = "") -> Actor:
    """The actor that a user is now: their assignments and open emergency accesses. Raises `Refused` for an inactive user."""
    now = timezone.now()
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is None:
        raise Refused("This account is closed. Ask an administrator.")
    return Actor(
        user_id=user.id,
        username=user.username,
        assignments=_assignments(user_id, now),
        purpose=purpose,
        kind=kind,
        channel=channel,
        glasses=_glasses(user_id, now),
    )


def _assignments(user_id: UUID, now: datetime) -> tuple[Assignment, ...]:
    rows = RoleAssignment.objects.filter(user_id=user_id, withdrawn_at__isnull=True)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=now))
    return tuple(Assignment(Role(row.role), row.site_id, Purpose(row.purpose), row.until) for row in rows)


def _glasses(user_id: UUID, now: datetime) -> tuple[Glass, ...]:
    rows = BreakGlass.objects.filter(user_id=user_id, until__gt=now)
    return tuple(Glass(row.id, row.person_id, row.until) for row in rows)


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
    a narrower one, such as writing. An open emergency access adds the rows of its person. Raises `TypeError` for a table
    that does not say how it is reached: that is a defect, not a denial.
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
    if actor.glasses and reach.person and capability is None:
        allowed |= Q(**{f"{reach.person}__in": [glass.person_id for glass in actor.glasses]})
    return queryset.filter(allowed)
