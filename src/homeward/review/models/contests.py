"""Contested findings: a person, or somebody for them, objects; somebody else answers within a clock.

Comes in: what actions checked. Goes out: rows; words are sealed with the person's key. The database refuses an answer of whoever took
part in the finding, or of whoever wrote the contest down.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.review.facts.contests import ContestOutcome
from homeward.review.models.candidates import Candidate


class Contest(models.Model):
    """One contest. `candidate` is empty where somebody contests without knowing of what: then everything found is looked at."""

    reach = Reach(read=Capability.CONTEST_OPEN, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, null=True, on_delete=models.PROTECT, related_name="contests")
    representative = models.BinaryField(default=b"")
    words = models.BinaryField()
    language = models.CharField(max_length=8)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    due_on = models.DateField()
    owner = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=16, blank=True, choices=[(o.value, o.value) for o in ContestOutcome])
    answer = models.BinaryField(default=b"")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    first_by = models.UUIDField(null=True)
    second_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contest_decided_with_words",
                condition=Q(outcome="", decided_by__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer=b"")),
            ),
            models.CheckConstraint(name="contest_not_by_opener", condition=~Q(decided_by=F("opened_by"))),
            models.CheckConstraint(name="contest_not_by_first", condition=~Q(decided_by=F("first_by"))),
            models.CheckConstraint(name="contest_not_by_second", condition=~Q(decided_by=F("second_by"))),
        ]
        indexes = [models.Index(name="contest_queue", fields=["outcome", "due_on"])]
