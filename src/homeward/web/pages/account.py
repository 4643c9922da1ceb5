"""A user's own account: password, second factor, where they are signed in.

Comes in: the signed-in user. Goes out: their account page; their other sessions ended when they ask. Never another's account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions.sessions import session_end
from homeward.access.facts import Actor
from homeward.web.middleware import open_without_purpose


@dataclass(frozen=True, slots=True)
class Place:
    """A browser in which the account is signed in."""

    since: datetime
    ip: str
    browser: str
    here: bool


@open_without_purpose
def account(request: HttpRequest) -> HttpResponse:
    """What belongs to the account."""
    user = request.user
    places = [
        Place(one.created_at, one.ip, one.user_agent, one.session_key == request.session.session_key)
        for one in UserSession.objects.purge_and_list(user)
    ]
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return render(request, "pages/account.html", {"places": places, "factor": factor})


@open_without_purpose
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account but this one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    for one in UserSession.objects.filter(user_id=actor.user_id).exclude(session_key=request.session.session_key):
        one.end()
        session_end(actor, reason="elsewhere")
    messages.success(request, _("You are signed in here only."))
    return HttpResponseRedirect(reverse("account"))
