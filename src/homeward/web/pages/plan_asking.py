"""A form about somebody's case: shown with what it is about, done, or shown again with what is wrong and what was typed.

Comes in: a request, a case, a form, what to do with it. Goes out: the page to which it belongs, or the form. Never decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from homeward.pathway.selectors.case_files import case_brief
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.whose import whose


@dataclass(frozen=True, slots=True)
class Asked:
    """A form's page: its title, its first line, the verb on its button, and the page of the case where it leads back to."""

    title: str
    answer: str
    label: str
    back: str
    before: Sequence[str] = ()
    template: str = "pages/plan_form.html"


def typed(request: HttpRequest) -> Any:
    """What was sent, for a form; nothing where the page is only shown."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest, case_id: UUID, asked: Asked, form: forms.Form, do: Callable[[], str], **more: Any
) -> HttpResponse:
    """Do what was sent, say so and go back; or show the form, with what is wrong."""
    status = 200
    actor = actor_of(request)
    row = case_brief(actor, case_id)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                told = do()
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, told)
                return HttpResponseRedirect(reverse(asked.back, args=[case_id]))
    context = whose(actor, row) | {
        "form": form, "title": asked.title, "answer": asked.answer, "label": asked.label,
        "back": reverse(asked.back, args=[case_id]), "before": asked.before,
    }  # fmt: skip
    return render(request, asked.template, context | more, status=status)
