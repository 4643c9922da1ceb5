"""How long a lease holds, when a job is tried again, and which step from one state to another is lawful. Pure decisions.

Comes in: states, counts, moments. Goes out: durations, or whether. Never reads a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from homeward.work.facts import JobState as S

BEATS: Final = 5  # how often a worker speaks up within one lease
SLICE: Final = timedelta(seconds=5)  # how long one job keeps a worker while others wait
ATTEMPTS: Final = 5  # tries without progress between them
_FIRST_WAIT: Final = timedelta(seconds=2)
_LONGEST_WAIT: Final = timedelta(minutes=5)
KEPT: Final = timedelta(days=90)  # an ended job is forgotten after this

LAWFUL: Final[Mapping[S, frozenset[S]]] = {
    S.QUEUED: frozenset({S.RUNNING, S.CANCELLED}),
    S.RUNNING: frozenset({S.QUEUED, S.RUNNING, S.DONE, S.FAILED, S.CANCELLED}),
    S.DONE: frozenset(),
    S.FAILED: frozenset({S.QUEUED}),
    S.CANCELLED: frozenset(),
}


def lawful(now: S, then: S) -> bool:
    """Whether a job may go from one state to another. A cancelled job was undone, so it is asked for anew, not again."""
    return then in LAWFUL[now]


def exhausted(attempts: int) -> bool:
    """Whether a job was tried often enough without progress."""
    return attempts >= ATTEMPTS


def wait(attempts: int) -> timedelta:
    """How long to wait before the next try: twice as long each time."""
    doubled: int = 2 ** min(max(0, attempts - 1), 16)
    return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
