"""A case, opened: where it stands, what blocks it and who can see to it, the way behind it, the people around it.

Comes in: a case's id. Goes out: its page. That it was opened is in the trail.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.web.acting import actor_of
from homeward.web.case_page import case_context


@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The page of a case."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    return render(request, "pages/case.html", case_context(request, actor, case_id))
