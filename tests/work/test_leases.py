"""A worker takes, keeps, loses and gives back a job; what it writes after it lost the job is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from actors import MakeActor
from homeward.access.facts import Role
from homeward.work.actions import job_cancel, job_enqueue
from homeward.work.errors import Lost
from homeward.work.facts import Job as Fact
from homeward.work.facts import JobState, Progress
from homeward.work.leases import beat, cancelled, claim, fail, forget, give_back, keep, leave
from homeward.work.models import Job, Worker
from homeward.work.pulse import pulse
from homeward.work.rules import ATTEMPTS
from homeward.work.selectors import jobs_list
from work_kinds import count, traces, wipe

pytestmark = pytest.mark.usefixtures("effects")


@pytest.fixture
def asked(actor: MakeActor) -> Fact:
    return job_enqueue(actor=actor(Role.REGISTRATION_CLERK), kind="test.count", subject="a")


def silent() -> None:
    """Let every lease run out."""
    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))


def do(job: Fact, worker: str) -> Fact | None:
    return keep(job, worker, lambda: count(job))


def test_one_job_goes_to_one_worker(asked: Fact) -> None:
    job = claim("one")
    assert job is not None
    assert (job.id, job.state, job.attempts) == (asked.id, JobState.RUNNING, 1)
    assert claim("two") is None


def test_a_step_is_kept_with_its_effects(asked: Fact) -> None:
    job = do(claim("one"), "one")
    assert (job.done, job.checkpoint, job.message, job.attempts) == (1, {"n": 1}, "Step 1", 0)
    assert traces("a") == [1]


def test_the_job_of_a_silent_worker_goes_to_another_with_what_was_kept(asked: Fact) -> None:
    do(claim("one"), "one")
    silent()
    assert claim("two").done == 1


def test_what_a_worker_writes_after_it_lost_the_job_is_undone(asked: Fact) -> None:
    late = claim("one")
    silent()
    do(claim("two"), "two")
    with pytest.raises(Lost):
        do(late, "one")
    assert traces("a") == [1]


def test_a_heartbeat_keeps_the_job(asked: Fact) -> None:
    claim("one")
    silent()
    beat("one")
    assert claim("two") is None
    assert pulse().workers == 1


def test_a_worker_that_leaves_gives_back_what_it_holds(asked: Fact) -> None:
    beat("one")
    claim("one")
    leave("one")
    assert claim("two") is not None
    assert not Worker.objects.exists()


def test_a_job_given_back_waits(asked: Fact) -> None:
    give_back(claim("one"), "one", after=timedelta(hours=1), error_code="database", error="Away.")
    assert claim("two") is None
    assert pulse().waiting == 0


def test_a_job_that_kills_its_workers_is_given_up(asked: Fact) -> None:
    for _ in range(ATTEMPTS):
        assert claim("one") is not None
        silent()
    assert claim("one") is None
    row = Job.objects.get()
    assert (row.state, row.error_code) == ("failed", "gave_up")


def test_a_job_cancelled_while_it_runs_is_undone(asked: Fact, actor: MakeActor) -> None:
    job = do(claim("one"), "one")
    job_cancel(actor=actor(Role.REGISTRATION_CLERK), job_id=job.id)
    assert cancelled(job, "one")
    assert traces("a") == []
    assert Job.objects.get().state == "cancelled"


def test_a_job_cancelled_during_a_step_is_undone_with_that_step(asked: Fact, actor: MakeActor) -> None:
    job = claim("one")

    def step() -> Progress:
        job_cancel(actor=actor(Role.REGISTRATION_CLERK), job_id=job.id)
        return count(job)

    assert keep(job, "one", step) is None
    assert traces("a") == []


def test_a_job_cancelled_whose_worker_died_is_undone_by_the_next(asked: Fact, actor: MakeActor) -> None:
    job = do(claim("one"), "one")
    job_cancel(actor=actor(Role.REGISTRATION_CLERK), job_id=job.id)
    silent()
    assert claim("two") is None
    assert (Job.objects.get().state, traces("a")) == ("cancelled", [])


def test_only_the_holder_fails_a_job(asked: Fact) -> None:
    job = claim("one")
    fail(job, "two", "x", "Somebody else says so.")
    assert Job.objects.get().state == "running"
    fail(job, "one", "x", "It failed.")
    assert Job.objects.get().state == "failed"


def test_what_ended_long_ago_is_forgotten_and_nothing_else(asked: Fact, actor: MakeActor) -> None:
    fail(claim("one"), "one", "x", "It failed.")
    job_enqueue(actor=actor(Role.REGISTRATION_CLERK), kind="test.count", subject="b")
    forget(timezone.now() + timedelta(seconds=1))
    assert [job.subject for job in jobs_list(actor(Role.REGISTRATION_CLERK))] == ["b"]


def test_the_oldest_goes_first(asked: Fact, actor: MakeActor) -> None:
    job_enqueue(actor=actor(Role.REGISTRATION_CLERK), kind="test.count", subject="b")
    assert claim("one").subject == "a"


def test_undoing_removes_the_traces(asked: Fact) -> None:
    job = do(claim("one"), "one")
    wipe(job)
    assert traces("a") == []
