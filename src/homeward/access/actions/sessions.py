"""What signing in, being refused at the door, choosing a purpose or a language, and signing out leave behind.

Comes in: an actor, or the account name that somebody typed. Goes out: an event of the trail, a changed account.
Never writes a typed name that belongs to no account: people type passwords into the wrong field.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access import rules
from homeward.access.actions.authority import action
from homeward.access.denials import refusal
from homeward.access.facts import Actor, EventKind, Purpose
from homeward.access.models import Event, User
from homeward.access.trail import record


@action
def session_begin(actor: Actor) -> None:
    """Tell the trail that somebody signed in."""
    record(actor, EventKind.SIGN_IN, "session.begin")


@action
def session_end(actor: Actor, *, reason: str) -> None:
    """Tell the trail that a session ended: `asked`, `idle`, `too_long` or `elsewhere`."""
    record(actor, EventKind.SIGN_IN, "session.end", detail={"reason": reason})


def sign_in_fail(*, username: str, channel: str) -> None:
    """Tell the trail that a sign-in was refused; of whom only where the account exists."""
    user = User.objects.filter(username=username).first()
    Event.objects.create(
        at=timezone.now(),
        user_id=user.id if user else None,
        username=user.username if user else "",
        kind=EventKind.DENIED,
        what="session.begin",
        channel=channel,
    )


@action
def purpose_choose(actor: Actor, *, purpose: Purpose) -> Actor:
    """The same actor, working for a purpose from now on. Raises `Refused` for one that no assignment of theirs allows."""
    if purpose not in rules.purposes(actor, timezone.now()):
        raise refusal(
            actor,
            "purpose.choose",
            _("None of your roles works for this purpose. Choose another, or ask an administrator for a role."),
        )
    chosen = replace(actor, purpose=purpose)
    record(chosen, EventKind.SIGN_IN, "purpose.choose", detail={"before": actor.purpose})
    return chosen


@action
def language_choose(actor: Actor, *, language: str) -> None:
    """Keep the language that somebody reads, so that it follows them to another machine."""
    User.objects.filter(id=actor.user_id).update(language=language)


@action
def password_settle(actor: Actor) -> None:
    """Tell the trail that somebody changed their password, and stop asking for it."""
    User.objects.filter(id=actor.user_id).update(must_change_password=False)
    record(actor, EventKind.WRITE, "password.change")
