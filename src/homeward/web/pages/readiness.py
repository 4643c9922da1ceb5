"""Places and how ready they are: what communities said, who stays at a reception centre since when, who could go somewhere now.

Comes in: a site. Goes out: pages. About places; the household that could go next is told what keeps it, and none is put before another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.actions.readiness import note_add
from homeward.pathway.facts.cases import Gate
from homeward.pathway.facts.milestones import Stay
from homeward.pathway.facts.packs import Weekday
from homeward.pathway.facts.readiness import Binding, NoteKind, PlaceReadiness
from homeward.pathway.facts.services import ServiceFilter
from homeward.pathway.selectors.milestones import stays_at
from homeward.pathway.selectors.readiness import judgements_list, readiness_of, simulate
from homeward.pathway.selectors.services import services_page
from homeward.places.facts import SiteKind, SiteRow
from homeward.places.selectors import site_of, sites_list
from homeward.registry.selectors.persons import persons_of
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.pack_forms import NoteForm
from homeward.web.packs_words import NOTE_SHAPES, OUTLOOK_SHAPES
from homeward.web.pages.services import lines_of
from homeward.web.parts import Bar
from homeward.web.pathway_sentences import because, roles_text
from homeward.web.words import word

ADDING: Final[Mapping[NoteKind, Promise]] = {
    NoteKind.SESSION: gettext_lazy("A session was held"),
    NoteKind.CONCERN: gettext_lazy("There is a concern"),
    NoteKind.AGREEMENT: gettext_lazy("Something was agreed"),
    NoteKind.JUDGEMENT: gettext_lazy("Judge whether it is ready"),
}


def readiness(request: HttpRequest) -> HttpResponse:
    """Communities of return with the latest judgement of each, and reception centres."""
    actor = actor_of(request)
    judged, language, today = judgements_list(actor), get_language() or "en", timezone.localdate()
    homes, centres = (sites_list(actor, kind=kind) for kind in (SiteKind.COMMUNITY, SiteKind.RECEPTION))
    lines = []
    for row in homes:
        one = judged.get(row.id)
        over = one is not None and (one.until is None or one.until < today)
        shape = "past" if over else OUTLOOK_SHAPES[one.outlook] if one and one.outlook else "open"
        lines.append({"row": row, "name": row.called(language), "note": one, "over": over, "shape": shape})
    context = {
        "lines": lines,
        "centres": [(row, row.called(language)) for row in centres],
        "ready": sum(line["shape"] == "done" for line in lines),
        "may_see_cases": may(actor, Capability.CASE_READ),
    }
    return render(request, "pages/readiness.html", context)


def place(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """What is recorded of one place: whether it is ready, what was said and agreed, which services are there."""
    actor = actor_of(request)
    found = readiness_of(actor, site_id)
    site = _site(actor, site_id)
    services, _total = services_page(actor, ServiceFilter(site_id=site_id))
    context = {
        "site": site,
        "name": site.called(get_language() or "en"),
        "found": found,
        "valid": found.valid_on(timezone.localdate()),
        "shape": _shape(found),
        "notes": [(one, NOTE_SHAPES[one.kind]) for one in found.notes],
        "open_concerns": sum(one.kind is NoteKind.CONCERN and not one.settled for one in found.notes),
        "services": lines_of(actor, services),
        "adding": [(kind.value, label) for kind, label in ADDING.items()],
        "may_write": may(actor, Capability.READINESS),
        "may_manage": may(actor, Capability.SERVICE_MANAGE),
        "may_see_cases": may(actor, Capability.CASE_READ),
        "centre": site.kind is SiteKind.RECEPTION,
    }
    return render(request, "pages/place.html", context)


def note(request: HttpRequest, site_id: UUID, kind: str) -> HttpResponse:
    """Record something about a place."""
    if kind not in list(NoteKind):
        raise Http404
    actor = actor_of(request)
    authorise(actor, Capability.READINESS)
    site, which = _site(actor, site_id), NoteKind(kind)
    concerns = [
        (str(one.id), f"{one.day.isoformat()} · {one.words[:80]}")
        for one in readiness_of(actor, site_id).notes
        if one.kind is NoteKind.CONCERN and not one.settled and one.site_id == site_id
    ]
    posted, status = request.POST if request.method == "POST" else None, 200
    form = NoteForm(which, posted, concerns=concerns)
    if posted is not None:
        status = 400
        if form.is_valid():
            try:
                note_add(actor, draft=form.draft(site_id))
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("It is recorded. What stood there before is kept."))
                return HttpResponseRedirect(reverse("place", args=[site_id]))
    context = {"form": form, "site": site, "name": site.called(get_language() or "en"), "title": ADDING[which]}
    return render(request, "pages/place_note.html", context, status=status)


def reception(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Who stays at a reception centre since when, whose stay lasts longer than it should, how visits went."""
    actor = actor_of(request)
    rows = stays_at(actor, site_id)
    site = _site(actor, site_id)
    people = persons_of(actor, [one.person_id for one in rows])
    context = {
        "site": site,
        "name": site.called(get_language() or "en"),
        "lines": [(one, people.get(one.person_id), _visit(one)) for one in rows],
        "households": len({one.group_id for one in rows}),
        "visiting_days": [day for day in Weekday if any(day in one.visiting_days for one in rows)],
        "over": sum(one.over > 0 for one in rows),
        "soon": sum(0 <= one.days - one.day < 14 for one in rows),
    }
    return render(request, "pages/reception.html", context)


def simulator(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Which households could go to a place now, and what keeps each of the others."""
    actor, calendar = actor_of(request), calendars.chosen(request)
    found = simulate(actor, site_id)
    site = _site(actor, site_id)
    bars = [Bar(str(word(gate)).capitalize(), found.counts[gate]) for gate in Gate if found.counts.get(gate)]
    context = {
        "site": site,
        "name": site.called(get_language() or "en"),
        "found": found,
        "could": sum(one.could_go for one in found.households),
        "lines": [(one, _keeps(one, calendar)) for one in sorted(found.households, key=lambda one: one.household)],
        "bars": bars,
        "too_many": found.free is not None and found.together > found.free,
    }
    return render(request, "pages/simulator.html", context)


def _keeps(one: Binding, calendar: calendars.Calendar) -> list[tuple[str, str, str]]:
    """What keeps a household: the gate, why, and who can see to it."""
    return [
        (str(word(check.gate)), because(check.because, check.detail, calendar), roles_text(check.waits_for))
        for check in one.checks
    ]


def _visit(stay: Stay) -> tuple[str, Any] | None:
    """The last visit, with what came of it."""
    if not stay.visits:
        return None
    return (stay.visit.said(get_language() or "en") if stay.visit else _("planned")), stay.visits[-1]


def _shape(found: PlaceReadiness) -> str:
    one = found.judgement
    if one is None or one.outlook is None:
        return "open"
    return OUTLOOK_SHAPES[one.outlook] if one.until and one.until >= timezone.localdate() else "past"


def _site(actor: Actor, site_id: UUID) -> SiteRow:
    return site_of(actor, site_id).site
