"""The files of the track of justice: the list with what is due, one file, and the letter about how a question ended.

Comes in: an address. Goes out: pages that nobody sees but those who work on that track. Whether a person has a file is told to nobody
else: the door on a person's page stands there for everybody of that track, whether there is a file or not.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.kernel.dates import PartialDate
from homeward.pathway.actions.justice import justice_open
from homeward.pathway.facts.justice import (
    DetentionRow,
    Due,
    DueRow,
    EventRow,
    JusticeRow,
    OutcomeRow,
    Proceeding,
    ReferralRow,
)
from homeward.pathway.rules.justice import AFTER_TWO, ANSWERS, LETTERS, lines_from
from homeward.pathway.selectors.evidence import handovers_list
from homeward.pathway.selectors.justice import (
    justice_due,
    justice_file,
    justice_list,
    justice_of_person,
    letter_of,
)
from homeward.registry.selectors.persons import persons_of
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.justice_words import PROCEEDING_SHAPES
from homeward.web.papers import pdf
from homeward.web.parts import Page, Step, window_of
from homeward.web.sentences import sentence
from homeward.web.telling import plain_name
from homeward.web.words import word

SIZE = 25
P = Proceeding
# What the buttons say, by where a question would go.
MOVES = {
    P.DRAFTED: "back", P.NOT_REFERRED: "not_refer", P.RETURNED: "returned", P.DISMISSED: "dismissed",
    P.ACQUITTED: "acquitted", P.CONVICTED: "convicted", P.CLOSED: "close",
}  # fmt: skip


def justice(request: HttpRequest) -> HttpResponse:
    """What is due, and the files that are open or closed."""
    actor, window = actor_of(request), window_of(request, SIZE)
    closed, number = request.GET.get("show") == "closed", request.GET.get("number", "")[:20]
    rows, total = justice_list(actor, closed=closed, number=number, limit=SIZE, offset=window.offset)
    people, today = persons_of(actor, [row.person_id for row in rows]), timezone.localdate()
    context = {
        "page": Page(rows, total, window),
        "lines": [
            (row, people.get(row.person_id), [(one, PROCEEDING_SHAPES[one]) for one in row.states]) for row in rows
        ],
        "due": [(row, row.due < today) for row in sorted(justice_due(actor, limit=SIZE), key=_in_order)],
        "today": today,
        "closed": closed,
        "number": number,
    }
    return render(request, "pathway/justice_list.html", context)


def justice_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The file of a person: opened where there is one, or offered to be begun."""
    actor = actor_of(request)
    found = justice_of_person(actor, person_id)
    row = persons_of(actor, [person_id]).get(person_id)
    if row is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    if found is None and request.method == "POST":
        found = justice_open(actor, person_id)
        messages.success(request, _("The file is open. Whoever works with their case or their needs does not see it."))
    if found:
        return HttpResponseRedirect(reverse("justice_file", args=[found]))
    return render(request, "pathway/justice_new.html", {"row": row, "name": plain_name(row)})


def justice_page(request: HttpRequest, justice_id: UUID) -> HttpResponse:
    """One file."""
    actor = actor_of(request)
    file = justice_file(actor, justice_id)
    person = persons_of(actor, [file.person_id]).get(file.person_id)
    today = timezone.localdate()
    context = {
        "file": file,
        "person": person,
        "referrals": [_referral(actor, file, one) for one in file.referrals],
        "due": [(row, row.due < today) for row in sorted(file.due, key=_in_order) if row.done_at is None],
        "done": [row for row in file.due if row.done_at],
        "detentions": [(row, _detention_state(row, today)) for row in file.detentions],
        "may_write": may(actor, Capability.JUSTICE_WRITE, site_id=file.site_id) and file.closed_at is None,
        "languages": settings.LANGUAGES,
    }
    return render(request, "pathway/justice_file.html", context)


def justice_letter(request: HttpRequest, justice_id: UUID, referral_id: UUID) -> HttpResponse:
    """The letter to the person, in a language of theirs: `?language=`."""
    actor = actor_of(request)
    told = letter_of(actor, justice_id, referral_id)
    person = persons_of(actor, [told.file.person_id]).get(told.file.person_id)
    if person is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else "ar"
    with translation.override(language):
        shown = {
            "file": told.file, "referral": told.referral, "outcome": told.outcome, "person": person, "language": language,
            "bidi": translation.get_language_bidi(), "contact": settings.HOMEWARD_CONTACT,
        }  # fmt: skip
        document = pdf("papers/justice_letter.html", shown)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{told.file.number}-{told.referral.place}-{language}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _in_order(row: DueRow) -> tuple[date, int]:
    """Things due by their day, and those of one day in the order in which they are done."""
    return row.due, list(Due).index(row.what)


def _referral(actor: Actor, file: JusticeRow, row: ReferralRow) -> dict[str, Any]:
    """A question as its part of the page shows it."""
    answers = {one.question: one for one in row.answers}
    questions = [*answers, *(one for one in row.open_questions if one not in answers)]
    onward = [line for line in lines_from(row.state) if not line.two and line.to is not P.PROPOSED]
    return {
        "row": row,
        "shape": PROCEEDING_SHAPES[row.state],
        "questions": [
            (one, answers.get(one), one in answers and ANSWERS[one][answers[one].answer])
            for one in sorted(questions, key=list(type(questions[0])).index)
        ],
        "against": [one for one in row.exhibits if not one.favours],
        "favours": [(one, actor.username in one.seen_by) for one in row.exhibits if one.favours],
        "lacking": [sentence(one, {}) for one in row.lacking],
        "preparing": row.state is P.DRAFTED,
        "waits": row.state is P.PROPOSED,
        "own": row.proposed_by == actor.user_id,
        "moves": [(line.to, MOVES[line.to]) for line in onward],
        "timeline": _timeline(row),
        "letter": next((one for one in reversed(row.outcomes) if one.to in LETTERS), None),
        "may_hand_over": row.state in AFTER_TWO and bool(row.exhibits),
        "at_court": row.state in AFTER_TWO,
        "handovers": handovers_list(actor, referral_id=row.id)[0],
        "file": file,
    }


def _timeline(row: ReferralRow) -> list[Step]:
    """Where a question went and what happened at court, in the order in which it was written down."""
    happened: list[OutcomeRow | EventRow] = sorted([*row.outcomes, *row.events], key=lambda one: one.at)
    return [_step(one) for one in happened]


def _step(one: OutcomeRow | EventRow) -> Step:
    if isinstance(one, OutcomeRow):
        title = _("proposed") if one.to is P.PROPOSED else word(one.to)
        return Step(title, one.at, one.by, _told(one.authority, one.day, one.words), PROCEEDING_SHAPES[one.to])
    return Step(word(one.kind), one.at, one.by, _told(one.court, one.day, one.words), "plain")


def _told(who: str, day: PartialDate | None, words: str) -> str:
    """Which authority said something, on which day, and what."""
    when = calendars.partial(day, "gregorian", get_language()) if day else ""
    return " — ".join(filter(None, (" · ".join(filter(None, (who, when))), words)))


def _detention_state(row: DetentionRow, today: date) -> str:
    if row.ended_on:
        return "past"
    if row.until and row.until < today:
        return "over"
    return "late" if row.review_on and row.review_on < today else "open"
