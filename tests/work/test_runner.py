"""The worker does jobs to their end, is killed in the middle of them, and nothing is lost or done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError

from actors import MakeActor
from homeward.access.facts import Role
from homeward.access.models import Event, RoleAssignment
from homeward.work.actions import job_enqueue
from homeward.work.facts import Job as Fact
from homeward.work.leases import beat
from homeward.work.models import Job
from homeward.work.runner import Runner
from homeward.work.selectors import asker_of
from installations import Installation, wait_for
from work_kinds import EFFECTS, STEPS, traces

GROUND = Path(__file__).resolve().parents[1] / "ground"
WORKER = "import django; django.setup(); import work_kinds; from homeward.work.runner import Runner; Runner().run()"
PREPARE = f"""
from django.db import connection
from django.utils import timezone
from homeward.access.models import RoleAssignment, User
from homeward.access.facts import Purpose
from homeward.access.selectors import actor_of
from homeward.work.actions import job_enqueue
import work_kinds
connection.cursor().execute({EFFECTS!r})
user = User.objects.create(username="clerk")
RoleAssignment.objects.create(user=user, role="registration_clerk", purpose="registration", given_at=timezone.now())
actor = actor_of(user.id, purpose=Purpose.REGISTRATION)
for kind in ("test.count", "test.compute"):
    for number in range(2):
        job_enqueue(actor=actor, kind=kind, subject=f"{{kind}}-{{number}}", checkpoint={{"linger": 0.02}})
"""
SUBJECTS = [f"{kind}-{number}" for kind in ("test.count", "test.compute") for number in range(2)]


@pytest.fixture
def jobs(db: None, actor: MakeActor, effects: None) -> Callable[[str], Fact]:
    return lambda kind: job_enqueue(actor=actor(Role.REGISTRATION_CLERK), kind=kind, subject="a")


def carry() -> Job:
    """Work on the one job there is, in this thread alone."""
    runner = Runner()
    while runner._turn():
        pass
    return Job.objects.get()


@pytest.mark.parametrize("kind", ["test.count", "test.compute"])
def test_a_job_is_done_step_by_step(jobs: Callable[[str], Fact], kind: str) -> None:
    jobs(kind)
    row = carry()
    assert (row.state, row.done, row.total) == ("done", STEPS, STEPS)
    assert traces("a") == list(range(1, STEPS + 1))


def test_a_worker_whose_database_went_away_in_a_step_takes_the_job_up_again(
    jobs: Callable[[str], Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is alive and goes on saying so: nobody else would ever take the job from it."""
    jobs("test.count")
    runner, carry_on = Runner(), Runner._carry

    def away(self: Runner, job: Fact) -> None:
        monkeypatch.setattr(Runner, "_carry", carry_on)
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(Runner, "_carry", away)
    assert not runner._turn()
    beat(runner.name)
    row = Job.objects.get()
    assert (row.state, row.lease_owner) == ("running", runner.name)
    while runner._turn():
        pass
    assert (Job.objects.get().state, traces("a")) == ("done", list(range(1, STEPS + 1)))


def test_what_is_refused_on_purpose_is_not_tried_again(jobs: Callable[[str], Fact]) -> None:
    jobs("test.refused")
    row = carry()
    assert (row.state, row.error_code, row.attempts) == ("failed", "bad_input", 1)
    assert row.error == "Row 3 has no date. Correct the file and hand it in again."
    assert traces("a") == []


@pytest.mark.parametrize(("kind", "code"), [("test.away", "database"), ("test.defect", "defect")])
def test_what_may_go_better_is_tried_again_later(jobs: Callable[[str], Fact], kind: str, code: str) -> None:
    asked = jobs(kind)
    row = carry()
    assert (row.state, row.error_code, row.attempts) == ("queued", code, 1)
    assert row.due_at > asked.asked_at
    assert "Invented" not in row.error
    assert traces("a") == []


def test_what_never_goes_better_fails_in_the_end(jobs: Callable[[str], Fact]) -> None:
    jobs("test.defect")
    for _ in range(5):
        Job.objects.update(due_at="2020-01-01T00:00Z")
        row = carry()
    assert (row.state, row.error_code) == ("failed", "defect")
    assert "work_kinds" not in row.error


def test_a_kind_that_is_gone_fails(jobs: Callable[[str], Fact]) -> None:
    jobs("test.count")
    Job.objects.update(kind="test.gone")
    assert (carry().state, Job.objects.get().error_code) == ("failed", "unknown")


def test_a_step_acts_as_whoever_asked_and_fails_where_they_no_longer_may(jobs: Callable[[str], Fact]) -> None:
    asked = jobs("test.count")
    assert asker_of(asked).channel == f"job:{asked.id}"
    RoleAssignment.objects.update(withdrawn_at=asked.asked_at)
    assert asker_of(asked).assignments == ()


def test_a_step_that_is_refused_leaves_its_denial_in_the_trail(jobs: Callable[[str], Fact]) -> None:
    jobs("test.unlawful")
    assert (carry().state, Job.objects.get().error_code) == ("failed", "refused")
    assert Event.objects.filter(kind="denied", what="person.erase").count() == 1
    assert traces("a") == []


class Workers:
    """Real worker processes of one installation."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.environment = {"PYTHONPATH": str(GROUND), "HOMEWARD_LEASE": "2"}

    def start(self) -> subprocess.Popen[str]:
        return self.installation.start_python(WORKER, **self.environment)

    def states(self) -> list[str]:
        return [state for (state,) in self.installation.ask("SELECT state FROM work_job")]

    def done(self) -> int:
        return int(self.installation.ask("SELECT sum(done) FROM work_job")[0][0])


@pytest.fixture
def workers(installation: Installation) -> Workers:
    made = Workers(installation)
    installation.python(PREPARE, **made.environment)
    return made


def assert_each_step_once(workers: Workers) -> None:
    for subject in SUBJECTS:
        found = workers.installation.ask(f"SELECT n FROM effect WHERE job = '{subject}' ORDER BY n")
        assert found == [(n,) for n in range(1, STEPS + 1)], subject


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(workers: Workers) -> None:
    for enough in (5, 30, 55):  # each worker is killed while it works, the last one finishes
        process = workers.start()
        wait_for(lambda at_least=enough: workers.done() >= at_least)
        assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert "running" in workers.states()
    workers.start()
    wait_for(lambda: set(workers.states()) == {"done"})
    assert_each_step_once(workers)


def test_two_workers_share_the_work_and_repeat_nothing(workers: Workers) -> None:
    workers.start()
    workers.start()
    wait_for(lambda: set(workers.states()) == {"done"})
    assert_each_step_once(workers)


def test_a_worker_that_was_frozen_longer_than_its_lease_writes_nothing_more_for_it(workers: Workers) -> None:
    frozen = workers.start()
    wait_for(lambda: workers.done() >= 3)
    frozen.send_signal(signal.SIGSTOP)
    try:
        if not workers.installation.url:
            time.sleep(3)  # it may hold the one lock that SQLite has: then nobody can go on before it does
        else:
            other = workers.start()
            wait_for(lambda: workers.done() >= 40)
            assert other.poll() is None
    finally:
        frozen.send_signal(signal.SIGCONT)
    wait_for(lambda: set(workers.states()) == {"done"})
    assert_each_step_once(workers)
