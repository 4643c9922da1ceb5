"""Sites: the list, a site with its life, its people by age and sex, and the ledger of who came and went.

Comes in: a site and two days. Goes out: pages. Counts carry their day and source; a gap is shown, not hidden; small numbers are held back
from those who do not read the files they count.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may, reach_of
from homeward.places.facts import SiteFile, SiteStatus
from homeward.places.selectors import site_names, site_of, sites_found, sites_list
from homeward.registry.facts.counts import COMING, GOING, Band, Column, Ledger, Population
from homeward.registry.selectors.counts import ledger_of, population_of
from homeward.registry.selectors.custody import unaccounted_at
from homeward.web.acting import actor_of
from homeward.web.countries import country_name
from homeward.web.pages.site_changes import TITLES
from homeward.web.parts import Bar
from homeward.web.words import word

MONTH = timedelta(days=30)
CHIPS = {
    SiteStatus.PLANNED: "waiting",
    SiteStatus.OPEN: "done",
    SiteStatus.CLOSING: "waiting",
    SiteStatus.CLOSED: "past",
}


def sites(request: HttpRequest) -> HttpResponse:
    """The sites, or those that a text in any spelling may mean."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:200]
    language = get_language() or "en"
    rows = [found.site for found in sites_found(actor, text)] if text else list(sites_list(actor))
    lines = [(row, row.called(language), CHIPS[row.status], country_name(row.country)) for row in rows]
    context = {"lines": lines, "q": text, "may_make": reach_of(actor, Capability.SITE_WRITE).everywhere}
    return render(request, "pages/sites.html", context)


def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A site's page; `?since=` and `?until=` choose the days of the ledger."""
    actor, language = actor_of(request), get_language() or "en"
    file = site_of(actor, site_id)
    until = _day(request.GET.get("until", "")) or timezone.localdate()
    since = _day(request.GET.get("since", "")) or until - MONTH
    others = {row.predecessor_id for row in file.predecessors} | {row.successor_id for row in file.successors}
    context = {
        "file": file,
        "site": file.site,
        "name": file.site.called(language),
        "chip": CHIPS[file.site.status],
        "country": country_name(file.site.country),
        "area": file.area.called(language) if file.area else "",
        "others": site_names(actor, others, language=language),
        "since": since,
        "until": until,
        "sections": [(row.code, row.called(language)) for row in file.sections],
        "may_change": may(actor, Capability.SITE_WRITE, site_id=site_id),
        "may_mark": may(actor, Capability.CUSTODY_WRITE, site_id=site_id),
        "additions": TITLES.items(),
    }
    if may(actor, Capability.COUNTS_READ, site_id=site_id):
        context |= _counts(actor, file, since, until)
    return render(request, "pages/site.html", context)


def _counts(actor: Actor, file: SiteFile, since: date, until: date) -> dict[str, object]:
    """The population, the ledger, and who is unaccounted for."""
    found = population_of(actor, file.site.id, until)
    closed = file.site.status is SiteStatus.CLOSED and may(actor, Capability.PERSON_READ, site_id=file.site.id)
    return {
        "population": found,
        "cells": _cells(found),
        "bands": [Bar(word(band), found.bands[band] or 0) for band in Band if not found.protected],
        "columns": list(Column),
        "sums": [found.columns[column] for column in Column],
        "ledger": _ledger(ledger_of(actor, file.site.id, since, until)) if since <= until else None,
        "unaccounted": unaccounted_at(actor, file.site.id) if closed else None,
    }


def _cells(found: Population) -> list[tuple[Band, list[int | None], int | None]]:
    return [(band, [found.cells[band, column] for column in Column], found.bands[band]) for band in Band]


def _ledger(found: Ledger) -> dict[str, object]:
    return {
        "row": found,
        "coming": [(flow, found.flows.get(flow, 0)) for flow in COMING],
        "going": [(flow, found.flows.get(flow, 0)) for flow in GOING],
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
