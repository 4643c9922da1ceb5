"""What waits for the reader, from every room that lets somebody wait: one line each, with its count, since when, and where to act.

Comes in: an actor. Goes out: lines, the overdue first. Never a person: the lists behind the lines show them, to those who may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.access.selectors.agreements import corrections_to_send
from homeward.access.selectors.glass import break_glasses_to_review
from homeward.exchange.facts.imports import ImportState
from homeward.exchange.selectors.imports import imports_list
from homeward.identity.selectors import pairs_list
from homeward.lists.selectors.editions import editions_waiting
from homeward.pathway.selectors.justice import due_counted, proposed_counted
from homeward.pathway.selectors.survivors import reviews_counted
from homeward.registry.selectors.rights import records_due, requests_list
from homeward.review.facts.candidates import Desk
from homeward.review.facts.queue import Show, Whose
from homeward.review.selectors.contests import contests_list
from homeward.review.selectors.mine import Mine, Part, mine_of
from homeward.review.selectors.sources import sources_lacking, sources_list
from homeward.web.navigation import address_of

MOST: Final = 100  # what is counted one by one is counted so far


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: how many, since when or until when, what to do and where. `url` empty where that page is not there."""

    text: str
    label: Promise
    url: str
    since: datetime | None = None
    due: date | None = None
    overdue: bool = False


def waiting_for(actor: Actor) -> tuple[Waiting, ...]:
    """What waits for an actor, for the purpose they work for."""
    asked: tuple[tuple[tuple[C, ...], Callable[[Actor], Iterator[Waiting]]], ...] = (
        ((C.REQUEST_DECIDE,), _requests),
        ((C.BREAK_GLASS_REVIEW,), _glasses),
        ((C.AGREEMENT_WRITE,), _corrections),
        ((C.IMPORT_DECIDE,), _imports),
        ((C.LIST_MANAGE,), _lists),
        ((C.MERGE, C.DUPLICATE_REVIEW), _duplicates),
        ((C.RETENTION_DECIDE,), _retention),
        ((C.CANDIDATE_READ, C.CANDIDATE_CHILD, C.TRACING), _desks),
        ((C.SOURCE_VERIFY,), _sources),
        ((C.CONTEST_DECIDE,), _contests),
        ((C.JUSTICE_READ,), _justice),
        ((C.JUSTICE_CONFIRM,), _proposed),
        ((C.SURVIVOR,), _sealed),
    )
    found = [
        line
        for capabilities, lines in asked
        if any(may(actor, capability) for capability in capabilities)
        for line in lines(actor)
    ]
    return tuple(sorted(found, key=lambda line: not line.overdue))


def waiting_for_others(actor: Actor) -> tuple[Waiting, ...]:
    """What waits for others because of an actor: what they found, and nobody looked at a second time yet."""
    found = []
    for mine in mine_of(actor):
        if mine.others.total:
            text = ngettext(
                "One finding of yours waits for a second person.",
                "%(total)s findings of yours wait for a second person.",
                mine.others.total,
            )
            url = _desk_url(mine.desk, Show.SECOND)
            found.append(Waiting(text % {"total": mine.others.total}, _("Show them"), url, mine.others.since))
    return tuple(found)


def _desks(actor: Actor) -> Iterator[Waiting]:
    for mine in mine_of(actor):
        yield from _desk(mine)


def _desk(mine: Mine) -> Iterator[Waiting]:
    """One line for each part of a desk's queue in which something waits."""
    taken = ngettext(
        "You have taken one candidate and not said what you find.",
        "You have taken %(total)s candidates and not said what you find.",
        mine.taken.total,
    )
    first = ngettext(
        "One candidate waits for a first look.", "%(total)s candidates wait for a first look.", mine.first.total
    )
    second = ngettext(
        "One candidate waits for a second person.", "%(total)s candidates wait for a second person.", mine.second.total
    )
    blind = ngettext(
        "One finding is drawn to be looked at again, unseen.",
        "%(total)s findings are drawn to be looked at again, unseen.",
        mine.blind.total,
    )
    yield from _part(mine.taken, taken, _("Go on with them"), _desk_url(mine.desk, whose=Whose.MINE))
    yield from _part(mine.second, second, _("Look as the second person"), _desk_url(mine.desk, Show.SECOND))
    yield from _part(mine.first, first, _("Look first"), _desk_url(mine.desk, Show.WAITING))
    yield from _part(mine.blind, blind, _("Look again"), _desk_url(mine.desk, Show.BLIND))


def _part(part: Part, text: str, label: Promise, url: str) -> Iterator[Waiting]:
    if part.total:
        yield Waiting(text % {"total": part.total}, label, url, part.since)


def _desk_url(desk: Desk, show: Show = Show.OPEN, whose: Whose | None = None) -> str:
    address = address_of("desk")
    query = urlencode({"desk": desk.value, "show": show.value} | ({"whose": whose.value} if whose else {}))
    return f"{address}?{query}" if address else ""


