"""The tasks of a case, and one of them for whoever does it.

Comes in: an actor and ids. Goes out: frozen facts. Tasks of justice and of survivors are shown to those roles alone, so that nobody learns
from a task that there is such a file.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Role
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.pathway import models
from homeward.pathway.facts.work import TaskRow
from homeward.pathway.sealed import TASK_DONE, TASK_WORDS, keys_to_read, open_text
from homeward.pathway.selectors.cases import case_of

SEALED_ROLES: Final = frozenset({Role.JUDICIAL_LIAISON, Role.SURVIVOR_FOCAL_POINT})


def roles_of(actor: Actor) -> frozenset[Role]:
    """The roles in which somebody works now, for the purpose they chose."""
    return frozenset(held.role for held in actor.assignments if held.purpose is actor.purpose)


def tasks_of(actor: Actor, case_id: UUID) -> tuple[TaskRow, ...]:
    """The tasks of a case: the open ones by their day, then those that were done, the newest first. Raises `NotFound`."""
    case = case_of(actor, case_id)
    key = keys_to_read([case]).get(case.id)
    rows = list(_shown(actor, models.Task.objects.filter(case=case)))
    waiting = sorted((row for row in rows if row.done_at is None), key=lambda row: (row.due, row.id))
    done = sorted((row for row in rows if row.done_at), key=lambda row: (row.done_at, row.id), reverse=True)
    return tuple(_task_row(row, key) for row in (*waiting, *done))


def task_of(actor: Actor, task_id: UUID) -> models.Task:
    """An open task for this room alone, where the actor reads its case. Raises `NotFound`."""
    rows = models.Task.objects.select_related("case__person", "case__group__pack")
    found = _shown(actor, scope(actor, rows, Capability.CASE_READ)).filter(id=task_id).first()
    if found is None:
        raise NotFound("There is no such task that you may see for the purpose you chose.")
    return found


def _task_row(row: models.Task, key: DataKey | None) -> TaskRow:
    """A task as pages show it."""
    return TaskRow(
        id=row.id,
        case_id=row.case_id,
        what=row.what,
        subject=row.subject,
        words=open_text(key, TASK_WORDS, row.id, row.words),
        role=Role(row.role),
        owner=row.owner,
        owner_name=row.owner_name,
        due=row.due,
        made_at=row.made_at,
        done_at=row.done_at,
        done_name=row.done_name,
        done_words=open_text(key, TASK_DONE, row.id, row.done_words),
    )


def _shown(actor: Actor, rows: QuerySet[models.Task]) -> QuerySet[models.Task]:
    return rows.filter(~Q(role__in=SEALED_ROLES - roles_of(actor)) | Q(owner=actor.user_id))
