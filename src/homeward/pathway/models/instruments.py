"""Instruments as they were loaded, who was trained to use them, and each use of one.

Comes in: what actions validated. Goes out: rows. Answers and narrative are sealed with the person's key, and there is no column that could
hold a number about somebody. A version is never changed; an assessment is added, and looked at again, never rewritten.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.instruments import Population
from homeward.pathway.models.cases import Case


class Instrument(models.Model):
    """One version of an instrument, as data. `content` is the validated document; `sha` that of the file as it was brought."""

    reach = Reach(read=Capability.ASSESSMENT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=48)
    version = models.PositiveIntegerField()
    population = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Population])
    sha = models.CharField(max_length=64)
    content = models.JSONField()
    loaded_at = models.DateTimeField()
    loaded_by = models.UUIDField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="instrument_version_once", fields=["key", "version"]),
            models.UniqueConstraint(
                name="instrument_in_use_once", fields=["key"], condition=Q(retired_at__isnull=True)
            ),
        ]


class Training(models.Model):
    """That somebody was trained for instruments, as another person recorded it, and until when it holds."""

    reach = Reach(read=Capability.ASSESSMENT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user_id = models.UUIDField()
    username = models.CharField(max_length=150)
    training = models.CharField(max_length=48)
    trained_on = models.DateField()
    until = models.DateField()
    words = models.CharField(max_length=300)
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="training_recorded_by_another", condition=~Q(recorded_by=F("user_id"))),
            models.CheckConstraint(name="training_holds_a_while", condition=Q(until__gt=F("trained_on"))),
        ]
        indexes = [models.Index(name="training_of", fields=["user_id", "training", "until"])]


class Assessment(models.Model):
    """One use of an instrument for one person: who, when, with which training, what limited it; answers and narrative sealed."""

    reach = Reach(read=Capability.ASSESSMENT, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    review_on = models.DateField()
    answers = models.BinaryField()
    narrative = models.BinaryField()
    limits = models.BinaryField()
    language = models.CharField(max_length=8, blank=True)
    interpreter = models.BinaryField(default=b"")
    with_whom = models.BinaryField(default=b"")
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(name="assessment_is_looked_at_again", condition=Q(review_on__gt=F("held_on"))),
            models.CheckConstraint(
                name="assessment_says_something", condition=~Q(answers=b"") & ~Q(narrative=b"") & ~Q(limits=b"")
            ),
        ]
        indexes = [models.Index(name="assessment_of", fields=["case", "-held_on"])]
