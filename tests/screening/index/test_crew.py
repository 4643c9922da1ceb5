"""Processes that help give the results in order, and leave neither words nor processes behind when they or their work fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.kernel.errors import BadInput, HomewardError
from homeward.screening.index import build as building
from homeward.screening.index.apart import Apart
from homeward.screening.index.build import build
from homeward.screening.index.crew import can_fork, in_order
from homeward.synthetic.lists.people import listed_people

pytestmark = pytest.mark.skipif(not can_fork(), reason="no second processor, or this process already has threads")


def test_results_come_in_the_order_of_the_work() -> None:
    def slow_at_first(number: int) -> int:
        time.sleep(0.05 / (1 + number))
        return number * number

    assert list(in_order(slow_at_first, range(9), 3)) == [n * n for n in range(9)]
    assert list(in_order(abs, [], 2)) == []


def test_a_helper_that_fails_is_told_in_a_sentence_and_says_nothing_itself(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(HomewardError, match="A process that helped ended early"):
        list(in_order(lambda number: 1 // number, [1, 0, 1], 2))
    assert capfd.readouterr().err == ""


def test_a_failure_of_the_work_itself_ends_the_helpers() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise BadInput("the list is cut off")

    with pytest.raises(BadInput):
        list(in_order(abs, broken(), 2))


def test_work_apart_comes_back_or_is_done_here() -> None:
    here = os.getpid()
    with Apart(os.getpid) as work:
        assert work.result() != here
    with Apart(lambda: os.getpid() if os.getpid() == here else 1 // 0) as work:
        assert work.result() == here


def test_a_failure_apart_is_raised_here() -> None:
    def fail() -> None:
        raise BadInput("no such list")

    with pytest.raises(BadInput, match="no such list"), Apart(fail) as work:
        work.result()


def test_no_helper_outlives_the_one_that_began_it(tmp_path: Path) -> None:
    """Even where that one is killed at once and can say no goodbye."""
    script = f"""
import os, time
from homeward.screening.index.apart import Apart
from homeward.screening.index.crew import in_order

def note(number):
    with open({str(tmp_path / "pids")!r}, "a") as handle:
        handle.write(f"{{os.getpid()}}\\n")
    return number

def iter_slowly():
    for number in range(4):
        yield number
    time.sleep(60)

for _ in in_order(note, iter_slowly(), 2):
    pass
"""
    with subprocess.Popen([sys.executable, "-c", script]) as process:
        while process.poll() is None and (
            not (tmp_path / "pids").exists() or len((tmp_path / "pids").read_text().split()) < 4
        ):
            time.sleep(0.01)
        process.kill()
    for pid in map(int, (tmp_path / "pids").read_text().split()):
        for _ in range(200):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.01)
        else:
            pytest.fail("a helper is still there two seconds after it was left alone")


def test_pieces_and_helpers_do_not_change_an_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    listings = [entry.listing for entry in listed_people(120, seed=5)]
    whole = build(listings).save(tmp_path / "whole").hash
    monkeypatch.setattr(building, "PIECE", 17)
    assert build(iter(listings)).save(tmp_path / "helped").hash == whole
    monkeypatch.setattr(building, "can_fork", lambda: False)
    assert build(iter(listings)).save(tmp_path / "pieces").hash == whole
