"""Writing in a file of justice: one form for each thing, on a page of its own, with the file to go back to.

Comes in: what somebody typed. Goes out: the file again, or the form with what is wrong and everything that was typed. What can be written
stands in `web.justice_doing`.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.pathway.actions.courts import (
    aid_end,
)
from homeward.pathway.actions.exhibits import exhibit_seen
from homeward.pathway.actions.justice import justice_reopen
from homeward.pathway.selectors.justice import justice_file
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.justice_doing import ABOUT_FILE, ABOUT_PART, ABOUT_QUESTION, GONE, At, Doing, agreements_for
from homeward.web.sentences import in_words


def justice_do(request: HttpRequest, justice_id: UUID, what: str) -> HttpResponse:
    """Write something about a file."""
    actor = actor_of(request)
    at = At(actor, justice_file(actor, justice_id), request.GET, seen_version(request))
    return _write(request, at, ABOUT_FILE.get(what))


def justice_part_do(request: HttpRequest, justice_id: UUID, part_id: UUID, what: str) -> HttpResponse:
    """Write something about a detention, or something due."""
    actor = actor_of(request)
    at = At(actor, justice_file(actor, justice_id), request.GET, seen_version(request), part=part_id)
    return _write(request, at, ABOUT_PART.get(what))


def justice_question_do(request: HttpRequest, justice_id: UUID, referral_id: UUID, what: str) -> HttpResponse:
    """Write something about a question to an authority."""
    actor = actor_of(request)
    file = justice_file(actor, justice_id)
    referral = next((one for one in file.referrals if one.id == referral_id), None)
    at = At(actor, file, request.GET, seen_version(request), referral)
    if referral is None:
        raise NotFound(GONE)
    if what == "hand_over" and not request.GET.get("agreement"):
        return render(
            request,
            "pathway/justice_agreements.html",
            {"file": file, "referral": referral, "agreements": agreements_for(actor)},
        )
    return _write(request, at, ABOUT_QUESTION.get(what))


@require_POST
def justice_reopened(request: HttpRequest, justice_id: UUID) -> HttpResponse:
    """Open a closed file again."""
    actor = actor_of(request)
    file = justice_file(actor, justice_id)
    return _at_once(request, justice_id, lambda: justice_reopen(actor, justice_id, version=file.version))


@require_POST
def justice_seen(request: HttpRequest, justice_id: UUID, referral_id: UUID, item_id: UUID) -> HttpResponse:
    """Say that one read what speaks for the person."""
    actor = actor_of(request)
    justice_file(actor, justice_id)
    return _at_once(request, justice_id, lambda: exhibit_seen(actor, referral_id, item_id))


@require_POST
def justice_aid_end(request: HttpRequest, justice_id: UUID, part_id: UUID) -> HttpResponse:
    """Say that counsel or an interpreter stands beside somebody no more."""
    actor = actor_of(request)
    justice_file(actor, justice_id)
    return _at_once(request, justice_id, lambda: aid_end(actor, part_id))


def _at_once(request: HttpRequest, justice_id: UUID, do: Callable[[], None]) -> HttpResponse:
    """Do what a button says, and show the file again."""
    try:
        do()
    except SHOWN_IN_PLACE as wrong:
        if isinstance(wrong, NotFound):
            raise
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("justice_file", args=[justice_id]))


def _write(request: HttpRequest, at: At, doing: Doing | None) -> HttpResponse:
    """The form, and what it does."""
    if doing is None:
        raise NotFound(GONE)
    authorise(at.actor, doing.needs, site_id=at.file.site_id)
    form = doing.form(at, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                doing.do(at, form.cleaned_data)
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("It is recorded."))
                return HttpResponseRedirect(reverse("justice_file", args=[at.file.id]))
    context = {
        "title": doing.title(at), "answer": doing.before, "label": doing.label, "form": form, "number": at.file.number,
        "version": at.version or doing.version(at), "back": reverse("justice_file", args=[at.file.id]),
    }  # fmt: skip
    return render(request, "pathway/justice_form.html", context, status=status)
