"""Work handed round to processes, its results taken in the order of the work.

Comes in: a function and a stream of work, both as the processes see them when they begin. Goes out: the results, in order.
Each process holds one piece of work at a time, so nothing piles up; each ends when the one that began it is gone.
Never begins a process where threads run, since a fork would copy their locks.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from homeward.kernel.errors import HomewardError

W = TypeVar("W")
R = TypeVar("R")


def can_fork() -> bool:
    """Whether there is a processor to spare and forking is safe: on Linux, from a process without threads."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def in_order(work: Callable[[W], R], pieces: Iterable[W], processes: int) -> Iterator[R]:
    """The result of each piece, in order, worked on by so many processes. Raises `HomewardError` where one of them failed."""
    context = get_context("fork")
    ends = [context.Pipe() for _ in range(processes)]
    crew = [context.Process(target=_work, args=(work, ends, number)) for number in range(processes)]
    for member in crew:
        member.start()
    for _, there in ends:
        there.close()
    idle, busy = deque(here for here, _ in ends), deque[Connection]()
    try:
        for piece in pieces:
            if not idle:
                idle.append(busy.popleft())
                yield idle[-1].recv()
            busy.append(idle.popleft())
            busy[-1].send(piece)
        while busy:
            yield busy.popleft().recv()
    except (EOFError, ConnectionError) as error:
        raise HomewardError("A process that helped ended early, perhaps for want of memory. Run it again.") from error
    finally:
        for here, _ in ends:
            here.close()
        for member in crew:
            member.terminate()
            member.join()


def _work(work: Callable[[W], R], ends: Sequence[tuple[Connection, Connection]], number: int) -> None:
    """One process: a piece comes, its result goes, until the other end is closed. A failure is silent and closes this end."""
    quiet()
    for other, (here, there) in enumerate(ends):  # a copy left open would hide from the others that an end was closed
        here.close()
        if other != number:
            there.close()
    mine = ends[number][1]
    try:
        while True:
            mine.send(work(mine.recv()))
    except (EOFError, ConnectionError):
        return


def quiet() -> None:
    """Leave interrupts and words to the process that began this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    sys.stderr = os.fdopen(silence, "w")
