"""People who sign in: their account made, closed, given a new password.

Comes in: an administrator, and an account name. Goes out: the account's id, and a password that is shown once and kept nowhere.
Whoever is given one must change it first. An account is closed, never deleted: the trail names it.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access import rules
from homeward.access.actions.authority import action, authorise
from homeward.access.denials import refusal
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.models import ApiToken, RoleAssignment, User
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.kernel.ids import ALPHABET

_NAME: Final = re.compile(r"[\w.@+-]{3,150}")
_GROUPS: Final = 5  # of four characters of five bits: a hundred bits


@dataclass(frozen=True, slots=True)
class Account:
    """An account and its first password, in memory only: show it once."""

    id: UUID
    username: str
    password: str = field(repr=False)


@action
def user_create(actor: Actor, *, username: str, language: str = "en", must_change: bool = True) -> Account:
    """Make an account that may do nothing yet. Raises `Refused`; `BadInput` for a name that is taken or cannot be one.

    `must_change=False` is for accounts of nobody, such as those of a demonstration: whoever tries them keeps the password.
    """
    authorise(actor, Capability.USER_MANAGE)
    if not _NAME.fullmatch(username):
        raise BadInput(_("An account name has 3 to 150 letters, digits or . @ + - _ and no spaces. Choose another."))
    if username.lower() in rules.SERVICES or User.objects.filter(username__iexact=username).exists():
        raise BadInput(_("There is an account of this name already. Choose another name."))
    password = new_password()
    user = User(
        username=username, language=language, password=make_password(password), must_change_password=must_change
    )
    user.save(force_insert=True)
    record(actor, EventKind.WRITE, "user.create", subject=f"user:{user.id}")
    return Account(user.id, user.username, password)


@action
def user_close(actor: Actor, *, user_id: UUID) -> None:
    """Close an account for good: its roles and tokens are withdrawn, its sessions end. Nobody closes their own."""
    authorise(actor, Capability.USER_MANAGE, everywhere=True)
    if user_id == actor.user_id:
        raise refusal(actor, "user.close", _("Nobody closes their own account. Ask another administrator."))
    user, now = locked_user(user_id), timezone.now()
    if user.is_service:
        raise BadInput(_("This is an account of the software itself. It stays open."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    roles = RoleAssignment.objects.filter(user=user, withdrawn_at__isnull=True).update(withdrawn_at=now)
    tokens = ApiToken.objects.filter(user=user, withdrawn_at__isnull=True).update(withdrawn_at=now)
    detail = {"roles": roles, "tokens": tokens}
    record(actor, EventKind.WRITE, "user.close", subject=f"user:{user.id}", detail=detail)


@action
def password_reset(actor: Actor, *, user_id: UUID) -> Account:
    """Give an account a new first password; what was signed in with the old one is signed out. A second factor stays."""
    authorise(actor, Capability.USER_MANAGE, everywhere=True)
    user = locked_user(user_id)
    if user.is_service or not user.is_active:
        raise BadInput(_("This account is closed or belongs to the software itself. It has no password."))
    password = new_password()
    user.password, user.must_change_password = make_password(password), True
    user.save(update_fields=["password", "must_change_password"])
    record(actor, EventKind.WRITE, "user.password_reset", subject=f"user:{user.id}")
    return Account(user.id, user.username, password)


def new_password() -> str:
    """A password that can be read out: five groups of four letters and digits that nobody confuses."""
    return "-".join("".join(secrets.choice(ALPHABET) for _place in range(4)) for _group in range(_GROUPS))


def locked_user(user_id: UUID) -> User:
    """An account, kept to ourselves until the end of the transaction. Raises `NotFound`."""
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound(_("There is no such account. Look at the list of accounts."))
    return user
