"""The part of a case's page about the plan and services, and how plans, needs and referrals are marked wherever they are shown.

Comes in: an actor and a case. Goes out: what the template reads, or None for whoever may not read plans. Words of needs and goals stand
on the plan's own page, which tells the trail that it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.facts.plans import GoalState, PlanPage, PlanState, ReferralState
from homeward.pathway.rules.plans import OPEN, TURNS
from homeward.pathway.selectors.plans import plan_page

NEED_CHIPS: Final[Mapping[NeedState, str]] = {
    NeedState.OPEN: "waiting",
    NeedState.MET: "done",
    NeedState.HANDED_OVER: "done",
    NeedState.NOT_WANTED: "past",
    NeedState.GONE: "past",
}
PLAN_CHIPS: Final[Mapping[PlanState, str]] = {
    PlanState.DRAFT: "waiting",
    PlanState.IN_FORCE: "done",
    PlanState.NOT_AGREED: "open",
    PlanState.REPLACED: "past",
    PlanState.ENDED: "past",
}
GOAL_CHIPS: Final[Mapping[GoalState, str]] = {
    GoalState.OPEN: "open",
    GoalState.REACHED: "done",
    GoalState.PARTLY: "waiting",
    GoalState.DROPPED: "past",
}
REFERRAL_CHIPS: Final[Mapping[ReferralState, str]] = {
    ReferralState.MADE: "waiting",
    ReferralState.WAITING: "waiting",
    ReferralState.ACCEPTED: "open",
    ReferralState.DECLINED: "past",
    ReferralState.DONE: "done",
    ReferralState.STOPPED: "past",
}
LAWFUL: Final = {state.value: bool(then) for state, then in TURNS.items()}


def section_of(actor: Actor, case_id: UUID) -> dict[str, object] | None:
    """What a case's page shows of the plan and of services."""
    if not may(actor, C.PLAN_READ):
        return None
    try:
        page = plan_page(actor, case_id, opened=False)
    except NotFound:
        return None
    return {"page": page, "may_write": may(actor, C.PLAN_WRITE), **chips_of(page, timezone.localdate())}


def chips_of(page: PlanPage, today: date) -> dict[str, Any]:
    """Needs, goals and referrals, each with its mark; and what is late."""
    plan = page.plan
    return {
        "needs": [(one, NEED_CHIPS[one.state]) for one in page.needs],
        "open_needs": sum(one.state is NeedState.OPEN for one in page.needs),
        "goals": [(one, GOAL_CHIPS[one.state]) for one in plan.goals] if plan else [],
        "referrals": [(one, REFERRAL_CHIPS[one.state], one.overdue(today)) for one in page.referrals],
        "open_referrals": sum(one.state in OPEN for one in page.referrals),
        "earlier": [(one, PLAN_CHIPS[one.state]) for one in page.earlier],
        "review_late": plan is not None and plan.review_on < today,
        "plan_late": plan is None and page.due is not None and page.due < today,
    }
