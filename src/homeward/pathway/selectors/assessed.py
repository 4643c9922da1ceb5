"""The records behind gates, opened for whoever assesses; and what whoever travels with somebody must know of their health.

Comes in: an actor and a case. Goes out: frozen facts; the trail says that they were read. Others see at the gates how these stand, never
what anybody said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text
from homeward.access.selectors import may, scope
from homeward.access.trail import event, record, record_all
from homeward.pathway import models
from homeward.pathway.assessing import BACK_WORDS, ESCORT, SECOND_WORDS, may_be_a_child, open_said, standing_of
from homeward.pathway.facts.assessed import Fitness, Paper, PaperRow, Second, Talk
from homeward.pathway.facts.cases import CaseRow
from homeward.pathway.selectors.cases import case_of, case_row, visible

# Who may write down that somebody takes their decision back: whoever is with them when they say so.
HEARS: Final = (Capability.CASE_ASSESS, Capability.CONVOY_LEAD, Capability.CHILD_PROTECTION, Capability.CASE_WRITE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form about a case needs to know: the case, whether its person may be a child, the country and the sites of their way."""

    row: CaseRow
    child: bool
    country: str
    places: tuple[UUID, ...]


def asked_of(actor: Actor, case_id: UUID) -> Asked:
    """What a form asks about. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.CASE_ASSESS)
    places = tuple(id for id in (case.group.to_site_id, case.group.home_site_id) if id)
    return Asked(case_row(case), may_be_a_child(case, timezone.localdate()), case.group.pack.country.lower(), places)


@dataclass(frozen=True, slots=True)
class Unread:
    """The latest record of a kind, of which no second person has said anything yet."""

    id: UUID
    made_by: UUID
    made_name: str
    made_at: datetime


def unread_of(actor: Actor, case_id: UUID, paper: Paper) -> Unread | None:
    """What waits for a second person before another record is made; None where nothing does. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.CASE_ASSESS)
    row = models.Assessed.objects.filter(case=case, paper=paper).order_by("made_at", "id").last()
    if row is None or not row.needs_second or models.Seconded.objects.filter(assessed=row).exists():
        return None
    return Unread(row.id, row.made_by, row.made_name, row.made_at)


def heard_of(actor: Actor, case_id: UUID) -> CaseRow:
    """The case of somebody who takes a decision back, for whoever is with them. Raises `Refused`, `NotFound`."""
    return case_row(case_heard(actor, case_id))


def case_heard(actor: Actor, case_id: UUID) -> models.Case:
    """The same, as a row for this room alone."""
    capability = next((one for one in HEARS if may(actor, one)), Capability.CASE_ASSESS)
    authorise(actor, capability)
    return case_of(actor, case_id, capability)


def papers_of(actor: Actor, case_id: UUID) -> tuple[PaperRow, ...]:
    """Every record of a case, the latest first, opened. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.CASE_ASSESS)
    rows = models.Assessed.objects.filter(case=case).select_related("second", "taken_back", "place")
    found = list(rows.order_by("-made_at", "-id"))
    key = data_keys([case.person.key_id]).get(case.person.key_id)
    if found:
        detail: dict[str, str | int | bool | None] = {"papers": len(found)}
        record(actor, EventKind.READ, "paper.list", person_id=case.person_id, subject=case.number, detail=detail)
    return tuple(_row(key, one) for one in found)


def paper_of(actor: Actor, assessed_id: UUID) -> PaperRow:
    """One record, opened. Raises `NotFound`."""
    rows = scope(actor, models.Assessed.objects.select_related("case__person", "second", "taken_back", "place"))
    found = rows.filter(id=assessed_id).first()
    if found is None:
        raise NotFound("There is no such record that you may see for the purpose you chose.")
    person = found.case.person
    record(actor, EventKind.READ, "paper.file", person_id=person.id, subject=found.case.number)
    return _row(data_keys([person.key_id]).get(person.key_id), found)


def escort_notes(actor: Actor, case_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What whoever travels with some people must know, by case: for whoever leads the convoy, from what holds now. Others get nothing."""
    cases = {one.id: one for one in visible(actor, Capability.CONVOY_LEAD).filter(id__in=case_ids)}
    rows = models.Assessed.objects.filter(case_id__in=list(cases), paper=Paper.MEDICAL_FITNESS)
    latest = {row.case_id: row for row in rows.order_by("made_at", "id")}
    shown = {id: row for id, row in latest.items() if row.outcome == Fitness.CONDITIONS}
    keys = data_keys(cases[id].person.key_id for id in shown)
    record_all(
        event(actor, EventKind.READ, "paper.escort", person_id=cases[id].person_id, subject=cases[id].number)
        for id in shown
    )
    return {id: open_text(keys.get(cases[id].person.key_id), ESCORT, row.id, row.escort) for id, row in shown.items()}


def _row(key: DataKey | None, row: models.Assessed) -> PaperRow:
    second, back = getattr(row, "second", None), getattr(row, "taken_back", None)
    return PaperRow(
        id=row.id, case_id=row.case_id, standing=standing_of(row), talk=Talk(row.language, row.interpreter, row.alone),
        made_by=row.made_by, made_name=row.made_name, made_at=row.made_at, said=open_said(key, row),
        escort=open_text(key, ESCORT, row.id, row.escort),
        second=Second(second.agrees, second.said_name, second.said_at, open_text(key, SECOND_WORDS, second.id, second.words))
        if second
        else None,
        taken_back=Second(False, back.recorded_name, back.recorded_at, open_text(key, BACK_WORDS, back.id, back.words))
        if back
        else None,
        place_name=row.place.name if row.place else "",
    )  # fmt: skip
