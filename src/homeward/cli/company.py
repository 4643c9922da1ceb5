"""Processes that belong together: started in order, started again where one ends, and ended together.

Comes in: command lines. Goes out: nothing. None outlives the process that started it, even where that is killed.
"""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.cli.render import complain

PATIENCE = 20.0  # seconds to end in
_LONGEST_PAUSE = 30.0
_DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG


@dataclass
class Member:
    """One process: what it is called, how it is started, and how often it had to be."""

    title: str
    command: Sequence[str]
    process: subprocess.Popen[bytes]
    pause: float = 1.0
    again_at: float = 0.0


class Company:
    """Start them with `start`, keep them with `keep`, end them with `end`. `leaving`: somebody called `leave`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._members: list[Member] = []
        self.leaving = False

    def start(self, title: str, command: Sequence[str]) -> None:
        """Start one more."""
        self._members.append(Member(title, command, self._run(command)))

    def lost(self) -> str | None:
        """The title of one that has ended, or None."""
        return next((one.title for one in self._members if one.process.poll() is not None), None)

    def keep(self) -> None:
        """Watch over them until `leave` is called, and start again what ended."""
        while not self.leaving:
            for one in self._members:
                self._look_after(one)
            time.sleep(0.2)

    def leave(self) -> None:
        """Let `keep` return: safe within a signal's handler."""
        self.leaving = True

    def end(self) -> None:
        """End them all, politely first."""
        for one in reversed(self._members):
            if one.process.poll() is None:
                one.process.terminate()
        until = time.monotonic() + PATIENCE
        for one in self._members:
            try:
                one.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait()

    def _look_after(self, one: Member) -> None:
        if one.process.poll() is None:
            return
        now = time.monotonic()
        if not one.again_at:
            complain(f"The {one.title} ended by itself (code {one.process.returncode}); it is started again.")
            one.again_at, one.pause = now + one.pause, min(2 * one.pause, _LONGEST_PAUSE)
        elif now >= one.again_at:
            one.process, one.again_at = self._run(one.command), 0.0

    def _run(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - the commands are our own
            command,
            env=dict(self._environment),
            start_new_session=True,
            preexec_fn=_die_with_parent,
            stdout=subprocess.DEVNULL,  # what they have to say is their log, on standard error
        )


def _die_with_parent() -> None:
    """Have the system end this process when the one that started it is gone, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
