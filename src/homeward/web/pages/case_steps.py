"""A step of a household's cases: taken, proposed, answered, taken back.

Comes in: a case and where it should go. Goes out: a page that says before what happens and whether it can be undone, or the case again. A
refused plan says who would be left behind and what would let it go on; what was typed is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.steps import proposals_answer, proposals_take_back, steps_propose, steps_take
from homeward.pathway.errors import SeparatesFamily
from homeward.pathway.facts.cases import CaseRow, Course, Lawful, Stage
from homeward.pathway.facts.opened import CaseFile, ProposalRow
from homeward.pathway.rules.steps import STEPS, step_between
from homeward.pathway.selectors.case_files import case_file
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.persons import persons_of
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.case_forms import AnswerForm, StepForm
from homeward.web.case_page import GateLine, gates_waiting
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.telling import plain_name
from homeward.web.words import word


def case_step(request: HttpRequest, case_id: UUID, to: str) -> HttpResponse:
    """Take a step with those who move together, or propose it where it takes two people."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    file = case_file(actor, case_id)
    line = _line(file.row, to)
    authorise(actor, line.by, site_id=file.row.site_id, person_id=file.row.person_id)
    people = persons_of(actor, [one.person_id for one in file.mates])
    going = _going(file, line)
    named = [(str(one.id), _named(one, people)) for one in going]
    form = StepForm(
        request.POST if request.method == "POST" else None,
        people=named,
        needed=line.back or line.two,
        initial={"version": file.row.version},
    )
    status, left = 200, list[CaseRow]()
    if request.method == "POST":
        status, left = _sent(actor, file, line, form)
        if status == 302:
            return _done(request, case_id, line)
    context = _shown(request, actor, file, line, going) | {
        "form": form,
        "left": [people[one.person_id] for one in left if one.person_id in people],
        "named": named,
    }
    return render(request, "pages/case_step.html", context, status=status)


def case_answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer, as the second person, what somebody proposed for a household."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    file = case_file(actor, case_id)
    proposals = _open(file)
    if not proposals:
        messages.info(request, _("Nothing is proposed here any more. This is how the case stands now."))
        return HttpResponseRedirect(reverse("case", args=[case_id]))
    line = step_between(proposals[0].frm, proposals[0].to)
    if line.answered_by:
        authorise(actor, line.answered_by, site_id=file.row.site_id, person_id=file.row.person_id)
    form, status = AnswerForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = _answered(actor, proposals, form)
        if status == 302:
            agreed = form.cleaned_data["agrees"] == "yes"
            messages.success(
                request, _("The step is taken.") if agreed else _("You did not agree. Whoever proposed it reads why.")
            )
            return HttpResponseRedirect(reverse("case", args=[case_id]))
    people = persons_of(actor, [one.person_id for one in file.mates])
    named = {one.id: _named(one, people) for one in file.mates}
    context = _shown(
        request, actor, file, line, [one for one in file.mates if one.id in {p.case_id for p in proposals}]
    )
    context |= {"form": form, "proposals": proposals, "whose": [named.get(one.case_id, "") for one in proposals]}
    context |= {"own": any(one.proposed_by == actor.user_id for one in proposals)}
    return render(request, "pages/case_answer.html", context, status=status)


@require_POST
def case_take_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take back what one proposed oneself."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    mine = [one.id for one in _open(case_file(actor, case_id))]
    try:
        proposals_take_back(actor, proposal_ids=mine)
    except SHOWN_IN_PLACE as wrong:
        messages.warning(request, str(wrong))
    else:
        messages.success(request, _("Your proposal is taken back. Nothing was changed."))
    return HttpResponseRedirect(reverse("case", args=[case_id]))


def _line(row: CaseRow, to: str) -> Lawful:
    """The step that an address names. Raises `NotFound` for a stage that there is not, `Unlawful`."""
    if to not in {stage.value for stage in Stage}:
        raise NotFound("There is no such step. Open the case again.")
    return step_between(row.stage, Stage(to))


