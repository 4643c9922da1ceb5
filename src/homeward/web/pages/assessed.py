"""What stands behind the gates of a case: recorded, read by whoever assesses, looked at by a second person, taken back.

Comes in: a case, forms. Goes out: pages. What was typed is kept where something is wrong. The page says before whether a second person is
needed, and never offers a record to be changed: another one takes its place.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.actions.assessed import decision_take_back, paper_record, paper_second
from homeward.pathway.facts.assessed import BarWords, Basis, Paper
from homeward.pathway.selectors.assessed import asked_of, heard_of, paper_of, unread_of
from homeward.places.selectors import site_names
from homeward.web.acting import actor_of
from homeward.web.assessed_forms import ChoiceForm, SecondForm, TakeBackForm, draft_of, paper_form
from homeward.web.assessed_page import outcome_of, state_of, told_of
from homeward.web.assessed_words import ABOUT
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.whose import whose


def paper_new(request: HttpRequest, case_id: UUID, kind: Paper) -> HttpResponse:
    """Record what was asked or examined."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_ASSESS)
    asked = asked_of(actor, case_id)
    names = site_names(actor, set(asked.places), language=get_language() or "en")
    places = [(str(id), name) for id, name in names.items()]
    form = paper_form(kind, request.POST or None, child=asked.child, places=places, country=asked.country)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = paper_record(actor, case_id=case_id, draft=draft_of(form, places))
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                return _recorded(request, actor, made)
    context = whose(actor, asked.row) | {"paper": kind, "about": ABOUT[kind], "form": form, "child": asked.child}
    groups = _groups(form) if isinstance(form, ChoiceForm) else ()
    context |= {"groups": groups, "unread": unread_of(actor, case_id, kind)}
    return render(request, "pages/paper_new.html", context, status=status)


def paper(request: HttpRequest, assessed_id: UUID) -> HttpResponse:
    """One record, and what a second person says of it."""
    actor = actor_of(request)
    row = paper_of(actor, assessed_id)
    form, status = SecondForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            sent = form.cleaned_data
            try:
                paper_second(actor, assessed_id=assessed_id, agrees=sent["agrees"] == "yes", words=sent["words"])
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("What you say is recorded."))
                return HttpResponseRedirect(reverse("case", args=[row.case_id]) + "#papers")
    waits = row.standing.needs_second and row.second is None
    context = {
        "row": row,
        "outcome": outcome_of(row),
        "state": state_of(row, timezone.localdate()),
        "said": told_of(row),
        "answers": row.said.answers if isinstance(row.said, BarWords) else (),
        "form": form if waits and row.made_by != actor.user_id else None,
        "waits": waits,
    }
    return render(request, "pages/paper.html", context, status=status)


def decision_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that somebody takes their decision back: it takes effect at once."""
    actor = actor_of(request)
    row = heard_of(actor, case_id)
    form, status = TakeBackForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            decision_take_back(actor, case_id=case_id, words=form.cleaned_data["words"])
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("It is recorded. From now on nothing goes on that rests on their decision."))
            back = reverse("case", args=[case_id]) if may(actor, Capability.CASE_READ) else reverse("my_work")
            return HttpResponseRedirect(back)
    return render(request, "pages/decision_back.html", whose(actor, row) | {"form": form}, status=status)


def _recorded(request: HttpRequest, actor: Actor, made: UUID) -> HttpResponse:
    row = paper_of(actor, made)
    if row.standing.needs_second:
        messages.info(request, _("It is recorded. It opens its gate once a second person agrees."))
    else:
        messages.success(request, _("It is recorded."))
    return HttpResponseRedirect(reverse("case", args=[row.case_id]) + "#papers")


def _groups(form: ChoiceForm) -> list[tuple[Basis, list[BoundField]]]:
    """The fields that belong to what the movement rests on, each once, under what they are for."""
    seen: set[str] = set()
    found = []
    for basis in (Basis.CARER if "carer" in form.fields else Basis.OWN, Basis.LAWFUL):
        names = [name for name in form.groups[basis] if name not in seen]
        seen |= set(names)
        found.append((basis, [form[name] for name in names]))
    return found
