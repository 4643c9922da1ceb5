"""Whether nothing holds a case: a hold whose time is over holds nothing, and neither does one that was ended or renewed by another.

Comes in: travellers. Goes out: a check for each, with how many holds there are and until when. Why, is told on the page of the hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    held: dict[UUID, list[date]] = {}
    rows = models.Hold.objects.filter(
        case__in=[one.case_id for one in travellers], ended_at__isnull=True, renewed_by__isnull=True, until__gte=day
    )
    for case_id, until in rows.values_list("case_id", "until"):
        held.setdefault(case_id, []).append(until)
    return {one.case_id: _of(held.get(one.case_id, [])) for one in travellers}


def _of(ends: Sequence[date]) -> Check:
    if not ends:
        return Check(Gate.NO_HOLD, Holding.OPEN, "no_hold_open")
    last = max(ends)
    detail: dict[str, str | int] = {"holds": len(ends), "until": last.isoformat()}
    return Check(Gate.NO_HOLD, Holding.UNMET, "no_hold_held", detail, until=last)
