"""Exports: what was asked for, what was made, and until when its file can be fetched.

Comes in: what actions checked. Goes out: rows. A password waits sealed until the file is made, and is then gone. Never a person's data.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Purpose, Reach
from homeward.exchange.facts.exports import ExportForm, ExportState
from homeward.kernel.ids import uuid7


class Export(models.Model):
    """Named records on their way out."""

    reach = Reach(read=Capability.EXPORT, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site_id = models.UUIDField(null=True)
    agreement_id = models.UUIDField()
    purpose = models.CharField(max_length=32, choices=[(p.value, p.value) for p in Purpose])
    form = models.CharField(max_length=16, choices=[(f.value, f.value) for f in ExportForm])
    request = models.JSONField()
    caveats = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in ExportState])
    tally = models.JSONField(default=dict)
    protected = models.BooleanField(default=False)
    password = models.BinaryField(default=b"")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.BinaryField(default=b"")
    disclosure_id = models.UUIDField(null=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_ready_was_disclosed",
                condition=Q(state=ExportState.ASKED.value)
                | (Q(disclosure_id__isnull=False) & ~Q(sha256=b"") & Q(until__isnull=False)),
            ),
            models.CheckConstraint(
                name="export_forgets_password", condition=Q(state=ExportState.ASKED.value) | Q(password=b"")
            ),
        ]
        indexes = [models.Index(name="export_latest", fields=["asked_by", "-asked_at"])]
