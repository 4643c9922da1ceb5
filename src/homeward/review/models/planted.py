"""Invented cases by which the desk is tested: profiles of nobody, marked, and left out of every count.

Comes in: what actions made. Goes out: rows. A planted case is never a row of the registry.
"""

from __future__ import annotations

from django.db import models

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7


class Planted(models.Model):
    """An invented profile, and the entry that it should (or should not) lead to. `profile` is a `screening.Profile` as JSON.

    `site_id`: where it is said to be, so that it stands in the queues of whoever works there; None: in those of everywhere alone.
    """

    reach = Reach(read=Capability.QUALITY_READ)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.JSONField()
    culture = models.CharField(max_length=32)
    watch_list = models.ForeignKey("lists.WatchList", on_delete=models.PROTECT, related_name="+")
    entry_id = models.CharField(max_length=64)
    same = models.BooleanField()
    site_id = models.UUIDField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