def _going(file: CaseFile, line: Lawful) -> list[CaseRow]:
    """Who would go on together: everybody of the group who stands there and goes on, this case first; not who stays apart."""
    apart = {one.case_id for one in file.aparts if one.ended_at is None}
    if file.row.id in apart or line.back:
        return [file.row, *(one for one in file.mates if line.back and one.id != file.row.id and one.stage is line.frm)]
    rest = [one for one in file.mates if one.id != file.row.id and one.id not in apart]
    return [file.row, *(one for one in rest if one.stage is line.frm and one.course is Course.RUNNING)]


def _sent(actor: Actor, file: CaseFile, line: Lawful, form: StepForm) -> tuple[int, list[CaseRow]]:
    """Take or propose what was sent. Returns the status of the answer, and who would be left behind."""
    if not form.is_valid():
        return 400, []
    sent = form.cleaned_data
    chosen = [UUID(one) for one in sent["cases"]]
    try:
        if sent["version"] != file.row.version:
            raise Stale("This case changed while you had it open. Look at it as it is now, then decide again.")
        if line.two:
            steps_propose(actor, case_ids=chosen, to=line.to, words=sent["words"])
        else:
            steps_take(actor, case_ids=chosen, to=line.to, words=sent["words"])
    except SeparatesFamily as wrong:
        return show_at(form, wrong), [one for one in _going(file, line) if one.id not in chosen]
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong), []
    return 302, []


def _done(request: HttpRequest, case_id: UUID, line: Lawful) -> HttpResponse:
    told = (
        _("It is proposed. Another person answers now.")
        if line.two
        else _("Now at: %(stage)s.") % {"stage": word(line.to)}
    )
    messages.success(request, told)
    return HttpResponseRedirect(reverse("case", args=[case_id]))


def _answered(actor: Actor, proposals: list[ProposalRow], form: AnswerForm) -> int:
    if not form.is_valid():
        return 400
    sent = form.cleaned_data
    try:
        proposals_answer(
            actor,
            proposal_ids=[one.id for one in proposals],
            agrees=sent["agrees"] == "yes",
            words=sent["words"],
        )
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return 302


def _open(file: CaseFile) -> list[ProposalRow]:
    """What is proposed for this case, and in the same step for those who go with it."""
    mine = next((one for one in file.proposals if one.open and one.case_id == file.row.id), None)
    if mine is None:
        return []
    same = [one for one in file.proposals if one.open and (one.frm, one.to) == (mine.frm, mine.to)]
    return [one for one in same if one.proposed_by == mine.proposed_by]


def _shown(request: HttpRequest, actor: Actor, file: CaseFile, line: Lawful, going: list[CaseRow]) -> dict[str, Any]:
    """What both pages show: the step, whether it can be undone, and which gates wait for whom."""
    people = persons_of(actor, [one.person_id for one in going])
    waiting: dict[tuple[str, str], tuple[GateLine, list[str]]] = {}
    held = 0
    for one in going if not line.back else ():
        unmet = gates_waiting(actor, file, one, line, calendars.chosen(request))
        held += bool(unmet)
        for gate in unmet:
            waiting.setdefault((gate.gate, gate.because), (gate, []))[1].append(_named(one, people))
    return {
        "row": file.row,
        "name": _named(file.row, people),
        "line": line,
        "frm": word(line.frm),
        "to": word(line.to),
        "second": word(line.answered_by) if line.answered_by else "",
        "undone": any(other.frm is line.to and other.to is line.frm for other in STEPS),
        "waiting": list(waiting.values()),
        "held": held,
        "gates": [word(gate) for gate in line.gates],
        "going": [(one, _named(one, people)) for one in going],
    }


def _named(row: CaseRow, people: Mapping[UUID, PersonRow]) -> str:
    person = people.get(row.person_id)
    return f"{plain_name(person)} · {row.number}" if person else row.number
