"""Tools for OpenSanctions ask about people over the security lists in use that their token's holder may see. Nothing is kept of it.

Comes in: an actor who screens, a request of the interface. Goes out: its answer. The trail is told which dataset, how many queries and how
many candidates, never what was asked. Where a query may be of a child, nobody is compared.
"""

from __future__ import annotations

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.lists.facts.lists import Desk, Edition
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import lists_of
from homeward.matching.library import Library
from homeward.matching.service import Answer, Noted, Request, answer
from homeward.matching.shelf import Shelf
from homeward.screening.ages import may_be_a_child
from homeward.screening.profile import Profile


def tool_asks(actor: Actor, request: Request) -> Answer:
    """The answer to a tool. Raises `Refused`."""
    authorise(actor, Capability.SCREEN_LIVE)
    found = answer(_library(actor), request, _withheld)
    if found.noted:
        _tell(actor, found.noted)
    return found


def _library(actor: Actor) -> Library:
    ailing = {one.list_id for one in lists_of(actor) if not one.health.good}
    return Library(tuple(_shelf(edition, ailing) for edition in current(actor, Desk.SECURITY)))


def _shelf(edition: Edition, ailing: set[str]) -> Shelf:
    held = opened(edition)
    said = " ".join(filter(None, (edition.originator, edition.caveat)))
    return Shelf(held.index, held.book, edition.sha256, said, (edition.list_id,) if edition.list_id in ailing else ())


def _withheld(profile: Profile) -> bool:
    return may_be_a_child(profile.births, timezone.localdate())


def _tell(actor: Actor, noted: Noted) -> None:
    detail: dict[str, str | int] = {
        "asked": noted.action,
        "dataset": noted.dataset,
        "queries": noted.queries,
        "candidates": noted.candidates,
    }
    record(actor, EventKind.SEARCH, "screen.live", detail=detail)
