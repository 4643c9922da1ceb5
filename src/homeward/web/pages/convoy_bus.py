"""At the bus: somebody decides not to go, a household goes without an adult, somebody stands there who is not on the list.

Comes in: what people say. Goes out: pages with one question each. Nobody is asked for a reason; what follows is said before it happens.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.boarding import goes_without, withdrawal_record
from homeward.pathway.actions.extras import extra_answer, extra_child, extra_found
from homeward.pathway.actions.taking_along import extra_seat
from homeward.pathway.facts.batches import Binding
from homeward.pathway.facts.convoys import SeatRow
from homeward.pathway.facts.happened import Offer
from homeward.pathway.selectors.convoys import ConvoyFile, convoy_file, lead_only, somebody_at
from homeward.pathway.selectors.happened import extras_of
from homeward.pathway.selectors.offering import offer_of
from homeward.registry.facts.values import Sex
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.convoy_forms import ExtraAnswerForm, ExtraForm, PlaceForm, WordsForm
from homeward.web.pathway_sentences import because, roles_text
from homeward.web.words import word


def convoy_withdraw(request: HttpRequest, convoy_id: UUID, seat_id: UUID) -> HttpResponse:
    """Record, in their own words, that somebody does not want to go."""
    actor = actor_of(request)
    file, seat = _seat(actor, convoy_id, seat_id)
    form = WordsForm(
        request.POST or None, label=_("What they say, in their own words"),
        hint=_("One word is enough. Nobody owes a reason, and nobody is asked whether they may."),
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            stay = withdrawal_record(actor, seat_id, words=form.cleaned_data["words"])
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("It is recorded. They stay, and every service stays open to them."))
            if stay:
                messages.warning(request, ngettext(
                    "One other of the household stays with them for now: a child is not parted from who cares for them.",
                    "%(number)d others of the household stay with them for now: a child is not parted from who cares for them.",
                    stay) % {"number": stay})  # fmt: skip
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    context: dict[str, Any] = {
        "row": file.row, "seat": seat, "form": form, "kind": "primary", "title": _("They decide not to go"),
        "answer": _("It holds at once. They can decide again at any time."), "label": _("Record what they said"),
    }  # fmt: skip
    return render(request, "pathway/convoy_form.html", context, status=400 if form.errors and status == 200 else status)


def convoy_without(request: HttpRequest, convoy_id: UUID, seat_id: UUID) -> HttpResponse:
    """Record that a household goes without an adult of its own who is not there."""
    actor = actor_of(request)
    file, seat = _seat(actor, convoy_id, seat_id)
    form = WordsForm(
        request.POST or None, label=_("What the others of the household say, in their own words"),
        hint=_("At least a sentence: that they want to go without this person, and what they know."),
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            goes_without(actor, seat_id, words=form.cleaned_data["words"])
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("It is recorded. Somebody asks after the person who is not there."))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    context: dict[str, Any] = {
        "row": file.row, "seat": seat, "form": form, "kind": "primary", "title": _("The household goes without them"),
        "answer": _("Only an adult, and only if the others say so. Whether children are cared for is asked at the departure."),
        "label": _("Record what they said"),
    }  # fmt: skip
    return render(request, "pathway/convoy_form.html", context, status=400 if form.errors and status == 200 else status)


def convoy_extra(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """Write down that somebody is there who is not on the list."""
    actor = actor_of(request)
    row = convoy_file(actor, convoy_id).row
    lead_only(actor, convoy_id)
    form, status = ExtraForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            _write(actor, convoy_id, form.cleaned_data)
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(
                request,
                _("It is written down, and who looks after them is told. They do not board until that is answered."),
            )
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    context = {
        "row": row, "form": form, "kind": "primary", "title": _("Somebody who is not on the list"),
        "answer": _("A child is never put on the bus without the word of child protection."),
        "label": _("Write it down and tell child protection"),
    }  # fmt: skip
    return render(request, "pathway/convoy_form.html", context, status=400 if form.errors and status == 200 else status)


def convoy_extra_answer(request: HttpRequest, convoy_id: UUID, extra_id: UUID) -> HttpResponse:
    """Say, as child protection, what happens with a child who is not on the list."""
    actor = actor_of(request)
    row = convoy_file(actor, convoy_id).row
    authorise(actor, Capability.CHILD_PROTECTION, site_id=row.from_site_id)
    extra = next((one for one in extras_of(actor, convoy_id) if one.id == extra_id), None)
    if extra is None:
        raise NotFound(_("There is nobody of that convoy to answer about."))
    form, status = ExtraAnswerForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            extra_answer(actor, extra_id, boards=given["boards"] == "yes", words=given["words"])
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("Your answer is kept. Whoever leads the convoy sees it."))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    context = {
        "row": row, "extra": extra, "form": form, "kind": "primary", "title": _("A child who is not on the list"),
        "answer": _("To go along opens no gate: the child's household and every check are as for everybody."),
        "label": _("Answer"),
    }  # fmt: skip
    return render(request, "pathway/convoy_form.html", context, status=400 if form.errors and status == 200 else status)


def convoy_extra_place(request: HttpRequest, convoy_id: UUID, extra_id: UUID) -> HttpResponse:
    """Give somebody who stands at the bus a place, with whoever of their household stands there too; or say what speaks against it."""
    actor = actor_of(request)
    row, offer = convoy_file(actor, convoy_id).row, offer_of(actor, extra_id)
    form, status = PlaceForm(request.POST or None, vehicles=_vehicles(offer)), 200
    if request.method == "POST" and form.is_valid():
        try:
            extra_seat(actor, extra_id, UUID(form.cleaned_data["vehicle"]), version=seen_version(request))
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("They have their places. Count them before the convoy departs."))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    calendar = calendars.chosen(request)
    against = [
        (word(check.gate), because(check.because, check.detail, calendar), roles_text(check.waits_for), number)
        for check, number in offer.unmet
        if offer.binding in (Binding.GATES, Binding.CHILD_PROTECTION)
    ]
    context = {"row": row, "offer": offer, "form": form, "against": against}
    status = 400 if form.errors and status == 200 else status
    return render(request, "pathway/convoy_place.html", context, status=status)


def _vehicles(offer: Offer) -> list[tuple[str, str]]:
    return [
        (str(one.id), _("%(name)s (%(free)s free)") % {"name": one.called, "free": one.free}) for one in offer.vehicles
    ]


def _seat(actor: Actor, convoy_id: UUID, seat_id: UUID) -> tuple[ConvoyFile, SeatRow]:
    file = convoy_file(actor, convoy_id)
    lead_only(actor, convoy_id)
    for party in file.parties:
        for seat in party.seats:
            if seat.id == seat_id:
                return file, seat
    raise NotFound(_("This person has no place in the convoy any more. Look at the list as it is now."))


def _write(actor: Actor, convoy_id: UUID, given: dict[str, Any]) -> None:
    if given["known"] == "number":
        extra_found(actor, convoy_id, somebody_at(actor, convoy_id, given["number"]), words=given["words"])
        return
    extra_child(
        actor, convoy_id, called=given["called"], sex=Sex(given["sex"]) if given["sex"] else None,
        youngest=given["youngest"], oldest=given["oldest"], words=given["words"],
    )  # fmt: skip
