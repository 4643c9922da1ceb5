"""The lists: every source with its health, one list with its editions, bringing and fetching an edition.

Comes in: files and words. Goes out: pages. Never shows what a restricted list is to somebody whose role it does not name, and never calls
a list healthy that is not: "not found in these versions" hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.kernel.errors import CannotWrite
from homeward.lists.actions.beginning import known_fetch, list_begin
from homeward.lists.actions.fetching import FETCH, fetch_ask
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import (
    Ailment,
    Edition,
    EditionState,
    Health,
    ListKind,
    Outcome,
    Receipt,
    WatchList,
    Way,
)
from homeward.lists.rules.known import KNOWN, known_named
from homeward.lists.selectors.editions import attempts_of, editions_of
from homeward.lists.selectors.lists import hidden_count, list_file, lists_of
from homeward.lists.settling import INDEX
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.list_forms import BringForm
from homeward.web.lists_words import WHAT_TO_DO
from homeward.web.pages.jobs import progress_of
from homeward.web.parts import Page, Progress, window_of
from homeward.web.words import word
from homeward.work.selectors import jobs_list

STATES = {
    EditionState.RECEIVED: "open",
    EditionState.HELD: "waiting",
    EditionState.CURRENT: "done",
    EditionState.PAST: "past",
    EditionState.REFUSED: "blocked",
}
_BLOCKS = frozenset({Ailment.NONE_YET, Ailment.LAST_ATTEMPT_FAILED})
_IN_PLACE = (*SHOWN_IN_PLACE, CannotWrite)


def lists(request: HttpRequest) -> HttpResponse:
    """Every list that the reader may see, and how many there are besides."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_READ)
    found = lists_of(actor)
    context = {
        "lines": [(one, *health_chip(one.health)) for one in found],
        "ailing": sum(not one.health.good for one in found),
        "hidden": hidden_count(actor),
        "past": [one for one in lists_of(actor, withdrawn=True) if one.withdrawn_at],
        "may_manage": may(actor, Capability.LIST_MANAGE),
    }
    return render(request, "pages/lists.html", context)


def list_bring(request: HttpRequest) -> HttpResponse:
    """Bring the file of a list that is known by name, or begin one from its publisher's address."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_MANAGE)
    form, status = BringForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        done: list[Receipt] = []
        status = _received(form, lambda: done.append(list_begin(actor=actor, files=form.uploads(), way=Way.UPLOAD)))
        if done:
            return _answer(request, done[0])
    here = {one.list_id for one in lists_of(actor)}
    known = [one for one in KNOWN if one.url and one.id not in here]
    return render(
        request, "pages/list_bring.html", {"form": form, "known": known, "all": _known_titles()}, status=status
    )


@require_POST
def list_known(request: HttpRequest, known_id: str) -> HttpResponse:
    """Make a known list and have it fetched."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_MANAGE)
    if not any(one.url for one in known_named(known_id)):
        raise Http404
    known_fetch(actor=actor, known_id=known_id)
    return HttpResponseRedirect(reverse("list", args=[known_id]))


def list_page(request: HttpRequest, list_id: str) -> HttpResponse:
    """One list: its health, its edition in use, all editions and attempts; where it is managed, a form for the next edition."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_READ)
    found, form, status = list_file(actor, list_id), BringForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        authorise(actor, Capability.LIST_MANAGE)
        done: list[Receipt] = []
        status = _received(
            form,
            lambda: done.append(edition_receive(actor=actor, list_id=list_id, files=form.uploads(), way=Way.UPLOAD)),
        )
        if done:
            return _answer(request, done[0])
        found = list_file(actor, list_id)
    return render(request, "pages/list.html", _context(request, actor, found, form), status=status)


@require_POST
def list_fetch(request: HttpRequest, list_id: str) -> HttpResponse:
    """Have a list fetched from its address."""
    actor = actor_of(request)
    authorise(actor, Capability.LIST_MANAGE)
    try:
        fetch_ask(actor=actor, list_id=list_id)
    except SHOWN_IN_PLACE as wrong:
        if wrong.code == "not_found":
            raise
        messages.error(request, str(wrong))
    return HttpResponseRedirect(reverse("list", args=[list_id]))


def health_chip(health: Health) -> tuple[str, object]:
    """The shape and the words of a list's health: what somebody should look at first."""
    if health.good:
        return "done", _("in order")
    ailments = health.ailments
    others = [one for one in ailments if one is not Ailment.NONE_YET]
    first = Ailment.LAST_ATTEMPT_FAILED if Ailment.LAST_ATTEMPT_FAILED in ailments else (others or ailments)[0]
    return ("blocked" if _BLOCKS & set(ailments) else "waiting"), word(first)


