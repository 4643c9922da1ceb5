"""Who may do something at all, for whichever purpose: told by name to whoever looks after what that work asks for, such as a training.

Comes in: an actor, what the others may do, what the actor may do. Goes out: ids and names of accounts, in one query. Nothing for whoever
may not do the second; never a role, a site or a purpose of anybody.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from homeward.access.facts import Actor, Capability
from homeward.access.models import RoleAssignment, User
from homeward.access.rules import GRANTS
from homeward.access.selectors.scoping import may


def staff_for(actor: Actor, capability: Capability, *, asking: Capability) -> tuple[tuple[UUID, str], ...]:
    """The accounts of others that may do something for some purpose, by name."""
    if not may(actor, asking):
        return ()
    pairs = [
        Q(role=role.value, purpose=purpose.value)
        for role, grants in GRANTS.items()
        for purpose, held in grants.items()
        if capability in held
    ]
    rows = RoleAssignment.objects.filter(reduce(or_, pairs, Q(pk__in=[])), withdrawn_at__isnull=True)
    holding = rows.exclude(until__lte=timezone.now()).values("user_id")
    found = User.objects.filter(id__in=holding, is_active=True, is_service=False).exclude(id=actor.user_id)
    return tuple(found.order_by("username").values_list("id", "username"))
