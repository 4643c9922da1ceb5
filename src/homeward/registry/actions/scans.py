"""Keep the scan of a paper: recorded with the paper, or added to one that was recorded before.

Comes in: an actor, a claim about a paper, and the bytes of a file. Goes out: a claim that says of which kind its scan is; the file is
sealed with the person's key and kept beside the database. Its content decides what it is. Never opens it for anybody, and never changes
a claim: the one with the scan takes the place of the one without.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import msgspec
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_store
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.actions.persons import answer_of, claims_record, current_claims, restate
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, DocumentValue
from homeward.registry.rules.scans import LARGEST, scan_kind
from homeward.registry.selectors.persons import person_row


@action
def paper_record(actor: Actor, person_id: UUID, said: Statement, content: bytes, *, version: int) -> int:
    """Record a paper together with its scan, as `claims_record` does. Returns the person's next version.

    Raises `Refused`, `NotFound`, `Stale`, and `Invalid` where the file is not a scan.
    """
    person = _paper_writable(actor, person_id)
    kind = scan_kind(content)
    after = claims_record(actor, person_id, [_with_scan(said, kind)], version=version)
    newest = models.CLAIM_MODELS[ClaimKind.DOCUMENT]._default_manager.filter(person=person).latest("recorded_at", "id")
    _keep(actor, person, newest.id, kind, content)
    return after


@action
def scan_attach(actor: Actor, person_id: UUID, claim_id: UUID, content: bytes) -> UUID:
    """Add a scan to a paper that was recorded, or put another in its place. Returns the claim that says so.

    Raises `Refused`, `NotFound` for a claim that is not current, and `Invalid` where the file is not a scan.
    """
    person = _paper_writable(actor, person_id)
    kind = scan_kind(content)
    old = next((claim for claim in current_claims(person, [ClaimKind.DOCUMENT]) if claim.id == claim_id), None)
    if old is None or old.value is None:
        raise NotFound("This paper is not current any more. Open the file again.")
    said = Statement(old.kind, answer_of(old), old.source, old.verification, old.note, supersedes=old.id)
    made = restate(actor, person, _with_scan(said, kind), timezone.now())
    _keep(actor, person, made, kind, content)
    return made


def _paper_writable(actor: Actor, person_id: UUID) -> models.Person:
    person = person_row(actor, person_id)
    authorise(actor, Capability.DOCUMENT_WRITE, site_id=person.site_id, person_id=person_id)
    return person


def _with_scan(said: Statement, kind: str) -> Statement:
    value = said.answer.value
    if not isinstance(value, DocumentValue):
        raise Invalid("A scan belongs to a paper. Say which paper it is.", field="scan")
    return replace(said, answer=known(msgspec.structs.replace(value, scan=kind)))


def _keep(actor: Actor, person: models.Person, claim_id: UUID, kind: str, content: bytes) -> None:
    """Seal the file, as the last step before the database keeps the rest: where that fails, no claim speaks of a file."""
    record(actor, EventKind.WRITE, "scan.attach", person_id=person.id, detail={"kind": kind, "bytes": len(content)})
    file_store(data_key(person.key_id), claim_id, [content], limit=LARGEST)
