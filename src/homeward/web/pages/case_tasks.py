"""Tasks of a case: given to a role, done, handed over.

Comes in: a case or a task, and what was typed. Goes out: the case again, or the form with what is wrong.
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
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Capability, Role
from homeward.access.selectors import colleagues
from homeward.pathway.actions.tasks import TASK_ROLES, task_do, task_hand_over, task_make
from homeward.pathway.facts.work import TaskRow
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.tasks import tasks_of
from homeward.web.acting import actor_of
from homeward.web.case_forms import DoneForm, HandForm, TaskForm
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.pathway_sentences import task_text
from homeward.web.whose import whose


def task_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give a role a task."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    form = TaskForm(request.POST if request.method == "POST" else None, roles=TASK_ROLES)
    page = _Page(request, case_id, _("Add a task"), _("Whoever holds the role finds it among their work."), _("Add it"))

    def make() -> None:
        sent = form.cleaned_data
        task_make(actor, case_id, role=Role(sent["role"]), due=sent["due"], words=sent["words"])

    return page.answer(form, make, _("The task is there."))


def task_done(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Say that a task is done."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    task = _task(request, case_id, task_id)
    form = DoneForm(request.POST if request.method == "POST" else None)
    page = _Page(request, case_id, _("It is done"), task_text(task.what, task.words), _("Say that it is done"))
    return page.answer(form, lambda: task_do(actor, task_id, words=form.cleaned_data["words"]), _("It is done."))


def task_hand(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Hand a task over."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_READ)
    task = _task(request, case_id, task_id)
    site = case_brief(actor, case_id).site_id
    form = HandForm(
        colleagues(actor, Capability.CASE_READ, site_id=site), request.POST if request.method == "POST" else None
    )
    page = _Page(request, case_id, _("Hand it over"), task_text(task.what, task.words), _("Hand it over"))
    return page.answer(
        form, lambda: task_hand_over(actor, task_id, to=UUID(form.cleaned_data["to"])), _("It is handed over.")
    )


def _task(request: HttpRequest, case_id: UUID, task_id: UUID) -> TaskRow:
    """An open task of a case. Raises `NotFound`."""
    found = next((one for one in tasks_of(actor_of(request), case_id) if one.id == task_id and not one.done_at), None)
    if found is None:
        raise NotFound("There is no such task any more. Open the case to see what is to be done.")
    return found


class _Page:
    """A form about a case: what it is called, what it is about, the verb on its button."""

    def __init__(self, request: HttpRequest, case_id: UUID, title: str, answer: str, label: str) -> None:
        self.request, self.case_id = request, case_id
        self.said: dict[str, Any] = {"title": title, "answer": answer, "label": label}

    def answer(self, form: forms.Form, do: Callable[[], object], told: str) -> HttpResponse:
        """Do what was sent and go back to the case; or the form, with what is wrong."""
        status = 200
        actor = actor_of(self.request)
        row = case_brief(actor, self.case_id)
        if self.request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    do()
                except SHOWN_IN_PLACE as wrong:
                    status = show_at(form, wrong)
                else:
                    messages.success(self.request, told)
                    return HttpResponseRedirect(reverse("case", args=[self.case_id]) + "#tasks")
        return render(
            self.request, "pages/case_form.html", self.said | whose(actor, row) | {"form": form}, status=status
        )
