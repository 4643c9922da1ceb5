"""What long work is made of: a job and its states, one step's progress, and what a kind of job declares.

Comes in: nothing. Goes out: frozen types. A job holds ids, counts and codes, never anything personal.
Never touches a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from homeward.access.facts import Capability, Purpose

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


class JobState(StrEnum):
    """Where a job is in its life."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})
ENDED = frozenset(JobState) - OPEN


@dataclass(frozen=True, slots=True)
class Job:
    """A job as a page shows it and as a step is handed it.

    `total` None: nobody knows yet. `message` and `error` are sentences in English, marked for translation where they stand.
    """

    id: UUID
    kind: str
    subject: str
    site_id: UUID | None
    state: JobState
    checkpoint: Mapping[str, Plain]
    done: int
    total: int | None
    message: str
    attempts: int
    cancelling: bool
    asked_by: UUID
    purpose: Purpose
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    error_code: str
    error: str
    result: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Progress:
    """What one step came to: how far the job is, and where the next step goes on.

    `write` holds the step's effects where the step itself runs outside a transaction (`atomic=False`): it is called in the
    transaction that keeps the checkpoint. `finished` ends the job, with `result`: counts and codes, nothing personal.
    """

    done: int
    total: int | None = None
    message: str = ""
    checkpoint: Mapping[str, Plain] = field(default_factory=dict)
    finished: bool = False
    result: Mapping[str, Plain] = field(default_factory=dict)
    write: Callable[[], None] | None = None


Step = Callable[[Job], Progress]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a room declares about a kind of job: its step, who may ask for it, and what undoes it when it is cancelled."""

    name: str
    step: Step
    capability: Capability
    atomic: bool = True
    undo: Callable[[Job], None] | None = None


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is done again and again, by one worker at a time."""

    name: str
    every: timedelta
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the background work of an installation is, for its own check: counts and moments only."""

    workers: int
    waiting: int
    running: int
    failed: int
    oldest_waiting: datetime | None
