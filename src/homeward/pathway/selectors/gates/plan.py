"""Whether a plan was agreed with somebody, and is in force.

Comes in: travellers. Goes out: a check for each. A plan agreed in part opens the gate, and what stays open is written in it. A review
that is late shows and closes nothing. Never says what somebody wants, needs, or does not agree with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.pathway.facts.plans import Agreement, PlanState
from homeward.pathway.rules.steps import KEEPERS


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case: one query for all of them."""
    rows = models.Plan.objects.filter(case__in=[one.case_id for one in travellers]).order_by("number")
    latest: dict[UUID, models.Plan] = {}
    for row in rows.only("case_id", "state", "agreement", "review_on"):
        if row.case_id not in latest or latest[row.case_id].state != PlanState.IN_FORCE:
            latest[row.case_id] = row
    return {one.case_id: _of(latest.get(one.case_id), day) for one in travellers}


def _of(row: models.Plan | None, day: date) -> Check:
    waits = KEEPERS[Gate.PLAN].roles
    if row is None:
        return Check(Gate.PLAN, Holding.UNMET, "plan_none", waits_for=waits)
    if row.state != PlanState.IN_FORCE:
        because = "plan_not_agreed" if row.state == PlanState.NOT_AGREED else "plan_not_asked"
        return Check(Gate.PLAN, Holding.UNMET, because, waits_for=waits)
    if row.review_on < day:
        return Check(Gate.PLAN, Holding.OPEN, "plan_review_late", {"since": row.review_on.isoformat()})
    because = "plan_agreed" if row.agreement == Agreement.AGREES else "plan_in_part"
    return Check(Gate.PLAN, Holding.OPEN, because, {"until": row.review_on.isoformat()})
