"""A real worker is killed at every step of a run, and two work at once: nothing is lost, and nobody is asked twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from installations import Installation, wait_for

PEOPLE = 60
PATHS = [str(Path(__file__).resolve().parents[2] / name) for name in ("ground", "registry")]
WORKER = """
import time
import django; django.setup()
from homeward.review import weighing
from homeward.review.actions import memory, runs, running
for module in (weighing, memory, runs):
    module.PART = 10
running.READ = 1
running.COMPARED = 1
whole = running.run_step
def slowly(job):
    time.sleep({linger})
    return whole(job)
from homeward.review import tasks
tasks.run_step = slowly
from homeward.work.runner import Runner
Runner().run()
"""
PREPARE = """
import sys
sys.path[:0] = {path!r}
from django.utils import timezone
from homeward.access.models import RoleAssignment, User
from homeward.access.facts import Purpose
from homeward.access.selectors import actor_of
from homeward.places.models import Site
from homeward.registry.actions.persons import person_register
from drafts import person
from screenings import NAME, ROWS
from shelves import a_list
def somebody(role, purpose):
    user = User.objects.create(username=role)
    RoleAssignment.objects.create(user=user, role=role, purpose=purpose, given_at=timezone.now())
    return actor_of(user.id, purpose=Purpose(purpose))
officer = somebody("identity_officer", "identity")
analyst = somebody("screening_analyst", "screening")
site = Site.objects.create(code="K1", kind="camp", name="Invented", country="sy", time_zone="Asia/Damascus", status="open")
for number in range({people}):
    person_register(officer, person(site.id, NAME if number % 2 else f"{{NAME}} Invented", born="1986-03-04"))
a_list(analyst, ROWS)
a_list(analyst, ROWS, list_id="second")
"""
ASK = """
from homeward.access.models import User
from homeward.access.facts import Purpose
from homeward.access.selectors import actor_of
from homeward.review.actions.runs import run_ask
from homeward.review.facts.runs import Scope
actor = actor_of(User.objects.get(username="screening_analyst").id, purpose=Purpose.SCREENING)
run_ask(actor=actor, scope=Scope.{scope})
"""


@pytest.fixture
def standing(installation: Installation) -> Installation:
    """An installation with people, of whom each could be one entry of two lists."""
    installation.python(PREPARE.format(path=PATHS, people=PEOPLE))
    return installation


def ended(one: Installation, runs: int) -> Callable[[], bool]:
    query = "SELECT count(*) FROM review_run WHERE ended_at IS NOT NULL"
    return lambda: one.ask(query) == [(runs,)]


def asked_once(one: Installation) -> None:
    """Everybody is asked about once for each list, and was screened once."""
    pairs = one.ask("SELECT count(*), count(DISTINCT person_id) FROM review_candidate")
    assert pairs == [(2 * PEOPLE, PEOPLE)]
    assert one.ask("SELECT count(*) FROM review_screened") == [(PEOPLE,)]
    states = one.ask("SELECT DISTINCT state, round, version FROM review_candidate")
    assert states == [("waiting", 1, 1)]


@pytest.mark.slow
def test_a_worker_killed_at_every_step_loses_nothing_and_asks_nobody_twice(standing: Installation) -> None:
    standing.python(ASK.format(scope="EVERYONE"))
    total = (PEOPLE // 10) * 4
    for enough in range(0, total, total // 4):
        process = standing.start_python(WORKER.format(linger=0.02))
        wait_for(
            lambda enough=enough: standing.ask(
                "SELECT COALESCE(SUM(done), 0) FROM work_job WHERE kind = 'review.screen'"
            )[0][0] > enough
        )  # fmt: skip
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    last = standing.start_python(WORKER.format(linger=0))
    wait_for(ended(standing, 1))
    os.kill(last.pid, signal.SIGKILL)
    last.wait()
    asked_once(standing)
    found = standing.ask("SELECT persons, found, asked_anew, asked_again, passed_over FROM review_run")
    assert found == [(PEOPLE, 2 * PEOPLE, 2 * PEOPLE, 0, 0)], "and the clock asks for nothing that a run does already"


@pytest.mark.slow
def test_two_workers_with_two_runs_at_once_ask_everybody_once(standing: Installation) -> None:
    standing.python(ASK.format(scope="EVERYONE"))
    standing.python(ASK.format(scope="PEOPLE"))
    workers = [standing.start_python(WORKER.format(linger=0.01)) for _ in range(2)]
    wait_for(ended(standing, 2))
    for worker in workers:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    asked_once(standing)
    totals = standing.ask(
        "SELECT SUM(asked_anew), SUM(asked_again) FROM review_run WHERE scope IN ('everyone', 'people')"
    )
    assert totals == [(2 * PEOPLE, 0)]
