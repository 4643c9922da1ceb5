"""Tasks in somebody's own words: made, done, handed over. What falls due by itself is closed by whatever it asks for, not by a tick.

Comes in: an actor, a case or a task, words. Goes out: rows. Whoever reads a case gives a task to a role that works on it; it is done by
whoever holds the role or was handed it.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.selectors import colleagues
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.work import OWN
from homeward.pathway.sealed import TASK_DONE, TASK_WORDS, keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.tasks import roles_of, task_of
from homeward.pathway.stepping import checked_words
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

# Roles that read cases: a task in somebody's own words says something of a case.
TASK_ROLES: Final = (
    Role.CASE_MANAGER,
    Role.REPATRIATION_COORDINATOR,
    Role.CHILD_PROTECTION_SPECIALIST,
    Role.REINTEGRATION_WORKER,
)


@action
def task_make(actor: Actor, case_id: UUID, *, role: Role, due: date, words: str) -> UUID:
    """Give a role a task in a case by a day. Raises `NotFound`, `Refused`, `Invalid`."""
    authorise(actor, Capability.CASE_READ)
    case = case_of(actor, case_id)
    authorise(actor, Capability.CASE_READ, site_id=case.person.site_id, person_id=case.person_id)
    said = checked_words(words)
    if role not in TASK_ROLES:
        raise Invalid("Choose a role that works on cases.", field="role")
    if due < timezone.localdate():
        raise Invalid("Choose today or a later day.", field="due")
    task = models.Task(case=case, what=OWN, role=role, due=due, made_at=timezone.now(), made_by=actor.user_id)
    task.words = seal_text(keys_to_write([case])[case.id], TASK_WORDS, task.id, said)
    task.save(force_insert=True)
    _tell(actor, case, "task.make", role)
    return task.id


@action
def task_do(actor: Actor, task_id: UUID, *, words: str = "") -> None:
    """Say that a task in somebody's own words is done. Raises `NotFound`, `Refused`, `Invalid`, `Stale`."""
    task = _opened(actor, task_id)
    if task.what != OWN:
        raise Invalid("This task is done where it says, not here: open it, and do what it asks for.")
    task.done_at, task.done_by, task.done_name = timezone.now(), actor.user_id, actor.username
    task.done_words = seal_text(keys_to_write([task.case])[task.case_id], TASK_DONE, task.id, tidy(words))
    task.save(force_update=True)
    _tell(actor, task.case, "task.do", Role(task.role))


@action
def task_hand_over(actor: Actor, task_id: UUID, *, to: UUID) -> None:
    """Hand a task to a colleague who reads the case. Raises `NotFound`, `Refused`, `Invalid`, `Stale`."""
    task = _opened(actor, task_id)
    names = dict(colleagues(actor, Capability.CASE_READ, site_id=task.case.person.site_id))
    if to not in names:
        raise Invalid("Choose a colleague who may read this case.", field="to")
    task.owner, task.owner_name = to, names[to]
    task.save(force_update=True)
    _tell(actor, task.case, "task.hand_over", Role(task.role))


def _opened(actor: Actor, task_id: UUID) -> models.Task:
    """An open task, locked, that is this actor's to do: of a role of theirs, or handed to them, or theirs to move on. Raises as above."""
    authorise(actor, Capability.CASE_READ)
    task = task_of(actor, task_id)
    site = task.case.person.site_id
    if Role(task.role) not in roles_of(actor) and task.owner != actor.user_id:
        authorise(actor, Capability.CASE_WRITE, site_id=site, person_id=task.case.person_id)
    if models.Task.objects.select_for_update().filter(id=task.id, done_at__isnull=True).first() is None:
        raise Stale("Somebody did this task meanwhile.")
    return task


def _tell(actor: Actor, case: models.Case, what: str, role: Role) -> None:
    record(
        actor, EventKind.WRITE, what, person_id=case.person_id, subject=case.number, site_id=case.person.site_id,
        detail={"role": role.value},
    )  # fmt: skip
