"""The worker: one process that takes jobs and does them step by step, says that it is alive, and does the chores.

Comes in: nothing but the database. Goes out: jobs done. It can be killed at any moment: what was kept is kept, the step in
hand is undone, and another worker goes on. A database that is away is waited for.
Never writes anything personal to its log: kinds, ids and counts only.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from homeward.access.actions import denied
from homeward.access.errors import Refused
from homeward.work import rules
from homeward.work.chores import do_chores
from homeward.work.errors import Lost
from homeward.work.facts import Job, Kind
from homeward.work.failures import failure
from homeward.work.leases import beat, cancelled, claim, fail, give_back, keep, lease, leave, let_go, others_wait
from homeward.work.registry import kinds

log = logging.getLogger("homeward.work")
IDLE = 0.5  # seconds between two looks for work
AWAY = OperationalError, InterfaceError


def name() -> str:
    """A name for this process that no other has had."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


class Runner:
    """One worker. `run` returns after `stop`, or, with `once`, when nothing is left to do."""

    def __init__(self) -> None:
        self.name = name()
        self._stopping = threading.Event()
        self._torn = False  # the database went away in the middle of a job: it is still ours, and nobody works on it

    def stop(self) -> None:
        """End after the step in hand."""
        self._stopping.set()

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop."""
        kinds()
        _patiently(lambda: beat(self.name))
        threads = [threading.Thread(target=self._again, args=task, daemon=True) for task in self._beside()]
        for thread in threads:
            thread.start()
        while not self._stopping.is_set():
            if not self._turn() and (once or self._stopping.wait(IDLE)):
                break
        self._stopping.set()
        for thread in threads:
            thread.join(timeout=5)
        _patiently(lambda: leave(self.name))

    def _beside(self) -> tuple[tuple[Callable[[], None], float], ...]:
        return (lambda: beat(self.name), lease().total_seconds() / rules.BEATS), (lambda: do_chores(self.name), 1.0)

    def _again(self, task: Callable[[], None], every: float) -> None:
        """Do something again and again in a thread with a connection of its own."""
        while True:
            _patiently(task)
            if self._stopping.wait(every):
                connection.close()
                return

    def _turn(self) -> bool:
        """Take one job and work on it for a while. Returns whether there was one."""
        try:
            if self._torn:
                let_go(self.name)
                self._torn = False
            job = claim(self.name)
            if job is None:
                return False
            self._carry(job)
        except AWAY:
            self._torn = True
            log.warning("the database does not answer; waiting for it")
            _reconnect()
            return False
        return True

    def _carry(self, job: Job) -> None:
        kind, until = kinds().get(job.kind), time.monotonic() + rules.SLICE.total_seconds()
        if kind is None:
            fail(job, self.name, "unknown", f"No part of this installation knows the kind of job {job.kind}.")
            return
        current: Job | None = job
        while current and not current.ended_at:
            if self._stopping.is_set() or (time.monotonic() > until and others_wait()):
                give_back(current, self.name)
                return
            current = self._step(kind, current)

    def _step(self, kind: Kind, job: Job) -> Job | None:
        """One step. None where the job is out of our hands now."""
        try:
            if cancelled(job, self.name):
                return None
            if kind.atomic:
                return keep(job, self.name, lambda: kind.step(job))
            progress = kind.step(job)
            return keep(job, self.name, lambda: progress)
        except Lost:
            log.warning("job lost to another worker: %s %s", job.kind, job.id)
        except Refused as refusal:
            denied(refusal)
            self._failed(job, refusal)
        except Exception as error:  # noqa: BLE001 - the edge of what others wrote: a failed step must not end the worker
            self._failed(job, error)
        return None

    def _failed(self, job: Job, error: Exception) -> None:
        found = failure(error)
        log.error("step failed: %s %s: %s", job.kind, job.id, found.code)
        _reconnect()
        if found.again and not rules.exhausted(job.attempts):
            give_back(job, self.name, after=rules.wait(job.attempts), error_code=found.code, error=found.sentence)
        else:
            fail(job, self.name, found.code, found.sentence)


def _patiently(task: Callable[[], None]) -> None:
    """Do something; a database that is away is left alone until the next time."""
    try:
        task()
    except AWAY:
        _reconnect()


def _reconnect() -> None:
    """Drop a connection that broke; the next query opens another. Never within a transaction, which a test may hold around us."""
    if not connection.in_atomic_block:
        close_old_connections()
