"""A person's plan and services as those see them who work with the person, and the paper that the person takes along.

Comes in: an actor and a case. Goes out: frozen facts; that a plan was opened is in the trail. Reads no justice. What is restricted about
needs is left out for whoever may not read it, goals and referrals of such a need with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.needs import RESTRICTED
from homeward.pathway.facts.plans import (
    Agreement,
    Consent,
    GoalRow,
    GoalState,
    PlanPage,
    PlanRow,
    PlanState,
    ReferralRow,
    ReferralState,
    ReferralTurn,
    ReviewRow,
)
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.plans import OPEN
from homeward.pathway.sealed import keys_to_read, open_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.needs import needs_of, reads_needs
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child

OWN_WORDS: Final = "pathway_plan.own_words"
WITH_WHOM: Final = "pathway_plan.with_whom"
INTERPRETER: Final = "pathway_plan.interpreter"
OPEN_WORDS: Final = "pathway_plan.open_words"
CARER: Final = "pathway_plan.carer"
GOAL: Final = "pathway_goal.words"
OURS: Final = "pathway_goal.ours"
THEIRS: Final = "pathway_goal.theirs"
GOAL_STATE: Final = "pathway_goal.state_words"
REVIEW: Final = "pathway_planreview.words"
ASKED: Final = "pathway_referral.words"
TURN: Final = "pathway_referralturn.words"
PLAN_DUE: Final = "plan_due"


def plan_page(actor: Actor, case_id: UUID, *, opened: bool = True) -> PlanPage:
    """A case's needs, plan and referrals. `opened`: in full, which the trail is told. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.PLAN_READ)
    if opened:
        record(actor, EventKind.READ, "plan.file", person_id=case.person_id, subject=case.number)
    key, restricted = keys_to_read([case]).get(case.id), reads_needs(actor, case)
    needs, apart = needs_of(case, key, restricted=restricted)
    plans = plans_of(case, key, restricted=restricted)
    return PlanPage(
        case_id=case.id,
        needs=needs,
        plan=next((one for one in plans if one.state is PlanState.IN_FORCE), None),
        draft=next((one for one in plans if one.state is PlanState.DRAFT), None),
        earlier=tuple(one for one in plans if one.state not in (PlanState.IN_FORCE, PlanState.DRAFT)),
        referrals=_referrals(case, key, restricted=restricted),
        apart=apart,
        due=models.Task.objects.filter(case=case, what=PLAN_DUE, done_at__isnull=True)
        .values_list("due", flat=True)
        .first(),
        child=is_child(case),
    )


def plan_to_print(actor: Actor, plan_id: UUID) -> PlanRow:
    """One version of a plan for the person's paper; the trail says so. Raises `NotFound`."""
    row = plan_row(actor, plan_id)
    record(actor, EventKind.READ, "plan.paper", person_id=row.case.person_id, subject=row.case.number)
    key, restricted = keys_to_read([row.case]).get(row.case_id), reads_needs(actor, row.case)
    return next(one for one in plans_of(row.case, key, restricted=restricted) if one.id == row.id)


def case_of_plan(actor: Actor, plan_id: UUID) -> UUID:
    """To which case a plan belongs. Raises `NotFound`."""
    return plan_row(actor, plan_id).case_id


def plan_row(actor: Actor, plan_id: UUID, capability: Capability = Capability.PLAN_READ) -> models.Plan:
    """A plan for this room alone. Raises `NotFound`."""
    found = scope(actor, models.Plan.objects.select_related("case__person"), capability).filter(id=plan_id).first()
    if found is None:
        raise NotFound("There is no such plan that you may see for the purpose you chose.")
    return found


def referral_row(actor: Actor, referral_id: UUID, capability: Capability = Capability.PLAN_READ) -> models.Referral:
    """A referral for this room alone. Raises `NotFound`, also for one of a need that this actor may not read about."""
    rows = scope(actor, models.Referral.objects.select_related("case__person", "need"), capability)
    found = rows.filter(id=referral_id).first()
    if found is None or (ServiceKind(found.need.kind) in RESTRICTED and not reads_needs(actor, found.case)):
        raise NotFound("There is no such referral that you may see for the purpose you chose.")
    return found


def is_child(case: models.Case) -> bool:
    """Whether a case's person may be under 18 today, for this room alone."""
    person = case.person
    return may_be_child(person.born_to, HouseholdRole(person.role), timezone.localdate())


def plans_of(case: models.Case, key: DataKey | None, *, restricted: bool) -> tuple[PlanRow, ...]:
    """Every version of a case's plan for this room alone, the newest first."""
    rows = list(models.Plan.objects.filter(case=case).order_by("-number"))
    goals, reviews = _goals(rows, key, restricted=restricted), _reviews(rows, key)
    return tuple(_plan(row, key, goals.get(row.id, ()), reviews.get(row.id, ())) for row in rows)


