"""Tracings: who looks for whom, whom the registry and the tracing lists propose, what a specialist decides, and the way to a reunification.

Comes in: a person, forms. Goes out: pages that child protection alone opens. Nothing that a look-up shows is kept unless it is noted; the
words are in no address.
"""

from __future__ import annotations

from typing import Any
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
from homeward.pathway.actions.tracing import lead_decide, lead_note, tracing_open, tracing_step
from homeward.pathway.facts.tracing import LeadFound, LeadRow, SoughtBy, TracingRow, TracingStep
from homeward.pathway.rules.child_files import TRACING_STEPS
from homeward.pathway.selectors.tracing import LookedFor, looked_for, tracing_file, tracings_list
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.persons import persons_of
from homeward.screening.candidate import Candidate
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.child_file_forms import LeadForm, SoughtForm, TracingStepForm
from homeward.web.evidence_words import STATES, field_of, told
from homeward.web.parts import Page, window_of
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name

SIZE = 50


def tracings(request: HttpRequest) -> HttpResponse:
    """The tracings that go on, or those closed."""
    actor, window = actor_of(request), window_of(request, SIZE)
    closed = request.GET.get("show") == "closed"
    rows, total = tracings_list(actor, closed=closed, limit=SIZE, offset=window.offset)
    people, today = persons_of(actor, [one.person_id for one in rows]), timezone.localdate()
    lines = [(one, people.get(one.person_id), one.due is not None and one.due < today) for one in rows]
    context = {"page": Page(rows, total, window), "lines": lines, "closed": closed}
    return render(request, "pages/tracings.html", context)


def tracing_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody looks for somebody."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    person = persons_of(actor, [person_id]).get(person_id)
    if person is None:
        raise NotFound(_("There is no such person that you may see for the purpose you chose."))
    form, status = SoughtForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                sought_by = SoughtBy(form.cleaned_data["sought_by"])
                made = tracing_open(actor, person_id=person_id, sought_by=sought_by, said=form.said())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                return HttpResponseRedirect(reverse("tracing", args=[made]))
    context = {"form": form, "person": person, "name": plain_name(person)}
    return render(request, "pages/tracing_new.html", context, status=status)


def tracing(request: HttpRequest, tracing_id: UUID) -> HttpResponse:
    """One tracing; posted, it looks in the registry and on the tracing lists."""
    actor = actor_of(request)
    found = looked_for(actor, tracing_id) if request.method == "POST" else None
    return _shown(request, actor, tracing_id, found=found)


@require_POST
def tracing_note(request: HttpRequest, tracing_id: UUID) -> HttpResponse:
    """Note somebody who could be the one looked for."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    tracing_file(actor, tracing_id)
    person, list_id, entry_id = (request.POST.get(name, "") for name in ("person", "list", "entry"))
    try:
        chosen = UUID(person) if person else None
        lead_note(actor, tracing_id=tracing_id, person_id=chosen, list_id=list_id[:64], entry_id=entry_id[:128])
    except ValueError:
        messages.error(request, _("There is no such person that you may see for the purpose you chose."))
    except SHOWN_IN_PLACE as wrong:
        messages.error(request, in_words(wrong))
    else:
        messages.success(request, _("It is noted. Say what you find about it."))
    return HttpResponseRedirect(reverse("tracing", args=[tracing_id]))


@require_POST
def tracing_lead(request: HttpRequest, tracing_id: UUID, lead_id: UUID) -> HttpResponse:
    """Say whether somebody could be the one looked for."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    form = LeadForm(request.POST, prefix=lead_id.hex)
    status = 400
    if form.is_valid():
        try:
            sent = form.cleaned_data
            lead_decide(actor, lead_id=lead_id, found=LeadFound(sent["found"]), words=sent["words"])
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("What you say is recorded."))
            return HttpResponseRedirect(reverse("tracing", args=[tracing_id]))
    return _shown(request, actor, tracing_id, forms={lead_id: form}, status=status)


def tracing_go(request: HttpRequest, tracing_id: UUID, to: TracingStep) -> HttpResponse:
    """Take a step with a tracing."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    row = tracing_file(actor, tracing_id)
    form, status = TracingStepForm(request.POST or None, to=to, initial={"version": row.version}), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                version = form.cleaned_data["version"]
                tracing_step(actor, tracing_id=tracing_id, to=to, said=form.said(), version=version)
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The step is taken."))
                return HttpResponseRedirect(reverse("tracing", args=[tracing_id]))
    return render(request, "pages/tracing_step.html", {"row": row, "to": to, "form": form}, status=status)


def _shown(
    request: HttpRequest,
    actor: Actor,
    tracing_id: UUID,
    *,
    found: LookedFor | None = None,
    forms: dict[UUID, LeadForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = tracing_file(actor, tracing_id)
    people = persons_of(actor, [row.person_id, *(one.person_id for one in row.leads if one.person_id)])
    labels = SoughtForm.base_fields
    context = {
        "row": row,
        "person": people.get(row.person_id),
        "said": [(labels[name].label, value) for name, value in _said(row)],
        "leads": [_lead(one, people, (forms or {}).get(one.id)) for one in row.leads],
        "found": found,
        "people": [(one.person, _evidence(one.candidate)) for one in found.people] if found else [],
        "listed": [(one.edition, one.candidate, _evidence(one.candidate)) for one in found.listed.candidates]
        if found and found.listed
        else [],
        "next": TRACING_STEPS[row.step],
    }
    return render(request, "pages/tracing.html", context, status=status)


def _said(row: TracingRow) -> list[tuple[str, object]]:
    if row.said is None:
        return []
    found = [(name, getattr(row.said, name)) for name in row.said.__struct_fields__]
    return [(name, value) for name, value in found if value]


def _lead(one: LeadRow, people: dict[UUID, PersonRow], form: LeadForm | None) -> dict[str, Any]:
    ask = form or (LeadForm(prefix=one.id.hex) if one.found is None else None)
    return {"row": one, "person": people.get(one.person_id) if one.person_id else None, "form": ask}


def _evidence(candidate: Candidate) -> list[dict[str, object]]:
    """What speaks for and against it, field by field: words, no numbers."""
    return [{"label": field_of(one), "word": STATES[one.state], "says": told(one.says)} for one in candidate.evidence]
