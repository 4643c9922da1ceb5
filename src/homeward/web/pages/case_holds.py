"""Holds of a case: placed, looked at again, decided anew, ended.

Comes in: a case or a hold, and what was typed. Goes out: pages. A hold whose time is over holds nothing, and the page says so; nothing
makes one longer but a person with reasons of now.
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
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.actions.holds import hold_end, hold_place, hold_renew, hold_review
from homeward.pathway.facts.cases import CaseRow
from homeward.pathway.facts.opened import HoldRow
from homeward.pathway.selectors.case_files import case_holds as holds_in
from homeward.web.acting import actor_of
from homeward.web.case_hold_forms import HoldEndForm, HoldForm
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.whose import whose


def case_holds(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The holds of a case, and a new one."""
    actor = actor_of(request)
    row, holds = _opened(actor, case_id, writing=request.method == "POST")
    form, status = HoldForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = _done(form, lambda: hold_place(actor, case_id, form.draft()))
        if status == 302:
            return _back(request, case_id, _("The case waits now. Everybody who may read it sees why and until when."))
    today = timezone.localdate()
    context = whose(actor, row) | {
        "lines": [(one, _state(one, today)) for one in holds],
        "form": form if may(actor, Capability.HOLD_PLACE, site_id=row.site_id) else None,
        "today": today,
        "may_hold": may(actor, Capability.HOLD_PLACE, site_id=row.site_id),
        "only_holds": not may(actor, Capability.CASE_READ, site_id=row.site_id),
    }
    return render(request, "pages/case_holds.html", context, status=status)


def case_hold_renew(request: HttpRequest, case_id: UUID, hold_id: UUID) -> HttpResponse:
    """Decide anew that a case waits."""
    actor = actor_of(request)
    row, hold = _one(actor, case_id, hold_id)
    form = HoldForm(request.POST if request.method == "POST" else None, initial={"reason": hold.reason})
    said = {
        "title": _("Decide anew that the case waits"),
        "answer": _(
            "A hold is not made longer. It is decided again, with reasons of now, by somebody who stands for it."
        ),
        "label": _("Hold it again"),
    }
    told = _("The case waits until the day that you chose.")
    return _form(request, row, form, said, lambda: hold_renew(actor, hold_id, form.draft()), told)


def case_hold_end(request: HttpRequest, case_id: UUID, hold_id: UUID) -> HttpResponse:
    """End a hold, or say of one whose time is over that it stays ended."""
    actor = actor_of(request)
    row, _hold = _one(actor, case_id, hold_id)
    form = HoldEndForm(request.POST if request.method == "POST" else None)
    said = {
        "title": _("End the hold"),
        "answer": _("The case can go on as soon as its other gates are open."),
        "label": _("End the hold"),
        "before": [_("An ended hold is not taken up again. If the case has to wait again, a new hold is placed.")],
        "before_title": _("This cannot be undone"),
    }
    told = _("The hold has ended.")
    return _form(request, row, form, said, lambda: hold_end(actor, hold_id, words=form.cleaned_data["words"]), told)


@require_POST
def case_hold_review(request: HttpRequest, case_id: UUID, hold_id: UUID) -> HttpResponse:
    """Say that a hold was looked at and is needed still, until its day and no longer."""
    actor = actor_of(request)
    _one(actor, case_id, hold_id)
    try:
        hold_review(actor, hold_id)
    except SHOWN_IN_PLACE as wrong:
        messages.warning(request, str(wrong))
        return HttpResponseRedirect(reverse("case_holds", args=[case_id]))
    return _back(request, case_id, _("It is recorded that you looked at it. Its last day is as before."))


def _opened(actor: Actor, case_id: UUID, *, writing: bool = False) -> tuple[CaseRow, tuple[HoldRow, ...]]:
    """A case and its holds, for whoever may place one or reads cases. Raises `Refused`, `NotFound`."""
    needed = Capability.HOLD_PLACE
    authorise(actor, Capability.CASE_READ if not writing and not may(actor, needed) else needed)
    return holds_in(actor, case_id)


def _one(actor: Actor, case_id: UUID, hold_id: UUID) -> tuple[CaseRow, HoldRow]:
    row, holds = _opened(actor, case_id, writing=True)
    found = next((one for one in holds if one.id == hold_id and not one.ended_at and not one.renewed), None)
    if found is None:
        raise NotFound("This hold is not there any more, or was ended or renewed. Open the holds of the case again.")
    return row, found


def _state(hold: HoldRow, today: Any) -> tuple[str, str]:
    """The shape and the words of how a hold stands."""
    if hold.ended_at:
        return "past", _("ended")
    if hold.renewed:
        return "past", _("decided anew")
    if hold.expired(today):
        return "waiting", _("over: it holds nothing")
    return "blocked", _("it holds")


def _form(
    request: HttpRequest, row: CaseRow, form: forms.Form, said: dict[str, Any], do: Callable[[], object], told: str
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = _done(form, do)
        if status == 302:
            return _back(request, row.id, told)
    only_holds = not may(actor_of(request), Capability.CASE_READ, site_id=row.site_id)
    back = reverse("case_holds", args=[row.id])
    return render(
        request,
        "pages/case_form.html",
        said | whose(actor_of(request), row) | {"form": form, "back_url": back, "only_holds": only_holds},
        status=status,
    )


def _done(form: forms.Form, do: Callable[[], object]) -> int:
    """Do something; what is wrong stands at its field. Returns the status of the answer: 302 where it was done."""
    if not form.is_valid():
        return 400
    try:
        do()
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return 302


def _back(request: HttpRequest, case_id: UUID, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("case_holds", args=[case_id]))
