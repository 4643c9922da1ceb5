"""Lists laid out in a process of their own, while this one reads the caseload.

Comes in: work to do. Goes out: what it came to, the same as if it had been done here.
Where that process fails, for whatever reason, the work is done again here, so that a failure is told in one way only.
Leaves no process behind: the other one ends when nobody reads from it.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, TypeVar

from homeward.screening.index.crew import can_fork, quiet

T = TypeVar("T")


class Apart(Generic[T]):
    """A piece of work begun in another process where there is a processor for it; `result` waits for it or does it here."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._process = self._receiver = None
        if can_fork():
            context = get_context("fork")
            self._receiver, sender = context.Pipe(duplex=False)
            self._process = context.Process(target=_send, args=(work, self._receiver, sender))
            self._process.start()
            sender.close()

    def result(self) -> T:
        """What the work came to. Raises what it raises."""
        if self._process is not None and self._receiver is not None:
            try:
                found: T = self._receiver.recv()
                return found
            except EOFError:
                pass
        return self._work()

    def __enter__(self) -> Apart[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def _send(work: Callable[[], T], receiver: Connection, sender: Connection) -> None:
    """Do the work and send what it came to; on a failure nothing is sent and nothing is said."""
    receiver.close()
    quiet()
    sender.send(work())
