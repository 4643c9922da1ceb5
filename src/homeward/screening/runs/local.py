"""A run on this machine: blocks of people over threads, written in order.

Comes in: a comparison, what to show, parameters, where to write. Goes out: blocks handed on in the order of the people.
Whatever stops it, no block is half handed on. The number of threads and the size of blocks change nothing but the time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from homeward.screening.engine import Comparison
from homeward.screening.runs.lines import Shown
from homeward.screening.runs.plan import Parameters
from homeward.screening.runs.worker import Block, work

# People in a block: what is laid out of a long list is worth sharing; of a short one it is better that arrays are small, and used again.
OF_LONG, OF_SHORT, SMALLEST = 4096, 1024, 32
LONG = 100_000  # listed names


@dataclass(frozen=True, slots=True)
class Task:
    """What a run computes from; `threads` and `chunk` (people in a block) are only how."""

    comparison: Comparison
    shown: Shown
    parameters: Parameters
    threads: int = 1
    chunk: int | None = None

    def size(self, people: int) -> int:
        """People in a block: few enough that every thread has several."""
        largest = OF_LONG if len(self.comparison.inputs.name_lengths) >= LONG else OF_SHORT
        return self.chunk or max(SMALLEST, min(largest, -(-people // (8 * self.threads))))


def blocks(task: Task, q_from: int = 0) -> Iterator[Block]:
    """The blocks of all people from q_from on, in order, computed ahead by the threads."""
    people = len(task.comparison.people)
    size = task.size(people - q_from)
    waiting: deque[Future[Block]] = deque()
    with ThreadPoolExecutor(task.threads) as pool:
        try:
            for low in range(q_from, people, size):
                high = min(low + size, people)
                waiting.append(pool.submit(work, task.comparison, task.shown, task.parameters, low, high))
                if len(waiting) > 2 * task.threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def run(
    task: Task, append: Callable[[Block], None], progress: Callable[[int], None] | None = None, q_from: int = 0
) -> None:
    """Hand every block on in order; `progress` is told how many people are done."""
    done = q_from
    for block in blocks(task, q_from):
        append(block)
        done += block.people
        if progress:
            progress(done)
