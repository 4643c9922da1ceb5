"""What people do about background work: ask for a job, cancel it, have it tried again.

Comes in: an actor and what they want. Goes out: the job as a fact; an event of the trail. Who may ask for a kind of job stands
where the kind is declared. Never does the work itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.work import rules
from homeward.work.errors import Settled
from homeward.work.facts import OPEN, JobState, Plain
from homeward.work.facts import Job as Fact
from homeward.work.leases import end_cancelled, fact
from homeward.work.models import Job
from homeward.work.registry import kind_of
from homeward.work.selectors import visible


@action
def job_enqueue(
    *,
    actor: Actor,
    kind: str,
    subject: str = "",
    site_id: UUID | None = None,
    checkpoint: Mapping[str, Plain] | None = None,
) -> Fact:
    """Ask for a job; a worker begins it within a second. Where the same one is open already, that one is given.

    `subject` is an id or a code, never anything personal; `checkpoint` is what the first step finds. Raises `Refused`.
    """
    authorise(actor, kind_of(kind).capability, site_id=site_id)
    if actor.purpose is None:
        raise Refused("Choose what you are working for first.")
    now = timezone.now()
    row = Job(kind=kind, subject=subject, site_id=site_id, checkpoint=dict(checkpoint or {}), asked_by=actor.user_id,
              purpose=actor.purpose.value, asked_at=now, due_at=now)  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if (already := _open(kind, subject).first()) is None:
            raise
        return fact(already)
    record(actor, EventKind.WRITE, "job.enqueue", subject=str(row.id), detail={"kind": kind})
    return fact(row)


@action
def job_cancel(*, actor: Actor, job_id: UUID) -> Fact:
    """Cancel a job: at once where it waits, after its present step where it runs. Raises `NotFound`, `Refused`, `Settled`."""
    row = _locked(actor, job_id)
    if not rules.lawful(JobState(row.state), JobState.CANCELLED):
        raise Settled("This job has ended already, so it cannot be cancelled.", job=str(job_id))
    record(actor, EventKind.WRITE, "job.cancel", subject=str(row.id), detail={"kind": row.kind})
    if row.state == JobState.RUNNING:
        row.cancelling = True
        row.save(update_fields=["cancelling"])
    else:
        end_cancelled(row)
    return fact(row)


@action
def job_retry(*, actor: Actor, job_id: UUID) -> Fact:
    """Have a failed job tried again, from where it stopped. Raises `NotFound`, `Refused`, `Settled`."""
    row = _locked(actor, job_id)
    if row.state != JobState.FAILED:
        raise Settled("Only a job that failed can be tried again.", job=str(job_id))
    if row.subject and _open(row.kind, row.subject).exists():
        raise Settled("The same job was asked for again meanwhile; look at that one.", job=str(job_id))
    record(actor, EventKind.WRITE, "job.retry", subject=str(row.id), detail={"kind": row.kind})
    row.state, row.attempts, row.due_at, row.ended_at = JobState.QUEUED.value, 0, timezone.now(), None
    row.error, row.error_code, row.cancelling = "", "", False
    row.save()
    return fact(row)


def _open(kind: str, subject: str) -> QuerySet[Job]:
    return Job.objects.filter(kind=kind, subject=subject, state__in=[state.value for state in OPEN])


def _locked(actor: Actor, job_id: UUID) -> Job:
    """A job that an actor may see and may ask for, locked."""
    if not visible(actor).filter(id=job_id).exists():
        raise NotFound("There is no such job, or it is not one that you may see.", job=str(job_id))
    row = Job.objects.select_for_update().get(id=job_id)
    authorise(actor, kind_of(row.kind).capability, site_id=row.site_id)
    return row
