"""The part of a case's page that is about the way through a country's process: what it asks for, how that stands, what stands in the way.

Comes in: an actor and a case. Goes out: what the template reads. Whoever may not read an authority's reasons sees whether it is settled;
whoever may not read about needs sees that there is something to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.milestones import BarrierState, ItemState, Journey, MilestoneRow, Stands
from homeward.pathway.facts.packs import Document, Item
from homeward.pathway.rules.packs import ORDER
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.milestones import journey_of
from homeward.pathway.selectors.packs import pack_of
from homeward.pathway.selectors.readiness import gaps_of
from homeward.web.pack_forms import said_in_words
from homeward.web.packs_words import STANDS_SHAPES


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was recorded, in the reader's language."""

    said: str
    row: MilestoneRow


@dataclass(frozen=True, slots=True)
class Line:
    """An item as the page shows it."""

    state: ItemState
    title: str
    help: str
    authority: str
    shape: str
    entries: tuple[Entry, ...]
    now: bool
    overdue: bool
    objection: str

    @property
    def last(self) -> Entry | None:
        """What was recorded last."""
        return self.entries[-1] if self.entries else None


@dataclass(frozen=True, slots=True)
class Barrier:
    """What somebody else asks of the family, as the page shows it."""

    state: BarrierState
    title: str
    help: str
    entries: tuple[Entry, ...]


def section_of(actor: Actor, case_id: UUID) -> dict[str, Any] | None:
    """What the part reads; None where the case is not there for this reader."""
    try:
        row, journey = case_brief(actor, case_id), journey_of(actor, case_id)
    except NotFound:
        return None
    pack = pack_of(actor, journey.pack_key, journey.pack_version)
    lines = list(_lines(journey, pack.document, row.stage))
    gaps = gaps_of(actor, case_id)
    may_write = may(actor, Capability.CASE_WRITE, site_id=row.site_id)
    return {
        "pack": pack,
        "title": pack.document.titles.said(_language()),
        "newer": journey.newest > journey.pack_version,
        "now": [one for one in lines if one.now and not one.state.stands.settled],
        "later": [one for one in lines if not one.now and not one.state.stands.settled],
        "settled": [one for one in lines if one.state.stands is Stands.SATISFIED],
        "may_ask": [one for one in lines if one.state.stands is Stands.DOES_NOT_APPLY and one.state.offered],
        "barriers": [_barrier(one) for one in journey.barriers],
        "in_the_way": sum(one.in_the_way for one in journey.barriers),
        "gaps": gaps[0] if gaps else (),
        "gaps_kept": gaps is None,
        "home": bool(gaps and gaps[1]),
        "near_home": ORDER[row.stage] >= ORDER[Stage.RECEIVED] and row.stage is not Stage.CLOSED,
        "may_write": may_write,
        "may_answer": may_write and gaps is not None,
    }


def _lines(journey: Journey, pack: Document, stage: Stage) -> Iterator[Line]:
    language, today = _language(), timezone.localdate()
    for state in journey.items:
        item = state.item
        authority = pack.authority(item.authority)
        yield Line(
            state=state, title=item.titles.said(language), help=item.help.said(language),
            authority=authority.titles.said(language) if authority else "", shape=STANDS_SHAPES[state.stands],
            entries=_entries(item, state.rows), now=ORDER[item.before] <= ORDER[stage],
            overdue=state.due is not None and state.due < today, objection=_objection(state),
        )  # fmt: skip


def _objection(state: ItemState) -> str:
    """How the person objects to an answer that stops their way."""
    if state.stands not in (Stands.STOPPED, Stands.OBJECTED):
        return ""
    answers = [state.item.answer(row.said) for row in state.rows]
    stops = next((one for one in reversed(answers) if one and one.objection), None)
    return stops.objection.said(_language()) if stops and stops.objection else ""


def _barrier(state: BarrierState) -> Barrier:
    titles, told = state.barrier.titles, state.barrier.help
    return Barrier(state, titles.said(_language()), told.said(_language()), _entries(None, state.rows))


def _entries(item: Item | None, rows: tuple[MilestoneRow, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(said_in_words(item, row.said), row) for row in rows)


def _language() -> str:
    return get_language() or "en"
