"""Keys for other programs: one assignment's worth, until a day. The key is shown once; only its SHA-256 is kept.

Comes in: somebody who makes one for themselves, or whoever is at the machine. Goes out: the key.
An administrator makes none for others: whoever makes a key has seen it, and could read with it what is not theirs to read.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access import rules
from homeward.access.actions.authority import action, authorise
from homeward.access.actions.users import locked_user
from homeward.access.denials import refusal
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Assignment, Capability, EventKind
from homeward.access.models import ApiToken
from homeward.access.selectors.actors import assignments_now, token_digest
from homeward.access.trail import record
from homeward.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class Token:
    """A token's id, and the key itself, in memory only: show it once."""

    id: UUID
    bearer: str = field(repr=False)
    until: datetime


@action
def token_make(actor: Actor, *, user_id: UUID, name: str, assignment: Assignment) -> Token:
    """Make a key that can do what one assignment of its holder allows, until `assignment.until`, at most a year ahead.

    Raises `Refused` for somebody else's account; `BadInput` without an end, or for what its holder does not hold.
    """
    _check_whose(actor, user_id)
    user, now = locked_user(user_id), timezone.now()
    until = assignment.until
    if until is None or not now < until <= now + timedelta(days=rules.TOKEN_DAYS):
        raise BadInput(_("A token lasts at most a year. Give it an end within that."))
    if not user.is_active or not any(rules.covers(held, assignment, now) for held in assignments_now(user_id, now)):
        raise BadInput(
            _("A token holds no more than its holder does. Choose a role, site and purpose that they hold now.")
        )
    bearer = "hw_" + secrets.token_urlsafe(32)
    row = ApiToken(
        user=user,
        name=name[:100],
        digest=token_digest(bearer),
        role=assignment.role.value,
        site_id=assignment.site_id,
        purpose=assignment.purpose.value,
        made_at=now,
        until=until,
    )
    row.save(force_insert=True)
    detail = {"role": row.role, "purpose": row.purpose, "until": until.isoformat(), "token": row.id.hex}
    subject = f"user:{user_id}"
    record(actor, EventKind.WRITE, "token.make", subject=subject, site_id=row.site_id, detail=detail)
    return Token(row.id, bearer, until)


@action
def token_withdraw(actor: Actor, *, token_id: UUID) -> None:
    """End a token now: its holder, or an administrator."""
    row = ApiToken.objects.select_for_update().filter(id=token_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(_("There is no such token, or it was withdrawn already."))
    if row.user_id != actor.user_id:
        authorise(actor, Capability.USER_MANAGE)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor, EventKind.WRITE, "token.withdraw", subject=f"user:{row.user_id}", detail={"token": row.id.hex})


def _check_whose(actor: Actor, user_id: UUID) -> None:
    if actor.kind == "service":
        authorise(actor, Capability.USER_MANAGE)
    elif actor.kind != "person" or actor.user_id != user_id:
        raise refusal(actor, "token.make", _("Everybody makes their own tokens, signed in themselves."))
