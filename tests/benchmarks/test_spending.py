"""The system's accounting sees what a command and its children spend, and a failure is not taken for a figure."""

from __future__ import annotations

import sys

import pytest

from instruments.spending import Spent, middle, run

CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(200_000_000); sum(range(9_000_000))'])"


def test_children_count() -> None:
    spent = run([sys.executable, "-c", CHILD])
    assert spent.wall >= 0.1
    assert spent.cpu >= 0.1
    assert spent.peak > 190  # it may be more: a child begins as a copy of what runs the tests


def test_a_command_that_fails_stops_the_measuring() -> None:
    with pytest.raises(SystemExit, match="out of tune"):
        run([sys.executable, "-c", "raise SystemExit('out of tune')"])


def test_medians() -> None:
    assert middle([Spent(1, 9, 5), Spent(3, 8, 6), Spent(2, 7, 9)]) == (2, 8, 6)
