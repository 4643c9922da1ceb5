"""Working arrays that a thread keeps between two questions: they are large, and mostly zero, and making them takes longer than using them.

Comes in: which kind, how large, how to make one. Goes out: the thread's own, as it was left. Whoever uses one leaves it as it was found:
zero where its kind says so. Never shared between threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
MOST = 9  # kept by a thread: three kinds for each of a few indexes
_mine = threading.local()


def desk(kind: type[T], size: tuple[int, ...], make: Callable[[], T]) -> T:
    """The thread's own working arrays of that kind and size, made when it has none; those unused for longest are let go."""
    kept: dict[tuple[type[T], tuple[int, ...]], T] = _mine.__dict__.setdefault("kept", {})
    found = kept.pop((kind, size), None)
    if found is None:
        found = make()
        while len(kept) >= MOST:
            kept.pop(next(iter(kept)))
    kept[kind, size] = found
    return found
