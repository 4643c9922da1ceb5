"""What a person is told of their own record: what is recorded, by whose word, since when.

Comes in: an actor who may issue receipts, and a person. Goes out: a frozen receipt; issuing it is in the trail.
Holds what the person said and what their papers say. Never needs that others recorded, and never anything another room knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.persons import PersonRow
from homeward.registry.facts.values import ClaimKind, LanguageValue
from homeward.registry.selectors.persons import claims_of, person_row, records_of, rows_of

TOLD = tuple(kind for kind in ClaimKind if kind is not ClaimKind.NEED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A person's receipt: their row, the claims that hold now, the language they prefer (BCP 47, or empty), and since when a photograph
    is kept, where one is."""

    row: PersonRow
    claims: tuple[Claim, ...]
    language: str
    photograph: datetime | None = None


def receipt_of(actor: Actor, person_id: UUID) -> Receipt:
    """Issue a person's receipt. Raises `NotFound`, `Refused`."""
    person = person_row(actor, person_id)
    authorise(actor, Capability.RECEIPT_ISSUE, site_id=person.site_id, person_id=person_id)
    claims = tuple(claim for claim in claims_of(actor, person) if claim.current and claim.kind in TOLD)
    record(actor, EventKind.READ, "receipt.issue", person_id=person_id)
    spoken = [claim.value.language for claim in claims if isinstance(claim.value, LanguageValue)]
    pictures = models.Photograph.objects.filter(person__in=records_of(person), ended_at__isnull=True)
    since = pictures.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    return Receipt(rows_of([person])[0], claims, spoken[-1] if spoken else "", since)
