"""The tables of background work: jobs with their lease, chores with theirs, and workers that are alive.

Comes in: what `actions` and `leases` decided. Goes out: rows. The constraints hold what no code may break: a running job has a
lease and no other has, an ended one says when, a failed one says why, and one subject has one open job of a kind.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from homeward.access.facts import Capability, Purpose, Reach
from homeward.kernel.ids import uuid7
from homeward.work.facts import ENDED, OPEN, JobState

_OPEN = sorted(state.value for state in OPEN)
_ENDED = sorted(state.value for state in ENDED)


class Job(models.Model):
    """One piece of long work. `checkpoint` is where the next step goes on."""

    reach: ClassVar[Reach] = Reach(read=Capability.JOB_READ, site="site_id")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=128, blank=True)
    site_id = models.UUIDField(null=True)
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in JobState], default=JobState.QUEUED.value
    )
    checkpoint = models.JSONField(default=dict)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancelling = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    asked_by = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=32, choices=[(p.value, p.value) for p in Purpose])
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=32, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=_OPEN), name="job_open"),
            models.Index(fields=["-asked_at"], name="job_asked"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="job_open_once", fields=["kind", "subject"], condition=Q(state__in=_OPEN) & ~Q(subject="")
            ),
            models.CheckConstraint(
                name="job_running_has_lease",
                condition=(Q(state="running", lease_until__isnull=False) & ~Q(lease_owner=""))
                | (~Q(state="running") & Q(lease_until__isnull=True, lease_owner="")),
            ),
            models.CheckConstraint(
                name="job_ended_says_when",
                condition=Q(state__in=_ENDED, ended_at__isnull=False) | Q(state__in=_OPEN, ended_at__isnull=True),
            ),
            models.CheckConstraint(name="job_failed_says_why", condition=~Q(state="failed") | ~Q(error="")),
            models.CheckConstraint(name="job_within_total", condition=Q(total__isnull=True) | Q(done__lte=F("total"))),
        ]


class Round(models.Model):
    """A chore's last round, and the lease of the worker that does it now."""

    name = models.CharField(primary_key=True, max_length=64)
    due_at = models.DateTimeField()
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)


class Worker(models.Model):
    """A worker process that said it was alive."""

    name = models.CharField(primary_key=True, max_length=100)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
