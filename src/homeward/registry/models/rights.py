"""Requests about a record, legal holds, and for how long records are kept.

Comes in: what actions checked. Goes out: rows; people's words are sealed with the person's key. The database refuses a request that is
decided by whoever opened it, and a decision without a reason.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Reach
from homeward.kernel.ids import uuid7
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.rights import Outcome, RequestKind
from homeward.registry.facts.values import ClaimKind
from homeward.registry.models.persons import Person


class Request(models.Model):
    """What a person, or somebody for them, asks of their record."""

    reach = Reach(read=Capability.REQUEST_OPEN, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in RequestKind])
    words = models.BinaryField()
    asked_by = models.BinaryField(default=b"")
    claim_id = models.UUIDField(null=True)
    claim_kind = models.CharField(max_length=16, blank=True, choices=[(kind.value, kind.value) for kind in ClaimKind])
    recorded_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    due_on = models.DateField()
    owner = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(
        max_length=16, blank=True, choices=[(outcome.value, outcome.value) for outcome in Outcome]
    )
    reason = models.BinaryField(default=b"")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_decided_with_reason",
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason=b"")),
            ),
            models.CheckConstraint(name="request_not_decided_by_opener", condition=~Q(decided_by=F("opened_by"))),
            models.CheckConstraint(name="request_not_decided_by_recorder", condition=~Q(decided_by=F("recorded_by"))),
        ]
        indexes = [models.Index(name="request_queue", fields=["outcome", "due_on"])]


class LegalHold(models.Model):
    """That a record must not be erased, until a day on which that is looked at again."""

    reach = Reach(read=Capability.RETENTION_DECIDE, site="person__site_id", person="person_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds")
    authority = models.CharField(max_length=200)
    reason = models.BinaryField()
    until = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)


class RetentionRule(models.Model):
    """For how many months records of a standing are kept after it began, and on what that rests."""

    reach = Reach(read=Capability.RETENTION_DECIDE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    standing = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Standing])
    months = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=500)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="retention_one_rule", fields=["standing"], condition=Q(ended_at__isnull=True))
        ]
