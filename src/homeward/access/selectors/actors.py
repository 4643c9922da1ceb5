"""The actor of a user or of a token: who they are now, with what they hold at this moment.

Comes in: a user's id and the purpose they chose, or a token. Goes out: an `Actor`. Never an actor of a closed account.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.access.denials import refusal
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Assignment, Glass, Purpose, Role
from homeward.access.models import ApiToken, BreakGlass, RoleAssignment, User
from homeward.access.rules import covers, valid

_NOT_VALID = gettext_lazy("This token is not valid, or no longer. Ask whoever gave it to you for a new one.")


def actor_of(user_id: UUID, *, purpose: Purpose | None, kind: str = "person", channel: str = "") -> Actor:
    """The actor that a user is now: their assignments and open emergency accesses. Raises `Refused` for an inactive user."""
    now = timezone.now()
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is None:
        raise Refused(_("This account is closed. Ask an administrator."))
    return Actor(
        user_id=user.id,
        username=user.username,
        assignments=assignments_now(user_id, now),
        purpose=purpose,
        kind=kind,
        channel=channel,
        glasses=_glasses(user_id, purpose, now),
    )


def token_actor(bearer: str, *, channel: str = "") -> Actor:
    """The actor of a token: one assignment's worth, while the token lasts and its holder still has that assignment.

    Raises `Refused`, without saying what is wrong with the token; the trail is told where it was once one.
    """
    now = timezone.now()
    token = ApiToken.objects.filter(digest=token_digest(bearer)).select_related("user").first()
    if token is None:  # nobody's: telling the trail of every guess would let anybody fill it
        raise Refused(str(_NOT_VALID))
    asked = Assignment(Role(token.role), token.site_id, Purpose(token.purpose), token.until)
    actor = Actor(
        user_id=token.user_id,
        username=token.user.username,
        assignments=(asked,),
        purpose=asked.purpose,
        kind="token",
        channel=channel or f"token:{token.id.hex}",
    )
    held = token.user.is_active and any(covers(one, asked, now) for one in assignments_now(token.user_id, now))
    if token.withdrawn_at or not valid(asked, now) or not held:
        raise refusal(actor, "token.use", str(_NOT_VALID))
    return actor


def token_digest(bearer: str) -> bytes:
    """What is kept of a token: enough to know it again, too little to make it."""
    return hashlib.sha256(bearer.encode()).digest()


def assignments_now(user_id: UUID, now: datetime) -> tuple[Assignment, ...]:
    """What a user holds at a moment."""
    rows = RoleAssignment.objects.filter(user_id=user_id, withdrawn_at__isnull=True)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=now))
    return tuple(Assignment(Role(row.role), row.site_id, Purpose(row.purpose), row.until) for row in rows)


def _glasses(user_id: UUID, purpose: Purpose | None, now: datetime) -> tuple[Glass, ...]:
    """What somebody opened for the purpose they work for now."""
    if purpose is None:
        return ()
    rows = BreakGlass.objects.filter(user_id=user_id, purpose=purpose, until__gt=now)
    return tuple(Glass(row.id, row.person_id, row.until) for row in rows)
