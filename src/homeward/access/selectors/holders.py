"""Who holds a role where an actor works: names of colleagues, so that whoever waits knows whom to ask.

Comes in: an actor who sees what waits, roles and a site. Goes out: names of accounts by role, in one query. Nothing for whoever may see no
case there; never a purpose, a day or anything else about an account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from homeward.access.facts import Actor, Capability, Role
from homeward.access.models import RoleAssignment
from homeward.access.selectors.scoping import may


def holders_of(actor: Actor, roles: Collection[Role], *, site_id: UUID | None) -> dict[Role, tuple[str, ...]]:
    """The names of those who hold some roles at a site or everywhere, by role, in the order of names."""
    if not roles or not may(actor, Capability.CASE_READ, site_id=site_id):
        return {}
    rows = RoleAssignment.objects.filter(withdrawn_at__isnull=True, role__in=[role.value for role in roles])
    rows = rows.exclude(until__lte=timezone.now()).filter(Q(site_id=site_id) | Q(site_id__isnull=True))
    rows = rows.filter(user__is_active=True, user__is_service=False)
    found: dict[Role, list[str]] = defaultdict(list)
    for role, name in rows.order_by("user__username").values_list("role", "user__username").distinct():
        found[Role(role)].append(name)
    return {role: tuple(names) for role, names in found.items()}
