"""That two records were found to describe one person, and that this was undone: nothing of either record moves.

Comes in: what actions checked. Goes out: rows. A record that was merged keeps its claims, stays and memberships; the kept one is read
together with it, until the two are parted again.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.persons import Standing
from homeward.registry.models.persons import Person


class Merge(models.Model):
    """One record taken into another, with the standing it had, and the end of it where it was undone."""

    reach = Reach(read=Capability.PERSON_READ, site="kept__site_id", person="kept_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absorptions")
    standing = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Standing])
    reason = models.BinaryField()
    merged_at = models.DateTimeField()
    merged_by = models.UUIDField()
    parted_at = models.DateTimeField(null=True)
    parted_by = models.UUIDField(null=True)
    parted_why = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="merge_once_at_a_time", fields=["absorbed"], condition=Q(parted_at__isnull=True)
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("absorbed"))),
            models.CheckConstraint(name="merge_has_reason", condition=~Q(reason=b"")),
        ]
