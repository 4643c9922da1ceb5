"""What a country's process asked of a case, and what was answered; what a person said to a need without a service where they go.

Comes in: what actions checked. Goes out: rows, only ever added to; words and references are sealed with the person's key. An answer stands
at one case: no row refers to another person, so that nothing of it can reach a relative.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.services import GapAnswer, ServiceKind
from homeward.pathway.models.cases import Case


class Milestone(models.Model):
    """That an item of the pack was asked for, or answered. `said` is `asked`, an answer's key, or a word of `facts.milestones.Said`.

    `number` counts what was said of an item in a case. `day` is when it happened, `until` when an answer is over.
    """

    reach = Reach(read=Capability.CASE_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="milestones")
    item = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    said = models.CharField(max_length=32)
    day = models.DateField()
    until = models.DateField(null=True)
    words = models.BinaryField(default=b"")
    reference = models.BinaryField(default=b"")
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="milestone_once", fields=["case", "item", "number"]),
            models.CheckConstraint(name="milestone_says_something", condition=~Q(item="") & ~Q(said="")),
        ]


class GapSaid(models.Model):
    """What a person said to a need that has no service at their destination, which `place` names: a site's id, or a P-code."""

    reach = Reach(read=Capability.NEED_READ, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="gaps")
    kind = models.CharField(max_length=24, choices=[(one.value, one.value) for one in ServiceKind])
    place = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    answer = models.CharField(max_length=24, choices=[(one.value, one.value) for one in GapAnswer])
    words = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="gap_once", fields=["case", "kind", "place", "number"]),
            models.CheckConstraint(name="gap_has_words", condition=~Q(words=b"")),
        ]
