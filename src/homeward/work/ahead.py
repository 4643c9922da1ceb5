"""A second process beside a worker: it prepares what comes next on another processor, while the first writes what came before.

Comes in: a function of a module with its arguments; it only reads, and gives the same whoever calls it. Goes out: what it gives. One
process writes to the database at a time, so what takes long is done before its turn comes.
It ends with the worker, however that ends: the pipe between them closes. One that fails, or cannot be had, costs time and nothing
else: what it was asked for is then done here.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Final, ParamSpec, TypeVar

import django

from homeward.work.garbage import seldom

Asked = ParamSpec("Asked")
Given = TypeVar("Given")
log = logging.getLogger("homeward.work")
_BROKEN: Final = (EOFError, OSError)  # the other process is gone


class Ahead:
    """What comes next, asked for before it is needed. One thing at a time; what was not needed after all is thrown away."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._asked: tuple[Any, ...] | None = None

    def begin(self, function: Callable[Asked, Given], *given: Asked.args, **none: Asked.kwargs) -> None:
        """Have something prepared, if there is a processor to spare."""
        if len(os.sched_getaffinity(0)) < 2:
            return
        self._awaited()
        try:
            pipe = self._pipe or self._started()
            pipe.send((function, given))
        except _BROKEN:
            self.end()
        else:
            self._asked = (function, *given)

    def take(self, function: Callable[Asked, Given], *given: Asked.args, **none: Asked.kwargs) -> Given:
        """What was prepared, where it was this that was asked for; or the same, done here and now."""
        wanted = self._asked == (function, *given)
        done, answer = self._awaited()
        return answer if wanted and done else function(*given, **none)

    def end(self) -> None:
        """Let the other process go."""
        self._asked = None
        if self._pipe:
            self._pipe.close()
        if self._process:
            self._process.wait()
        self._pipe = self._process = None

    def _awaited(self) -> tuple[bool, Any]:
        """Whether what was asked for was done, and what it came to."""
        if self._asked is None or self._pipe is None:
            return False, None
        self._asked = None
        try:
            done, answer = self._pipe.recv()
        except _BROKEN:
            self.end()
            return False, None
        if not done:
            log.warning("what was to be prepared could not be: %s", answer)
        return done, answer

    def _started(self) -> Connection:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            command = [sys.executable, "-m", __name__, str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])  # noqa: S603 - the command is our own
            self._pipe = Connection(ours.detach())
        return self._pipe


def serve(pipe: Connection) -> None:
    """Do what is asked, one thing after another, until nobody asks any more."""
    with pipe, suppress(*_BROKEN):
        while True:
            function, given = pipe.recv()
            try:
                answer = True, function(*given)
            except Exception as error:  # noqa: BLE001 - whoever asked does it themselves, and says what is wrong
                answer = False, type(error).__name__
            pipe.send(answer)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the worker, and with it the pipe
    django.setup()
    seldom()
    serve(Connection(int(sys.argv[1])))
