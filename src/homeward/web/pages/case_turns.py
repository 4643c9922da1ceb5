"""That cases stop or go on again, and that an adult stays apart from the others of their household.

Comes in: a case and what was typed. Goes out: the case again, or the form with what is wrong. Whoever withdraws needs no reason and
nobody's permission.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.apart import apart_end, apart_record
from homeward.pathway.actions.turning import cases_turn
from homeward.pathway.facts.cases import CaseRow, Course
from homeward.pathway.facts.opened import CaseFile
from homeward.pathway.rules.steps import COURSES
from homeward.pathway.selectors.case_files import case_file
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.case_forms import ApartForm, TurnForm
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.pathway_words import COURSE_MEANINGS
from homeward.web.telling import plain_name
from homeward.web.whose import whose
from homeward.web.words import word


def case_turn(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that cases stopped, and why, or that they go on again."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    file = case_file(actor, case_id)
    courses = [one for one in Course if one in COURSES[file.row.course]]
    same = [one for one in file.mates if one.course is file.row.course and one.id != case_id]
    people = _named(actor, [file.row, *same])
    form = TurnForm(
        request.POST if request.method == "POST" else None,
        people=people,
        courses=courses,
        initial={"version": file.row.version, "cases": [str(case_id)]},
    )
    status = 200
    if request.method == "POST":
        status = _turned(actor, file, form)
        if status == 302:
            messages.success(
                request, _("It is recorded: %(what)s.") % {"what": word(Course(form.cleaned_data["course"]))}
            )
            return HttpResponseRedirect(reverse("case", args=[case_id]))
    context = whose(actor, file.row) | {
        "form": form,
        "meanings": [(word(one), COURSE_MEANINGS[one]) for one in courses],
        "stops": file.row.course is Course.RUNNING,
    }
    return render(request, "pages/case_turn.html", context, status=status)


def case_apart(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that an adult stays apart from the others, or that they go with them after all."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_WRITE)
    file = case_file(actor, case_id)
    standing = next((one for one in file.aparts if one.case_id == case_id and one.ended_at is None), None)
    form, status = ApartForm(request.POST if request.method == "POST" and not standing else None), 200
    if request.method == "POST":
        try:
            if standing:
                apart_end(actor, standing.id)
                status = 302
            elif form.is_valid():
                apart_record(actor, case_id, words=form.cleaned_data["words"])
                status = 302
            else:
                status = 400
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        if status == 302:
            told = _("They go with the others.") if standing else _("They stay apart from the others.")
            messages.success(request, told)
            return HttpResponseRedirect(reverse("case", args=[case_id]))
    context = whose(actor, file.row) | {"form": form, "standing": standing}
    return render(request, "pages/case_apart.html", context, status=status)


def _turned(actor: Actor, file: CaseFile, form: TurnForm) -> int:
    if not form.is_valid():
        return 400
    sent = form.cleaned_data
    try:
        if sent["version"] != file.row.version:
            raise Stale("This case changed while you had it open. Look at it as it is now, then decide again.")
        chosen = [UUID(one) for one in sent["cases"]]
        cases_turn(actor, case_ids=chosen, course=Course(sent["course"]), words=sent["words"])
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return 302


def _named(actor: Actor, rows: list[CaseRow]) -> list[tuple[str, str]]:
    """The cases of some people as choices."""
    people = persons_of(actor, [one.person_id for one in rows])
    return [
        (str(one.id), f"{plain_name(people[one.person_id])} · {one.number}" if one.person_id in people else one.number)
        for one in rows
    ]
