"""Households: who belongs to one now and before, how they are related, who cares for a child.

Comes in: a household's id. Goes out: pages. Nothing about one member is shown as if it were about another.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from homeward.access.facts import Capability
from homeward.access.selectors import may
from homeward.places.selectors import site_names
from homeward.registry.selectors.households import household_file
from homeward.web.acting import actor_of
from homeward.web.telling import STANDINGS


def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """A household's page."""
    actor = actor_of(request)
    file = household_file(actor, household_id)
    names = site_names(actor, [file.row.site_id], language=get_language() or "en")
    context = {
        "file": file,
        "row": file.row,
        "site": names.get(file.row.site_id, ""),
        "called": {member.person_id: member.person for member in (*file.former, *file.members)},
        "standings": STANDINGS,
        "may_write": may(actor, Capability.HOUSEHOLD_WRITE, site_id=file.row.site_id),
    }
    return render(request, "pages/household.html", context)
