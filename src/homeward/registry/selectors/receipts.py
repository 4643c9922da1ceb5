"""What a person is told of their own record: what is recorded, by whose word, since when.

Comes in: an actor who may issue receipts, and a person. Goes out: a frozen receipt; issuing it is in the trail.
Holds what the person said and what their papers say. Never needs that others recorded, and never anything another room knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.persons import PersonRow
from homeward.registry.facts.values import ClaimKind, LanguageValue
from homeward.registry.selectors.persons import claims_of, person_row, rows_of

TOLD = tuple(kind for kind in ClaimKind if kind is not ClaimKind.NEED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A person's receipt: their row, the claims that hold now, and the language they prefer (BCP 47, or empty)."""

    row: PersonRow
    claims: tuple[Claim, ...]
    language: str


def receipt_of(actor: Actor, person_id: UUID) -> Receipt:
    """Issue a person's receipt. Raises `NotFound`, `Refused`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.RECEIPT_ISSUE, site_id=person.site_id, person_id=person_id)
    claims = tuple(claim for claim in claims_of(actor, person) if claim.current and claim.kind in TOLD)
    record(actor, EventKind.READ, "receipt.issue", person_id=person_id)
    spoken = [claim.value.language for claim in claims if isinstance(claim.value, LanguageValue)]
    return Receipt(rows_of([person])[0], claims, spoken[-1] if spoken else "")
