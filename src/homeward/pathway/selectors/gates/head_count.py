"""Whether somebody was counted as there where their convoy boards, and every count says so.

Comes in: travellers. Goes out: a check for each. Two counts that differ about somebody, or a count that left them out, are no answer: only
looking for them by name is. That somebody was not there is a fact about a morning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.facts.convoys import ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.selectors.counting import agreed_where
from homeward.pathway.selectors.gates.handover import born_on_the_way


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the head-count stands for each traveller. Five queries, however many they are."""
    rows = models.Seat.objects.filter(case__in=[one.case_id for one in travellers], ended="").select_related("convoy")
    seats = {row.case_id: row for row in rows}
    boarding = {row.convoy_id for row in seats.values() if row.convoy.state == ConvoyState.BOARDING}
    marks = agreed_where(PointKind.BOARDING, sorted(boarding)) if boarding else {}
    born = born_on_the_way([one.case_id for one in travellers])
    return {one.case_id: _check(seats.get(one.case_id), marks, born.get(one.case_id)) for one in travellers}


def _check(seat: models.Seat | None, marks: Mapping[UUID, Mark], born: str | None) -> Check:
    if seat is None and born is not None:
        return Check(Gate.HEAD_COUNT, Holding.OPEN, "head_count_born", {"convoy": born})
    if seat is None:
        return Check(Gate.HEAD_COUNT, Holding.UNMET, "head_count_no_convoy")
    detail = {"convoy": seat.convoy.number, "day": seat.convoy.day.isoformat()}
    if seat.convoy.state != ConvoyState.BOARDING:
        return Check(Gate.HEAD_COUNT, Holding.UNMET, "head_count_planned", detail)
    mark = marks.get(seat.id)
    if mark is Mark.PRESENT:
        return Check(Gate.HEAD_COUNT, Holding.OPEN, "head_count_present", detail)
    return Check(Gate.HEAD_COUNT, Holding.UNMET, "head_count_absent" if mark else "head_count_not_agreed", detail)
