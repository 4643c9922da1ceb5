"""What a command costs, by the operating system's own accounting: time on the wall, time on the processors, memory.

Comes in: a command. Goes out: `Spent`. A command that fails stops the measuring with its own words.
Time on the processors counts the command and every process it began; the peak is that of the largest of them.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

LEFT_OUT = 3  # exit code of ours: done, but records were refused


class Spent(NamedTuple):
    """Seconds on the wall, seconds on the processors, largest resident memory of a process in MB."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str | Path], environment: dict[str, str] | None = None) -> Spent:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as said:
        started = perf_counter()
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.DEVNULL, stderr=said, env=os.environ | (environment or {})
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, LEFT_OUT):
            said.seek(0)
            raise SystemExit(
                f"{Path(command[0]).name} {command[1]} ended with {process.returncode}: {said.read().decode()[-2000:]}"
            )
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def repeated(command: Sequence[str | Path], rounds: int) -> list[Spent]:
    """The same command several times over."""
    return [run(command) for _ in range(rounds)]


def middle(spent: Sequence[Spent]) -> Spent:
    """Medians."""
    return Spent(*(median(values) for values in zip(*spent, strict=True)))


class Together:
    """The peak of the memory that this process's children hold together, pages shared between them counted once."""

    def __init__(self, every: float = 0.2) -> None:
        self.peak = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, args=(every,), daemon=True)

    def __enter__(self) -> Together:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self, every: float) -> None:
        while not self._over.wait(every):
            self.peak = max(self.peak, sum(_held(pid) for pid in _descendants(os.getpid())) / 1024)


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_descendants(int(child))]
    except OSError:  # it has ended meanwhile
        return found
    return found


def _held(pid: int) -> int:
    """Proportional set size in kB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