def _context(request: HttpRequest, actor: Actor, found: WatchList, form: forms.Form) -> dict[str, object]:
    editions, window = editions_of(actor, found.list_id), window_of(request, 20)
    shown = editions[window.offset : window.offset + window.size]
    jobs = _jobs(actor, found.list_id, editions[:3])
    return {
        "found": found,
        "chip": health_chip(found.health),
        "ailments": [_told_of(one, found.health) for one in _told(found.health.ailments)],
        "page": Page(shown, len(editions), window),
        "lines": [(one, STATES[one.state]) for one in shown],
        "attempts": attempts_of(actor, found.list_id, limit=8),
        "form": form,
        "jobs": jobs,
        "documents": found.kind is ListKind.DOCUMENTS,
        "manages": may(actor, Capability.LIST_MANAGE),
        "may_manage": may(actor, Capability.LIST_MANAGE) and not found.withdrawn_at,
        "roles": sorted(str(word(role)) for role in found.roles),
    }


def _told(ailments: tuple[Ailment, ...]) -> tuple[Ailment, ...]:
    """What is told of each on a page: that there is no edition yet goes without saying where one is on its way."""
    others = tuple(one for one in ailments if one is not Ailment.NONE_YET)
    return others or ailments


def _told_of(ailment: Ailment, health: Health) -> tuple[str, object, object, str]:
    """An ailment as a notice: its shape, its words, what to do, and what the last attempt met where that is it."""
    said = health.words if ailment is Ailment.LAST_ATTEMPT_FAILED else ""
    return "blocked" if ailment in _BLOCKS else "waiting", word(ailment), WHAT_TO_DO[ailment], said


def _jobs(actor: Actor, list_id: str, editions: tuple[Edition, ...]) -> list[Progress]:
    """What is being done about a list: a fetch, an edition being laid out. What ended well is left out."""
    asked = [(FETCH, list_id), *((INDEX, str(one.id)) for one in editions)]
    found = [job for kind, subject in asked for job in jobs_list(actor, kind=kind, subject=subject, limit=1)]
    return [progress_of(job) for job in found if job.state.value in ("queued", "running", "failed")]


def _received(form: BringForm, receive: Callable[[], object]) -> int:
    """Take a file in where one was chosen; the sentence of what is wrong with it stands at the field."""
    if not form.is_valid():
        return 400
    try:
        receive()
    except _IN_PLACE as wrong:
        if "field" not in wrong.data:
            wrong.data["field"] = "file"
        return show_at(form, wrong)
    return 200


def _answer(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Say what came of it, on the page where one goes on."""
    tell = messages.success if receipt.outcome is Outcome.TAKEN else messages.warning
    tell(request, receipt.words)
    edition = receipt.edition
    if edition and edition.state is EditionState.HELD:
        columns = Ailment.NO_COLUMNS in edition.problems
        return HttpResponseRedirect(reverse("list_columns" if columns else "list_edition", args=[edition.id]))
    return HttpResponseRedirect(reverse("list", args=[edition.list_id]) if edition else reverse("lists"))


def _known_titles() -> list[str]:
    """The lists that are recognised by what a file holds."""
    return list(dict.fromkeys(one.title for one in KNOWN))
