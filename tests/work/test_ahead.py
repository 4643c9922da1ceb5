"""A second process prepares what comes next; whatever becomes of it, what was asked for is had."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from homeward.kernel.dates import parse
from homeward.work import ahead as module
from homeward.work.ahead import Ahead


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where tests run on one."""
    monkeypatch.setattr(module.os, "sched_getaffinity", lambda process: {0, 1})


@pytest.fixture
def ahead() -> Iterator[Ahead]:
    """One, ended afterwards."""
    one = Ahead()
    yield one
    one.end()


def test_what_was_begun_was_done_by_another_process(ahead: Ahead) -> None:
    ahead.begin(os.getpid)
    assert ahead.take(os.getpid) != os.getpid()
    assert ahead.take(os.getpid) == os.getpid(), "each is given once"


def test_it_is_the_same_process_every_time(ahead: Ahead) -> None:
    found = set()
    for _ in range(3):
        ahead.begin(os.getpid)
        found.add(ahead.take(os.getpid))
    assert len(found) == 1


def test_what_was_not_asked_for_is_done_here(ahead: Ahead) -> None:
    ahead.begin(parse, "1986")
    assert ahead.take(parse, "1987").first.year == 1987
    ahead.begin(parse, "1986")
    ahead.begin(parse, "1988")
    assert ahead.take(parse, "1988").first.year == 1988


def test_what_fails_there_is_done_here_and_says_what_is_wrong(ahead: Ahead) -> None:
    ahead.begin(os.listdir, "/not/there")
    with pytest.raises(FileNotFoundError):
        ahead.take(os.listdir, "/not/there")
    ahead.begin(os.getpid)
    assert ahead.take(os.getpid) != os.getpid(), "it goes on afterwards"


def test_one_that_is_killed_costs_nothing_but_time(ahead: Ahead) -> None:
    ahead.begin(os.getpid)
    os.kill(ahead.take(os.getpid), signal.SIGKILL)
    ahead.begin(os.getpid)
    assert ahead.take(os.getpid) == os.getpid()
    ahead.begin(os.getpid)
    assert ahead.take(os.getpid) != os.getpid(), "and another takes its place"


def test_it_ends_with_the_pipe(ahead: Ahead) -> None:
    ahead.begin(os.getpid)
    other = ahead.take(os.getpid)
    ahead.begin(time.sleep, 0.01)
    ahead.end()
    with pytest.raises(ProcessLookupError):
        os.kill(other, 0)


def test_where_there_is_one_processor_everything_is_done_here(ahead: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "sched_getaffinity", lambda process: {0})
    ahead.begin(os.getpid)
    assert ahead.take(os.getpid) == os.getpid()
