"""Making and changing sites: what a site is, closing and opening again, what is added to it, who is unaccounted for after a closing.

Comes in: what was typed, and the version of the site that was seen. Goes out: the site again, or the form with what is wrong; where
somebody else saved meanwhile, both versions. Never deletes: a name, a claim of capacity or a step of a site's life stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.places.actions.additions import alias_add, capacity_record, section_add, succession_record
from homeward.places.actions.sites import site_change, site_close, site_create, site_reopen
from homeward.places.facts import AliasKind, Moved, SiteRow, SiteStatus
from homeward.places.selectors import site_of, sites_list
from homeward.registry.actions.custody import unaccounted_mark
from homeward.registry.selectors.custody import unaccounted_at
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.countries import country_name
from homeward.web.site_forms import (
    AliasForm,
    CapacityForm,
    CloseForm,
    ReopenForm,
    SectionForm,
    SiteForm,
    SuccessionForm,
)

WHILE: Final = 8.0  # seconds that one request marks people for; what is left is marked by the next
TITLES: Final[Mapping[str, Promise]] = {
    "alias": gettext_lazy("Add another name"),
    "capacity": gettext_lazy("Record a capacity"),
    "section": gettext_lazy("Add a section"),
    "succession": gettext_lazy("Record who followed whom"),
}


def site_new(request: HttpRequest) -> HttpResponse:
    """Make a site."""
    actor = actor_of(request)
    authorise(actor, Capability.SITE_WRITE)
    form, status = SiteForm(request.POST or None), 200
    if request.method == "POST":
        made: list[SiteRow] = []
        status = _done(form, lambda: made.append(site_create(actor, draft=form.draft())))
        if made:
            messages.success(request, _("The site is made."))
            return HttpResponseRedirect(reverse("site", args=[made[0].id]))
    context = {"form": form, "title": _("Make a site"), "label": _("Make the site"), "back": reverse("sites")}
    return render(request, "pages/site_form.html", context, status=status)


def site_edit(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Change what a site is."""
    actor, site = _opened(request, site_id)
    form, status = SiteForm(request.POST if request.method == "POST" else None, site=site), 200
    if request.method == "POST":
        status = _done(
            form,
            lambda: site_change(
                actor,
                site_id=site_id,
                version=seen_version(request),
                draft=form.draft(),
                reason=form.cleaned_data["reason"],
            ),
        )
        if status == 302:
            return _back(request, site_id, _("The site is changed."))
    context = {"form": form, "title": _("Change the site"), "label": _("Save the site"), "back": _page(site_id)}
    if status == 409:
        context |= {"by_now": site, "country": country_name(site.country)}
    return render(request, "pages/site_form.html", context | {"version": site.version}, status=status)


def site_state(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Close a site, or open a closed one again."""
    actor, site = _opened(request, site_id)
    closed, posted, status = site.status is SiteStatus.CLOSED, request.POST if request.method == "POST" else None, 200
    form: forms.Form = ReopenForm(posted) if closed else CloseForm(posted)
    act: Callable[..., object] = site_reopen if closed else site_close
    if posted is not None:
        status = _done(form, lambda: act(actor, site_id=site_id, version=seen_version(request), **form.cleaned_data))
        if status == 302:
            return _back(request, site_id, _("The site is open again.") if closed else _("The site is closed."))
    label = _("Open it again") if closed else _("Close the site")
    context = {"form": form, "title": label, "label": label, "back": _page(site_id), "version": site.version}
    return render(request, "pages/site_form.html", context | {"closes": not closed}, status=status)


def site_add(request: HttpRequest, site_id: UUID, what: str) -> HttpResponse:
    """Add a name, a capacity, a section, or who followed whom."""
    if what not in TITLES:
        raise Http404
    actor, site = _opened(request, site_id)
    form, status = _addition(what, request.POST if request.method == "POST" else None, actor, site), 200
    if request.method == "POST":
        status = _done(form, lambda: _add(what, actor, site_id, form))
        if status == 302:
            return _back(request, site_id, _("Recorded. What stood there before is kept."))
    context = {"form": form, "title": TITLES[what], "label": _("Record it"), "back": _page(site_id)}
    return render(request, "pages/site_form.html", context, status=status)


def site_unaccounted(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Mark the people of a closed site whose stay nobody ended as unaccounted for, some seconds' worth at a time."""
    actor = actor_of(request)
    authorise(actor, Capability.CUSTODY_WRITE)
    site = site_of(actor, site_id).site
    authorise(actor, Capability.CUSTODY_WRITE, site_id=site_id)
    if request.method == "POST":
        marked, left = _mark(actor, site_id)
        told = ngettext("%(n)s person is unaccounted for now.", "%(n)s persons are unaccounted for now.", marked)
        messages.success(request, told % {"n": marked})
        return HttpResponseRedirect(reverse("site_unaccounted", args=[site_id]) if left else _page(site_id))
    context = {"site": site, "name": site.called(get_language() or "en"), "left": unaccounted_at(actor, site_id).count}
    return render(request, "pages/site_unaccounted.html", context)


def _mark(actor: Actor, site_id: UUID) -> tuple[int, int]:
    """How many were marked, and how many are left."""
    ends, marked = monotonic() + WHILE, 0
    while True:
        done = unaccounted_mark(actor, site_id)
        marked += done.persons
        if not done.left or not done.persons or monotonic() > ends:
            return marked, done.left


def _opened(request: HttpRequest, site_id: UUID) -> tuple[Actor, SiteRow]:
    """A site that this actor may change. Raises `NotFound`, `Refused`."""
    actor = actor_of(request)
    authorise(actor, Capability.SITE_WRITE)
    site = site_of(actor, site_id).site
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    return actor, site


def _done(form: forms.Form, act: Callable[[], object]) -> int:
    """Check the form and do it; what is wrong stands at its field. Returns the status of the answer: 302 where it was done."""
    if not form.is_valid():
        return 400
    try:
        act()
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return 302


def _addition(what: str, posted: Any, actor: Actor, site: SiteRow) -> forms.Form:
    if what == "succession":
        language = get_language() or "en"
        rows = sites_list(actor, capability=Capability.SITE_WRITE)
        return SuccessionForm(posted, sites=[(str(one.id), one.called(language)) for one in rows if one.id != site.id])
    made: Mapping[str, type[forms.Form]] = {"alias": AliasForm, "capacity": CapacityForm, "section": SectionForm}
    return made[what](posted)


def _add(what: str, actor: Actor, site_id: UUID, form: forms.Form) -> object:
    given = form.cleaned_data
    if isinstance(form, CapacityForm):
        return capacity_record(actor, site_id=site_id, claim=form.draft())
    if isinstance(form, SectionForm):
        return section_add(actor, site_id=site_id, code=given["code"], names=form.names())
    if what == "alias":
        return alias_add(actor, site_id=site_id, **{**given, "kind": AliasKind(given["kind"])})
    pair = (UUID(given["successor"]), site_id)
    before, after = pair if given["order"] == "before" else pair[::-1]
    return succession_record(
        actor,
        predecessor_id=before,
        successor_id=after,
        since=given["since"],
        moved=Moved(given["moved"]),
        words=given["words"],
    )


def _page(site_id: UUID) -> str:
    return reverse("site", args=[site_id])


def _back(request: HttpRequest, site_id: UUID, told: str) -> HttpResponseRedirect:
    messages.success(request, told)
    return HttpResponseRedirect(_page(site_id))
