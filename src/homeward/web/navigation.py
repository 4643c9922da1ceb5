"""Where an actor can go: the entries of the main menu that what they may do opens.

Comes in: an actor and the address they are at. Goes out: entries with their words and addresses. Never shows a door that is shut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the menu: the name of its address, its word, and any one capability that opens it; none: open to everybody."""

    name: str
    label: Promise
    opens: tuple[C, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A door that this actor may open."""

    label: Promise
    url: str
    current: bool


DOORS: Final = (
    Door("my_work", _("My work")),
    Door("persons", _("Persons"), (C.PERSON_SEARCH,)),
    Door("households", _("Households"), (C.PERSON_SEARCH,)),
    Door("cases", _("Cases"), (C.CASE_READ,)),
    Door("convoys", _("Convoys"), (C.CONVOY_READ,)),
    Door("children", _("Children"), (C.CHILD_PROTECTION,)),
    Door("justice", _("Justice"), (C.JUSTICE_READ,)),
    Door("evidence", _("Evidence"), (C.EVIDENCE,)),
    Door("survivors", _("Sealed files"), (C.SURVIVOR,)),
    Door("instruments", _("Instruments"), (C.ASSESSMENT,)),
    Door("services", _("Services"), (C.SERVICE_READ,)),
    Door("readiness", _("Readiness"), (C.SERVICE_READ,)),
    Door("packs", _("Destination packs"), (C.PACK_MANAGE,)),
    Door("sites", _("Sites"), (C.SITE_READ,)),
    Door("duplicates", _("Duplicates"), (C.DUPLICATE_REVIEW, C.MERGE)),
    Door("lists", _("Lists"), (C.LIST_READ,)),
    Door("runs", _("Runs"), (C.SCREEN_RUN,)),
    Door("desk", _("Screening desk"), (C.CANDIDATE_READ, C.CANDIDATE_CHILD, C.TRACING)),
    Door("sources", _("Sources"), (C.SOURCE_VERIFY,)),
    Door("contests", _("Contests"), (C.CONTEST_OPEN, C.CONTEST_DECIDE)),
    Door("quality", _("Quality"), (C.QUALITY_READ,)),
    Door("imports", _("Imports"), (C.IMPORT_STAGE, C.IMPORT_DECIDE)),
    Door("exports", _("Disclosures"), (C.EXPORT,)),
    Door("requests", _("Requests"), (C.REQUEST_OPEN, C.REQUEST_DECIDE)),
    Door("emergencies", _("To review"), (C.BREAK_GLASS_REVIEW,)),
    Door("agreements", _("Agreements"), (C.AGREEMENT_WRITE,)),
    Door("retention", _("Retention"), (C.RETENTION_DECIDE,)),
    Door("trail", _("Trail"), (C.TRAIL_READ,)),
    Door("users", _("Accounts"), (C.USER_MANAGE,)),
)


def entries(actor: Actor, path: str) -> tuple[Entry, ...]:
    """The menu of an actor; the entry under whose address they are is the current one."""
    found = []
    for door in DOORS:
        if door.opens and not any(may(actor, capability) for capability in door.opens):
            continue
        if url := address_of(door.name):
            found.append(Entry(door.label, url, path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))))
    return tuple(found)


def address_of(name: str) -> str:
    """Where a door leads; empty where the room behind it is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
