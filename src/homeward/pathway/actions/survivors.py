"""Write in the sealed file of somebody who was harmed: what they tell, what they wish, what they decide to let be shared, and what was.

Comes in: their focal point, and words. Goes out: ids. Nothing is shared without a decision that is separate, informed, lawful and still
stands; the database refuses it besides. Told to the trail by the file's number, and by nothing that says what the file is about.
"""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import new_keys
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.ids import spoken, uuid7
from homeward.pathway import models
from homeward.pathway.facts.survivors import Answered, ConsentDraft, PageDraft
from homeward.pathway.rules.survivors import check_consent, check_page, check_share
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.merged import same, scope
from homeward.pathway.selectors.survivors import consent_as_fact, consent_row, survivor_row
from homeward.pathway.survivor_sealing import keys_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.persons import person_row

WRITE = Capability.SURVIVOR


@action
def survivor_open(actor: Actor, person_id: UUID) -> UUID:
    """Open the sealed file of a person, or find the one there is. Raises `Refused`, `NotFound`."""
    authorise(actor, WRITE)
    person = person_row(actor, person_id)
    authorise(actor, WRITE, site_id=person.site_id)
    key_to_write(person.key_id)
    known = models.SurvivorFile.objects.filter(same("person", [person.id])).order_by("opened_at").first()
    if known:
        return known.id
    id = uuid7()
    new_keys([id])
    row = models.SurvivorFile(
        id=id, number=spoken("S"), person=person, key_id=id, opened_at=timezone.now(), opened_by=actor.user_id
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Stale("Somebody else opened this file at the same instant. Look for it among the files.") from None
    record(actor, EventKind.WRITE, "sealed.open", subject=row.number)
    return id


@action
def survivor_tell(actor: Actor, file_id: UUID, draft: PageDraft) -> UUID:
    """Write down what was told, a wish, or a safety plan. Raises `Refused`, `NotFound`, `Invalid`."""
    row = survivor_row(actor, file_id)
    told = check_page(draft, timezone.localdate())
    _check_open(row)
    made = models.SurvivorTold(
        file=row, kind=told.kind.value, teller=told.teller.value, review_on=told.review_on, recorded_by=actor.user_id,
        recorded_name=actor.username, recorded_at=timezone.now(),
    )  # fmt: skip
    keys_of(row).put(made, words=told.words, harmed=told.harmed)
    made.save(force_insert=True)
    record(actor, EventKind.WRITE, "sealed.write", subject=row.number)
    return made.id


@action
def consent_record(actor: Actor, file_id: UUID, draft: ConsentDraft) -> UUID:
    """Keep a decision to let something be shared. It shares nothing. Raises `Refused`, `NotFound`, `Invalid`."""
    row = survivor_row(actor, file_id)
    told = check_consent(draft, timezone.localdate())
    _check_open(row)
    made = models.SurvivorConsent(
        file=row, purpose=told.purpose.value, decider=told.decider.value, until=told.until, recorded_by=actor.user_id,
        recorded_name=actor.username, recorded_at=timezone.now(),
    )  # fmt: skip
    keys_of(row).put(
        made, recipient=told.recipient, what=told.what, own_words=told.own_words, explained=told.explained, basis=told.basis
    )  # fmt: skip
    made.save(force_insert=True)
    record(actor, EventKind.WRITE, "sealed.decision", subject=row.number)
    return made.id


@action
def consent_withdraw(actor: Actor, consent_id: UUID, *, words: str) -> None:
    """Take a decision back: at any moment, for no reason but theirs. Raises `Refused`, `NotFound`, `Stale`."""
    row = consent_row(actor, consent_id)
    told = tidy(words)[:4000]
    sealed = keys_of(row.file).sealed(row, "withdrawn_words", told)
    standing = models.SurvivorConsent.objects.filter(id=row.id, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=actor.user_id, withdrawn_words=sealed):
        raise Stale("This decision was taken back already.")
    record(actor, EventKind.WRITE, "sealed.withdraw", subject=row.file.number)


@action
def survivor_share(actor: Actor, consent_id: UUID, *, what: str, service: str = "") -> UUID:
    """Write down that something was shared under a decision. Raises `Refused`, `NotFound`, `Invalid`."""
    row, today = consent_row(actor, consent_id), timezone.localdate()
    keys = keys_of(row.file)
    check_share(consent_as_fact(row, keys), today)
    _check_open(row.file)
    told = words_of(what, "what", "Write exactly what was shared.")
    made = models.SurvivorShared(
        consent=row, on=today, recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=timezone.now()
    )
    keys.put(made, what=told, service=tidy(service)[:300])
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Invalid(
            "This decision was taken back at this instant. Nothing is shared under it.", field="what"
        ) from None
    record(actor, EventKind.DISCLOSURE, "sealed.share", subject=row.file.number)
    return made.id


@action
def service_answered(actor: Actor, shared_id: UUID, answered: Answered, *, words: str) -> None:
    """Keep what a service said to what was shared with it. Raises `Refused`, `NotFound`, `Invalid`."""
    authorise(actor, WRITE)
    rows = models.SurvivorShared.objects.select_related("consent__file__person")
    row = scope(actor, rows).filter(id=shared_id).first()
    if row is None:
        raise NotFound("There is nothing such that you may see. Open the file again.")
    told = words_of(words, "words", "Say what the service answered.")
    row.answered, row.answered_at = answered.value, timezone.now()
    keys_of(row.consent.file).put(row, answer_words=told)
    row.save(update_fields=["answered", "answered_at", "answer_words"])
    record(actor, EventKind.WRITE, "sealed.answer", subject=row.consent.file.number)


@action
def survivor_close(actor: Actor, file_id: UUID, *, words: str, version: int) -> None:
    """Close a file; it stays sealed. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    row = survivor_row(actor, file_id)
    told = words_of(words, "words", "Say why it is closed, and that they know. A few words at least.")
    sealed = keys_of(row).sealed(row, "close_words", told)
    _change(row, version, closed_at=timezone.now(), closed_by=actor.user_id, close_words=sealed)
    record(actor, EventKind.WRITE, "sealed.close", subject=row.number)


@action
def survivor_reopen(actor: Actor, file_id: UUID, *, version: int) -> None:
    """Open a closed file again. Raises `Refused`, `NotFound`, `Stale`."""
    row = survivor_row(actor, file_id)
    _change(row, version, closed_at=None, closed_by=None, close_words=b"")
    record(actor, EventKind.WRITE, "sealed.reopen", subject=row.number)


def _check_open(row: models.SurvivorFile) -> None:
    if row.closed_at is not None:
        raise Invalid("This file is closed. Open it again first.", field="words")


def _change(row: models.SurvivorFile, version: int, **fields: object) -> None:
    changed = models.SurvivorFile.objects.filter(id=row.id, version=version)
    if not changed.update(version=version + 1, **fields):
        raise Stale("Somebody else changed this file meanwhile. Open it again.")
