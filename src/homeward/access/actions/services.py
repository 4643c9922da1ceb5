"""The identities under which the software itself acts: in the trail like anyone, with their own purpose and authority.

Comes in: a name of `rules.SERVICES` and a purpose. Goes out: an actor. Nobody can sign in as one.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from homeward.access import rules
from homeward.access.facts import Actor, Purpose
from homeward.access.models import RoleAssignment, User
from homeward.access.selectors.actors import actor_of


def service_actor(name: str, *, purpose: Purpose, channel: str = "") -> Actor:
    """A service as an actor, made at its first use: `night` for work on a clock, `operator` for whoever is at the machine.

    Raises `LookupError` for a service or a purpose that `rules.SERVICES` does not have: a defect.
    """
    role, purposes = rules.SERVICES[name]
    if purpose not in purposes:
        raise LookupError(f"The service {name} does not work for {purpose}.")
    user = User.objects.filter(username=name, is_service=True).first() or _make(name)
    RoleAssignment.objects.get_or_create(
        user=user,
        role=role.value,
        purpose=purpose.value,
        site_id=None,
        withdrawn_at=None,
        defaults={"given_at": timezone.now()},
    )
    return actor_of(user.id, purpose=purpose, kind="service", channel=channel)


@transaction.atomic
def _make(name: str) -> User:
    user = User(username=name, is_service=True)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user