def _sources(actor: Actor) -> Iterator[Waiting]:
    if lacking := sources_lacking(actor, limit=MOST):
        text = ngettext(
            "One candidate waits for its source to be asked.",
            "%(total)s candidates wait for their source to be asked.",
            len(lacking),
        )
        yield Waiting(text % {"total": len(lacking)}, _("Ask sources"), address_of("sources"), lacking[0].waiting_since)
    today = timezone.localdate()
    if late := [row for row in sources_list(actor, limit=MOST)[0] if row.overdue(today)]:
        text = ngettext("One answer of a source is late.", "%(total)s answers of sources are late.", len(late))
        url = address_of("sources")
        yield Waiting(text % {"total": len(late)}, _("Look at them"), url, due=late[0].due_on, overdue=True)


def _contests(actor: Actor) -> Iterator[Waiting]:
    rows, total = contests_list(actor, limit=1)
    if rows:
        text = ngettext("One contest waits for an answer.", "%(total)s contests wait for an answer.", total)
        due, overdue = rows[0].due_on, rows[0].overdue(timezone.localdate())
        yield Waiting(text % {"total": total}, _("Answer contests"), address_of("contests"), due=due, overdue=overdue)


def _justice(actor: Actor) -> Iterator[Waiting]:
    today = timezone.localdate()
    total, first = due_counted(actor, today)
    if total and first:
        text = ngettext(
            "One thing is due in the files of justice.", "%(total)s things are due in the files of justice.", total
        )
        url = address_of("justice")
        yield Waiting(text % {"total": total}, _("Look at what is due"), url, due=first, overdue=first < today)


def _proposed(actor: Actor) -> Iterator[Waiting]:
    if total := proposed_counted(actor):
        text = ngettext(
            "One question to an authority waits for a second person.",
            "%(total)s questions to an authority wait for a second person.",
            total,
        )
        yield Waiting(text % {"total": total}, _("Look as the second person"), address_of("justice"))


def _sealed(actor: Actor) -> Iterator[Waiting]:
    today = timezone.localdate()
    total, first = reviews_counted(actor, today)
    if total and first:
        text = ngettext(
            "One safety plan is to be looked at again.", "%(total)s safety plans are to be looked at again.", total
        )
        url = address_of("survivors")
        yield Waiting(text % {"total": total}, _("Open the sealed files"), url, due=first, overdue=first < today)


def _requests(actor: Actor) -> Iterator[Waiting]:
    rows, total = requests_list(actor, limit=1)
    if rows:
        text = ngettext("One request waits for an answer.", "%(total)s requests wait for an answer.", total)
        due, overdue = rows[0].due_on, rows[0].overdue(timezone.localdate())
        yield Waiting(text % {"total": total}, _("Answer requests"), address_of("requests"), due=due, overdue=overdue)


def _glasses(actor: Actor) -> Iterator[Waiting]:
    rows = break_glasses_to_review(actor, limit=MOST)
    if rows:
        text = ngettext(
            "One emergency access waits for your review.",
            "%(total)s emergency accesses wait for your review.",
            len(rows),
        )
        url = address_of("emergencies")
        yield Waiting(text % {"total": len(rows)}, _("Review emergency access"), url, rows[0].opened_at)


def _corrections(actor: Actor) -> Iterator[Waiting]:
    rows = corrections_to_send(actor, limit=MOST)
    if rows:
        text = ngettext(
            "One recipient must hear of a correction.", "%(total)s recipients must hear of a correction.", len(rows)
        )
        yield Waiting(text % {"total": len(rows)}, _("Tell recipients"), address_of("emergencies"), rows[0].made_at)


def _imports(actor: Actor) -> Iterator[Waiting]:
    rows = [row for row in imports_list(actor, limit=MOST) if row.state is ImportState.PREVIEWED]
    if rows:
        text = ngettext("One import waits for a decision.", "%(total)s imports wait for a decision.", len(rows))
        url = address_of("imports")
        yield Waiting(text % {"total": len(rows)}, _("Decide on imports"), url, rows[-1].staged_at)


def _lists(actor: Actor) -> Iterator[Waiting]:
    rows = editions_waiting(actor)
    if rows:
        text = ngettext(
            "One edition of a list waits for somebody to look.",
            "%(total)s editions of lists wait for somebody to look.",
            len(rows),
        )
        yield Waiting(text % {"total": len(rows)}, _("Look at the lists"), address_of("lists"), rows[0].received_at)


def _duplicates(actor: Actor) -> Iterator[Waiting]:
    rows, total = pairs_list(actor, limit=1)
    if rows:
        text = ngettext(
            "One pair of records may be the same person.", "%(total)s pairs of records may each be one person.", total
        )
        yield Waiting(text % {"total": total}, _("Compare duplicates"), address_of("duplicates"))


def _retention(actor: Actor) -> Iterator[Waiting]:
    if total := len(records_due(actor, limit=MOST)):
        text = ngettext("The time of one record is over.", "The time of %(n)s records is over.", total)
        yield Waiting(text % {"n": total}, _("Decide what is kept"), address_of("retention"))
