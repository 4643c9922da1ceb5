"""Record that an item of the country's process was asked for, or what was answered; and what stands in a family's way.

Comes in: an actor, a case, a draft. Goes out: how many entries were written. What is about a household is written at each of its cases.
What is about one person stands at that person's case alone, whoever they are related to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.milestones import Entry, MilestoneDraft, Said
from homeward.pathway.facts.packs import Item, Whom
from homeward.pathway.milestone_rows import REFERENCE, WORDS, entries_of
from homeward.pathway.packing import document_of
from homeward.pathway.rules.milestones import barrier_checked, checked
from homeward.pathway.sealed import keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.milestones import reads_reasons
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from homeward.pathway.travellers import travellers_of
from homeward.registry.errors import Invalid


@action
def milestone_record(actor: Actor, case_id: UUID, draft: MilestoneDraft) -> int:
    """Write what was said of an item; how many cases it was written at. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    case = case_of(actor, case_id)
    authorise(actor, Capability.CASE_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    entries = list(entries_of([case.id]).get((case.id, draft.item), ()))
    if len(entries) != draft.number:
        raise _stale()
    item = document_of(case.group.pack).item(draft.item)
    kept = _checked(actor, case, item, draft, entries)
    cases = _cases(actor, case, item)
    _write(actor, cases, kept)
    if item is not None:
        _tasks(actor, case, cases, item, kept)
    settle([one.id for one in cases])
    detail: dict[str, str | int] = {"item": kept.item, "number": draft.number + 1, "cases": len(cases)}
    record(
        actor, EventKind.WRITE, "milestone.record", person_id=case.person_id, subject=case.number,
        site_id=case.person.site_id, detail=detail,
    )  # fmt: skip
    return len(cases)


def _checked(
    actor: Actor, case: models.Case, item: Item | None, draft: MilestoneDraft, entries: Sequence[Entry]
) -> MilestoneDraft:
    today = timezone.localdate()
    if item is None:
        if document_of(case.group.pack).barrier(draft.item) is None:
            raise Invalid("The country's process knows no such item. Open the case again.", field="item")
        return barrier_checked(draft, entries, today)
    if item.security and not reads_reasons(actor, case.person.site_id):
        authorise(actor, Capability.CASE_DECIDE, site_id=case.person.site_id, person_id=case.person_id)
    (traveller,) = travellers_of([case], today)
    return checked(item, draft, entries, today, child=traveller.child)


def _cases(actor: Actor, case: models.Case, item: Item | None) -> list[models.Case]:
    """The cases that it is written at: those of the whole group that are open, where it is about the household."""
    if item is None or item.whom is not Whom.HOUSEHOLD:
        return [case]
    found = models.Case.objects.filter(group=case.group_id, closed_at__isnull=True).select_related("person", "group")
    mates = [one for one in found.order_by("id") if one.id != case.id]
    for one in mates:
        authorise(actor, Capability.CASE_WRITE, site_id=one.person.site_id, person_id=one.person_id)
    return [case, *mates]


def _write(actor: Actor, cases: Sequence[models.Case], draft: MilestoneDraft) -> None:
    keys, so_far = keys_to_write(cases), entries_of([one.id for one in cases])
    now, rows = timezone.now(), []
    for case in cases:
        row = models.Milestone(
            case=case, item=draft.item, number=len(so_far.get((case.id, draft.item), ())) + 1, said=draft.said,
            day=draft.day, until=draft.until, recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=now,
        )  # fmt: skip
        row.words = seal_text(keys[case.id], WORDS, row.id, draft.words)
        row.reference = seal_text(keys[case.id], REFERENCE, row.id, draft.reference)
        rows.append(row)
    try:
        with transaction.atomic():
            models.Milestone.objects.bulk_create(rows)
    except IntegrityError as error:
        raise _stale() from error


def _tasks(actor: Actor, case: models.Case, cases: Sequence[models.Case], item: Item, draft: MilestoneDraft) -> None:
    """An answer is due so many days after it was asked for; whatever is said then closes the task."""
    what = f"pack.{item.key}"
    if draft.said == Said.ASKED:
        task_add(case, what, item.role, draft.day + timedelta(days=item.due_days))
        return
    for one in cases:
        tasks_done(one, what, actor=actor)


def _stale() -> Stale:
    return Stale("Somebody recorded something here meanwhile. Look at it as it is now, then record yours.")
