"""Convoys: the list, a plan, one convoy with its next action, and the buttons that move it on.

Comes in: what somebody plans or presses. Goes out: pages. Where a convoy stands is its first line, and one thing to do next stands at the
same place on every page. A refusal says what to do, and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.actions.boarding import convoy_depart
from homeward.pathway.actions.convoys import convoy_board, convoy_call_off, convoy_change, convoy_plan, vehicle_add
from homeward.pathway.actions.handovers import convoy_arrive, convoy_receive
from homeward.pathway.actions.incidents import convoy_turn_back
from homeward.pathway.actions.screening import convoy_screen
from homeward.pathway.facts.convoys import ConvoyRow
from homeward.pathway.selectors.convoys import convoy_brief, convoy_file, convoys_list, leads_at
from homeward.places.facts import SiteStatus
from homeward.places.selectors import site_names, sites_list
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.convoy_forms import ConvoyForm, VehicleForm, WordsForm
from homeward.web.convoy_page import STATES, page_of
from homeward.web.parts import Page, Tab, window_of
from homeward.web.sentences import in_words

SIZE = 25
# What one press does, and what is said then.
STEPS: dict[str, tuple[Callable[..., int], Promise]] = {
    "board": (convoy_board, gettext_lazy("Boarding has begun. Count everybody.")),
    "depart": (convoy_depart, gettext_lazy("The convoy has departed.")),
    "arrive": (convoy_arrive, gettext_lazy("The convoy arrived. Count everybody again.")),
    "receive": (convoy_receive, gettext_lazy("Everybody on the signed list is received. The convoy is closed.")),
}
WORDED: dict[str, tuple[Callable[..., int], Promise, Promise, Promise]] = {
    "call-off": (
        convoy_call_off, gettext_lazy("Call the convoy off"),
        gettext_lazy("Everybody keeps their turn: they are first for the next convoy."),
        gettext_lazy("The convoy is called off. Everybody keeps their turn."),
    ),
    "turn-back": (
        convoy_turn_back, gettext_lazy("The convoy turned back"),
        gettext_lazy("Everybody is recorded as being where they were, and prepares for departure again."),
        gettext_lazy("It is recorded that the convoy turned back."),
    ),
}  # fmt: skip


def convoys(request: HttpRequest) -> HttpResponse:
    """Convoys that are planned or on the way; or those that are over."""
    actor, over = actor_of(request), request.GET.get("show") == "over"
    window = window_of(request, SIZE)
    rows, total = convoys_list(actor, over=over, limit=SIZE, offset=window.offset)
    sites = site_names(actor, {id for row in rows for id in (row.from_site_id, row.to_site_id)}, language=_language())
    lines = [(row, STATES[row.state], sites.get(row.from_site_id, ""), sites.get(row.to_site_id, "")) for row in rows]
    tabs = [
        Tab(_("Planned and on the way"), reverse("convoys"), current=not over),
        Tab(_("Over"), reverse("convoys") + "?show=over", current=over),
    ]
    context = {"lines": lines, "page": Page(lines, total, window), "tabs": tabs, "over": over}
    context |= {"may_plan": may(actor, Capability.CONVOY_PLAN)}
    return render(request, "pathway/convoys.html", context)


def convoy_new(request: HttpRequest) -> HttpResponse:
    """Plan a convoy."""
    actor = actor_of(request)
    authorise(actor, Capability.CONVOY_PLAN)
    form = _form(request, actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = convoy_plan(actor, form.draft())
        except SHOWN_IN_PLACE as wrong:
            return _plan_page(request, form, None, show_at(form, wrong))
        messages.success(request, _("The convoy is planned. Give it vehicles, then households their places."))
        return HttpResponseRedirect(reverse("convoy", args=[made]))
    return _plan_page(request, form, None, 400 if form.errors else 200)


def convoy_edit(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """Change the plan of a convoy that nobody boards yet."""
    actor = actor_of(request)
    file = convoy_file(actor, convoy_id)
    authorise(actor, Capability.CONVOY_PLAN, site_id=file.row.from_site_id)
    given = {
        "version": file.row.version, "from_site": file.row.from_site_id, "to_site": file.row.to_site_id,
        "day": file.row.day, "lead": file.row.lead_id or "", "escort": file.row.escort,
        "checkpoints": "\n".join(point.called for point in file.points if point.called),
    }  # fmt: skip
    form = _form(request, actor, given)
    if request.method == "POST" and form.is_valid():
        try:
            convoy_change(actor, convoy_id, form.draft(), version=seen_version(request))
        except SHOWN_IN_PLACE as wrong:
            return _plan_page(request, form, file.row, show_at(form, wrong))
        messages.success(request, _("The plan is changed."))
        return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    return _plan_page(request, form, file.row, 400 if form.errors else 200)


def convoy(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """One convoy: where it stands, what to do next, who has a place."""
    return render(request, "pathway/convoy.html", page_of(request, actor_of(request), convoy_id))


@require_POST
def convoy_step(request: HttpRequest, convoy_id: UUID, what: str) -> HttpResponse:
    """Move a convoy on: boarding, departed, arrived, received."""
    if what not in STEPS:
        raise NotFound(_("There is no such step. Open the convoy again."))
    actor = actor_of(request)
    convoy_brief(actor, convoy_id)
    step, said = STEPS[what]
    try:
        step(actor, convoy_id, version=seen_version(request))
        messages.success(request, str(said))
    except SHOWN_IN_PLACE as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))


@require_POST
def convoy_compare(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """Have the people of a convoy compared with the lists; what is found stands at the screening desk alone."""
    actor = actor_of(request)
    convoy_brief(actor, convoy_id)
    try:
        convoy_screen(actor, convoy_id)
        messages.success(
            request,
            _("Its people are compared with the lists in use. Each case's gate says when its screening is finished."),
        )
    except SHOWN_IN_PLACE as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))


def convoy_worded(request: HttpRequest, convoy_id: UUID, what: str) -> HttpResponse:
    """Call a convoy off, or say that it turned back, and why."""
    if what not in WORDED:
        raise NotFound(_("There is no such step. Open the convoy again."))
    actor = actor_of(request)
    row = convoy_brief(actor, convoy_id)
    step, title, answer, said = WORDED[what]
    hint = _("In a few words and without names: everybody who sees the convoy reads it.")
    form, status = WordsForm(request.POST or None, hint=hint), 200
    if request.method == "POST" and form.is_valid():
        try:
            step(actor, convoy_id, words=form.cleaned_data["words"], version=seen_version(request))
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, str(said))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    context = {"row": row, "form": form, "title": title, "answer": answer, "label": title, "kind": "danger"}
    return render(request, "pathway/convoy_form.html", context, status=400 if form.errors and status == 200 else status)


@require_POST
def convoy_vehicle(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """Add a vehicle."""
    form = VehicleForm(request.POST)
    actor = actor_of(request)
    if form.is_valid():
        given = form.cleaned_data
        try:
            vehicle_add(
                actor, convoy_id, called=given["called"], seats=given["seats"],
                wheelchairs=given["wheelchairs"] or 0, version=seen_version(request),
            )  # fmt: skip
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The vehicle is added."))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    else:
        status = 400
    return render(request, "pathway/convoy.html", page_of(request, actor, convoy_id, form), status=status)


def _form(request: HttpRequest, actor: Actor, given: dict[str, Any] | None = None) -> ConvoyForm:
    open_sites = [
        row for row in sites_list(actor, capability=Capability.CONVOY_PLAN) if row.status is not SiteStatus.CLOSED
    ]
    sites = [(str(row.id), row.called(_language())) for row in open_sites]
    everywhere = [
        (str(row.id), row.called(_language())) for row in sites_list(actor) if row.status is not SiteStatus.CLOSED
    ]
    leads = {str(id): name for row in open_sites[:1] for id, name in leads_at(actor, row.id).items()}
    return ConvoyForm(
        request.POST or None, sites=sites, all_sites=everywhere, leads=sorted(leads.items(), key=lambda one: one[1]),
        initial=given or {"day": timezone.localdate()},
    )  # fmt: skip


def _plan_page(request: HttpRequest, form: ConvoyForm, row: ConvoyRow | None, status: int) -> HttpResponse:
    if row is None:
        title, answer, label = _("Plan a convoy"), _("Who goes along is chosen on the next page."), _("Plan the convoy")
    else:
        title, answer, label = _("Change the plan"), _("Places that people have stay theirs."), _("Save the plan")
    context = {"row": row, "form": form, "title": title, "answer": answer, "label": label, "kind": "primary"}
    return render(request, "pathway/convoy_form.html", context, status=status)


def _language() -> str:
    return get_language() or "en"
