"""Which numbers of a table must be held back so that no small one can be read or worked out from the others.

Comes in: a table as flows: every number runs from one sum to another, and what runs into a sum runs out of it. Goes out: what to
hold back. A number from 1 to below the minimum is held back, and then others, the smallest first, until a reader who knows the
rest and adds up cannot tell a small number closer than within `minimum` of it. How far it could lie is worked out exactly, as the
most that can run round the numbers held back. Never a guard against tables compared over time: that is another rule's work.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final

MINIMUM: Final = 5


@dataclass(frozen=True, slots=True)
class Arc:
    """A number that runs from one sum to another."""

    tail: Hashable
    head: Hashable
    count: int


Arcs = Mapping[object, Arc]


def held_back(arcs: Arcs, minimum: int = MINIMUM) -> frozenset[object]:
    """The numbers to hold back."""
    small = [name for name, arc in arcs.items() if 0 < arc.count < minimum]
    hidden: set[object] = set(small)
    for name in small:
        while room(arcs, hidden, name, minimum) < minimum:
            more = _next(arcs, hidden, name)
            if more is None:
                break
            hidden.add(more)
    return frozenset(hidden)


def room(arcs: Arcs, hidden: Set[object], name: object, enough: int) -> int:
    """Within how many units a reader can tell a number that is held back; counted no further than `enough`."""
    arc = arcs[name]
    others = hidden - {name}
    more = _runs(arcs, others, (arc.head, arc.tail), enough)
    less = _runs(arcs, others, (arc.tail, arc.head), min(enough, arc.count))
    return min(enough, more + less)


def _next(arcs: Arcs, hidden: Set[object], name: object) -> object | None:
    """What to hold back beside a number: something in the same sum if there is, small rather than large, never zero if it can be."""
    near = {arcs[name].tail, arcs[name].head}
    reached = {end for other in hidden for end in (arcs[other].tail, arcs[other].head)}

    def cost(other: object) -> tuple[bool, bool, bool, int]:
        arc = arcs[other]
        ends = {arc.tail, arc.head}
        return (arc.count == 0, not ends & near, not ends <= reached, arc.count)

    return min((other for other in arcs if other not in hidden), key=cost, default=None)


def _runs(arcs: Arcs, through: Set[object], ends: tuple[Hashable, Hashable], enough: int) -> int:
    """How many units can run from one end to the other along numbers held back: up without bound, down to nothing."""
    changed = dict.fromkeys(through, 0)
    total = 0
    while total < enough:
        path = _path(arcs, changed, ends)
        if path is None:
            return total
        room = min((arcs[name].count + changed[name] for name, up in path if not up), default=enough)
        step = min(room, enough - total)
        for name, up in path:
            changed[name] += step if up else -step
        total += step
    return total


def _path(
    arcs: Arcs, changed: Mapping[object, int], ends: tuple[Hashable, Hashable]
) -> list[tuple[object, bool]] | None:
    """A way from one end to the other, each number in it raised (True) or lowered."""
    came: dict[Hashable, tuple[Hashable, object, bool] | None] = {ends[0]: None}
    queue = [ends[0]]
    for here in queue:
        for name, there, up in _steps(arcs, changed, here):
            if there not in came:
                came[there] = (here, name, up)
                queue.append(there)
    if ends[1] not in came:
        return None
    path, step = [], came[ends[1]]
    while step is not None:
        here, name, up = step
        path.append((name, up))
        step = came[here]
    return path


def _steps(arcs: Arcs, changed: Mapping[object, int], here: Hashable) -> Iterator[tuple[object, Hashable, bool]]:
    for name, by in changed.items():
        arc = arcs[name]
        if arc.tail == here:
            yield name, arc.head, True
        if arc.head == here and arc.count + by > 0:
            yield name, arc.tail, False
