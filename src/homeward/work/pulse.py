"""How background work is, for the installation's own check and for nobody in particular.

Comes in: nothing. Goes out: counts and moments, no ids. Never a job.
"""

from __future__ import annotations

from django.db.models import Count, Min, Q
from django.utils import timezone

from homeward.work.facts import JobState, Pulse
from homeward.work.leases import lease
from homeward.work.models import Job, Worker


def pulse() -> Pulse:
    """How many workers are alive, and how much waits for them."""
    due = Q(state=JobState.QUEUED, due_at__lte=timezone.now())
    found = Job.objects.aggregate(
        waiting=Count("id", filter=due),
        running=Count("id", filter=Q(state=JobState.RUNNING)),
        failed=Count("id", filter=Q(state=JobState.FAILED)),
        oldest_waiting=Min("due_at", filter=due),
    )
    return Pulse(workers=Worker.objects.filter(beat_at__gte=timezone.now() - lease()).count(), **found)
