"""Requests of people about their record, and what a data-protection officer decides of it: holds, retention, erasure.

Comes in: what somebody asks, in their words; a decision with its reason. Goes out: pages. Whoever took a request in, or recorded what it
contests, does not decide it, and the page says so before they try.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import Stale
from homeward.access.facts import Capability
from homeward.access.selectors import may
from homeward.registry.actions.rights import (
    hold_end,
    hold_make,
    person_erase,
    request_decide,
    request_open,
    request_own,
    retention_set,
)
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.rights import Outcome, RequestDraft, RequestKind
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.rights import holds_of, records_due, request_of, requests_list, retention_rules
from homeward.web.acting import actor_of
from homeward.web.parts import Page, window_of
from homeward.web.registering import choices
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name, told
from homeward.web.words import word

SIZE = 25
_LONG = forms.Textarea(attrs={"rows": 4, "dir": "auto"})


class RequestForm(forms.Form):
    """What is asked."""

    kind = forms.ChoiceField(label=gettext_lazy("What is asked"), choices=choices(RequestKind))
    claim = forms.ChoiceField(label=gettext_lazy("What is contested"), required=False)
    words = forms.CharField(label=gettext_lazy("In their own words"), max_length=4000, widget=_LONG)
    asked_by = forms.CharField(
        label=gettext_lazy("Who asks, if not the person"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class AnswerForm(forms.Form):
    """A decision."""

    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), choices=choices(Outcome), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason, as the person is told it"), max_length=4000, widget=_LONG)


class HoldForm(forms.Form):
    """A legal hold."""

    authority = forms.CharField(
        label=gettext_lazy("On whose authority"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    until = forms.DateField(label=gettext_lazy("Looked at again on"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=gettext_lazy("Why the record must be kept"), max_length=4000, widget=_LONG)


class EraseForm(forms.Form):
    """An erasure, with the number typed."""

    number = forms.CharField(
        label=gettext_lazy("Number of the person, to be sure"),
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    reason = forms.CharField(label=gettext_lazy("On which rule or request it rests"), max_length=4000, widget=_LONG)


class RetentionForm(forms.Form):
    """For how long records are kept."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Records of persons who"),
        choices=[(s.value, word(s)) for s in (Standing.DEPARTED, Standing.DECEASED_REPORTED)],
    )
    months = forms.IntegerField(label=gettext_lazy("are kept for so many months"), min_value=1, max_value=1200)
    basis = forms.CharField(
        label=gettext_lazy("On which law or policy it rests"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


def requests(request: HttpRequest) -> HttpResponse:
    """The requests that wait, or those decided."""
    actor, window = actor_of(request), window_of(request, SIZE)
    authorise(actor, Capability.REQUEST_OPEN)
    decided = request.GET.get("show") == "decided"
    rows, total = requests_list(actor, decided=decided, limit=SIZE, offset=window.offset)
    today = timezone.localdate()
    context = {
        "page": Page(rows, total, window),
        "decided": decided,
        "lines": [(row, row.overdue(today)) for row in rows],
    }
    return render(request, "pages/requests.html", context)


def request_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take in a request about one person."""
    actor = actor_of(request)
    authorise(actor, Capability.REQUEST_OPEN)
    file = person_file(actor, person_id)
    claims = {str(claim.id): claim for claim in file.claims if claim.current and not claim.restricted}
    form = RequestForm(request.POST or None)
    contested = [(id, f"{told(claim).label}: {told(claim).whole}") for id, claim in claims.items()]
    form.fields["claim"].choices = [("", _("nothing in particular")), *contested]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given, claim = form.cleaned_data, claims.get(form.cleaned_data["claim"])
        draft = RequestDraft(
            RequestKind(given["kind"]),
            given["words"],
            given["asked_by"],
            claim.id if claim else None,
            claim.kind if claim else None,
        )
        try:
            made = request_open(actor, person_id, draft)
        except Invalid as wrong:
            form.add_error(str(wrong.data["field"]), in_words(wrong))
        else:
            messages.success(request, _("The request is taken in. Somebody else decides it."))
            return HttpResponseRedirect(reverse("request", args=[made]))
    context = {"row": file.row, "name": plain_name(file.row), "form": form}
    return render(request, "pages/request_new.html", context, status=400 if form.errors else 200)


def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request, and its decision."""
    actor = actor_of(request)
    authorise(actor, Capability.REQUEST_OPEN)
    row = request_of(actor, request_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_decide(actor, request_id, Outcome(form.cleaned_data["outcome"]), reason=form.cleaned_data["reason"])
        except (Invalid, Stale) as wrong:
            form.add_error(None, in_words(wrong))
        else:
            messages.success(request, _("The decision is recorded. Tell the person, and give them a new receipt."))
            return HttpResponseRedirect(reverse("request", args=[request_id]))
    context = {
        "row": row,
        "form": form,
        "overdue": row.overdue(timezone.localdate()),
        "may_decide": may(actor, Capability.REQUEST_DECIDE, site_id=row.person.site_id)
        and row.opened_by != actor.user_id,
    }
    return render(request, "pages/request.html", context, status=400 if form.errors else 200)


@require_POST
def request_take(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request for oneself."""
    actor = actor_of(request)
    authorise(actor, Capability.REQUEST_DECIDE)
    try:
        request_own(actor, request_id)
    except (Invalid, Stale) as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("request", args=[request_id]))


def keeping(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Whether and for how long one record is kept: holds, and erasure."""
    actor = actor_of(request)
    authorise(actor, Capability.RETENTION_DECIDE)
    file = person_file(actor, person_id)
    posted = request.POST if request.method == "POST" else None
    hold = HoldForm(posted if posted and "hold" in posted else None)
    erase = EraseForm(posted if posted and "erase" in posted else None)
    try:
        if hold.is_bound and hold.is_valid():
            hold_make(actor, person_id, **hold.cleaned_data)
            messages.success(request, _("The record is on hold."))
            return HttpResponseRedirect(reverse("keeping", args=[person_id]))
        if erase.is_bound and erase.is_valid():
            proof = person_erase(actor, person_id, **erase.cleaned_data)
            return render(request, "pages/erased.html", {"row": file.row, "proof": proof.proof.hex(), "at": proof.at})
        if posted and "end" in posted:
            wanted = next((one.id for one in holds_of(actor, person_id) if str(one.id) == posted["end"]), person_id)
            hold_end(actor, wanted)
            messages.success(request, _("The hold has ended."))
            return HttpResponseRedirect(reverse("keeping", args=[person_id]))
    except Invalid as wrong:
        _add(hold if hold.is_bound else erase, wrong)
    context = {
        "row": file.row,
        "name": plain_name(file.row),
        "hold": hold,
        "erase": erase,
        "holds": holds_of(actor, person_id),
    }
    return render(request, "pages/keeping.html", context, status=400 if hold.errors or erase.errors else 200)


def retention(request: HttpRequest) -> HttpResponse:
    """The rules by which records are kept, and the records whose time is over."""
    actor = actor_of(request)
    form = RetentionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            retention_set(actor, Standing(given["standing"]), months=given["months"], basis=given["basis"])
        except Invalid as wrong:
            _add(form, wrong)
        else:
            messages.success(request, _("The rule is in force."))
            return HttpResponseRedirect(reverse("retention"))
    context = {"form": form, "rules": retention_rules(actor), "due": records_due(actor)}
    return render(request, "pages/retention.html", context, status=400 if form.errors else 200)


def _add(form: forms.Form, wrong: Invalid) -> None:
    """An error of an action at the field it names."""
    field: Any = wrong.data.get("field")
    form.add_error(field if field in form.fields else None, in_words(wrong))
