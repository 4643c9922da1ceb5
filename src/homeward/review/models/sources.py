"""Requests to whoever listed an entry: is it valid, and is this the person? Nothing is done with a candidate before the answer.

Comes in: what actions checked. Goes out: rows; words are sealed with the person's key. What is sent is a disclosure (access).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.review.facts.sources import OPEN, Answer, RequestState
from homeward.review.models.candidates import Candidate


class SourceRequest(models.Model):
    """One request: drafted, sent, acknowledged, answered, expired without an answer, or taken back.

    `package` is what was sent, sealed, byte for byte.
    """

    reach = Reach(read=Capability.CANDIDATE_READ, site="candidate__person__site_id", person="candidate__person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="source_requests")
    recipient = models.CharField(max_length=200)
    agreement_id = models.UUIDField()
    disclosure_id = models.UUIDField(null=True)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in RequestState])
    question = models.BinaryField()
    language = models.CharField(max_length=8, default="en")
    package = models.BinaryField(default=b"")
    made_by = models.UUIDField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    their_reference = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=16, blank=True, choices=[(a.value, a.value) for a in Answer])
    answer_words = models.BinaryField(default=b"")
    caveats = models.JSONField(default=list)
    answered_on = models.DateField(null=True)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_sent_is_disclosed",
                condition=Q(sent_at__isnull=True) | (Q(disclosure_id__isnull=False) & ~Q(package=b"")),
            ),
            models.CheckConstraint(
                name="source_answered_with_words",
                condition=Q(answer="") | (Q(recorded_by__isnull=False, sent_at__isnull=False) & ~Q(answer_words=b"")),
            ),
            models.CheckConstraint(name="source_agreement_kept", condition=~Q(recipient="")),
            models.UniqueConstraint(
                name="source_open_once",
                fields=["candidate"],
                condition=Q(state__in=sorted(state.value for state in OPEN)),
            ),
        ]
        indexes = [models.Index(name="source_queue", fields=["state", "due_on"])]
