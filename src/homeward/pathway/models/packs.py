"""Destination packs as they were loaded, and what a country's process asked of each case.

Comes in: what actions validated. Goes out: rows. A version is never changed: running cases keep the one that they began with.
"""

from __future__ import annotations

from django.db import models

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7


class Pack(models.Model):
    """One version of a country's process, as data. `content` is the validated document; `sha` that of the file as written."""

    reach = Reach(read=Capability.SITE_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=32)
    version = models.PositiveIntegerField()
    country = models.CharField(max_length=2)
    sha = models.CharField(max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField()
    loaded_by = models.UUIDField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="pack_version_once", fields=["key", "version"])]
