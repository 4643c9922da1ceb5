"""The records behind gates: a person's decision, what waits at the place of return, whether they can travel.

Comes in: what actions checked. Goes out: rows; what they say is sealed with the person's key. Never changed: a later one takes its place.
What a second person says, and that somebody takes their decision back, are rows of their own.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.pathway.facts.assessed import Basis, Paper
from homeward.pathway.models.cases import Case


class Assessed(models.Model):
    """One record. `outcome` is of the paper's own enumeration; `country` and `place` say for which destination it holds."""

    reach = Reach(read=Capability.CASE_ASSESS, site="case__person__site_id", person="case__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    paper = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Paper])
    basis = models.CharField(max_length=24, blank=True, choices=[(one.value, one.value) for one in Basis])
    outcome = models.CharField(max_length=24)
    country = models.CharField(max_length=2, blank=True)
    place = models.ForeignKey("places.Site", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    interpreter = models.BooleanField()
    alone = models.BooleanField()
    said = models.BinaryField()
    escort = models.BinaryField(default=b"")
    until = models.DateField()
    needs_second = models.BooleanField()
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="assessed_says_something", condition=~Q(said=b"") & ~Q(outcome="")),
            models.CheckConstraint(
                name="assessed_second_where_it_is_needed",
                condition=Q(needs_second=True) | ~Q(basis=Basis.LAWFUL) & ~Q(outcome="no_bar"),
            ),
        ]
        indexes = [models.Index(name="assessed_latest", fields=["case", "paper", "made_at"])]


class Seconded(models.Model):
    """What a second person says about a record: never the one who made it."""

    reach = Reach(
        read=Capability.CASE_ASSESS, site="assessed__case__person__site_id", person="assessed__case__person_id"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessed = models.OneToOneField(Assessed, on_delete=models.PROTECT, related_name="second")
    made_by = models.UUIDField()
    agrees = models.BooleanField()
    words = models.BinaryField()
    said_by = models.UUIDField()
    said_name = models.CharField(max_length=150)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="seconded_by_another", condition=~Q(said_by=F("made_by"))),
            models.CheckConstraint(name="seconded_with_words", condition=~Q(words=b"")),
        ]


class TakenBack(models.Model):
    """That a person took their decision back, in their words where they gave any. It takes effect at once."""

    reach = Reach(
        read=Capability.CASE_ASSESS, site="assessed__case__person__site_id", person="assessed__case__person_id"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessed = models.OneToOneField(Assessed, on_delete=models.PROTECT, related_name="taken_back")
    words = models.BinaryField(default=b"")
    recorded_by = models.UUIDField()
    recorded_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
