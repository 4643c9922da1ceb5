"""One edition of a list: what it holds, what is odd about it, the decision about it, and what changed against the one before.

Comes in: an edition's id, words. Goes out: pages. Never says why an entry is gone: a delisting and a file cut short look alike.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.lists.actions.deciding import edition_accept, edition_refuse
from homeward.lists.facts.changes import Change
from homeward.lists.facts.lists import Ailment, Edition, EditionState, ListKind
from homeward.lists.selectors.changes import changed_entries, changes_of, edition_before
from homeward.lists.selectors.editions import edition_of, editions_of
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.list_forms import WhyForm, words_of
from homeward.web.lists_words import FIELDS, WHAT_TO_DO
from homeward.web.pages.lists import STATES
from homeward.web.parts import Page, Tab, window_of
from homeward.web.words import word

_DONE = 302


def list_edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """An edition, and what is decided about it."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_READ)
    found, form, status = edition_of(actor, edition_id), WhyForm(request.POST or None), 200
    if request.method == "POST":
        authorise(actor, Capability.LIST_MANAGE)
        decide = {"accept": edition_accept, "refuse": edition_refuse}.get(request.POST.get("decision", ""))
        if decide is None:
            raise Http404
        status = _decided(form, lambda: decide(actor=actor, edition_id=edition_id, why=form.cleaned_data["why"]))
        if status == _DONE:
            messages.success(request, _("Your decision is kept with the edition."))
            return HttpResponseRedirect(reverse("list", args=[found.list_id]))
    return render(request, "pages/list_edition.html", _context(actor, found, form), status=status)


def list_changes(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """What changed between an edition and another one, by itself the one before."""
    actor, window = actor_of(request), window_of(request, 25)
    authorise(actor, Capability.LIST_READ)
    found = edition_of(actor, edition_id)
    others = [one for one in editions_of(actor, found.list_id) if one.id != found.id and _readable(one)]
    before = _chosen(request, others) or edition_before(actor, edition_id)
    if before is None or not _readable(found):
        return render(request, "pages/list_changes.html", {"found": found, "others": others})
    changes = changes_of(actor, before.id, found.id)
    asked = request.GET.get("show", "")
    change = Change(asked) if asked in list(Change) else next((one for one in Change if changes.of(one)), Change.ADDED)
    entries = changed_entries(changes, change, limit=window.size, offset=window.offset)
    context = {
        "found": found,
        "before": before,
        "changes": changes,
        "others": others,
        "others_before": before.entries - before.individuals,
        "others_now": found.entries - found.individuals,
        "asked": change,
        "tabs": [_tab(one, change, before, len(changes.of(one))) for one in Change],
        "page": Page(entries, len(changes.of(change)), window),
        "lines": [(one, words_of(one.fields, FIELDS)) for one in entries],
    }
    return render(request, "pages/list_changes.html", context)


def _decided(form: WhyForm, decide: Callable[[], object]) -> int:
    """Decide where words were given; what is wrong stands at the form. Gives the status of the answer."""
    if not form.is_valid():
        return 400
    try:
        decide()
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return _DONE


def _context(actor: Actor, found: Edition, form: WhyForm) -> dict[str, object]:
    manages = may(actor, Capability.LIST_MANAGE)
    names = found.kind is ListKind.NAMES
    unaccepted = found.state is EditionState.CURRENT and bool(found.problems) and not found.accepted_at
    held = found.state is EditionState.HELD
    columns = Ailment.NO_COLUMNS in found.problems
    return {
        "found": found,
        "chip": STATES[found.state],
        "problems": [(word(one), WHAT_TO_DO[one]) for one in found.problems],
        "before": edition_before(actor, found.id) if names and _readable(found) else None,
        "form": form,
        "may_accept": manages and (held or unaccepted) and not columns,
        "may_refuse": manages and held,
        "documents": not names,
        "may_map": manages and (columns or ((held or found.state is EditionState.CURRENT) and found.mapped)),
        "rows": found.words.splitlines(),
    }


def _readable(edition: Edition) -> bool:
    """Whether an edition's entries can be read: it waits for no columns and was not refused unread."""
    return edition.individuals > 0


def _chosen(request: HttpRequest, others: list[Edition]) -> Edition | None:
    asked = request.GET.get("against", "")
    return next((one for one in others if str(one.id) == asked), None)


def _tab(change: Change, asked: Change, before: Edition, count: int) -> Tab:
    return Tab(word(change), f"?show={change.value}&against={before.id}", change is asked, count)
