"""The scan of a paper, opened for those who may read papers.

Comes in: an actor, a person and a claim about a paper. Goes out: the kind of the file and its bytes, piece by piece. The trail says so.
Never a file without its claim, and never one of somebody whom the actor does not reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_held, file_open
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.values import ClaimKind, DocumentValue
from homeward.registry.selectors.persons import claims_by_record, person_row, records_of


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan: its media type, and its bytes in pieces."""

    kind: str
    pieces: Iterator[bytes]


def scan_open(actor: Actor, person_id: UUID, claim_id: UUID) -> Scan:
    """The scan that belongs to a claim about a paper, or to the one whose place it took. Raises `Refused`, `NotFound`, `Sealed`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.DOCUMENT_READ, site_id=person.site_id, person_id=person_id)
    papers = list(claims_by_record(records_of(person), kinds=[ClaimKind.DOCUMENT]))
    kind = next((_kind(claim) for _, claim in papers if claim.id == claim_id), "")
    if not kind:
        raise NotFound("There is no scan of this paper. Open the file again.")
    origin, of_record = _origin(papers, claim_id)
    pieces = file_open(data_key(of_record), origin)
    first = next(pieces)  # what is missing or was changed is said before anything is handed out
    record(actor, EventKind.READ, "scan.open", person_id=person_id, subject=str(claim_id))
    return Scan(kind, chain([first], pieces))


def _kind(claim: Claim) -> str:
    return claim.value.scan if isinstance(claim.value, DocumentValue) else ""


def _origin(papers: list[tuple[UUID, Claim]], claim_id: UUID) -> tuple[UUID, UUID]:
    """The claim with which the file came, and the record that it belongs to: a later claim takes the scan over, not the file."""
    records = {claim.id: record_id for record_id, claim in papers}
    before = {claim.superseded_by: claim.id for _, claim in papers if claim.superseded_by}
    found = claim_id
    while not file_held(found) and found in before:
        found = before[found]
    return found, records[found]
