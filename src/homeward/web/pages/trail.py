"""The trail: what was done, read and refused, for data-protection officers and auditors. `homeward audit verify` says whether it is whole.

Comes in: filters of the address. Goes out: a page of events, the newest first. Reading it is itself in the trail.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.access.facts import EventKind, Purpose
from homeward.access.selectors import TrailFilter, trail_page
from homeward.kernel.ids import read_spoken
from homeward.registry.selectors.persons import person_numbers
from homeward.web.acting import actor_of
from homeward.web.registering import choices
from homeward.web.trail_words import told_what


def trail(request: HttpRequest) -> HttpResponse:
    """A page of the trail."""
    actor, given = actor_of(request), request.GET
    person = person_numbers(actor, number=read_spoken(given.get("person", ""), "P") or "")
    asked = TrailFilter(
        person_id=next(iter(person), None) if given.get("person") else None,
        kind=EventKind(given["kind"]) if given.get("kind") in list(EventKind) else None,
        purpose=Purpose(given["purpose"]) if given.get("purpose") in list(Purpose) else None,
        since=_moment(given.get("since", "")),
        until=_moment(given.get("until", ""), timedelta(days=1)),
    )
    found = trail_page(actor, asked, before=_id(given.get("before", "")))
    numbers = person_numbers(actor, ids=[row.person_id for row in found.rows if row.person_id])
    onward = given.copy()
    onward["before"] = str(found.next or "")
    context = {
        "rows": [
            (row, told_what(row.kind, row.what), numbers.get(row.person_id, "") if row.person_id else "")
            for row in found.rows
        ],
        "next": onward.urlencode() if found.next else "",
        "given": given,
        "kinds": choices(EventKind),
        "purposes": choices(Purpose),
        "nobody": bool(given.get("person")) and not person,
    }
    return render(request, "pages/trail.html", context)


def _moment(text: str, later: timedelta = timedelta()) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone()) + later


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
