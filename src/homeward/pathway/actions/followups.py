"""Write down that somebody was asked how they are, or could not be reached; plan, move and drop a contact.

Comes in: an actor and a draft. Goes out: ids. Whoever was not reached is unknown: nothing is written about them and nothing happens to
them. After three contacts in a row that reached nobody, somebody is asked to find out how they are.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.arrivals import next_contacts_due
from homeward.pathway.facts.followups import ContactDraft, Reached
from homeward.pathway.facts.outcomes import Measure, Said
from homeward.pathway.facts.work import FOLLOW_UP_DUE
from homeward.pathway.rules.followups import MISSED_BEFORE_A_VISIT, check_contact, check_due, missed_in_a_row
from homeward.pathway.rules.needs import words_of
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.followups import MOVED, SAID, WORDS, follow_up_row
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid

FIND_OUT: Final = "find_out"
FIND_OUT_WITHIN: Final = timedelta(days=14)


@action
def contact_record(actor: Actor, *, case_id: UUID, draft: ContactDraft) -> UUID:
    """Record a contact, or that nobody was reached. The same form sent twice is one contact. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.FOLLOW_UP)
    authorise(actor, Capability.FOLLOW_UP, site_id=case.person.site_id, person_id=case.person_id)
    now = timezone.now()
    words, said = check_contact(draft, timezone.localdate(now))
    if draft.once and _sent_before(case, draft.once):
        return draft.once
    planned = _planned(case, draft.follow_up_id)
    row = models.Contact(
        case=case, follow_up=planned, reached=draft.reached, way=draft.way, held_on=draft.held_on,
        made_by=actor.user_id, made_name=actor.username, made_at=now,
    )  # fmt: skip
    row.id = draft.once or row.id
    key = key_to_write(case.person.key_id)
    row.words, row.said = seal_text(key, WORDS, row.id, words), _sealed(key, row.id, said)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Stale("This contact is being recorded already. Open the page again.") from None
    if planned:
        tasks_done(case, FOLLOW_UP_DUE, planned.id, actor=actor)
        next_contacts_due([case.id])
    _find_out(actor, case, draft)
    settle([case.id])
    detail = {"reached": draft.reached.value}
    record(actor, EventKind.WRITE, "contact.record", person_id=case.person_id, subject=case.number, detail=detail)
    return row.id


@action
def follow_up_plan(actor: Actor, *, case_id: UUID, due_on: date) -> UUID:
    """Plan one contact more. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.FOLLOW_UP)
    authorise(actor, Capability.FOLLOW_UP, site_id=case.person.site_id, person_id=case.person_id)
    now = timezone.now()
    check_due(due_on, timezone.localdate(now))
    row = models.FollowUp(case=case, due_on=due_on, planned_by=actor.user_id, planned_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Invalid("A contact is planned for that day already.", field="due_on") from None
    next_contacts_due([case.id])
    record(actor, EventKind.WRITE, "contact.plan", person_id=case.person_id, subject=case.number)
    return row.id


@action
def follow_up_move(actor: Actor, *, follow_up_id: UUID, due_on: date | None, words: str, version: int) -> None:
    """Move a planned contact to another day, or drop it (None), and say why. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    row = follow_up_row(actor, follow_up_id)
    case = row.case
    authorise(actor, Capability.FOLLOW_UP, site_id=case.person.site_id, person_id=case.person_id)
    said = words_of(words, "words", to_say("Say why: whoever asks later how this person is will read it."))
    now = timezone.now()
    if row.contacts.exists():
        raise Invalid("This contact was made. It can neither be moved nor dropped.", field="due_on")
    if due_on is not None:
        check_due(due_on, timezone.localdate(now))
    moved = {"due_on": due_on} if due_on else {"dropped_at": now}
    sealed = seal_text(key_to_write(case.person.key_id), MOVED, row.id, said)
    rows = models.FollowUp.objects.filter(id=row.id, version=version, dropped_at__isnull=True)
    try:
        with transaction.atomic():
            done = rows.update(**moved, moved_words=sealed, version=F("version") + 1)
    except IntegrityError:
        raise Invalid("A contact is planned for that day already.", field="due_on") from None
    if not done:
        raise Stale("Somebody else changed this contact meanwhile. Open the page again.")
    next_contacts_due([case.id])
    settle([case.id])
    what = "contact.move" if due_on else "contact.drop"
    record(actor, EventKind.WRITE, what, person_id=case.person_id, subject=case.number)


def _sent_before(case: models.Case, once: UUID) -> bool:
    """Whether this form made a contact already. Raises `Invalid` for one that belongs to somebody else."""
    made = models.Contact.objects.filter(id=once).values_list("case_id", flat=True).first()
    if made not in (None, case.id):
        raise Invalid("This form belongs to another case. Open the page again.", field="words")
    return made is not None


def _planned(case: models.Case, follow_up_id: UUID | None) -> models.FollowUp | None:
    if follow_up_id is None:
        return None
    found = models.FollowUp.objects.filter(id=follow_up_id, case=case, dropped_at__isnull=True).first()
    if found is None:
        raise Invalid("That contact is no longer planned. Open the page again.", field="follow_up_id")
    return found


def _sealed(key: DataKey, row: UUID, said: dict[Measure, Said]) -> bytes:
    return seal_text(key, SAID, row, msgspec.json.encode(said).decode()) if said else b""


def _find_out(actor: Actor, case: models.Case, draft: ContactDraft) -> None:
    """Have somebody find out how a person is who was not reached three times; done once they were, or said that they want no contact."""
    if draft.reached is not Reached.NOT_REACHED:
        tasks_done(case, FIND_OUT, actor=actor)
        return
    made = models.Contact.objects.filter(case=case).order_by("held_on", "made_at", "id")
    if missed_in_a_row([Reached(one) for one in made.values_list("reached", flat=True)]) >= MISSED_BEFORE_A_VISIT:
        task_add(case, FIND_OUT, Role.REINTEGRATION_WORKER, timezone.localdate() + FIND_OUT_WITHIN)
