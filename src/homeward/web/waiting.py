"""What waits for the reader, from every room that lets somebody wait: one line each, with its count, since when, and where to act.

Comes in: an actor. Goes out: lines, the overdue first. Never a person: the lists behind the lines show them, to those who may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

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
from homeward.registry.selectors.rights import records_due, requests_list
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
        ((C.MERGE, C.DUPLICATE_REVIEW), _duplicates),
        ((C.RETENTION_DECIDE,), _retention),
    )
    found = [
        line
        for capabilities, lines in asked
        if any(may(actor, capability) for capability in capabilities)
        for line in lines(actor)
    ]
    return tuple(sorted(found, key=lambda line: not line.overdue))


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
