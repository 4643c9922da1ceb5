"""The manifest of a convoy: everybody who goes along, with which paper, and what the escort must know.

Comes in: an actor. Goes out: frozen facts. A paper's number is read by whoever plans or leads the convoy, what the escort must know by
whoever leads it or assesses the case; others see that there is something. The trail says that it was shown, and of whom a note was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Agreement, Capability, Category, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import AgreementRow, agreement_list, may
from homeward.access.trail import event, record_all
from homeward.pathway import models
from homeward.pathway.facts.convoys import SeatRow
from homeward.pathway.facts.manifests import (
    JourneyRow,
    Manifest,
    ManifestColumn,
    ManifestLine,
    TravelPaperKind,
    TravelPaperRow,
)
from homeward.pathway.leading import leading
from homeward.pathway.packing import packs_of_groups
from homeward.pathway.rules.travel_papers import lapses, needed_until
from homeward.pathway.sealed import keys_to_read, open_text
from homeward.pathway.selectors.assessed import escort_notes
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.convoys import (
    convoy_brief,
    convoy_of,
    goes,
    parties_of,
    places,
    seats_of,
    tell_list,
    vehicles_of,
)

C = ManifestColumn
CATEGORY_OF: Final[dict[ManifestColumn, Category]] = {
    C.NUMBER: Category.NAME,
    C.NAME: Category.NAME,
    C.ROMANISED: Category.NAME,
    C.SEX: Category.SEX,
    C.BIRTH: Category.BIRTH,
    C.HOUSEHOLD: Category.HOUSEHOLD,
    C.VEHICLE: Category.HOUSEHOLD,
    C.PAPER: Category.DOCUMENT,
    C.PAPER_NUMBER: Category.DOCUMENT,
    C.VALID_UNTIL: Category.DOCUMENT,
    C.NEEDS: Category.NEED,
}
PAPER_NUMBER = "pathway_travelpaper.number"
JOURNEY_WORDS = "pathway_journey.words"
READS_NUMBERS = (Capability.CONVOY_PLAN, Capability.CONVOY_LEAD)
READS_NOTES = (Capability.CONVOY_LEAD, Capability.CASE_ASSESS)


def manifest_of(actor: Actor, convoy_id: UUID) -> Manifest:
    """Everybody who goes along, vehicle by vehicle and household by household. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    actor = leading(actor, convoy)
    rows = list(places(convoy))
    seats = [seat for seat in seats_of(actor, rows) if goes(seat)]
    vehicles = vehicles_of(convoy, seats)
    cases = {row.case_id: row.case for row in rows}
    papers = papers_of(actor, cases.values(), convoy.from_site_id)
    journeys = _with_notes(journeys_of(actor, cases.values(), convoy.from_site_id), escort_notes(actor, list(cases)))
    packs = packs_of_groups({seat.group_id for seat in seats})

    def lapse(seat: SeatRow) -> bool:
        paper = papers.get(seat.case_id)
        until = needed_until(packs[seat.group_id], convoy.day, child=seat.child)
        return paper is not None and lapses(paper.valid_until, until)

    lines = tuple(
        ManifestLine(
            seat, party.number, party.vehicle, papers.get(seat.case_id), journeys.get(seat.case_id), lapse(seat)
        )
        for party in parties_of(actor, seats, vehicles)
        for seat in party.seats
    )
    tell_list(actor, convoy, "convoy.manifest", len(lines))
    return Manifest(convoy_brief(actor, convoy_id), lines, sum(line.seat.child for line in lines))


def papers_of(actor: Actor, cases: Iterable[models.Case], site_id: UUID) -> dict[UUID, TravelPaperRow]:
    """The travel papers of some cases, numbers only for those who may read them. For this room alone."""
    every = {case.id: case for case in cases}
    read = any(may(actor, one, site_id=site_id) for one in READS_NUMBERS)
    keys = keys_to_read(every.values()) if read else {}
    return {
        row.case_id: TravelPaperRow(
            TravelPaperKind(row.kind),
            open_text(keys.get(row.case_id), PAPER_NUMBER, row.id, row.number),
            row.valid_until,
            row.version,
            row.claim_id,
        )
        for row in models.TravelPaper.objects.filter(case__in=every)
    }


def journeys_of(actor: Actor, cases: Iterable[models.Case], site_id: UUID) -> dict[UUID, JourneyRow]:
    """What the journeys of some cases have to make room for; notes only for those who may read them. For this room alone."""
    every = {case.id: case for case in cases}
    read = any(may(actor, one, site_id=site_id) for one in READS_NOTES)
    keys = keys_to_read(every.values()) if read else {}
    rows = list(models.Journey.objects.filter(case__in=every))
    opened = [every[row.case_id] for row in rows if read and row.words]
    record_all(
        event(actor, EventKind.READ, "case.journey", person_id=case.person_id, subject=case.number, site_id=site_id)
        for case in opened
    )
    return {row.case_id: _journey(row, keys.get(row.case_id), read=read) for row in rows}


def journey_of(actor: Actor, case_id: UUID) -> tuple[TravelPaperRow | None, JourneyRow | None]:
    """The travel paper of a case, and what its journey has to make room for. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.CONVOY_READ)
    site = case.person.site_id
    return papers_of(actor, [case], site).get(case_id), journeys_of(actor, [case], site).get(case_id)


def _with_notes(journeys: dict[UUID, JourneyRow], notes: Mapping[UUID, str]) -> dict[UUID, JourneyRow]:
    """What a clinician wrote for the escort, after what was noted of the journey."""
    found = dict(journeys)
    for case_id, note in notes.items():
        row = found.get(case_id, JourneyRow(wheelchair=False, escort=False, words="", version=0))
        found[case_id] = replace(row, words=" · ".join(text for text in (row.words, note) if text))
    return found


def _journey(row: models.Journey, key: DataKey | None, *, read: bool) -> JourneyRow:
    words = open_text(key, JOURNEY_WORDS, row.id, row.words) if read else None if row.words else ""
    return JourneyRow(row.wheelchair, row.escort, words, row.version)


def manifest_agreements(actor: Actor, convoy_id: UUID) -> tuple[AgreementRow, ...]:
    """The agreements in force under which a convoy's manifest could leave. Raises `NotFound`, `Refused`."""
    convoy, now = convoy_of(actor, convoy_id), timezone.now()
    authorise(actor, Capability.EXPORT, site_id=convoy.from_site_id)
    return tuple(
        row
        for row in agreement_list(actor)
        if actor.purpose in row.agreement.purposes
        and row.agreement.starts <= now
        and row.agreement.site_id in (None, convoy.from_site_id)
        and Category.NAME in row.agreement.categories
    )


def manifest_columns(actor: Actor, agreement: Agreement, *, needs: bool = False) -> tuple[ManifestColumn, ...]:
    """The columns that an agreement covers; needs only where they are asked for by somebody who may read them."""
    asked = needs and may(actor, Capability.NEED_READ)
    return tuple(
        one for one in ManifestColumn
        if CATEGORY_OF[one] in agreement.categories and (one is not C.NEEDS or asked)
    )  # fmt: skip
