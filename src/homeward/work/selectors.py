"""What an actor may see of background work: their own jobs, and those of the sites that they work for.

Comes in: an actor. Goes out: jobs as facts, newest first. Never the rows themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import actor_of, may, scope
from homeward.work.facts import Job as Fact
from homeward.work.facts import JobState
from homeward.work.leases import fact
from homeward.work.models import Job


def jobs_list(
    actor: Actor, *, states: Collection[JobState] = (), kind: str = "", subject: str = "", limit: int = 50
) -> tuple[Fact, ...]:
    """The newest jobs that an actor may see, perhaps of some states, of one kind, about one subject."""
    rows = visible(actor)
    if states:
        rows = rows.filter(state__in=[state.value for state in states])
    if kind:
        rows = rows.filter(kind=kind)
    if subject:
        rows = rows.filter(subject=subject)
    return tuple(fact(row) for row in rows.order_by("-asked_at", "-id")[:limit])


def job_of(actor: Actor, job_id: UUID) -> Fact:
    """One job. Raises `NotFound` for one that is not there, or not for this actor."""
    row = visible(actor).filter(id=job_id).first()
    if row is None:
        raise NotFound("There is no such job, or it is not one that you may see.", job=str(job_id))
    return fact(row)


def visible(actor: Actor) -> QuerySet[Job]:
    """The rows that an actor may see; for this room only."""
    rows = scope(actor, Job.objects.all())
    return rows | Job.objects.filter(asked_by=actor.user_id) if may(actor, Capability.JOB_READ) else rows


def asker_of(job: Fact) -> Actor:
    """Whoever asked for a job, with what they hold now and the purpose they asked for: steps act as them, and fail where they may not."""
    return actor_of(job.asked_by, purpose=job.purpose, channel=f"job:{job.id}")
