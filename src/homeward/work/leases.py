"""Who works on what: a worker takes a job, keeps it by speaking up, keeps what a step came to, and gives it back or loses it.

Comes in: a worker's name. Goes out: jobs as facts, and rows. Two workers never both write: what a step came to is kept
only where the worker still holds the lease, in the same transaction as the step's effects.
Never asks for an actor: no person acts here, and nothing is read but jobs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from homeward.access.facts import Purpose
from homeward.work import rules
from homeward.work.errors import Lost
from homeward.work.facts import Job as Fact
from homeward.work.facts import JobState, Progress
from homeward.work.models import Job, Worker
from homeward.work.registry import kinds

GAVE_UP = "It was tried several times and never got on. Look at what it works on, then try again."


def lease() -> timedelta:
    """How long a silent worker keeps its job: `HOMEWARD_LEASE`, in seconds."""
    return timedelta(seconds=settings.HOMEWARD_LEASE)


def fact(row: Job) -> Fact:
    """A row as a fact."""
    return Fact(
        id=row.id, kind=row.kind, subject=row.subject, site_id=row.site_id, state=JobState(row.state),
        checkpoint=row.checkpoint, done=row.done, total=row.total, message=row.message, attempts=row.attempts,
        cancelling=row.cancelling, asked_by=row.asked_by, purpose=Purpose(row.purpose), asked_at=row.asked_at,
        started_at=row.started_at, ended_at=row.ended_at, error_code=row.error_code, error=row.error, result=row.result,
    )  # fmt: skip


def claim(worker: str) -> Fact | None:
    """Take the job that has waited longest, or one whose worker has been silent too long. None: nothing to do."""
    while _due().exists():
        with transaction.atomic():
            # Elsewhere than on SQLite, where a writing transaction is alone, rows that others are taking are passed over.
            row = _due().select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
            if row is None:
                return None
            if row.cancelling:
                end_cancelled(row)
            elif rules.exhausted(row.attempts):
                _end(row, JobState.FAILED, error_code="gave_up", error=row.error or GAVE_UP)
            else:
                return _take(row, worker)
    return None


def others_wait() -> bool:
    """Whether another job waits: then whoever has worked on one for long lets it go on; else what is in their memory stays of use."""
    return _due().exists()


def _due() -> QuerySet[Job]:
    now = timezone.now()
    waits = Q(state=JobState.QUEUED, due_at__lte=now)
    silent = Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waits | silent).order_by("due_at")


def _take(row: Job, worker: str) -> Fact:
    now = timezone.now()
    row.state, row.lease_owner, row.lease_until = JobState.RUNNING.value, worker, now + lease()
    row.started_at, row.attempts = row.started_at or now, row.attempts + 1
    row.save()
    return fact(row)


def beat(worker: str) -> None:
    """Say that a worker is alive: what it holds stays its own for another lease."""
    now = timezone.now()
    if not Worker.objects.filter(name=worker).update(beat_at=now):
        Worker.objects.create(name=worker, started_at=now, beat_at=now)
    _held(worker).update(lease_until=now + lease())


def let_go(worker: str) -> None:
    """Give back at once whatever a worker holds: it has lost its hands on it."""
    _held(worker).update(**_free(), state=JobState.QUEUED, due_at=timezone.now())


def leave(worker: str) -> None:
    """Sign a worker off; what it holds goes back at once."""
    let_go(worker)
    Worker.objects.filter(name=worker).delete()


def _held(worker: str) -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.RUNNING, lease_owner=worker)


def _free() -> dict[str, Any]:
    return {"lease_owner": "", "lease_until": None}


def keep(job: Fact, worker: str, step: Callable[[], Progress]) -> Fact | None:
    """Do a step's effects and keep what it came to, in one transaction. None: it was cancelled instead, and undone.

    Raises `Lost`, and undoes the effects, where another worker took the job meanwhile.
    """
    with transaction.atomic():
        progress = step()
        if progress.write:
            progress.write()
        row = _held(worker).select_for_update().filter(id=job.id).first()
        if row is None:
            raise Lost(
                "Another worker took this job over; what this one was about to write was undone.", job=str(job.id)
            )
        if row.cancelling and not progress.finished:
            end_cancelled(row)
            return None
        row.checkpoint, row.result = dict(progress.checkpoint), dict(progress.result)
        row.done, row.total, row.message = progress.done, progress.total, progress.message
        row.attempts, row.error, row.error_code = 0, "", ""
        if progress.finished:
            _end(row, JobState.DONE)
        else:
            row.save()
        return fact(row)


def cancelled(job: Fact, worker: str) -> bool:
    """Whether somebody cancelled the job; then it is ended and undone."""
    if not _held(worker).filter(id=job.id, cancelling=True).exists():
        return False
    with transaction.atomic():
        row = _held(worker).select_for_update().filter(id=job.id, cancelling=True).first()
        if row is not None:
            end_cancelled(row)
    return True


def give_back(
    job: Fact, worker: str, *, after: timedelta = timedelta(0), error_code: str = "", error: str = ""
) -> None:
    """Let others have the job, now or after a while; with an error where the step failed for the time being."""
    _held(worker).filter(id=job.id).update(
        **_free(), state=JobState.QUEUED, due_at=timezone.now() + after, error_code=error_code, error=error
    )


def fail(job: Fact, worker: str, error_code: str, error: str) -> None:
    """End the job as failed, with a sentence that says why."""
    with transaction.atomic():
        row = _held(worker).select_for_update().filter(id=job.id).first()
        if row is not None:
            _end(row, JobState.FAILED, error_code=error_code, error=error)


def end_cancelled(row: Job) -> None:
    """End a job as cancelled, in the transaction that undoes it."""
    kind = kinds().get(row.kind)
    if kind and kind.undo:
        kind.undo(fact(row))
    _end(row, JobState.CANCELLED)


def _end(row: Job, state: JobState, *, error_code: str = "", error: str = "") -> None:
    row.state, row.ended_at, row.lease_owner, row.lease_until = state.value, timezone.now(), "", None
    row.error_code, row.error = error_code, error
    row.save()


def forget(before: datetime) -> None:
    """Forget jobs that ended before a moment, and workers that have been silent since."""
    Job.objects.filter(ended_at__lt=before).delete()
    Worker.objects.filter(beat_at__lt=before).delete()
