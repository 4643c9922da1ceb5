"""Take in a request, own it, decide it; put a record on hold; erase one whose time is over or who asked for it.

Comes in: an actor and words. Goes out: ids, or the proof of an erasure. What is contested is marked so at once; whoever recorded it does
not decide. Erasing destroys the person's key: what it sealed is gone for good, and the proof of it stays.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from homeward.access.actions import action, authorise, subject_erase
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_remove
from homeward.access.sealing.subjects import data_keys
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.kernel.ids import spoken
from homeward.registry import models
from homeward.registry.actions.persons import contest
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.rights import Erased, Outcome, RequestDraft, RequestKind
from homeward.registry.facts.values import ClaimKind
from homeward.registry.rules.rights import LEAST_WORDS, check_decider, due
from homeward.registry.rules.statements import tidy
from homeward.registry.sealed import seal_words
from homeward.registry.selectors.persons import person_row, records_of
from homeward.registry.selectors.rights import ASKED_BY, HOLD_REASON, REASON, WORDS, request_row


@action
def request_open(actor: Actor, person_id: UUID, draft: RequestDraft) -> UUID:
    """Take in what a person, or somebody for them, asks. A claim that is contested says so from now on.

    Raises `Refused`, `NotFound`, `Invalid`.
    """
    person = person_row(actor, person_id)
    authorise(actor, Capability.REQUEST_OPEN, site_id=person.site_id, person_id=person_id)
    words = _words(draft.words, "words", to_say("Write in their words what they ask. A few words at least."))
    now = timezone.now()
    recorder = (
        contest(actor, person, draft.claim_id, draft.claim_kind, now) if draft.claim_id and draft.claim_kind else None
    )
    request = models.Request(
        number=spoken("R"),
        person=person,
        kind=draft.kind,
        claim_id=draft.claim_id,
        claim_kind=draft.claim_kind or "",
        recorded_by=recorder,
        opened_at=now,
        opened_by=actor.user_id,
        due_on=due(now.date()),
    )
    request.words = _seal(person, WORDS, request.id, words)
    request.asked_by = _seal(person, ASKED_BY, request.id, tidy(draft.asked_by))
    request.save(force_insert=True)
    record(actor, EventKind.WRITE, "request.open", person_id=person_id, subject=request.number)
    return request.id


@action
def request_own(actor: Actor, request_id: UUID) -> None:
    """Take a request for oneself, so that it has an owner. Raises `Refused`, `NotFound`, `Invalid`."""
    request = request_row(actor, request_id)
    authorise(actor, Capability.REQUEST_DECIDE, site_id=request.person.site_id, person_id=request.person_id)
    check_decider(actor.user_id, request.opened_by, request.recorded_by)
    open_ones = models.Request.objects.filter(id=request.id, outcome="")
    if not open_ones.update(owner=actor.user_id, owner_name=actor.username):
        raise Stale("This request was decided meanwhile. Open it again.")
    record(actor, EventKind.WRITE, "request.own", person_id=request.person_id, subject=request.number)


@action
def request_decide(actor: Actor, request_id: UUID, outcome: Outcome, *, reason: str) -> None:
    """Answer a request, with the reason that the person is told. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    request = request_row(actor, request_id)
    authorise(actor, Capability.REQUEST_DECIDE, site_id=request.person.site_id, person_id=request.person_id)
    check_decider(actor.user_id, request.opened_by, request.recorded_by)
    words = _words(reason, "reason", to_say("Write the reason as the person will be told it. A few words at least."))
    changed = models.Request.objects.filter(id=request.id, outcome="").update(
        outcome=outcome,
        reason=_seal(request.person, REASON, request.id, words),
        decided_at=timezone.now(),
        decided_by=actor.user_id,
        owner=request.owner or actor.user_id,
        owner_name=request.owner_name or actor.username,
    )
    if not changed:
        raise Stale("This request was decided meanwhile. Open it again.")
    detail = {"outcome": outcome.value}
    record(actor, EventKind.WRITE, "request.decide", person_id=request.person_id, subject=request.number, detail=detail)


