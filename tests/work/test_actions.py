"""Asking for a job, cancelling it, trying it again: who may, what it leaves in the trail, and what the database refuses."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import work_kinds  # noqa: F401 - declares the kinds
from actors import MakeActor
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.work.actions import job_cancel, job_enqueue, job_retry
from homeward.work.errors import Settled
from homeward.work.facts import JobState
from homeward.work.models import Job
from homeward.work.selectors import job_of, jobs_list

CLERK, OFFICER, AUDITOR = Role.REGISTRATION_CLERK, Role.IDENTITY_OFFICER, Role.AUDITOR


def told() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("at", "id").values_list("kind", "what"))


def test_a_job_is_asked_for_and_the_trail_says_so(actor: MakeActor) -> None:
    clerk = actor(CLERK)
    job = job_enqueue(actor=clerk, kind="test.count", subject="a", checkpoint={"row": 1})
    assert (job.state, job.checkpoint, job.asked_by, job.purpose) == (
        "queued",
        {"row": 1},
        clerk.user_id,
        clerk.purpose,
    )
    assert told() == [("write", "job.enqueue")]
    assert jobs_list(clerk) == (job,) == (job_of(clerk, job.id),)


def test_the_same_job_is_not_opened_twice(actor: MakeActor) -> None:
    clerk = actor(CLERK)
    first = job_enqueue(actor=clerk, kind="test.count", subject="a")
    assert job_enqueue(actor=clerk, kind="test.count", subject="a").id == first.id
    assert job_enqueue(actor=clerk, kind="test.compute", subject="a").id != first.id
    assert job_enqueue(actor=clerk, kind="test.count").id != job_enqueue(actor=clerk, kind="test.count").id


def test_who_may_not_is_refused_and_the_trail_says_so(actor: MakeActor) -> None:
    with pytest.raises(Refused):
        job_enqueue(actor=actor(AUDITOR), kind="test.count")
    assert told() == [("denied", "import.stage")]
    assert not Job.objects.exists()


def test_a_kind_that_nobody_declares_is_a_defect(actor: MakeActor) -> None:
    with pytest.raises(LookupError):
        job_enqueue(actor=actor(CLERK), kind="test.unheard-of")


def test_a_waiting_job_is_cancelled_at_once(actor: MakeActor, effects: None) -> None:
    clerk = actor(CLERK)
    job = job_enqueue(actor=clerk, kind="test.count", subject="a")
    assert job_cancel(actor=clerk, job_id=job.id).state is JobState.CANCELLED
    assert told()[-1] == ("write", "job.cancel")
    with pytest.raises(Settled):
        job_cancel(actor=clerk, job_id=job.id)


def test_a_running_job_is_told_to_stop(actor: MakeActor) -> None:
    clerk = actor(CLERK)
    job = job_enqueue(actor=clerk, kind="test.count")
    Job.objects.update(state="running", lease_owner="w", lease_until=timezone.now())
    assert job_cancel(actor=clerk, job_id=job.id).cancelling
    assert job_of(clerk, job.id).state is JobState.RUNNING


def test_only_a_failed_job_is_tried_again(actor: MakeActor) -> None:
    clerk = actor(CLERK)
    job = job_enqueue(actor=clerk, kind="test.count", subject="a")
    with pytest.raises(Settled):
        job_retry(actor=clerk, job_id=job.id)
    Job.objects.update(state="failed", error="It failed.", ended_at=timezone.now(), attempts=5, done=3)
    again = job_retry(actor=clerk, job_id=job.id)
    assert (again.state, again.attempts, again.error, again.done) == ("queued", 0, "", 3)


def test_a_failed_job_is_not_tried_again_beside_its_successor(actor: MakeActor) -> None:
    clerk = actor(CLERK)
    job = job_enqueue(actor=clerk, kind="test.count", subject="a")
    Job.objects.update(state="failed", error="It failed.", ended_at=timezone.now())
    job_enqueue(actor=clerk, kind="test.count", subject="a")
    with pytest.raises(Settled):
        job_retry(actor=clerk, job_id=job.id)


def test_jobs_of_other_sites_are_not_there(actor: MakeActor) -> None:
    here, there = uuid4(), uuid4()
    clerk, colleague, stranger = actor(CLERK, here), actor(CLERK, here), actor(CLERK, there)
    job = job_enqueue(actor=clerk, kind="test.count", site_id=here)
    assert job_of(colleague, job.id) == job
    assert jobs_list(stranger) == ()
    for refused in (lambda: job_of(stranger, job.id), lambda: job_cancel(actor=stranger, job_id=job.id)):
        with pytest.raises(NotFound):
            refused()


def test_who_sees_a_job_may_not_therefore_cancel_it(actor: MakeActor) -> None:
    job = job_enqueue(actor=actor(CLERK), kind="test.count")
    with pytest.raises(Refused):
        job_cancel(actor=actor(AUDITOR), job_id=job.id)


def test_jobs_are_found_by_state_kind_and_subject(actor: MakeActor) -> None:
    clerk = actor(CLERK)
    one = job_enqueue(actor=clerk, kind="test.count", subject="a")
    two = job_enqueue(actor=clerk, kind="test.compute", subject="b")
    assert jobs_list(clerk) == (two, one)
    assert jobs_list(clerk, kind="test.count") == (one,) == jobs_list(clerk, subject="a")
    assert jobs_list(clerk, states=[JobState.DONE]) == ()
    assert jobs_list(clerk, limit=1) == (two,)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("job_running_has_lease", {"state": "running"}),
        ("job_running_has_lease", {"lease_owner": "w", "lease_until": timezone.now()}),
        ("job_ended_says_when", {"state": "done"}),
        ("job_failed_says_why", {"state": "failed", "ended_at": timezone.now()}),
        ("job_within_total", {"done": 2, "total": 1}),
    ],
)
def test_the_database_refuses_what_no_code_may_write(
    actor: MakeActor, constraint: str, change: dict[str, object]
) -> None:
    job_enqueue(actor=actor(CLERK), kind="test.count")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.update(**change)
