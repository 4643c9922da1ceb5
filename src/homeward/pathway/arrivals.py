"""What falls due because somebody arrived: a plan to be agreed, preferably within a month, and the contacts after a return.

Comes in: cases that took a step, the stage they reached, a day. Goes out: tasks and planned contacts. Called inside the step that brought
them there: it asks for no authority. Nothing is refused because one of these is late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone

from homeward.access.facts import Role
from homeward.pathway import models
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.packs import DEFAULT_FOLLOW_UP, Interval
from homeward.pathway.facts.plans import PlanState
from homeward.pathway.facts.work import FOLLOW_UP_DUE
from homeward.pathway.rules.followups import schedule
from homeward.pathway.rules.plans import PREFERABLY_WITHIN
from homeward.pathway.selectors.plans import PLAN_DUE
from homeward.pathway.tasking import tasks_add

# What nobody has to do any more once a case is closed. What is still planned is asked again if it is opened again.
OVER_WITH_THE_CASE: Final = (FOLLOW_UP_DUE, PLAN_DUE, "plan_review", "find_out", "referral_answer", "assessment_review")


def after_step(cases: Sequence[models.Case], to: Stage, day: date) -> None:
    """Make what falls due by a step. Where nothing does, nothing is asked of the database."""
    if to in (Stage.RECEIVED, Stage.RETURNED):
        _plan_due(cases, day)
    if to is Stage.RETURNED:
        _contacts_due(cases, day)
    if to is Stage.FOLLOW_UP:
        next_contacts_due([case.id for case in cases])
    if to is Stage.CLOSED:
        tasks = models.Task.objects.filter(case__in=cases, what__in=OVER_WITH_THE_CASE, done_at__isnull=True)
        tasks.update(done_at=timezone.now())


def _plan_due(cases: Sequence[models.Case], day: date) -> None:
    agreed = models.Plan.objects.filter(case__in=cases, state=PlanState.IN_FORCE).values_list("case_id", flat=True)
    having = set(agreed)
    without = [case for case in cases if case.id not in having]
    tasks_add(without, PLAN_DUE, Role.CASE_MANAGER, day + PREFERABLY_WITHIN)


def _contacts_due(cases: Sequence[models.Case], day: date) -> None:
    """Plan the contacts of somebody who returned: those that were planned for an earlier return and never made are let go of."""
    now = timezone.now()
    models.FollowUp.objects.filter(case__in=cases, dropped_at__isnull=True, contacts__isnull=True).delete()
    taken = set(
        models.FollowUp.objects.filter(case__in=cases, dropped_at__isnull=True).values_list("case_id", "due_on")
    )
    intervals = _intervals(cases)
    rows = [
        models.FollowUp(case=case, due_on=due_on, after=after, planned_at=now)
        for case in cases
        for after, due_on in schedule(day, intervals[case.group_id])
        if (case.id, due_on) not in taken
    ]
    models.FollowUp.objects.bulk_create(rows, batch_size=500)
    next_contacts_due([case.id for case in cases])


def next_contacts_due(case_ids: Sequence[UUID]) -> None:
    """Have one task in each case for the first planned contact that has no answer yet, and none where every one has."""
    planned = models.FollowUp.objects.filter(case__in=case_ids, dropped_at__isnull=True, contacts__isnull=True)
    first: dict[UUID, models.FollowUp] = {}
    for one in planned.order_by("due_on", "id"):
        first.setdefault(one.case_id, one)
    tasks = models.Task.objects.filter(case__in=case_ids, what=FOLLOW_UP_DUE, done_at__isnull=True)
    held = {task.case_id: task for task in tasks}
    stale = [
        id
        for id, task in held.items()
        if id not in first or task.subject != first[id].id or task.due != first[id].due_on
    ]
    tasks.filter(case__in=stale).update(done_at=timezone.now())
    models.Task.objects.bulk_create(
        [_task(one) for id, one in first.items() if id not in held or id in stale], batch_size=500
    )


def _task(row: models.FollowUp) -> models.Task:
    return models.Task(
        case_id=row.case_id, what=FOLLOW_UP_DUE, subject=row.id, role=Role.REINTEGRATION_WORKER, due=row.due_on,
        made_at=timezone.now(),
    )  # fmt: skip


def _intervals(cases: Sequence[models.Case]) -> dict[object, tuple[Interval, ...]]:
    """By group, the intervals of the version of the country's process that it runs under."""
    groups = models.Group.objects.filter(id__in={case.group_id for case in cases}).select_related("pack")
    return {
        group.id: msgspec.convert(group.pack.content.get("follow_up", DEFAULT_FOLLOW_UP), tuple[Interval, ...])
        for group in groups
    }
