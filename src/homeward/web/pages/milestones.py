"""Recording what a country's process asks for, what stands in a family's way, and what a person says to a need without a service at home.

Comes in: a case and what was typed. Goes out: the case again, or the form with what is wrong; nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.milestones import milestone_record
from homeward.pathway.actions.readiness import gap_answer
from homeward.pathway.facts.cases import CaseRow
from homeward.pathway.facts.milestones import BarrierState, ItemState, Journey, Said
from homeward.pathway.facts.packs import ItemKind
from homeward.pathway.facts.services import GapAnswer, ServiceKind
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.milestones import journey_of
from homeward.pathway.selectors.readiness import gaps_of
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.pack_forms import GapForm, MilestoneForm, said_in_words
from homeward.web.packs_page import Entry
from homeward.web.whose import whose
from homeward.web.words import word


def milestone(request: HttpRequest, case_id: UUID, item: str) -> HttpResponse:
    """Record what was asked or answered of an item, or what is in the family's way."""
    actor, row = _opened(request, case_id)
    journey = journey_of(actor, case_id)
    state = next((one for one in journey.items if one.item.key == item), None)
    barrier = next((one for one in journey.barriers if one.barrier.key == item), None)
    offered = _offered(state, barrier)
    if not offered:
        raise NotFound("There is nothing to record here for you. Open the case to see how it stands.")
    number = state.number if state else len(barrier.rows) if barrier else 0
    posted = request.POST if request.method == "POST" else None
    form = MilestoneForm(state, offered, posted, initial={"number": number})
    status = _done(form, lambda: milestone_record(actor, case_id, form.draft(item)))
    if status == 302:
        messages.success(request, _("It is recorded."))
        return HttpResponseRedirect(reverse("case", args=[case_id]) + "#journey")
    if status == 409:
        typed = request.POST.copy()
        typed["number"] = str(number)  # what is sent next is said after what stands there now
        form.data = typed
    return render(
        request, "pages/milestone.html", _told(journey, state, barrier, form) | whose(actor, row), status=status
    )


def gap(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Record what a person says to a need that has no service where they go."""
    actor, row = _opened(request, case_id)
    authorise(actor, Capability.NEED_READ, site_id=row.site_id)
    found = gaps_of(actor, case_id)
    one = next((one for one in (found[0] if found else ()) if one.kind == kind), None)
    if one is None:
        raise NotFound("There is a service for this now, or no home is named yet. Open the case again.")
    form = GapForm(request.POST if request.method == "POST" else None, initial={"number": one.number})

    def say() -> None:
        sent = form.cleaned_data
        gap_answer(
            actor, case_id, kind=ServiceKind(kind), answer=GapAnswer(sent["answer"]), words=sent["words"],
            number=sent["number"],
        )  # fmt: skip

    status = _done(form, say)
    if status == 302:
        messages.success(request, _("What they said is recorded."))
        return HttpResponseRedirect(reverse("case", args=[case_id]) + "#journey")
    context = whose(actor, row) | {
        "form": form, "title": str(word(one.kind)).capitalize(), "label": _("Record what they said"),
        "answer": _("A need of this person would have no service where the family goes. Ask them; nobody answers for them."),
    }  # fmt: skip
    return render(request, "pages/case_form.html", context, status=status)


def _opened(request: HttpRequest, case_id: UUID) -> tuple[Actor, CaseRow]:
    """A case in which this actor may write. Raises `NotFound`, `Refused`."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_WRITE)
    row = case_brief(actor, case_id)
    authorise(actor, Capability.CASE_WRITE, site_id=row.site_id)
    return actor, row


def _offered(state: ItemState | None, barrier: BarrierState | None) -> tuple[str, ...]:
    if state is not None:
        return state.offered
    if barrier is not None:
        return (Said.NO_LONGER,) if barrier.in_the_way else (Said.IN_THE_WAY,)
    return ()


def _done(form: forms.Form, act: Callable[[], object]) -> int:
    """Do what was sent. The status of the answer: 200 where nothing was sent, 302 where it was done."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 400
    try:
        act()
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return 302


def _told(journey: Journey, state: ItemState | None, barrier: BarrierState | None, form: forms.Form) -> dict[str, Any]:
    language = get_language() or "en"
    of = state.item if state else barrier.barrier if barrier else None
    rows = state.rows if state else barrier.rows if barrier else ()
    item = state.item if state else None
    return {
        "form": form,
        "title": of.titles.said(language) if of else "",
        "help": of.help.said(language) if of else "",
        "entries": [Entry(said_in_words(item, one.said), one) for one in reversed(rows)],
        "household": item is not None and item.whom == "household",
        "result": item is not None and item.kind is ItemKind.RESULT,
        "security": item is not None and item.security,
        "barrier": barrier is not None,
        "pack": journey.pack_key,
    }
