"""From a case's page: with which paper somebody crosses, and what their journey has to make room for.

Comes in: what somebody typed. Goes out: the case again, or the form with what is wrong.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.journeys import journey_set, travel_paper_set
from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.rules.travel_papers import UNRECORDED
from homeward.pathway.selectors.cases import case_of, case_row
from homeward.pathway.selectors.manifests import journey_of
from homeward.pathway.selectors.travel_papers import PaperChoice, travel_papers_of
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.convoy_forms import JourneyForm, TravelPaperForm
from homeward.web.words import word


def case_journey(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What a journey has to make room for."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_WRITE)
    row = case_row(case_of(actor, case_id))
    authorise(actor, Capability.CASE_WRITE, site_id=row.site_id, person_id=row.person_id)
    _paper, now = journey_of(actor, case_id)
    given = {"version": 0} if now is None else {
        "version": now.version, "wheelchair": now.wheelchair, "escort": now.escort, "words": now.words or "",
    }  # fmt: skip
    form, status = JourneyForm(request.POST or None, initial=given), 200
    if now is not None and now.words is None:
        form.fields["words"].help_text = _("A note is kept from you. What you write takes its place.")
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            journey_set(
                actor, case_id, wheelchair=sent["wheelchair"], escort=sent["escort"], words=sent["words"],
                version=seen_version(request),
            )  # fmt: skip
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("What the journey has to make room for is kept."))
            return HttpResponseRedirect(reverse("case", args=[case_id]))
    context = {
        "row": row, "form": form, "title": _("What the journey has to make room for"), "label": _("Save it"),
        "answer": _("It decides about places, and about nothing else."),
    }  # fmt: skip
    return render(request, "pages/case_form.html", context, status=400 if form.errors and status == 200 else status)


def case_travel_paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """With which paper somebody crosses: one of those that the registry holds of them."""
    actor = actor_of(request)
    authorise(actor, Capability.CONVOY_PLAN)
    row = case_row(case_of(actor, case_id))
    found = travel_papers_of(actor, case_id)
    calendar = calendars.chosen(request)
    papers = [(str(one.claim_id), _told(one, calendar)) for one in found.choices]
    now = found.now
    given = {"version": now.version if now else 0, "paper": str(now.claim_id or now.kind) if now else ""}
    form, status = TravelPaperForm(request.POST or None, papers=papers, initial=given), 200
    if request.method == "POST" and form.is_valid():
        try:
            _choose(actor, case_id, form.cleaned_data["paper"], seen_version(request))
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The travel paper is kept."))
            return HttpResponseRedirect(reverse("case", args=[case_id]))
    language = get_language() or "en"
    context = {
        "row": row, "form": form, "found": found, "asked": [titles.said(language) for titles in found.asked],
    }  # fmt: skip
    status = 400 if form.errors and status == 200 else status
    return render(request, "pathway/travel_paper.html", context, status=status)


def _choose(actor: Actor, case_id: UUID, chosen: str, version: int) -> None:
    if chosen in UNRECORDED:
        travel_paper_set(actor, case_id, kind=TravelPaperKind(chosen), version=version)
    else:
        travel_paper_set(actor, case_id, claim_id=UUID(chosen), version=version)


def _told(one: PaperChoice, calendar: calendars.Calendar) -> str:
    """A recorded paper in a line: what it is, its number, until when it is valid, how far it was checked."""
    parts = [str(word(one.kind)), one.number]
    if one.valid_until:
        day = calendars.day(one.valid_until, calendar, get_language())
        until = _("valid until %(day)s, which is not long enough") if one.lapses else _("valid until %(day)s")
        parts.append(until % {"day": day})
    return " · ".join(part for part in (*parts, str(word(one.verification))) if part)
