"""Look for somebody: open a tracing, note who could be the one looked for, decide about them, and go on to a reunification.

Comes in: a child protection specialist, who is looked for as described. Goes out: ids. The engine and the registry only propose: a
specialist decides about each, the relation is verified before anybody is asked what they want, and no step of software unites anybody.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write, seal_text
from homeward.access.trail import record
from homeward.kernel.ids import spoken, uuid7
from homeward.pathway import models
from homeward.pathway.child_words import LEAD, SOUGHT, WISH, seal_struct
from homeward.pathway.facts.tracing import LeadFound, SoughtBy, SoughtWords, TracingStep, WishWords
from homeward.pathway.rules.assessed import LEAST_WORDS
from homeward.pathway.rules.child_files import check_sought, check_tracing
from homeward.pathway.selectors.merged import scope
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.persons import persons_of

TASK: Final = "tracing.due"
AGAIN: Final = timedelta(days=30)


@action
def tracing_open(actor: Actor, *, person_id: UUID, sought_by: SoughtBy, said: SoughtWords) -> UUID:
    """Open a tracing for a registered person who looks for somebody. Raises `Refused`, `NotFound`, `Invalid`."""
    authorise(actor, Capability.CHILD_PROTECTION)
    person = persons_of(actor, [person_id]).get(person_id)
    if person is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    authorise(actor, Capability.CHILD_PROTECTION, site_id=person.site_id, person_id=person_id)
    check_sought(said)
    now, id = timezone.now(), uuid7()
    row = models.Tracing(
        id=id, number=spoken("T"), person_id=person_id, sought_by=sought_by, opened_by=actor.user_id,
        opened_name=actor.username, opened_at=now, due=timezone.localdate(now) + AGAIN,
    )  # fmt: skip
    row.said = seal_struct(key_to_write(row.person.key_id), SOUGHT, id, said)
    row.save(force_insert=True)
    _due(row)
    record(actor, EventKind.WRITE, "tracing.open", person_id=person_id, subject=row.number)
    return id


@action
def lead_note(
    actor: Actor, *, tracing_id: UUID, person_id: UUID | None = None, list_id: str = "", entry_id: str = ""
) -> UUID:
    """Note somebody who could be the one looked for: a registered person, or an entry of a tracing list; one noted before is given.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    row = tracing_row(actor, tracing_id)
    if person_id is not None and person_id not in persons_of(actor, [person_id]):
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    if person_id == row.person_id:
        raise Invalid("This is the person who looks for somebody.", field="person")
    if (person_id is None) == (not entry_id):
        raise Invalid("Choose a registered person, or an entry of a list.", field="person")
    whom = Q(person_id=person_id) if person_id else Q(person__isnull=True, list_id=list_id, entry_id=entry_id)
    known = models.Lead.objects.filter(whom, tracing=row).first()
    if known is not None:
        return known.id
    lead = models.Lead.objects.create(
        tracing=row, person_id=person_id, list_id=list_id, entry_id=entry_id, noted_by=actor.user_id,
        noted_name=actor.username, noted_at=timezone.now(),
    )  # fmt: skip
    record(actor, EventKind.WRITE, "tracing.note", person_id=row.person_id, subject=row.number)
    return lead.id


@action
def lead_decide(actor: Actor, *, lead_id: UUID, found: LeadFound, words: str) -> None:
    """Say whether somebody could be the one looked for, and why. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    lead = models.Lead.objects.filter(id=lead_id).select_related("tracing").first()
    if lead is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    row = tracing_row(actor, lead.tracing_id)
    if len(tidy(words)) < LEAST_WORDS:
        raise Invalid("Write in a sentence what speaks for it or against it.", field="words")
    sealed = seal_text(key_to_write(row.person.key_id), LEAD, lead.id, tidy(words))
    changed = models.Lead.objects.filter(id=lead_id, found="").update(
        found=found, words=sealed, decided_by=actor.user_id, decided_name=actor.username, decided_at=timezone.now()
    )
    if not changed:
        raise Stale("Somebody decided about this person meanwhile. Open the tracing again.")
    record(
        actor,
        EventKind.WRITE,
        "tracing.decide",
        person_id=row.person_id,
        subject=row.number,
        detail={"found": found.value},
    )


@action
def tracing_step(actor: Actor, *, tracing_id: UUID, to: TracingStep, said: WishWords, version: int) -> int:
    """Take a step with a tracing; its next version. Raises `Refused`, `NotFound`, `Unlawful`, `Stale`, `Invalid`."""
    row = tracing_row(actor, tracing_id)
    if row.version != version:
        raise Stale("This tracing changed while you had it open. Look at it as it is now.")
    possible = models.Lead.objects.filter(tracing=row, found=LeadFound.POSSIBLE).exists()
    check_tracing(TracingStep(row.step), to, said, possible=possible)
    now, closed = timezone.now(), to is TracingStep.CLOSED
    due = None if closed else timezone.localdate(now) + AGAIN
    try:
        with transaction.atomic():
            id = uuid7()
            models.TracingMove.objects.create(
                id=id, tracing=row, number=version + 1, to=to, taken_by=actor.user_id, taken_name=actor.username,
                taken_at=now, said=seal_struct(key_to_write(row.person.key_id), WISH, id, said),
            )  # fmt: skip
    except IntegrityError:
        raise Stale("This tracing changed while you had it open. Look at it as it is now.") from None
    models.Tracing.objects.filter(id=row.id).update(
        step=to, version=F("version") + 1, due=due, closed_at=now if closed else None
    )
    row.due = due
    _due(row)
    detail = {"to": to.value}
    record(actor, EventKind.WRITE, "tracing.step", person_id=row.person_id, subject=row.number, detail=detail)
    return version + 1


def tracing_row(actor: Actor, tracing_id: UUID) -> models.Tracing:
    """A tracing that this actor may go on with. Raises `Refused`, `NotFound`."""
    row = scope(actor, models.Tracing.objects.select_related("person")).filter(id=tracing_id).first()
    if row is None:
        raise NotFound("There is no such tracing that you may see for the purpose you chose.")
    authorise(actor, Capability.CHILD_PROTECTION, site_id=row.person.site_id, person_id=row.person_id)
    return row


def _due(row: models.Tracing) -> None:
    """When somebody looks at a tracing again, as a task of the case of whoever looks, where there is one."""
    case = models.Case.objects.filter(person_id=row.person_id, closed_at__isnull=True).first()
    if case is None:
        return
    if row.due is None:
        tasks_done(case, TASK, row.id)
    else:
        task_add(case, TASK, Role.CHILD_PROTECTION_SPECIALIST, row.due, row.id)
