"""When somebody is asked how they are after their return, each time they were asked, and why their case was closed.

Comes in: what actions checked. Goes out: rows; words and answers are sealed with the person's key. A contact that was missed is a row that
says so, and nothing else: no column holds what it could mean.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.followups import Reached, Way
from homeward.pathway.models.cases import Case


class FollowUp(models.Model):
    """A planned contact. `after` is the interval after the return by which it was planned; empty for one of one's own."""

    reach = Reach(read=Capability.FOLLOW_UP, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    after = models.CharField(max_length=16, blank=True)
    moved_words = models.BinaryField(default=b"")
    planned_by = models.UUIDField(null=True)
    planned_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="follow_up_once", fields=["case", "due_on"], condition=Q(dropped_at__isnull=True)
            ),
            models.CheckConstraint(
                name="follow_up_dropped_with_words", condition=Q(dropped_at__isnull=True) | ~Q(moved_words=b"")
            ),
        ]
        indexes = [models.Index(name="follow_up_due", fields=["due_on"], condition=Q(dropped_at__isnull=True))]


class Contact(models.Model):
    """One time that somebody was asked, or that nobody could be. Only ever added to. `said`: what they answered, sealed."""

    reach = Reach(read=Capability.FOLLOW_UP, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    follow_up = models.ForeignKey(FollowUp, null=True, on_delete=models.PROTECT, related_name="contacts")
    reached = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Reached])
    way = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Way])
    held_on = models.DateField()
    words = models.BinaryField(default=b"")
    said = models.BinaryField(default=b"")
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_says_only_what_was_said", condition=Q(reached=Reached.REACHED) | Q(said=b"")
            )
        ]
        indexes = [models.Index(name="contact_of", fields=["case", "held_on"])]
