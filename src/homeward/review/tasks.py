"""The long work of review: a run of the screening, step by step, and what is done by the clock.

Comes in: jobs, whose subject is a run's id; the clock. Goes out: their progress. A run is read, then compared, then put into the queue;
killed anywhere, it goes on from the last step kept. The people stay laid out in this process's memory between steps, and are laid out anew
in another one: they are read as of the run's moment, so they are the same. Nothing of them is written down.
"""

from __future__ import annotations

from datetime import timedelta

from homeward.access.actions import service_actor
from homeward.access.facts import Capability, Purpose
from homeward.lists.actions.indexing import indexes_let_go
from homeward.review.actions.following import follow, night
from homeward.review.actions.replaying import REPLAY, REPLAY_TRACE, replay_step
from homeward.review.actions.running import run_step, run_undo
from homeward.review.actions.runs import SCREEN, TRACE
from homeward.review.actions.sources import sources_expire
from homeward.review.selectors.due import editions_referred
from homeward.work.facts import Job, Progress
from homeward.work.registry import chore, job


@job(SCREEN, capability=Capability.SCREEN_RUN, atomic=False, undo=run_undo)
def screen(job: Job) -> Progress:
    """One step of a run against security lists."""
    return run_step(job)


@job(TRACE, capability=Capability.TRACING, atomic=False, undo=run_undo)
def trace(job: Job) -> Progress:
    """One step of a run against lists of missing people."""
    return run_step(job)


@job(REPLAY, capability=Capability.SCREEN_RUN, atomic=False)
def replay(job: Job) -> Progress:
    """One step of doing a run again."""
    return replay_step(job)


@job(REPLAY_TRACE, capability=Capability.TRACING, atomic=False)
def replay_trace(job: Job) -> Progress:
    """One step of doing a run of a tracing desk again."""
    return replay_step(job)


@chore("review.follow", every=timedelta(minutes=1))
def follow_up() -> None:
    """Screen whoever was registered or corrected since; move what a merge, an erasure, or an end of time moves."""
    follow()


@chore("review.night", every=timedelta(hours=1))
def screen_at_night() -> None:
    """Once a night, everyone against what is new on the lists."""
    night()


@chore("review.sources", every=timedelta(hours=1))
def end_what_was_not_answered() -> None:
    """End the questions to sources whose time is over; the candidates go on waiting, and are shown as such."""
    sources_expire(service_actor("night", purpose=Purpose.SCREENING, channel="clock"))


@chore("review.indexes", every=timedelta(days=1))
def let_indexes_go() -> None:
    """Remove what was laid out of past editions into which nobody looks any more."""
    indexes_let_go(editions_referred())
