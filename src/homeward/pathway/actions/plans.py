"""Write a plan, go through it with the person and write down what they say, look at it again, say how far a goal is.

Comes in: an actor, drafts, and the version that was seen. Goes out: ids. What was agreed is never changed: a new version is written
beside it and takes its place when the person has said what they say to it. Whoever does not agree has no plan in force, and nothing
follows from that.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.facts.needs import RESTRICTED
from homeward.pathway.facts.plans import Explained, GoalDraft, GoalState, PlanDraft, PlanState
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.needs import words_of
from homeward.pathway.rules.plans import check_explained, check_goal_settled, check_next, check_plan, state_after
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.needs import reads_needs
from homeward.pathway.selectors.plans import (
    CARER,
    GOAL,
    GOAL_STATE,
    INTERPRETER,
    OPEN_WORDS,
    OURS,
    OWN_WORDS,
    PLAN_DUE,
    REVIEW,
    THEIRS,
    WITH_WHOM,
    is_child,
    plan_row,
)
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid

PLAN_REVIEW: Final = "plan_review"
_STALE: Final = to_say("Somebody else changed this plan meanwhile. Open it as it is now; what you wrote is still here.")


@action
def plan_write(actor: Actor, *, case_id: UUID, draft: PlanDraft, version: int = 0) -> UUID:
    """Write the draft of a plan, or change it: `version` is that of the draft as it was seen, 0 for a new one.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    case = case_of(actor, case_id, Capability.PLAN_WRITE)
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    kept = check_plan(draft, timezone.localdate())
    row = _draft(actor, case, version)
    key = key_to_write(case.person.key_id)
    row.own_words = seal_text(key, OWN_WORDS, row.id, kept.own_words)
    row.with_whom = seal_text(key, WITH_WHOM, row.id, kept.with_whom)
    row.language, row.review_on = kept.language, kept.review_on
    row.save()
    _goals_write(actor, row, kept.goals, key)
    record(actor, EventKind.WRITE, "plan.write", person_id=case.person_id, subject=case.number)
    return row.id


@action
def plan_explain(actor: Actor, *, plan_id: UUID, said: Explained, version: int) -> PlanState:
    """Write down how a draft was gone through with the person and what they say: what it becomes.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    row = plan_row(actor, plan_id, Capability.PLAN_WRITE)
    case = row.case
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    now = timezone.now()
    kept = check_explained(said, timezone.localdate(now), child=is_child(case))
    key, state = key_to_write(case.person.key_id), state_after(said.agreement)
    in_force = state is PlanState.IN_FORCE
    if in_force:
        models.Plan.objects.filter(case=case, state=PlanState.IN_FORCE).update(state=PlanState.REPLACED, ended_at=now)
    fields = {
        "state": state, "agreement": kept.agreement, "explained_by": actor.user_id, "explained_name": actor.username,
        "explained_on": kept.explained_on, "explained_in": kept.language,
        "interpreter": seal_text(key, INTERPRETER, row.id, kept.interpreter),
        "open_words": seal_text(key, OPEN_WORDS, row.id, kept.open_words),
        "carer": seal_text(key, CARER, row.id, kept.carer), "in_force_at": now if in_force else None,
    }  # fmt: skip
    drafts = models.Plan.objects.filter(id=row.id, version=version, state=PlanState.DRAFT)
    if not drafts.update(**fields, version=F("version") + 1):
        raise Stale(_STALE)
    if in_force:
        tasks_done(case, PLAN_DUE, actor=actor)
        task_add(case, PLAN_REVIEW, Role.CASE_MANAGER, row.review_on)
    settle([case.id])
    detail = {"agreement": kept.agreement.value, "number": row.number}
    record(actor, EventKind.WRITE, "plan.explain", person_id=case.person_id, subject=case.number, detail=detail)
    return state


@action
def plan_review(actor: Actor, *, plan_id: UUID, words: str, next_on: date, version: int) -> None:
    """Write down that a plan in force was looked at again with the person and goes on, until when.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    row = plan_row(actor, plan_id, Capability.PLAN_WRITE)
    case = row.case
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    now = timezone.now()
    said = words_of(words, "words", to_say("Say what you looked at, and what the person says."))
    check_next(next_on, timezone.localdate(now))
    plans = models.Plan.objects.filter(id=row.id, version=version, state=PlanState.IN_FORCE)
    if not plans.update(review_on=next_on, version=F("version") + 1):
        raise Stale(_STALE)
    review = models.PlanReview(plan=row, next_on=next_on, made_by=actor.user_id, made_name=actor.username, made_at=now)
    review.words = seal_text(key_to_write(case.person.key_id), REVIEW, review.id, said)
    review.save(force_insert=True)
    tasks_done(case, PLAN_REVIEW, actor=actor)
    task_add(case, PLAN_REVIEW, Role.CASE_MANAGER, next_on)
    settle([case.id])
    record(actor, EventKind.WRITE, "plan.review", person_id=case.person_id, subject=case.number)


