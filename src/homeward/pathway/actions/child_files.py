"""Open a child's own file, write into it, and take the steps of the work with the child.

Comes in: a child protection specialist, a child, drafts. Goes out: ids. Nobody else writes or reads it, nothing of it is exported, and no
screening begins here. What falls due again becomes a task in the child's case, where there is one.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write, seal_text
from homeward.access.trail import record
from homeward.kernel.ids import spoken, uuid7
from homeward.pathway import models
from homeward.pathway.child_words import ENTRY, MOVE, seal_struct
from homeward.pathway.facts.child_files import ChildStep, Entry, EntryDraft
from homeward.pathway.rules.child_files import Asks, check_child_step, check_entry, child_step
from homeward.pathway.selectors.merged import same, scope
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.persons import persons_of

TASK: Final = "child."  # and the kind of the entry that is due again
_ASKS: Final = {Entry.PLAN: Asks.PLANNED, Entry.FOLLOW_UP: Asks.FOLLOWED}


@action
def child_file_open(actor: Actor, *, child_id: UUID) -> UUID:
    """Open a child's file; one that is open already is given. Raises `Refused`, `NotFound`, `Invalid`."""
    authorise(actor, Capability.CHILD_PROTECTION)
    child = persons_of(actor, [child_id]).get(child_id)
    if child is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    authorise(actor, Capability.CHILD_PROTECTION, site_id=child.site_id, person_id=child_id)
    if not may_be_child(child.born_to, HouseholdRole(child.role), timezone.localdate()):
        raise Invalid(
            "This person is recorded as 18 or older. Files of child protection are for children.", field="child"
        )
    known = models.ChildFile.objects.filter(same("child", [child_id]), closed_at__isnull=True).first()
    if known is not None:
        return known.id
    now = timezone.now()
    row = models.ChildFile.objects.create(
        number=spoken("F"),
        child_id=child_id,
        since=now,
        opened_at=now,
        opened_by=actor.user_id,
        opened_name=actor.username,
    )
    record(actor, EventKind.WRITE, "child.open", person_id=child_id, subject=row.number)
    return row.id


@action
def child_file_step(actor: Actor, *, file_id: UUID, to: ChildStep, words: str = "", version: int) -> int:
    """Take a step with a child's file; its next version. Raises `Refused`, `NotFound`, `Unlawful`, `Stale`, `Invalid`."""
    row = file_of(actor, file_id)
    if row.version != version:
        raise Stale("This file changed while you had it open. Look at it as it is now.")
    line = child_step(ChildStep(row.step), to)
    check_child_step(line, _there(row), words)
    now, closed = timezone.now(), to is ChildStep.CLOSED
    changed = models.ChildFile.objects.filter(id=row.id, version=version).update(
        step=to, since=now, version=F("version") + 1, closed_at=now if closed else None
    )
    if not changed:
        raise Stale("This file changed while you had it open. Look at it as it is now.")
    move = models.ChildMove(
        file=row, number=version + 1, to=to, taken_by=actor.user_id, taken_name=actor.username, taken_at=now
    )
    move.words = seal_text(key_to_write(row.child.key_id), MOVE, move.id, tidy(words))
    move.save(force_insert=True)
    if closed and (case := _case(row)):
        for kind in Entry:
            tasks_done(case, TASK + kind.value, actor=actor)
    detail = {"to": to.value}
    record(actor, EventKind.WRITE, "child.step", person_id=row.child_id, subject=row.number, detail=detail)
    return version + 1


@action
def child_entry_add(actor: Actor, *, file_id: UUID, draft: EntryDraft) -> UUID:
    """Write something into a child's file. Raises `Refused`, `NotFound`, `Invalid`."""
    row = file_of(actor, file_id)
    if row.closed_at is not None:
        raise Invalid("This file is closed. Open another one for the child.", field="kind")
    now, id = timezone.now(), uuid7()
    due = check_entry(draft, timezone.localdate(now))
    models.ChildEntry.objects.create(
        id=id, file=row, kind=draft.kind, code=draft.code, since=draft.since, until=draft.until, due=due,
        subject=draft.subject, said=seal_struct(key_to_write(row.child.key_id), ENTRY, id, draft.said),
        made_by=actor.user_id, made_name=actor.username, made_at=now,
    )  # fmt: skip
    if case := _case(row):
        tasks_done(case, TASK + draft.kind.value, draft.subject, actor=actor)
        if due is not None:
            task_add(case, TASK + draft.kind.value, Role.CHILD_PROTECTION_SPECIALIST, due, draft.subject)
    detail = {"kind": draft.kind.value}
    record(actor, EventKind.WRITE, "child.write", person_id=row.child_id, subject=row.number, detail=detail)
    return id


def file_of(actor: Actor, file_id: UUID) -> models.ChildFile:
    """A child's file that this actor may write into. Raises `Refused`, `NotFound`."""
    row = scope(actor, models.ChildFile.objects.select_related("child")).filter(id=file_id).first()
    if row is None:
        raise NotFound("There is no such file that you may see for the purpose you chose.")
    authorise(actor, Capability.CHILD_PROTECTION, site_id=row.child.site_id, person_id=row.child_id)
    return row


def _case(row: models.ChildFile) -> models.Case | None:
    """The open case of a file's child, where there is one."""
    return models.Case.objects.filter(person_id=row.child_id, closed_at__isnull=True).first()


def _there(row: models.ChildFile) -> set[Asks]:
    """What is in a file that steps ask for: an assessment of the child, and what was written since the last step or before."""
    kinds = set(models.ChildEntry.objects.filter(file=row).values_list("kind", flat=True))
    found = {_ASKS[Entry(kind)] for kind in kinds if Entry(kind) in _ASKS}
    if models.Interests.objects.filter(child_id=row.child_id).exists():
        found.add(Asks.ASSESSED)
    return found
