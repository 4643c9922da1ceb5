"""Accounts, what each holds, and tokens: for whoever manages users, and everybody's own.

Comes in: an actor. Goes out: frozen rows, in a number of queries that does not grow. Never a password or a token. Who else may do what
an actor may is told to that actor by name alone: so that something can be handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.denials import refusal
from homeward.access.facts import Actor, Assignment, Capability, Purpose, Role, Sites
from homeward.access.models import ApiToken, RoleAssignment, User
from homeward.access.rules import GRANTS
from homeward.access.selectors.scoping import may, reach_of


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment that somebody holds now, with the id by which it is withdrawn."""

    id: UUID
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class UserRow:
    """An account as the list of accounts shows it."""

    id: UUID
    username: str
    is_active: bool
    is_service: bool
    last_sign_in: datetime | None
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its holder sees it: never the key."""

    id: UUID
    name: str
    assignment: Assignment
    made_at: datetime


def user_list(actor: Actor, *, closed: bool = False) -> tuple[UserRow, ...]:
    """Every account that is open, with what it holds now; `closed` adds the others. Raises `Refused`."""
    _check(actor)
    found = User.objects.order_by("username") if closed else User.objects.filter(is_active=True).order_by("username")
    held = _held(actor)
    return tuple(
        UserRow(user.id, user.username, user.is_active, user.is_service, user.last_login, tuple(held[user.id]))
        for user in found
    )


def user_named(actor: Actor, username: str) -> UserRow | None:
    """The account of a name, or None. Raises `Refused`."""
    _check(actor)
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        return None
    held = tuple(_held(actor, user.id)[user.id])
    return UserRow(user.id, user.username, user.is_active, user.is_service, user.last_login, held)


def colleagues(actor: Actor, capability: Capability, *, site_id: UUID | None = None) -> tuple[tuple[UUID, str], ...]:
    """Who else may do something where the actor may, for the same purpose: id and name of each account, by name. One query.

    With `site_id`, those who may do it at that site.
    """
    return who_may(actor, capability, asking=capability, site_id=site_id)


def who_may(
    actor: Actor, capability: Capability, *, asking: Capability, site_id: UUID | None = None
) -> tuple[tuple[UUID, str], ...]:
    """Who else may do something, told to whoever hands that work out: they may do `asking` themselves. As `colleagues` otherwise."""
    if actor.purpose is None or not may(actor, asking, site_id=site_id):
        return ()
    roles = [role.value for role, grants in GRANTS.items() if capability in grants.get(actor.purpose, ())]
    rows = RoleAssignment.objects.filter(withdrawn_at__isnull=True, role__in=roles, purpose=actor.purpose.value)
    rows = rows.exclude(until__lte=timezone.now())
    if site_id:
        rows = rows.filter(Q(site_id=site_id) | Q(site_id__isnull=True))
    found = User.objects.filter(id__in=rows.values("user_id"), is_active=True, is_service=False)
    return tuple(found.exclude(id=actor.user_id).order_by("username").values_list("id", "username"))


def where_each_may(actor: Actor, capability: Capability, ids: Collection[UUID]) -> dict[UUID, Sites]:
    """Where each of some accounts may do something now, for whatever purpose; nothing for whoever may not do it. One query.

    For the clock: told to a service alone, which looks after what people hold.
    """
    if actor.kind != "service":
        return {}
    rows = RoleAssignment.objects.filter(
        user_id__in=ids, user__is_active=True, withdrawn_at__isnull=True, role__in=[role.value for role in GRANTS]
    )
    held: dict[UUID, set[UUID | None]] = {id: set() for id in ids}
    for user, role, purpose, site in rows.exclude(until__lte=timezone.now()).values_list(
        "user_id", "role", "purpose", "site_id"
    ):
        if capability in GRANTS[Role(role)].get(Purpose(purpose), ()):
            held[user].add(site)
    return {id: Sites(None in sites, frozenset(site for site in sites if site)) for id, sites in held.items()}


def tokens(actor: Actor) -> tuple[TokenRow, ...]:
    """The tokens that an actor holds and that still work."""
    rows = ApiToken.objects.filter(user_id=actor.user_id, withdrawn_at__isnull=True, until__gt=timezone.now())
    return tuple(
        TokenRow(
            row.id, row.name, Assignment(Role(row.role), row.site_id, Purpose(row.purpose), row.until), row.made_at
        )
        for row in rows.order_by("until")
    )


def _check(actor: Actor) -> None:
    if not may(actor, Capability.USER_MANAGE):
        raise refusal(actor, Capability.USER_MANAGE.value, _("Only an administrator sees the accounts."))


def _held(actor: Actor, user_id: UUID | None = None) -> dict[UUID, list[Held]]:
    reach = reach_of(actor, Capability.USER_MANAGE)
    rows = RoleAssignment.objects.filter(withdrawn_at__isnull=True).exclude(until__lte=timezone.now())
    if not reach.everywhere:
        rows = rows.filter(Q(site_id__in=reach.ids) | Q(site_id__isnull=True))
    if user_id:
        rows = rows.filter(user_id=user_id)
    found: dict[UUID, list[Held]] = defaultdict(list)
    for row in rows.order_by("role", "purpose", "id"):
        assignment = Assignment(Role(row.role), row.site_id, Purpose(row.purpose), row.until)
        found[row.user_id].append(Held(row.id, assignment))
    return found
