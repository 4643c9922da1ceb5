"""Who goes along: households that are ready, what keeps the others, a proposal by room alone, and places given whole.

Comes in: ticked households with a vehicle each. Goes out: pages. Nothing on the page ranks people: those ready longest stand first.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.facts import Actor
from homeward.pathway.actions.convoys import group_stays, groups_seat, vehicle_remove
from homeward.pathway.facts.batches import ReadyLine
from homeward.pathway.selectors.convoys import ConvoyFile, convoy_brief, convoy_file
from homeward.pathway.selectors.readying import proposal_of, ready_lines
from homeward.registry.errors import Invalid
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version
from homeward.web.convoy_page import STATES, names
from homeward.web.pathway_sentences import because, roles_text
from homeward.web.sentences import in_words
from homeward.web.words import word


def convoy_seats(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """The households that could go, and a proposal; give them their places."""
    actor = actor_of(request)
    convoy_brief(actor, convoy_id)
    status = 200
    if request.method == "POST":
        try:
            groups_seat(actor, convoy_id, _placed(request), version=seen_version(request))
        except SHOWN_IN_PLACE as wrong:
            messages.error(request, in_words(wrong))
            status = 400
        else:
            messages.success(request, _("The households have their places."))
            return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))
    return render(request, "pathway/convoy_seats.html", _shown(request, actor, convoy_id), status=status)


@require_POST
def convoy_stays(request: HttpRequest, convoy_id: UUID, group_id: UUID) -> HttpResponse:
    """Let a household give up its places and keep its turn."""
    actor = actor_of(request)
    convoy_brief(actor, convoy_id)
    try:
        group_stays(actor, convoy_id, group_id, version=seen_version(request))
        messages.success(request, _("The household stays for now, and keeps its turn."))
    except SHOWN_IN_PLACE as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))


@require_POST
def convoy_vehicle_out(request: HttpRequest, convoy_id: UUID, vehicle_id: UUID) -> HttpResponse:
    """Take an empty vehicle out."""
    actor = actor_of(request)
    convoy_brief(actor, convoy_id)
    try:
        vehicle_remove(actor, convoy_id, vehicle_id, version=seen_version(request))
        messages.success(request, _("The vehicle is taken out."))
    except SHOWN_IN_PLACE as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("convoy", args=[convoy_id]))


def _placed(request: HttpRequest) -> list[tuple[UUID, UUID]]:
    """The ticked households, each with the vehicle that was chosen for it. Raises `Invalid`."""
    try:
        return [(UUID(group), UUID(request.POST[f"vehicle_{group}"])) for group in request.POST.getlist("group")]
    except (ValueError, KeyError):
        raise Invalid(
            "Choose at least one household, and a vehicle of this convoy for each.", field="vehicle"
        ) from None


def _shown(request: HttpRequest, actor: Actor, convoy_id: UUID) -> dict[str, Any]:
    file = convoy_file(actor, convoy_id)
    lines = ready_lines(actor, convoy_id)
    proposal = proposal_of(actor, convoy_id, lines)
    chosen = dict(proposal.placed)
    if request.method == "POST":
        chosen = dict(_ticked(request))
    short = dict(proposal.left)
    calendar = calendars.chosen(request)
    return {
        "row": file.row,
        "file": file,
        "state": STATES[file.row.state],
        "sites": names(actor, file.row),
        "ready": [
            {"line": line, "vehicle": chosen.get(line.group_id), "short": short.get(line.group_id)}
            for line in lines
            if line.binding is None
        ],
        "waiting": [_bound(line, calendar) for line in lines if line.binding is not None],
        "free": _free(file),
    }


def _ticked(request: HttpRequest) -> list[tuple[UUID, UUID]]:
    try:
        return _placed(request)
    except Invalid:
        return []


def _free(file: ConvoyFile) -> int:
    return sum(vehicle.free for vehicle in file.vehicles)


def _bound(line: ReadyLine, calendar: calendars.Calendar) -> dict[str, Any]:
    check = line.check
    return {
        "line": line,
        "what": word(check.gate) if check else word(line.binding) if line.binding else "",
        "why": because(check.because, check.detail, calendar) if check else "",
        "roles": roles_text(check.waits_for) if check else "",
    }
