"""The papers that are recorded of a person now, for whoever has to choose one of them.

Comes in: an actor who reads documents. Goes out: frozen facts. A paper that is lost or destroyed is not among them. Told to the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry.facts.claims import Verification
from homeward.registry.facts.values import ClaimKind, DocumentValue, Holder
from homeward.registry.selectors.persons import open_claims, person_row, records_of

_GONE = frozenset({Holder.LOST, Holder.DESTROYED})


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as it is recorded, and how far that was checked."""

    claim_id: UUID
    value: DocumentValue
    verification: Verification


def papers_of(actor: Actor, person_id: UUID) -> tuple[PaperRow, ...]:
    """The papers that somebody has, the latest recorded first. Raises `Refused`, `NotFound`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.DOCUMENT_READ, site_id=person.site_id, person_id=person_id)
    claims = open_claims(records_of(person), kinds=[ClaimKind.DOCUMENT], now=True)
    record(actor, EventKind.READ, "person.papers", person_id=person_id)
    found = [
        (claim.recorded_at, PaperRow(claim.id, claim.value, claim.verification))
        for claim in claims
        if isinstance(claim.value, DocumentValue) and claim.value.holder not in _GONE
    ]
    return tuple(row for _at, row in sorted(found, key=lambda one: one[0], reverse=True))
