"""Pairs of records that could be one person, and every decision about them.

Comes in: what the engine found and what people decided. Goes out: rows. Evidence is not kept: it is worked out anew from the records
when the pair is opened. The fingerprints say on which state of both records a decision was made.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.identity.facts import Finding
from homeward.kernel.ids import uuid7

_FINDINGS = [(finding.value, finding.value) for finding in Finding]


class Pair(models.Model):
    """Two records, the older one left. `finding` is empty while nobody decided."""

    reach = Reach(read=Capability.DUPLICATE_REVIEW, site="left__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    left = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    millibits = models.IntegerField()
    fingerprint = models.BinaryField(max_length=16)
    found_at = models.DateTimeField()
    finding = models.CharField(max_length=16, blank=True, choices=_FINDINGS)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="pair_once", fields=["left", "right"]),
            models.CheckConstraint(name="pair_of_two", condition=~Q(left=F("right"))),
            models.CheckConstraint(
                name="pair_decided_when",
                condition=Q(finding="", decided_at__isnull=True) | (~Q(finding="") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="pair_queue", fields=["finding", "-millibits"])]


class PairDecision(models.Model):
    """What somebody found about a pair, on which state of both records, and why. Only ever added to."""

    reach = Reach(read=Capability.DUPLICATE_REVIEW, site="pair__left__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="decisions")
    finding = models.CharField(max_length=16, choices=_FINDINGS)
    fingerprint = models.BinaryField(max_length=16)
    reason = models.BinaryField()
    merge_id = models.UUIDField(null=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="decision_has_reason", condition=~Q(reason=b""))]
