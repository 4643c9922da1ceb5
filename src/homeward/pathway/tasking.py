"""Tasks that follow from what was done: a review that falls due, an answer that is expected, a visit that is planned.

Comes in: a case of this room, a code, a role and a day. Goes out: one open task for each code and subject; whatever made it due closes it.
Called inside the action that makes something due, never on its own: it asks for no authority.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor, Role
from homeward.pathway import models


def task_add(
    case: models.Case, what: str, role: Role, due: date, subject: UUID | None = None, *, owner: Actor | None = None
) -> models.Task:
    """What a role has to do in a case by a day. One that is open already is moved to that day and role."""
    open_now = models.Task.objects.filter(case=case, what=what, subject=subject, done_at__isnull=True).first()
    task = open_now or models.Task(case=case, what=what, subject=subject, made_at=timezone.now())
    task.role, task.due = role, due
    if owner is not None:
        task.owner, task.owner_name, task.made_by = owner.user_id, owner.username, owner.user_id
    task.save(force_insert=open_now is None)
    return task


def tasks_add(cases: Iterable[models.Case], what: str, role: Role, due: date, *, subject: UUID | None = None) -> int:
    """The same task in many cases at once, where it is not open already. Returns how many there are more."""
    all_of = list(cases)
    having = models.Task.objects.filter(case__in=all_of, what=what, subject=subject, done_at__isnull=True)
    had, now = set(having.values_list("case_id", flat=True)), timezone.now()
    made = [
        models.Task(case=case, what=what, subject=subject, role=role, due=due, made_at=now)
        for case in all_of
        if case.id not in had
    ]
    models.Task.objects.bulk_create(made, batch_size=500)
    return len(made)


def tasks_done(case: models.Case | UUID, what: str, subject: UUID | None = None, *, actor: Actor | None = None) -> int:
    """Close the open tasks of a code in a case, of one subject or of all. `actor`: who did it; nobody where it fell away by itself."""
    found = models.Task.objects.filter(case=case, what=what, done_at__isnull=True)
    if subject is not None:
        found = found.filter(subject=subject)
    by = {"done_by": actor.user_id, "done_name": actor.username} if actor else {}
    return found.update(done_at=timezone.now(), **by)