def _plan(row: models.Plan, key: DataKey | None, goals: Iterable[GoalRow], reviews: Iterable[ReviewRow]) -> PlanRow:
    return PlanRow(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        state=PlanState(row.state),
        own_words=open_text(key, OWN_WORDS, row.id, row.own_words),
        language=row.language,
        with_whom=open_text(key, WITH_WHOM, row.id, row.with_whom),
        review_on=row.review_on,
        goals=tuple(goals),
        made_by=row.made_name,
        made_at=row.made_at,
        agreement=Agreement(row.agreement),
        version=row.version,
        explained_by=row.explained_name,
        explained_on=row.explained_on,
        explained_in=row.explained_in,
        interpreter=open_text(key, INTERPRETER, row.id, row.interpreter),
        open_words=open_text(key, OPEN_WORDS, row.id, row.open_words),
        carer=open_text(key, CARER, row.id, row.carer),
        in_force_at=row.in_force_at,
        ended_at=row.ended_at,
        reviews=tuple(reviews),
    )


def _goals(rows: Iterable[models.Plan], key: DataKey | None, *, restricted: bool) -> dict[UUID, tuple[GoalRow, ...]]:
    found: defaultdict[UUID, list[GoalRow]] = defaultdict(list)
    goals = models.Goal.objects.filter(plan__in=[row.id for row in rows]).select_related("need")
    for goal in goals.order_by("position"):
        kind = ServiceKind(goal.need.kind) if goal.need else None
        found[goal.plan_id].append(_goal(goal, key, kind, hidden=not restricted and kind in RESTRICTED))
    return {id: tuple(of) for id, of in found.items()}


def _goal(row: models.Goal, key: DataKey | None, kind: ServiceKind | None, *, hidden: bool) -> GoalRow:
    """A goal; one of a need that this reader may not read about says only that it is there."""
    if hidden:
        return GoalRow(row.id, row.position, "", "", "", None, None, None, GoalState.OPEN, "", kept_apart=True)
    return GoalRow(
        id=row.id,
        position=row.position,
        words=open_text(key, GOAL, row.id, row.words),
        ours=open_text(key, OURS, row.id, row.ours),
        theirs=open_text(key, THEIRS, row.id, row.theirs),
        by_when=row.by_when,
        need_id=row.need_id,
        kind=kind,
        state=GoalState(row.state),
        state_words=open_text(key, GOAL_STATE, row.id, row.state_words),
    )


def _reviews(rows: Iterable[models.Plan], key: DataKey | None) -> dict[UUID, tuple[ReviewRow, ...]]:
    found: defaultdict[UUID, list[ReviewRow]] = defaultdict(list)
    for one in models.PlanReview.objects.filter(plan__in=[row.id for row in rows]).order_by("made_at", "id"):
        words = open_text(key, REVIEW, one.id, one.words)
        found[one.plan_id].append(ReviewRow(words, one.next_on, one.made_name, one.made_at))
    return {id: tuple(of) for id, of in found.items()}


def _referrals(case: models.Case, key: DataKey | None, *, restricted: bool) -> tuple[ReferralRow, ...]:
    """A case's referrals, those that go on first."""
    rows = models.Referral.objects.filter(case=case).select_related("need", "service").order_by("since", "id")
    shown = [row for row in rows if restricted or ServiceKind(row.need.kind) not in RESTRICTED]
    turns: defaultdict[UUID, list[ReferralTurn]] = defaultdict(list)
    for one in models.ReferralTurn.objects.filter(referral__in=[row.id for row in shown]).order_by("number"):
        words = open_text(key, TURN, one.id, one.words)
        turns[one.referral_id].append(ReferralTurn(ReferralState(one.state), words, one.recorded_name, one.recorded_at))
    found = (_referral(row, key, tuple(turns[row.id])) for row in shown)
    return tuple(sorted(found, key=lambda one: one.state not in OPEN))


def _referral(row: models.Referral, key: DataKey | None, turns: tuple[ReferralTurn, ...]) -> ReferralRow:
    return ReferralRow(
        id=row.id,
        case_id=row.case_id,
        need_id=row.need_id,
        kind=ServiceKind(row.need.kind),
        service_id=row.service_id,
        service=row.service.title if row.service else "",
        provider=row.service.provider if row.service else row.provider,
        words=open_text(key, ASKED, row.id, row.words),
        consent=Consent(row.consent),
        answer_by=row.answer_by,
        state=ReferralState(row.state),
        since=row.since,
        version=row.version,
        turns=turns,
    )
