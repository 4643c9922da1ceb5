"""Households: the list, who belongs to one now and before, how they are related, who cares for a child.

Comes in: a number as somebody wrote it, or a household's id. Goes out: pages. Nothing about one member is shown as if it were about
another.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.access.selectors import may
from homeward.pathway.selectors.case_lists import cases_of_household
from homeward.places.selectors import site_names, sites_list
from homeward.registry.selectors.households import household_file, households_list
from homeward.web.acting import actor_of
from homeward.web.pages.household_ties import ties_of
from homeward.web.parts import Page, window_of
from homeward.web.telling import STANDINGS

SIZE = 25


def households(request: HttpRequest) -> HttpResponse:
    """The households, the newest first; `?q=` a household's number."""
    actor, number, window = actor_of(request), request.GET.get("q", "").strip()[:20], window_of(request, SIZE)
    sites, site = sites_list(actor), request.GET.get("site", "")
    chosen = [row.id for row in sites if str(row.id) == site]
    lines, total = households_list(actor, number=number, site_ids=chosen, limit=SIZE, offset=window.offset)
    names = site_names(actor, {line.row.site_id for line in lines}, language=get_language() or "en")
    context = {
        "q": number,
        "site": site,
        "sites": sites,
        "page": Page(lines, total, window),
        "lines": [(line, names.get(line.row.site_id, "")) for line in lines],
        "may_register": may(actor, Capability.PERSON_WRITE),
    }
    return render(request, "pages/households.html", context)


def household(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """A household's page."""
    actor = actor_of(request)
    authorise(actor, Capability.PERSON_READ)
    file = household_file(actor, household_id)
    names = site_names(actor, [file.row.site_id], language=get_language() or "en")
    site_id = file.row.site_id
    context = {
        "file": file,
        "row": file.row,
        "site": names.get(site_id, ""),
        "ties": ties_of(actor, file),
        "standings": STANDINGS,
        "may_write": may(actor, Capability.HOUSEHOLD_WRITE, site_id=site_id) and not file.row.closed_at,
        "cases": cases_of_household(actor, household_id),
        "may_open_case": may(actor, Capability.CASE_WRITE, site_id=site_id) and not file.row.closed_at,
        "may_separate": may(actor, Capability.CHILD_PROTECTION, site_id=site_id),
    }
    return render(request, "pages/household.html", context)
