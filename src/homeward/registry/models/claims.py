"""Claims, one table per kind of fact, append-only: a correction is a new row that takes the place of the old one.

Comes in: sealed values. Goes out: rows. The database refuses a known answer without a value, and a value without a known answer.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.values import ClaimKind
from homeward.registry.models.persons import Batch, Person


class Claim(models.Model):
    """What was stated about a person, by whom, and how far it was checked."""

    kind: ClaimKind
    reach = Reach(read=Capability.PERSON_READ, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    person_id: UUID
    state = models.CharField(max_length=16, choices=[(k.value, k.value) for k in Known])
    sealed = models.BinaryField(default=b"")
    note = models.BinaryField(default=b"")
    source = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Source])
    verification = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Verification])
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="supersedes")
    superseded_by_id: UUID | None
    superseded_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_known_has_value",
                condition=(Q(state=Known.KNOWN) & ~Q(sealed=b"")) | (~Q(state=Known.KNOWN) & Q(sealed=b"")),
            ),
            models.CheckConstraint(
                name="%(class)s_superseded_when",
                condition=Q(superseded_at__isnull=False) | Q(superseded_by__isnull=True),
            ),
        ]


class NameClaim(Claim):
    """A written name."""

    kind = ClaimKind.NAME


class BirthClaim(Claim):
    """A birth."""

    kind = ClaimKind.BIRTH


class SexClaim(Claim):
    """A recorded sex."""

    kind = ClaimKind.SEX


class NationalityClaim(Claim):
    """An asserted nationality."""

    kind = ClaimKind.NATIONALITY


class ParentClaim(Claim):
    """A parent."""

    kind = ClaimKind.PARENT


class DocumentClaim(Claim):
    """A paper."""

    kind = ClaimKind.DOCUMENT
    reach = Reach(read=Capability.DOCUMENT_READ, site="person__site_id", person="person_id")


class LanguageClaim(Claim):
    """A language."""

    kind = ClaimKind.LANGUAGE


class ContactClaim(Claim):
    """A way to reach somebody."""

    kind = ClaimKind.CONTACT


class NeedClaim(Claim):
    """A specific need, seen by those who may."""

    kind = ClaimKind.NEED
    reach = Reach(read=Capability.NEED_READ, site="person__site_id", person="person_id")


CLAIM_MODELS: Final[dict[ClaimKind, type[Claim]]] = {
    model.kind: model
    for model in (
        NameClaim,
        BirthClaim,
        SexClaim,
        NationalityClaim,
        ParentClaim,
        DocumentClaim,
        LanguageClaim,
        ContactClaim,
        NeedClaim,
    )
}
