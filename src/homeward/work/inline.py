"""Do waiting work here and now, where no worker is there yet and something has to be finished before the next thing can begin.

Comes in: the id of a job. Goes out: the job as it ended. Whatever was asked for before it is done first, as a worker would. For commands
that set an installation up; never for a page.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from homeward.work.facts import Job, Progress
from homeward.work.leases import beat, claim, keep, leave
from homeward.work.registry import kind_of

WORKER = "inline"


def work_until(job_id: UUID) -> Job | None:
    """Do what waits until this job has ended; None where it did not wait."""
    beat(WORKER)
    try:
        while (job := claim(WORKER)) is not None:
            ended = _done(job)
            if ended is not None and ended.id == job_id:
                return ended
        return None
    finally:
        leave(WORKER)


def _done(job: Job) -> Job | None:
    """A job, step by step; None where it was cancelled."""
    step, going = kind_of(job.kind).step, job
    while not going.ended_at:
        progress = step(going)
        kept = keep(going, WORKER, partial(_it, progress))
        if kept is None:
            return None
        going = kept
    return going


def _it(progress: Progress) -> Progress:
    return progress
