"""Who may receive what: sharing agreements, what was disclosed under them, and who must hear of a correction.

Comes in: what `access.actions` checked. Goes out: rows. Names of organisations, columns, counts and persons' ids; never their data.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Purpose, Reach
from homeward.kernel.ids import uuid7

_PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]


class SharingAgreement(models.Model):
    """What an organisation may receive, for which purposes, from when to when. Withdrawn, never deleted."""

    reach = Reach(read=Capability.AGREEMENT_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    recipient = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    basis = models.TextField()
    purposes = models.JSONField()
    categories = models.JSONField()
    caveats = models.JSONField(default=list)
    children = models.BooleanField(default=False)
    site_id = models.UUIDField(null=True)
    starts = models.DateTimeField()
    until = models.DateTimeField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreement_ends", condition=Q(until__gt=F("starts"))),
            models.CheckConstraint(name="agreement_has_recipient", condition=~Q(recipient="")),
        ]


class Disclosure(models.Model):
    """Named records that left: for which purpose, to whom, under which agreement and caveats, and what they held.

    Nobody sees it before it is `ready`: its persons are written down first, in chunks.
    """

    reach = Reach(read=Capability.AGREEMENT_READ, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(SharingAgreement, on_delete=models.PROTECT, related_name="disclosures")
    purpose = models.CharField(max_length=32, choices=_PURPOSES)
    recipient = models.CharField(max_length=200)
    caveats = models.JSONField(default=list)
    categories = models.JSONField()
    columns = models.JSONField()
    form = models.CharField(max_length=16)
    rows = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    children = models.PositiveIntegerField()
    sha256 = models.BinaryField()
    site_id = models.UUIDField(null=True)
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ready = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="disclosure_made")]


class DisclosureItem(models.Model):
    """One person of whom a disclosure told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="items")
    person_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="disclosure_item_once", fields=["disclosure", "person_id"]),
        ]


class CorrectionNotice(models.Model):
    """What somebody who received a person's data must hear: which categories were corrected since. Open until it was sent."""

    reach = Reach(read=Capability.AGREEMENT_READ, site="disclosure__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="notices")
    person_id = models.UUIDField(db_index=True)
    categories = models.JSONField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    how = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="notice_open_once", fields=["disclosure", "person_id"], condition=Q(sent_at__isnull=True)
            ),
            models.CheckConstraint(
                name="notice_sent_by_somebody", condition=Q(sent_at__isnull=True) | Q(sent_by__isnull=False)
            ),
        ]
