"""Make a list of one's own, change what is said about a list, take one out of use.

Comes in: what was typed. Goes out: the list's page, or the form with what is wrong. Never deletes: a withdrawn list keeps its editions.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.lists.actions.changing import list_change
from homeward.lists.actions.lists import list_make, list_restore, list_withdraw
from homeward.lists.selectors.lists import list_file
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.list_forms import NewForm, SettingsForm


def list_new(request: HttpRequest) -> HttpResponse:
    """Make a list."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_MANAGE)
    form, status = NewForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = list_make(actor=actor, draft=form.new_draft())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The list is made. Bring its first edition."))
                return HttpResponseRedirect(reverse("list", args=[made.list_id]))
    context = {"form": form, "title": _("Make a list"), "label": _("Make the list"), "back": reverse("lists")}
    return render(request, "pages/list_form.html", context, status=status)


def list_settings(request: HttpRequest, list_id: str) -> HttpResponse:
    """Say other things about a list."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_MANAGE)
    found, status = list_file(actor, list_id), 200
    form = SettingsForm(request.POST if request.method == "POST" else None, kept=found)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                list_change(actor=actor, list_id=list_id, draft=form.draft(list_id))
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The list is changed."))
                return HttpResponseRedirect(reverse("list", args=[list_id]))
    context = {
        "form": form,
        "title": found.title,
        "label": _("Save"),
        "back": reverse("list", args=[list_id]),
        "found": found,
    }
    return render(request, "pages/list_form.html", context, status=status)


@require_POST
def list_end(request: HttpRequest, list_id: str) -> HttpResponse:
    """Take a list out of use."""
    list_withdraw(actor=actor_of(request), list_id=list_id)
    messages.success(request, _("The list is out of use. Its editions stay, for what was found by them."))
    return HttpResponseRedirect(reverse("lists"))


@require_POST
def list_again(request: HttpRequest, list_id: str) -> HttpResponse:
    """Take a list into use again."""
    list_restore(actor=actor_of(request), list_id=list_id)
    return HttpResponseRedirect(reverse("list", args=[list_id]))
