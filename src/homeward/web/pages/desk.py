"""The screening desk: the queue of candidates with its filters, and taking the next one.

Comes in: what the address asks. Goes out: pages. Each desk is seen by its own roles alone. A candidate is a question; nothing here is
an answer, and no row says anything about a person but what was recorded of them.
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.lists.selectors.lists import lists_of
from homeward.places.selectors import site_names, sites_list
from homeward.registry.errors import Invalid
from homeward.review.actions.claims import candidate_next
from homeward.review.facts.candidates import CandidateRow, Desk
from homeward.review.facts.queue import Age, Order, QueueFilter, Show, Strength, Waited, Whose
from homeward.review.rules.desks import CONFIRM, DECIDE
from homeward.review.selectors.candidates import desks_of
from homeward.review.selectors.queue import queue_page
from homeward.web.acting import actor_of
from homeward.web.parts import Page, Tab, window_of
from homeward.web.queueing import STATES, asked_of, choices_of, query_of, views_of
from homeward.web.words import word

SIZE = 50


def desk(request: HttpRequest) -> HttpResponse:
    """A desk's queue."""
    actor = actor_of(request)
    desks = _desks(actor)
    asked, window = asked_of(request.GET, desks), window_of(request, SIZE)
    found = queue_page(actor, asked, limit=SIZE, offset=window.offset)
    page = Page(found.rows, found.total, window)
    context = {
        "asked": asked,
        "query": query_of(asked),
        "page": page,
        "lines": _lines(actor, found.rows),
        "counts": found.counts,
        "mine": found.mine,
        "desk_word": str(word(asked.desk)),
        "desks": _desk_tabs(desks, asked.desk),
        "parts": _part_tabs(asked, found.counts),
        "views": views_of(asked.desk),
        "filters": _filters(actor, asked),
        "orders": choices_of(Order, asked.order),
        "clear": "?" + query_of(asked.whole),
        "may_take": may(actor, DECIDE[asked.desk]) or may(actor, CONFIRM[asked.desk]),
        "narrowed": asked != asked.whole,
        "empty": not any(found.counts[show] for show in (Show.OPEN, Show.DECIDED, Show.WITHDRAWN)),
    }
    return render(request, "pages/desk.html", context)


@require_POST
def desk_next(request: HttpRequest) -> HttpResponse:
    """Take what should be looked at next, and go there."""
    actor = actor_of(request)
    back = QueryDict(request.POST.get("from", ""))
    asked = asked_of(back, _desks(actor))
    try:
        taken = candidate_next(actor, asked.desk)
    except Invalid as wrong:
        messages.warning(request, str(wrong))
        taken = None
    else:
        if taken is None:
            messages.info(
                request, _("Nothing waits here that you could take. What waits is taken, or waits for somebody else.")
            )
    address = reverse("candidate", args=[taken]) if taken else reverse("desk")
    query = query_of(asked)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _desks(actor: Actor) -> tuple[Desk, ...]:
    """The desks of a reader. Raises `Refused` for whoever has none."""
    desks = desks_of(actor)
    if not desks:
        authorise(actor, Capability.CANDIDATE_READ)
    return desks


def _desk_tabs(desks: tuple[Desk, ...], current: Desk) -> list[Tab]:
    """Links to the reader's desks, where they have more than one."""
    if len(desks) < 2:
        return []
    return [Tab(str(word(one)).capitalize(), f"{reverse('desk')}?desk={one}", current=one is current) for one in desks]


def _part_tabs(asked: QueueFilter, counts: dict[Show, int]) -> list[Tab]:
    """Links to the parts of the queue with the same filters, and how many candidates each holds."""
    kept = [show for show in Show if show is not Show.BLIND or counts[show] or asked.show is show]
    return [
        Tab(word(show), "?" + query_of(asked.showing(show)), current=asked.show is show, count=counts[show])
        for show in kept
    ]


def _filters(actor: Actor, asked: QueueFilter) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The filters: name in the address, label, choices. Lists and sites only where there is more than one."""
    lists = [(str(one.id), one.title, one.id == asked.list_row) for one in lists_of(actor)]
    sites = [(str(one.id), one.name, one.id == asked.site_id) for one in sites_list(actor)]
    found = [
        ("list", _("List"), lists if len(lists) > 1 else []),
        ("site", _("Site"), sites if len(sites) > 1 else []),
        ("age", _("Age, by the births recorded"), choices_of(Age, asked.age)),
        ("strength", _("Evidence"), choices_of(Strength, asked.strength)),
        ("waited", _("Waiting"), choices_of(Waited, asked.waited)),
        ("whose", _("Taken"), choices_of(Whose, asked.whose)),
    ]
    return [one for one in found if one[2]]


def _lines(actor: Actor, rows: tuple[CandidateRow, ...]) -> list[dict[str, object]]:
    names = site_names(
        actor,
        {row.person.site_id for row in rows if row.person and row.person.site_id},
        language=get_language() or "en",
    )
    today = timezone.localdate()
    return [
        {
            "row": row,
            "site": names.get(row.person.site_id, "") if row.person and row.person.site_id else "",
            "state": STATES[row.state],
            "age": _age(row, today),
            "mine": row.claimed_by == actor.user_id,
        }
        for row in rows
    ]


def _age(row: CandidateRow, today: date) -> tuple[int, int] | None:
    """The youngest and the oldest that a person can be by the births recorded; None without one."""
    person = row.person
    if person is None or person.born_from is None or person.born_to is None:
        return None
    return _years(person.born_to, today), _years(person.born_from, today)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
