"""Overrides of a case's gates: asked for, granted or refused by another person, looked at again by a third.

Comes in: a case or an override, and what was typed. Goes out: pages. What protects the person is never lifted, and is not offered here.
"""

from __future__ import annotations

from uuid import UUID

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
from homeward.pathway.actions.overrides import override_ask, override_grant, override_refuse, override_review
from homeward.pathway.facts.cases import CaseRow, Gate
from homeward.pathway.facts.opened import OverrideRow
from homeward.pathway.rules.steps import KEEPERS, next_on
from homeward.pathway.selectors.case_files import case_overrides as overrides_in
from homeward.web.acting import actor_of
from homeward.web.case_hold_forms import OverrideForm, ReviewForm
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.whose import whose


def case_overrides(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The overrides of a case, and asking for one."""
    actor = actor_of(request)
    authorise(actor, Capability.GATE_OVERRIDE if request.method == "POST" else Capability.CASE_READ)
    row, overrides = overrides_in(actor, case_id)
    form, status = OverrideForm(request.POST if request.method == "POST" else None, gates=_gates(row)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                override_ask(actor, case_id, form.draft())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("It is asked for. Nothing is lifted before somebody else grants it."))
                return _back(case_id)
    grants = may(actor, Capability.GATE_GRANT, site_id=row.site_id)
    context = whose(actor, row) | {
        "lines": [_line(actor, one, grants) for one in overrides],
        "form": form if _gates(row) and may(actor, Capability.GATE_OVERRIDE, site_id=row.site_id) else None,
    }
    return render(request, "pages/case_overrides.html", context, status=status)


@require_POST
def override_answer(request: HttpRequest, case_id: UUID, override_id: UUID) -> HttpResponse:
    """Grant or refuse what somebody else asked for."""
    actor = actor_of(request)
    authorise(actor, Capability.GATE_GRANT)
    _one(actor, case_id, override_id)
    granted = request.POST.get("answer") == "grant"
    try:
        if granted:
            override_grant(actor, override_id)
        else:
            override_refuse(actor, override_id)
    except SHOWN_IN_PLACE as wrong:
        messages.warning(request, str(wrong))
    else:
        told = _("The gate is lifted until its day.") if granted else _("It is refused. The gate stays as it is.")
        messages.success(request, told)
    return _back(case_id)


def override_look(request: HttpRequest, case_id: UUID, override_id: UUID) -> HttpResponse:
    """Look at an override again."""
    actor = actor_of(request)
    authorise(actor, Capability.GATE_GRANT)
    override = _one(actor, case_id, override_id)
    row, _all = overrides_in(actor, case_id)
    form, status = ReviewForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            sent = form.cleaned_data
            try:
                override_review(actor, override_id, upheld=sent["upheld"] == "yes", words=sent["words"])
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("What you found is recorded."))
                return _back(case_id)
    context = whose(actor, row) | {"one": override, "form": form}
    return render(request, "pages/override.html", context, status=status)


def _gates(row: CaseRow) -> tuple[Gate, ...]:
    """The gates of the next step that may be lifted at all."""
    gates = dict.fromkeys(gate for line in next_on(row.stage) for gate in line.gates)
    return tuple(gate for gate in gates if KEEPERS[gate].overridable)


def _one(actor: Actor, case_id: UUID, override_id: UUID) -> OverrideRow:
    """An override of a case. Raises `NotFound`."""
    _row, overrides = overrides_in(actor, case_id)
    found = next((one for one in overrides if one.id == override_id), None)
    if found is None:
        raise NotFound("There is no such override. Open the overrides of the case again.")
    return found


def _line(actor: Actor, one: OverrideRow, grants: bool) -> dict[str, object]:
    """An override with how it stands, and what this reader may do about it."""
    today = timezone.localdate()
    if one.refused_at:
        state, word = "past", _("refused")
    elif one.asked:
        state, word = "waiting", _("waits for a second person")
    elif one.lifts(today):
        state, word = "info", _("it lifts the gate")
    else:
        state, word = "past", _("over")
    return {
        "row": one,
        "state": state,
        "word": word,
        "may_answer": grants and one.asked and one.asked_by != actor.user_id,
        "own": one.asked and one.asked_by == actor.user_id,
        "may_review": grants
        and one.unreviewed
        and one.asked_by != actor.user_id
        and one.granted_name != actor.username,
        "late": one.unreviewed and one.review_on < today,
    }


def _back(case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("case_overrides", args=[case_id]))
