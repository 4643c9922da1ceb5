"""Why a case was closed, and what the person was told.

Comes in: what actions checked. Goes out: rows; words are sealed with the person's key. One for each time that a case was to be closed: one
that is opened again keeps the old ones.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.outcomes import Reason, Told
from homeward.pathway.models.cases import Case


class Closure(models.Model):
    """Why a case is closed. `number` is the case's version for which it was written: another step, and it is written anew."""

    reach = Reach(read=Capability.FOLLOW_UP, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Reason])
    words = models.BinaryField()
    told = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Told])
    told_words = models.BinaryField()
    language = models.CharField(max_length=8, blank=True)
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="closure_says_why", condition=~Q(words=b"") & ~Q(told_words=b""))]
        indexes = [models.Index(name="closure_of", fields=["case", "number"])]
