"""Asking what somebody is working for: once per session, in the trail, and changed whenever they like.

Comes in: a choice among the purposes that their roles allow. Goes out: the session with it, and the page they came for.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access import rules
from homeward.access.actions.sessions import purpose_choose
from homeward.access.facts import Actor, Purpose
from homeward.web.addresses import own_address
from homeward.web.middleware import open_without_purpose
from homeward.web.words import PURPOSE_MEANINGS, word


@open_without_purpose
def purpose(request: HttpRequest) -> HttpResponse:
    """Show the purposes that this actor may choose among, or take their choice."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    target = own_address(request)
    offered = rules.purposes(actor, timezone.now())
    error = ""
    if request.method == "POST":
        given = request.POST.get("purpose", "")
        if given in offered:
            purpose_choose(actor, purpose=Purpose(given))
            request.session["purpose"] = given
            return HttpResponseRedirect(target)
        error = _("Choose one of these purposes.")
    choices = [(one, word(one), PURPOSE_MEANINGS[one], _roles(actor, one)) for one in offered]
    context = {"choices": choices, "chosen": actor.purpose or (offered[0] if len(offered) == 1 else None)}
    return render(
        request, "pages/purpose.html", context | {"target": target, "error": error}, status=400 if error else 200
    )


def _roles(actor: Actor, purpose: Purpose) -> list[str]:
    """The roles through which an actor may work for a purpose."""
    return sorted({str(word(held.role)) for held in actor.assignments if held.purpose is purpose})
