"""The sealed files of people who were harmed. Nothing outside this part of the room reads these tables: a test looks at every module.

Comes in: what actions checked. Goes out: rows. Each file has a key of its own, and within it everything is sealed with the person's key
too: erasing either takes the words. The database refuses that anything is shared without a decision that stands (pathway.justice_guards).
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.survivors import Answered, Decider, ShareFor, Teller, Told

_IN_FILE: Final = Reach(read=Capability.SURVIVOR, site="file__person__site_id")


class SurvivorFile(models.Model):
    """One person's sealed file."""

    reach = Reach(read=Capability.SURVIVOR, site="person__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person = models.OneToOneField("registry.Person", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey("access.SubjectKey", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    close_words = models.BinaryField(default=b"")


class SurvivorTold(models.Model):
    """A page of the file: an account, a wish, a safety plan. Only ever added to."""

    reach = _IN_FILE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(SurvivorFile, on_delete=models.PROTECT, related_name="told")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Told])
    teller = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Teller])
    words = models.BinaryField()
    harmed = models.BinaryField(default=b"")
    review_on = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="survivor_told_in_words", condition=~Q(words=b""))]


class SurvivorConsent(models.Model):
    """One decision to let something be shared: for one purpose, with one recipient, until a day. Withdrawn, never changed."""

    reach = _IN_FILE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(SurvivorFile, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=[(one.value, one.value) for one in ShareFor])
    decider = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Decider])
    recipient = models.BinaryField()
    what = models.BinaryField()
    own_words = models.BinaryField()
    explained = models.BinaryField()
    basis = models.BinaryField()
    until = models.DateField()
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="survivor_decision_is_informed",
                condition=~Q(own_words=b"") & ~Q(explained=b"") & ~Q(basis=b"") & ~Q(what=b"") & ~Q(recipient=b""),
            ),
            models.CheckConstraint(
                name="survivor_decision_is_their_own",
                condition=~Q(
                    purpose__in=[ShareFor.JUSTICE.value, ShareFor.SCREENING.value], decider=Decider.GUARDIAN.value
                ),
            ),
        ]


class SurvivorShared(models.Model):
    """That something was shared, under a decision that stood on that day; and what a service said to it."""

    reach = Reach(read=Capability.SURVIVOR, site="consent__file__person__site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consent = models.ForeignKey(SurvivorConsent, on_delete=models.PROTECT, related_name="shared")
    on = models.DateField()
    what = models.BinaryField()
    service = models.BinaryField(default=b"")
    answered = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Answered], default=Answered.WAITING
    )
    answer_words = models.BinaryField(default=b"")
    answered_at = models.DateTimeField(null=True)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="survivor_shared_in_words", condition=~Q(what=b""))]
