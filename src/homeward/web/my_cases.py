"""My work in the way home as the page shows it: each line in words, with one action and where it is done.

Comes in: a reader's lines. Goes out: words and addresses. Whoever keeps a gate and reads no case is led to their own room: the file, the
screening, the convoys. Never a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.pathway.facts.cases import Gate
from homeward.pathway.facts.work import Kind, Part, WorkLine, WorkPage
from homeward.pathway.selectors.work import work_page
from homeward.web.navigation import address_of
from homeward.web.parts import Page, Tab, Window, window_of
from homeward.web.pathway_sentences import ALL_GATE_PAGES, ALL_TASK_PAGES, task_text
from homeward.web.words import word

SIZE: Final = 25

# Where somebody who keeps a gate and reads no case sees to it: the name of an address, and whether it is about the person.
_OWN_ROOMS: Final[Mapping[Gate, tuple[str, bool]]] = {
    Gate.IDENTITY: ("person", True),
    Gate.NATIONALITY: ("person", True),
    Gate.SCREENING: ("person_screening", True),
    Gate.HEAD_COUNT: ("convoys", False),
    Gate.HANDOVER: ("convoys", False),
}
_LABELS: Final[Mapping[Kind, Promise]] = {
    Kind.TASK: gettext_lazy("Do it"),
    Kind.GATE: gettext_lazy("See to it"),
    Kind.PROPOSAL: gettext_lazy("Read and answer"),
    Kind.OVERRIDE_ASKED: gettext_lazy("Grant or refuse"),
    Kind.OVERRIDE_REVIEW: gettext_lazy("Review it"),
    Kind.HOLD_ENDING: gettext_lazy("End or renew it"),
    Kind.HOLD_EXPIRED: gettext_lazy("End or renew it"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line in words. `household` or `person` is the number that names it."""

    line: WorkLine
    text: str
    more: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class CaseWork:
    """A window of a reader's work in the way home, the parts it has, and how much of it is overdue."""

    page: Page[Told]
    tabs: list[Tab]
    part: Part
    waiting: int
    overdue: int


def case_work(request: HttpRequest, actor: Actor) -> CaseWork | None:
    """The way home's part of my work; None for whoever keeps nothing in it."""
    if not may(actor, C.CASE_WAITING):
        return None
    asked = request.GET.get("part", "")
    part = Part(asked) if asked in {one.value for one in Part} else Part.ALL
    window = window_of(request, SIZE)
    found = work_page(actor, part, limit=SIZE, offset=window.offset)
    page = Page(tuple(_told(actor, line, part) for line in found.lines), found.total, Window(window.number, SIZE))
    return CaseWork(page, _tabs(found, part), part, found.counts[Part.ALL], found.counts[Part.OVERDUE])


def _tabs(found: WorkPage, part: Part) -> list[Tab]:
    """Links to the parts that hold something, and to the whole."""
    kept = [one for one in Part if one is Part.ALL or found.counts[one] or one is part]
    return [
        Tab(word(one), "?" if one is Part.ALL else f"?part={one}", current=one is part, count=found.counts[one])
        for one in kept
    ]


def _told(actor: Actor, line: WorkLine, part: Part) -> Told:
    text, more = _text(line)
    label = _("Open the case") if part is Part.OTHERS else str(_LABELS[line.kind])
    return Told(line, text, more, label, _url(actor, line, part))


def _text(line: WorkLine) -> tuple[str, str]:
    """What a line says first, and what it says more."""
    gate = str(word(line.gate)) if line.gate else ""
    match line.kind:
        case Kind.TASK:
            handed = _("handed to %(who)s") % {"who": line.who} if line.who else ""
            people = _people(line) if line.cases > 1 else ""
            return task_text(line.what, line.words), " · ".join(filter(None, (people, handed)))
        case Kind.PROPOSAL:
            return _("Proposed: %(stage)s") % {"stage": word(line.stage) if line.stage else ""}, _people(line)
        case Kind.OVERRIDE_ASKED:
            return _("An override is asked for: %(gate)s") % {"gate": gate}, _by(line)
        case Kind.OVERRIDE_REVIEW:
            return _("An override is to be reviewed: %(gate)s") % {"gate": gate}, _by(line)
        case Kind.HOLD_EXPIRED:
            return _("A hold is over and holds nothing. Is it needed again?"), _by(line)
        case Kind.HOLD_ENDING:
            return _("A hold ends soon. Nothing makes it longer by itself."), _by(line)
    return _("Waits for: %(gate)s") % {"gate": gate}, _people(line)


def _people(line: WorkLine) -> str:
    return ngettext("one person", "%(n)s people", line.cases) % {"n": line.cases}


def _by(line: WorkLine) -> str:
    return _("by %(who)s") % {"who": line.who} if line.who else ""


def _url(actor: Actor, line: WorkLine, part: Part) -> str:
    """Where the one action of a line is done."""
    if part is Part.OTHERS:
        return reverse("case", args=[line.case_id]) if line.opens else ""
    if line.kind in (Kind.HOLD_ENDING, Kind.HOLD_EXPIRED):
        return reversed_or("case_holds", line.case_id)
    if line.kind is Kind.TASK:
        own = reversed_or(ALL_TASK_PAGES.get(line.what, ""), line.case_id)
        return own or (reverse("case", args=[line.case_id]) + "#tasks" if line.opens else "")
    if not line.opens:
        return _own_room(actor, line)
    if line.kind is Kind.PROPOSAL:
        return reverse("case_answer", args=[line.case_id])
    if line.kind in (Kind.OVERRIDE_ASKED, Kind.OVERRIDE_REVIEW):
        return reversed_or("case_overrides", line.case_id)
    return reversed_or(ALL_GATE_PAGES.get(line.gate, "") if line.gate else "", line.case_id) or reverse(
        "case", args=[line.case_id]
    )


def _own_room(actor: Actor, line: WorkLine) -> str:
    """Where a gate is seen to by somebody who reads no case."""
    if line.gate is None:
        return ""
    name, about = _OWN_ROOMS.get(line.gate, ("", False))
    if about:
        return reversed_or(name, line.person_id) if may(actor, C.PERSON_READ) else ""
    if name:
        return address_of(name)
    return reversed_or("case_holds", line.case_id) if line.gate is Gate.NO_HOLD else ""


def reversed_or(name: str, id: UUID) -> str:
    """The address of a page about one thing; empty where that page is not there."""
    try:
        return reverse(name, args=[id]) if name else ""
    except NoReverseMatch:
        return ""