@action
def goal_settle(actor: Actor, *, goal_id: UUID, state: GoalState, words: str, version: int) -> None:
    """Say how far a goal of the plan in force is, as the person sees it; `version` is the plan's.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    rows = scope(actor, models.Goal.objects.select_related("plan__case__person", "need"), Capability.PLAN_WRITE)
    goal = rows.filter(id=goal_id, plan__state=PlanState.IN_FORCE).first()
    case = goal.plan.case if goal else None
    if goal is None or case is None or _kept_apart(actor, goal, case):
        raise NotFound("There is no such goal in a plan that is in force.")
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    said = check_goal_settled(state, words)
    plans = models.Plan.objects.filter(id=goal.plan_id, version=version, state=PlanState.IN_FORCE)
    if not plans.update(version=F("version") + 1):
        raise Stale(_STALE)
    goal.state, goal.settled_at = state, timezone.now()
    goal.state_words = seal_text(key_to_write(case.person.key_id), GOAL_STATE, goal.id, said)
    goal.save(update_fields=["state", "state_words", "settled_at"])
    detail = {"state": state.value}
    record(actor, EventKind.WRITE, "goal.settle", person_id=case.person_id, subject=case.number, detail=detail)


def _kept_apart(actor: Actor, goal: models.Goal, case: models.Case) -> bool:
    return goal.need is not None and ServiceKind(goal.need.kind) in RESTRICTED and not reads_needs(actor, case)


def _draft(actor: Actor, case: models.Case, version: int) -> models.Plan:
    """The draft that is open, if it is still the one that was seen, or a new one with the next number."""
    found = models.Plan.objects.select_for_update().filter(case=case, state=PlanState.DRAFT).first()
    if (found.version if found else 0) != version:
        raise Stale(_STALE)
    if found:
        found.version += 1
        return found
    last = models.Plan.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    return models.Plan(
        case=case, number=last + 1, made_by=actor.user_id, made_name=actor.username, made_at=timezone.now()
    )


def _goals_write(actor: Actor, row: models.Plan, goals: tuple[GoalDraft, ...], key: DataKey) -> None:
    """Put the goals of a draft in the place of those that were there; those that this writer may not read stay."""
    case = row.case
    old = models.Goal.objects.filter(plan=row)
    hidden = [] if reads_needs(actor, case) else list(old.filter(need__kind__in=RESTRICTED).order_by("position"))
    old.exclude(id__in=[one.id for one in hidden]).delete()
    needs = {need.id: need for need in models.Need.objects.filter(case=case)}
    made = [_goal(row, number, goal, needs, key) for number, goal in enumerate(goals, 1)]
    for position, one in enumerate(hidden, len(made) + 1):
        models.Goal.objects.filter(id=one.id).update(position=position)
    models.Goal.objects.bulk_create(made)


def _goal(
    plan: models.Plan, number: int, draft: GoalDraft, needs: dict[UUID, models.Need], key: DataKey
) -> models.Goal:
    if draft.need_id is not None and draft.need_id not in needs:
        raise Invalid("That need is not of this person.", field=f"need_{number}")
    goal = models.Goal(plan=plan, position=number, need=needs.get(draft.need_id) if draft.need_id else None)
    goal.by_when = draft.by_when
    for column, name, text in (
        (GOAL, "words", draft.words),
        (OURS, "ours", draft.ours),
        (THEIRS, "theirs", draft.theirs),
    ):
        setattr(goal, name, seal_text(key, column, goal.id, text))
    return goal
