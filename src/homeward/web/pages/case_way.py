"""Where the way of a household leads: changed together for all its cases.

Comes in: a case and what was typed. Goes out: the case again, or the form with what is wrong. Gates ask about these places, and are asked
anew when they change.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.pathway.actions.cases import group_set
from homeward.pathway.selectors.case_files import case_file
from homeward.places.selectors import sites_list
from homeward.web.acting import actor_of
from homeward.web.case_forms import ChangeWayForm
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.whose import whose


def case_way(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say where they are received, and to which community they go home."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_WRITE)
    file, status = case_file(actor, case_id), 200
    given = {"to_site": file.to_site or "", "home_site": file.home_site or "", "version": file.group_version}
    sites = [(str(one.id), one.name) for one in sites_list(actor)]
    form = ChangeWayForm(request.POST if request.method == "POST" else None, sites=sites, initial=given)
    if request.method == "POST" and form.is_valid():
        to, home = form.way
        try:
            version = form.cleaned_data["version"]
            group_set(actor, file.row.group_id, to_site_id=to, home_site_id=home, version=version)
            messages.success(request, _("It is recorded where their way leads."))
            return HttpResponseRedirect(reverse("case", args=[case_id]))
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
    context = whose(actor, file.row) | {
        "form": form,
        "title": _("Where their way leads"),
        "answer": _("For everybody who moves together. What the place asks for is asked anew."),
        "label": _("Record it"),
    }
    return render(request, "pages/case_form.html", context, status=400 if form.errors and status == 200 else status)
