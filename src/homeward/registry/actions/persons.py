"""Register a person, record another claim about them, correct one, verify one.

Comes in: an actor and statements. Goes out: ids. Each is one transaction with its event in the trail.
Never overwrites: a correction is a new claim, and the old one says what took its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise, corrections_due
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, Category, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Answer
from homeward.registry.facts.claims import Claim, Source, Statement, Verification
from homeward.registry.facts.persons import HouseholdRole, PersonDraft
from homeward.registry.facts.values import ClaimKind, ClaimValue
from homeward.registry.recording import blind_codes, claim_rows, insert_keys, name_codes, save_persons
from homeward.registry.rules.custody import check_open
from homeward.registry.rules.statements import check
from homeward.registry.rules.summary import coarse_of, summary_of
from homeward.registry.sealed import seal_summary
from homeward.registry.selectors.custody import closed_day
from homeward.registry.selectors.persons import open_claims, person_row, records_of

_WRITES = {ClaimKind.NEED: Capability.NEED_WRITE, ClaimKind.DOCUMENT: Capability.DOCUMENT_WRITE}


@action
def person_register(actor: Actor, draft: PersonDraft) -> UUID:
    """Register a person at a site, perhaps into a household there, as anything but its head.

    Raises `Refused`, `NotFound` where there is no such site, `Invalid`.
    """
    authorise(actor, Capability.PERSON_WRITE, site_id=draft.site_id)
    check_open(closed_day(actor, draft.site_id), draft.arrived)
    if draft.household_id:
        there = models.Household.objects.filter(id=draft.household_id, site_id=draft.site_id).exists()
        if not there or draft.role is HouseholdRole.HEAD:
            raise Invalid(
                "There is no such household at this site, or it has its head. Open it again.", field="household"
            )
    now = timezone.now()
    check(draft.statements, now.date())
    (person,) = save_persons(actor, [draft], now)
    record(actor, EventKind.WRITE, "person.register", person_id=person.id, subject=person.number)
    return person.id


@action
def claims_record(actor: Actor, person_id: UUID, statements: Sequence[Statement], *, version: int) -> int:
    """Record statements about a person who was read at `version`; one that names a claim takes its place. Returns the new version.

    Raises `Stale` where somebody else saved meanwhile, `NotFound` for a claim that is not current, `Refused`, `Invalid`.
    """
    person = person_row(actor, person_id)
    for kind in {said.kind for said in statements}:
        authorise(actor, _WRITES.get(kind, Capability.PERSON_WRITE), site_id=person.site_id, person_id=person_id)
    check_version(person, version)
    keep_claims(actor, person, statements)
    for kind in {said.kind for said in statements}:
        record(actor, EventKind.WRITE, "claim.record", person_id=person_id, subject=kind.value)
    return version + 1


def keep_claims(actor: Actor, person: models.Person, statements: Sequence[Statement]) -> None:
    """Save statements about a person which the caller has authorised, work the row out anew, and note who must hear of a correction."""
    now = timezone.now()
    key = data_keys([person.key_id])[person.key_id]
    rows = list(claim_rows(actor, key, statements, now))
    for (row, _), said in zip(rows, statements, strict=True):
        row.save(force_insert=True)
        if said.supersedes:
            _supersede(person, row, said.supersedes)
    check([Statement(c.kind, answer_of(c)) for c in current_claims(person)], now.date())
    rebuild(person)
    corrected = {Category(said.kind.value) for said in statements if said.supersedes}
    corrections_due(actor, person_id=person.id, categories=corrected)


@action
def claim_verify(
    actor: Actor,
    person_id: UUID,
    claim_id: UUID,
    kind: ClaimKind,
    verification: Verification,
    note: str,
    source: Source | None = None,
) -> None:
    """Say how far a claim was checked, and by what: a new claim with the same value takes its place. Raises `Refused`, `NotFound`.

    `source` None: the claim rests on what it rested on before.
    """
    person = person_row(actor, person_id)
    authorise(actor, Capability.VERIFY_CLAIM, site_id=person.site_id, person_id=person_id)
    old = next((claim for claim in current_claims(person, [kind]) if claim.id == claim_id), None)
    if old is None:
        raise NotFound("This claim is not current any more. Open the file again.")
    said = Statement(kind, answer_of(old), source or old.source, verification, note or old.note, supersedes=claim_id)
    restate(actor, person, said, timezone.now())
    record(
        actor,
        EventKind.WRITE,
        "claim.verify",
        person_id=person_id,
        subject=kind.value,
        detail={"to": verification.value},
    )


def contest(actor: Actor, person: models.Person, claim_id: UUID, kind: ClaimKind, at: datetime) -> UUID:
    """Mark a claim as contested: a new one with the same value takes its place. Returns who recorded it. Raises `NotFound`."""
    old = next((claim for claim in current_claims(person, [kind]) if claim.id == claim_id), None)
    if old is None:
        raise NotFound("What is contested is not current any more. Open the file again.")
    recorder: UUID = models.CLAIM_MODELS[kind]._default_manager.values_list("recorded_by", flat=True).get(id=claim_id)
    said = Statement(kind, answer_of(old), old.source, Verification.CONTESTED, old.note, supersedes=claim_id)
    restate(actor, person, said, at)
    return recorder


def restate(actor: Actor, person: models.Person, said: Statement, at: datetime) -> UUID:
    """Let a claim of the same value take the place of the one it names, which the caller has authorised. Returns its id."""
    key = data_keys([person.key_id])[person.key_id]
    ((row, _),) = claim_rows(actor, key, [said], at)
    row.save(force_insert=True)
    if said.supersedes:
        _supersede(person, row, said.supersedes)
    check_version(person, person.version)
    rebuild(person)
    return row.id


def check_version(person: models.Person, version: int) -> None:
    """Take the next version of a person's row, or raise `Stale`. Call it inside the transaction, before anything is saved."""
    if not models.Person.objects.filter(id=person.id, version=version).update(version=F("version") + 1):
        raise Stale(
            "Somebody else changed this file while you had it open. What you typed is kept: compare it with the file and save again.",
            version=version,
        )
    person.version = version + 1


def rebuild(person: models.Person) -> None:
    """Work the row out anew from the claims, and add what they can be found by."""
    claims = current_claims(person)
    coarse = coarse_of(claims)
    key = data_keys([person.key_id])[person.key_id]
    models.Person.objects.filter(id=person.id).update(
        summary=seal_summary(key, person.id, summary_of(claims)),
        sex=coarse.sex or "",
        born_from=coarse.born_from,
        born_to=coarse.born_to,
        nationalities=" ".join(coarse.nationalities),
    )
    insert_keys(models.NameKey, name_codes(claims, person.serial))
    insert_keys(models.BlindKey, blind_codes(claims, person.serial))


def current_claims(person: models.Person, kinds: Sequence[ClaimKind] = tuple(ClaimKind)) -> list[Claim]:
    """The claims that hold now, of the record and of those merged into it, for this slice's own rules."""
    found = open_claims(records_of(person), kinds=kinds, now=True)
    return sorted(found, key=lambda claim: (claim.recorded_at, claim.id))


def answer_of(claim: Claim) -> Answer[ClaimValue]:
    """The answer that a claim holds."""
    return Answer(claim.state, claim.value)


def _supersede(person: models.Person, row: models.Claim, old_id: UUID) -> None:
    old = type(row)._default_manager.filter(id=old_id, person__in=records_of(person), superseded_at__isnull=True)
    if not old.update(superseded_by=row, superseded_at=row.recorded_at):
        raise NotFound("The claim you correct is not current any more. Open the file again.")
