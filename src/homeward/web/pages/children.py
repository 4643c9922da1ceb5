"""Best interests: an assessment, what a panel determined, its signature, and a separation that rests on it.

Comes in: a child's case, forms. Goes out: pages that child protection alone opens. The page says before whose turn it is, and never
offers a record to be changed.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.children import (
    determination_sign,
    interests_assess,
    interests_determine,
    separation_from_bid,
)
from homeward.pathway.facts.children import About, AssessmentRow, Interest, PanelRow
from homeward.pathway.selectors.cases import mates_of
from homeward.pathway.selectors.children import (
    assessment_of,
    case_of_child,
    case_row_of_child,
    determination_of,
    rests_already,
)
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.children_forms import InterestsForm, PanelForm, RestForm, SeatForms, SignForm
from homeward.web.children_page import section_of
from homeward.web.telling import plain_name


def interests_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Assess a child's best interests."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    row = case_row_of_child(actor, case_id)
    mates = [one for one in mates_of(actor, row.group_id) if one.id != row.id]
    people = persons_of(actor, [row.person_id, *(one.person_id for one in mates)])
    named = [(str(one.person_id), plain_name(people[one.person_id])) for one in mates if one.person_id in people]
    form, status = InterestsForm(request.POST or None, people=named), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = interests_assess(actor, case_id=case_id, draft=form.draft())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The assessment is recorded."))
                return HttpResponseRedirect(reverse("interests", args=[made]))
    context = {"row": row, "person": people.get(row.person_id), "form": form, "part": section_of(actor, case_id)}
    return render(request, "pages/interests_new.html", context, status=status)


def interests(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One assessment, opened."""
    actor = actor_of(request)
    row = assessment_of(actor, assessment_id)
    context = _of_child(actor, row) | {
        "row": row,
        "said": [
            (InterestsForm.base_fields[name].label, getattr(row.said, name)) for name in row.said.__struct_fields__
        ]
        if row.said
        else [],
        "own": row.made_by == actor.user_id,
    }
    return render(request, "pages/interests.html", context)


def panel_new(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Record what a panel determined on an assessment."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    row = assessment_of(actor, assessment_id)
    form, seats, status = PanelForm(request.POST or None), SeatForms(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and seats.is_valid():
            try:
                made = interests_determine(actor, draft=form.draft(assessment_id, seats))
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.info(
                    request, _("The determination is recorded. It stands once somebody else of the panel signs it.")
                )
                return HttpResponseRedirect(reverse("determination", args=[made]))
    context = _of_child(actor, row) | {"row": row, "form": form, "seats": seats, "own": row.made_by == actor.user_id}
    return render(request, "pages/panel_new.html", context, status=status)


def determination(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    """One determination, and its signature."""
    actor = actor_of(request)
    row = determination_of(actor, determination_id)
    form, status = SignForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            sent = form.cleaned_data
            try:
                determination_sign(
                    actor, determination_id=determination_id, agrees=sent["agrees"] == "yes", words=sent["words"]
                )
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("What you say is recorded."))
                return HttpResponseRedirect(reverse("determination", args=[determination_id]))
    return _shown(request, actor, row, form, RestForm(), status)


@require_POST
def determination_rest(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    """Let a separation rest on a determination."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    form = RestForm(request.POST)
    status = 400
    if form.is_valid():
        sent = form.cleaned_data
        try:
            separation_from_bid(
                actor, determination_id=determination_id, authority=sent["authority"], review_on=sent["review_on"]
            )
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The decision is recorded. It lets one change happen, once."))
            return HttpResponseRedirect(reverse("determination", args=[determination_id]))
    return _shown(request, actor, determination_of(actor, determination_id), SignForm(), form, status)


def _shown(request: HttpRequest, actor: Actor, row: PanelRow, form: Form, rest: RestForm, status: int) -> HttpResponse:
    signs = row.stands is None and actor.user_id not in (row.assessor, row.made_by)
    rests = rests_already(actor, row.id)
    separates = row.about is About.SEPARATION and row.outcome is Interest.YES and bool(row.stands)
    context = _of_child(actor, row) | {
        "row": row,
        "form": form if signs else None,
        "rests": rests,
        "rest": rest if separates and not rests else None,
    }
    return render(request, "pages/determination.html", context, status=status)


def _of_child(actor: Actor, row: AssessmentRow | PanelRow) -> dict[str, object]:
    """The child of a record: their name and their case."""
    people = persons_of(actor, [row.child_id, *(row.with_ids if isinstance(row, AssessmentRow) else ())])
    child = people.get(row.child_id)
    with_names = (
        [plain_name(people[id]) for id in row.with_ids if id in people] if isinstance(row, AssessmentRow) else []
    )
    return {
        "child": child,
        "name": plain_name(child) if child else "",
        "case_id": case_of_child(actor, row.child_id),
        "with_names": with_names,
    }
