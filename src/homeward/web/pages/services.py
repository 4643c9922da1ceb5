"""The directory of services: a list with filters, one service, recording and ending one.

Comes in: filters, and what was typed. Goes out: pages. Sorted by place and kind; how many places are free is said, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.kernel.errors import BadInput
from homeward.pathway.actions.services import service_add, service_change, service_end
from homeward.pathway.facts.services import ForWhom, ServiceFilter, ServiceKind, ServiceRow
from homeward.pathway.selectors.services import service_of, services_page
from homeward.places.selectors import areas_list, site_names, sites_list
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.countries import language_choices, language_name
from homeward.web.pack_forms import ServiceForm, filter_of
from homeward.web.parts import Page, window_of
from homeward.web.registering import choices
from homeward.web.sentences import in_words
from homeward.web.words import in_a_row

SIZE = 50
Choices = list[tuple[str, str, bool]]


def services(request: HttpRequest) -> HttpResponse:
    """The directory, narrowed as the address asks."""
    actor, asked, window = actor_of(request), filter_of(request.GET), window_of(request, SIZE)
    rows, total = services_page(actor, asked, limit=SIZE, offset=window.offset)
    context = {
        "page": Page(rows, total, window),
        "lines": lines_of(actor, rows),
        "asked": asked,
        "narrowed": asked != ServiceFilter(),
        "filters": _filters(actor, asked),
        "may_manage": may(actor, Capability.SERVICE_MANAGE),
    }
    return render(request, "pages/services.html", context)


def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service, and for whoever keeps the directory the form that changes it."""
    actor = actor_of(request)
    row = service_of(actor, service_id)
    may_manage = may(actor, Capability.SERVICE_MANAGE)
    status, posted = 200, request.POST if request.method == "POST" else None
    if posted is not None:
        authorise(actor, Capability.SERVICE_MANAGE)
    form = ServiceForm(posted, sites=_sites(actor), areas=_areas(actor), service=row)
    if posted is not None:
        status = 400
        if form.is_valid():
            try:
                service_change(actor, service_id=service_id, version=seen_version(request), draft=form.draft())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The service is changed."))
                return HttpResponseRedirect(reverse("service", args=[service_id]))
    (line,) = lines_of(actor, [row])
    context = {"line": line, "row": row, "form": form if may_manage and row.ended_at is None else None}
    return render(request, "pages/service.html", context, status=status)


def service_new(request: HttpRequest) -> HttpResponse:
    """Record a service."""
    actor = actor_of(request)
    authorise(actor, Capability.SERVICE_MANAGE)
    posted, status = request.POST if request.method == "POST" else None, 200
    chosen = {"site_id": request.GET.get("site", ""), "kind": request.GET.get("kind", "")}
    form = ServiceForm(posted, sites=_sites(actor), areas=_areas(actor), initial=chosen)
    if posted is not None:
        status = 400
        if form.is_valid():
            try:
                row = service_add(actor, draft=form.draft())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The service is recorded."))
                return HttpResponseRedirect(reverse("service", args=[row.id]))
    return render(request, "pages/service_new.html", {"form": form}, status=status)


@require_POST
def service_ended(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Say that a service is no longer there."""
    try:
        service_end(actor_of(request), service_id=service_id, version=seen_version(request))
    except BadInput as wrong:
        messages.warning(request, in_words(wrong))
    else:
        messages.success(request, _("The service is ended. What refers to it stays."))
    return HttpResponseRedirect(reverse("service", args=[service_id]))


def lines_of(actor: Actor, rows: Sequence[ServiceRow]) -> list[dict[str, Any]]:
    """Services as pages show them."""
    language, today = get_language() or "en", timezone.localdate()
    sites = site_names(actor, {row.site_id for row in rows if row.site_id}, language=language)
    areas = {area.code: area.called(language) for area in areas_list(actor)}
    return [
        {
            "row": row,
            "site": sites.get(row.site_id, "") if row.site_id else "",
            "area": areas.get(row.area_code, row.area_code),
            "languages": in_a_row(map(language_name, row.languages)),
            "open": row.open_on(today),
            "later": row.open_from is not None and row.open_from > today,
        }
        for row in rows
    ]


def _filters(actor: Actor, asked: ServiceFilter) -> list[tuple[str, str, Choices]]:
    """The filters: name in the address, label, choices."""
    return [
        ("kind", _("What it is about"), _chosen(choices(ServiceKind), asked.kind)),
        ("site", _("Site"), _chosen(_sites(actor), str(asked.site_id or ""))),
        ("area", _("Area"), _chosen(_areas(actor), asked.area_code)),
        ("whom", _("For whom"), _chosen(choices(ForWhom), asked.whom)),
        ("language", _("Language"), _chosen(language_choices()[:12], asked.language)),
        ("free", _("Room"), [("1", _("open, with room or unknown room"), asked.free)]),
        ("show", _("Which"), [("ended", _("those that ended"), asked.ended)]),
    ]


def _chosen(rows: Sequence[tuple[str, Any]], chosen: str | None) -> Choices:
    return [(value, str(label), value == chosen) for value, label in rows]


def _sites(actor: Actor) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(str(one.id), one.called(language)) for one in sites_list(actor)]


def _areas(actor: Actor) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(one.code, f"{one.called(language)} · {one.code}") for one in areas_list(actor)]
