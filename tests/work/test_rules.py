"""Which steps are lawful, and how patience grows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.work.facts import ENDED, OPEN, JobState
from homeward.work.rules import ATTEMPTS, LAWFUL, exhausted, lawful, wait


def test_every_state_is_open_or_ended_and_has_its_line() -> None:
    assert OPEN | ENDED == set(JobState) == set(LAWFUL)
    assert set() == OPEN & ENDED


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        (JobState.QUEUED, JobState.RUNNING, True),
        (JobState.QUEUED, JobState.DONE, False),
        (JobState.DONE, JobState.QUEUED, False),
        (JobState.FAILED, JobState.QUEUED, True),
        (JobState.CANCELLED, JobState.QUEUED, False),
        (JobState.DONE, JobState.CANCELLED, False),
    ],
)
def test_lawful_steps(now: JobState, then: JobState, expected: bool) -> None:
    assert lawful(now, then) is expected


@given(st.integers(0, 60))
def test_the_next_wait_is_never_shorter_and_never_endless(attempts: int) -> None:
    assert timedelta(0) < wait(attempts) <= wait(attempts + 1) <= timedelta(minutes=5)


def test_a_job_is_given_up_after_so_many_tries() -> None:
    assert [exhausted(n) for n in (0, ATTEMPTS - 1, ATTEMPTS)] == [False, False, True]
