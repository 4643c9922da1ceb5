"""On the way and at the arrival: what happened, the signatures of both sides, the handover as it was signed.

Comes in: words, signatures. Goes out: pages. Whoever signs sees exactly what they sign; whose turn it is stands on the page.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.actions.handovers import handover_give, handover_paper, handover_take
from homeward.pathway.actions.incidents import incident_record
from homeward.pathway.facts.happened import Born, IncidentKind
from homeward.pathway.selectors.convoys import convoy_file, lead_only, leads
from homeward.pathway.selectors.signing import Signing, signing_of
from homeward.registry.facts.values import Sex
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.convoy_forms import GiveForm, IncidentForm, PaperSignatureForm, TakeForm
from homeward.web.convoy_page import STATES, names
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name


def convoy_incident(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """Write down what happened on the way."""
    actor = actor_of(request)
    file = convoy_file(actor, convoy_id)
    lead_only(actor, convoy_id)
    people = [
        (str(seat.id), f"{plain_name(seat.person)} · {seat.person.number}" if seat.person else seat.case_number)
        for party in file.parties
        for seat in party.seats
    ]
    asked = {"kind": request.GET.get("kind", ""), "seat": request.GET.get("seat", "")}
    form, status = IncidentForm(request.POST or None, people=people, initial=asked), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            incident_record(
                actor, convoy_id, IncidentKind(given["kind"]), words=given["words"], at=given["at"],
                seat_id=UUID(given["seat"]) if given["seat"] else None,
                born=Born(given["called"], Sex(given["sex"]) if given["sex"] else None),
            )  # fmt: skip
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("It is written down."))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    context = {
        "row": file.row, "form": form, "kind": "primary", "title": _("What happened"),
        "answer": _("A birth is registered with it, and a death reported. If all turn back, use the button for that."),
        "label": _("Write it down"),
    }  # fmt: skip
    return render(request, "pathway/convoy_form.html", context, status=400 if form.errors and status == 200 else status)


def convoy_handover(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """The handover: what is signed, by whom so far, and signing it."""
    actor = actor_of(request)
    signing = signing_of(actor, convoy_id)
    side = request.POST.get("side", "")
    forms, status = _forms(request, signing, side), 200
    form = forms.get(side)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _sign(actor, convoy_id, side, form)
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The signature is kept."))
            return HttpResponseRedirect(reverse("convoy_handover", args=[convoy_id]))
    if form is not None and form.errors and status == 200:
        status = 400
    row = signing.convoy
    context: dict[str, Any] = {
        "row": row, "signing": signing, "state": STATES[row.state], "sites": names(actor, row), "forms": forms,
        "waits": in_words(signing.waits) if signing.waits else "",
        "leads": leads(actor, row.id),
        "takes": may(actor, Capability.CONVOY_READ, site_id=row.to_site_id) and not signing.own(actor),
    }  # fmt: skip
    return render(request, "pathway/convoy_handover.html", context, status=status)


def _forms(request: HttpRequest, signing: Signing, side: str) -> dict[str, Form]:
    content = {"content": signing.content}
    given = {"place": signing.place, "caveats": "\n".join(signing.caveats)}
    return {
        "gives": GiveForm(request.POST if side == "gives" else None, prefix="g", initial=given),
        "takes": TakeForm(request.POST if side == "takes" else None, prefix="t", initial=content),
        "paper": PaperSignatureForm(request.POST if side == "paper" else None, prefix="p", initial=content),
    }


def _sign(actor: Actor, convoy_id: UUID, side: str, form: Form) -> None:
    given = form.cleaned_data
    if isinstance(form, GiveForm):
        handover_give(actor, convoy_id, function=given["function"], place=given["place"], caveats=form.lines())
    elif side == "takes":
        handover_take(actor, convoy_id, function=given["function"], content=given["content"])
    else:
        handover_paper(
            actor, convoy_id, name=given["name"], function=given["function"], scan=given["scan"], at=given["at"],
            content=given["content"],
        )  # fmt: skip