@action
def hold_make(actor: Actor, person_id: UUID, *, authority: str, reason: str, until: date) -> UUID:
    """Keep a record from being erased, until a day on which that is looked at again. Raises `Refused`, `NotFound`, `Invalid`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.RETENTION_DECIDE, site_id=person.site_id, person_id=person_id)
    if until <= timezone.now().date():
        raise Invalid("A hold ends on a later day, on which somebody looks at it again.", field="until")
    if not tidy(authority):
        raise Invalid("Say on whose authority the record is kept.", field="authority")
    hold = models.LegalHold(
        person=person, authority=tidy(authority)[:200], until=until, made_by=actor.user_id, made_at=timezone.now()
    )
    hold.reason = _seal(
        person,
        HOLD_REASON,
        hold.id,
        _words(reason, "reason", to_say("Say why the record must be kept. A few words at least.")),
    )
    hold.save(force_insert=True)
    record(actor, EventKind.WRITE, "hold.make", person_id=person_id, subject=str(hold.id))
    return hold.id


@action
def hold_end(actor: Actor, hold_id: UUID) -> None:
    """Let a record go again. Raises `Refused`, `NotFound`."""
    hold = models.LegalHold.objects.filter(id=hold_id, ended_at__isnull=True).select_related("person").first()
    if hold is None:
        raise NotFound("This hold has ended already, or there is none such.")
    authorise(actor, Capability.RETENTION_DECIDE, site_id=hold.person.site_id, person_id=hold.person_id)
    models.LegalHold.objects.filter(id=hold.id).update(ended_at=timezone.now(), ended_by=actor.user_id)
    record(actor, EventKind.WRITE, "hold.end", person_id=hold.person_id, subject=str(hold.id))


@action
def retention_set(actor: Actor, standing: Standing, *, months: int, basis: str) -> None:
    """Say for how long records of a standing are kept after it began. Raises `Refused`, `Invalid`."""
    authorise(actor, Capability.RETENTION_DECIDE)
    if standing not in (Standing.DEPARTED, Standing.DECEASED_REPORTED) or not 1 <= months <= 1200:
        raise Invalid("Records are kept for 1 to 1200 months after a departure or a death.", field="months")
    if not tidy(basis):
        raise Invalid("Say on which law or policy this rests.", field="basis")
    now = timezone.now()
    models.RetentionRule.objects.filter(standing=standing, ended_at__isnull=True).update(ended_at=now)
    models.RetentionRule.objects.create(
        standing=standing, months=months, basis=tidy(basis)[:500], made_by=actor.user_id, made_at=now
    )
    record(actor, EventKind.WRITE, "retention.set", subject=standing.value, detail={"months": months})


@action
def person_erase(actor: Actor, person_id: UUID, *, number: str, reason: str) -> Erased:
    """Erase a person: their key is destroyed, and that of every record merged into theirs; scans of their papers
    and photographs go too.

    `number` is typed to be sure.

    Raises `Refused`, `NotFound`, and `Invalid` where the record is on hold, somebody still waits for an answer, or it is merged.
    """
    person = person_row(actor, person_id)
    authorise(actor, Capability.ERASE, site_id=person.site_id, person_id=person_id)
    _words(reason, "reason", to_say("Say on which rule or request this rests. A few words at least."))
    if number.strip().upper() != person.number:
        raise Invalid("Type the number of the person, as it stands at the top of the file.", field="number")
    if person.standing in (Standing.MERGED, Standing.ERASED):
        raise Invalid("This record was merged or erased already. Open the record that is kept.", field="number")
    records = records_of(person)
    if models.LegalHold.objects.filter(person__in=records, ended_at__isnull=True).exists():
        raise Invalid("A legal hold keeps this record. End the hold first, if its authority agrees.", field="number")
    waiting = models.Request.objects.filter(person__in=records, outcome="").exclude(kind=RequestKind.ERASURE)
    if waiting.exists():
        raise Invalid("A request about this record waits for its answer. Answer it first.", field="number")
    serials = [one.serial for one in records]
    models.NameKey.objects.filter(serial__in=serials).delete()
    models.BlindKey.objects.filter(serial__in=serials).delete()
    papers = models.CLAIM_MODELS[ClaimKind.DOCUMENT]._default_manager.filter(person__in=records)
    scans = list(papers.values_list("id", flat=True))
    scans += models.Photograph.objects.filter(person__in=records).values_list("id", flat=True)
    proofs = [subject_erase(actor, subject_id=one.key_id) for one in records]
    transaction.on_commit(lambda: [file_remove(scan) for scan in scans])
    models.Person.objects.filter(id=person.id).update(
        standing=Standing.ERASED, sex="", born_from=None, born_to=None, nationalities="", section="", tent=""
    )
    record(actor, EventKind.WRITE, "person.erase", person_id=person_id, subject=person.number)
    return Erased(person_id, proofs[0].at, proofs[0].digest)


def _words(text: str, field: str, what: str) -> str:
    words = tidy(text)
    if len(words) < LEAST_WORDS:
        raise Invalid(what, field=field)
    return words[:4000]


def _seal(person: models.Person, column: str, row: UUID, words: str) -> bytes:
    if not words:
        return b""
    return seal_words(data_keys([person.key_id])[person.key_id], column, row, words)
