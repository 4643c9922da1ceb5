"""On which individual legal ground a child may be screened against security lists: never without one.

Comes in: what actions checked. Goes out: rows; the words are sealed with the person's key. A ground ends, and silence does not prolong it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7


class Ground(models.Model):
    """That a named authority recorded why this child, and only this one, is to be screened, until when."""

    reach = Reach(read=Capability.CHILD_GROUND, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=200)
    reference = models.CharField(max_length=200)
    words = models.BinaryField()
    given_by = models.UUIDField()
    given_name = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="ground_ends", condition=Q(until__gt=F("given_at"))),
            models.CheckConstraint(name="ground_has_authority", condition=~Q(authority="") & ~Q(reference="")),
            models.CheckConstraint(name="ground_has_words", condition=~Q(words=b"")),
        ]
