"""`homeward worker` does what waits, comes round with its chores, and ends properly when it is told to."""

from __future__ import annotations

import signal

import pytest

from installations import Installation, wait_for

ALIVE = "SELECT count(*) FROM work_worker"
ROUNDS = "SELECT name FROM work_round WHERE ended_at IS NOT NULL"


def test_it_ends_when_nothing_is_left_to_do(installation: Installation) -> None:
    done = installation.run("worker", "--once")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert installation.ask(ALIVE) == [(0,)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_that_it_is_alive_and_signs_off(installation: Installation, number: signal.Signals) -> None:
    process = installation.start("worker")
    wait_for(lambda: installation.ask(ALIVE) == [(1,)])
    process.send_signal(number)
    assert process.wait(30) == 0
    assert installation.ask(ALIVE) == [(0,)]


def test_it_seals_the_trail_without_being_asked(installation: Installation) -> None:
    installation.start("worker")
    wait_for(lambda: ("access.seal",) in installation.ask(ROUNDS))
