"""People who work in the tests: an actor of any role, and a web client signed in as one.

Comes in: a role, perhaps a site and a purpose. Goes out: `Actor`, as `access.selectors.actor_of` makes it from rows of the
database, or a client whose requests carry a session. Never an actor built by hand: what a role may do is read from its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import RoleAssignment, User
from homeward.access.rules import GRANTS
from homeward.access.selectors import actor_of

MakeActor = Callable[..., Actor]
MakeClient = Callable[..., Client]
_numbers = count(1)


def make_user(role: Role | str, site: UUID | None = None, purpose: Purpose | str | None = None) -> tuple[User, Purpose]:
    """A user who holds one role; for its first purpose, where none is given."""
    held = Role(role)
    chosen = Purpose(purpose) if purpose else next(iter(GRANTS[held]))
    user = User(username=f"{held.value}-{next(_numbers)}")
    user.set_unusable_password()
    user.save()
    RoleAssignment.objects.create(
        user=user, role=held.value, site_id=site, purpose=chosen.value, given_at=timezone.now()
    )
    return user, chosen


@pytest.fixture
def actor(db: None) -> MakeActor:
    """`actor(role, site=None, purpose=None)`: somebody new who holds that role there (None: everywhere) for that purpose."""

    def make(role: Role | str, site: UUID | None = None, purpose: Purpose | str | None = None) -> Actor:
        user, chosen = make_user(role, site, purpose)
        return actor_of(user.id, purpose=chosen, channel="test")

    return make


@pytest.fixture
def signed_in(db: None) -> MakeClient:
    """`signed_in(role, site=None, purpose=None)`: a web client of somebody new, who has chosen the purpose for the session."""

    def make(role: Role | str, site: UUID | None = None, purpose: Purpose | str | None = None) -> Client:
        user, chosen = make_user(role, site, purpose)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["purpose"] = chosen.value
        session.save()
        return client

    return make
