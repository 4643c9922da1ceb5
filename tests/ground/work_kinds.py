"""Kinds of job that tests ask for: each step writes its number into a table that forbids nothing, so that nothing hides a repetition.

Imported by tests, and by the worker processes that tests start.
"""

from __future__ import annotations

import time

from django.db import OperationalError, connection

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.kernel.errors import BadInput
from homeward.work.facts import Job, Progress
from homeward.work.registry import job
from homeward.work.selectors import asker_of

EFFECTS = "CREATE TABLE effect (job text, n integer)"
STEPS = 25


def write(job: Job, n: int) -> None:
    """Leave a trace of one step."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect VALUES (%s, %s)", [job.subject, n])


def traces(subject: str) -> list[int]:
    """The steps whose traces are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM effect WHERE job = %s ORDER BY n", [subject])
        return [n for (n,) in cursor.fetchall()]


def wipe(job: Job) -> None:
    """Remove every trace of a job."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM effect WHERE job = %s", [job.subject])


def _next(job: Job) -> Progress:
    n = job.done + 1
    return Progress(n, STEPS, f"Step {n}", {**job.checkpoint, "n": n}, finished=n == STEPS, result={"steps": n})


@job("test.count", capability=Capability.IMPORT_STAGE, undo=wipe)
def count(job: Job) -> Progress:
    """Write first, then linger within the transaction."""
    write(job, job.done + 1)
    time.sleep(float(job.checkpoint.get("linger", 0)))
    return _next(job)


@job("test.compute", capability=Capability.IMPORT_STAGE, atomic=False)
def compute(job: Job) -> Progress:
    """Linger outside a transaction, then write."""
    time.sleep(float(job.checkpoint.get("linger", 0)))
    progress = _next(job)
    return Progress(
        progress.done, STEPS, checkpoint=progress.checkpoint, finished=progress.finished,
        write=lambda: write(job, progress.done),
    )  # fmt: skip


@job("test.refused", capability=Capability.IMPORT_STAGE)
def refused(job: Job) -> Progress:
    """Fail on purpose, for good."""
    write(job, 1)
    raise BadInput("Row 3 has no date. Correct the file and hand it in again.", row=3)


@job("test.away", capability=Capability.IMPORT_STAGE)
def away(job: Job) -> Progress:
    """Fail for the time being."""
    write(job, 1)
    raise OperationalError("Mister Invented is locked")


@job("test.defect", capability=Capability.IMPORT_STAGE)
def defect(job: Job) -> Progress:
    """Fail as nobody intended, with a name in the error."""
    raise ValueError("Mister Invented")


@job("test.unlawful", capability=Capability.IMPORT_STAGE)
def unlawful(job: Job) -> Progress:
    """Ask for what the asker may not do."""
    write(job, 1)
    authorise(asker_of(job), Capability.ERASE)
    return _next(job)
