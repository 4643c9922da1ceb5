"""My work: what waits for the reader, what runs, and what they may do here.

Comes in: the actor. Goes out: the first page after signing in. Never lists a person: the lists behind it do.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.web.words import word


def my_work(request: HttpRequest) -> HttpResponse:
    """What the reader may do for the purpose they chose."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    allowed = [word(one) for one in Capability if may(actor, one)]
    roles = sorted({str(word(held.role)) for held in actor.assignments if held.purpose is actor.purpose})
    return render(request, "pages/my_work.html", {"allowed": allowed, "roles": roles})
