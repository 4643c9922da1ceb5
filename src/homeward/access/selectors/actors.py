"""The actor of a user: who they are now, with what they hold at this moment.

Comes in: a user's id and the purpose they chose. Goes out: an `Actor`. Never an actor of a closed account.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from homeward.access.errors import Refused
from homeward.access.facts import Actor, Assignment, Glass, Purpose, Role
from homeward.access.models import BreakGlass, RoleAssignment, User


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
