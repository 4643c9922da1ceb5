"""Which numbers of a table must be held back so that no small one can be read or worked out from the others.

Comes in: a table as flows: every number runs from one sum to another, and what runs into a sum runs out of it. Goes out: what to
hold back. A number from 1 to below the minimum is held back, and then others, the smallest first, until a reader who knows the
rest and adds up cannot tell a small number closer than within `minimum` of it. How far it could lie is worked out exactly, as the
most that can run round the numbers held back. Never a guard against tables compared over time: that is another rule's work.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Set
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Final

MINIMUM: Final = 5
_ZERO: Final = 50


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
            more = _ring(arcs, hidden, name, minimum) - hidden or _least(arcs, hidden)
            if not more:
                break
            hidden |= more
    return frozenset(hidden)


def room(arcs: Arcs, hidden: Set[object], name: object, enough: int) -> int:
    """Within how many units a reader can tell a number that is held back; counted no further than `enough`."""
    arc = arcs[name]
    others = hidden - {name}
    more = _runs(arcs, others, (arc.head, arc.tail), enough)
    less = _runs(arcs, others, (arc.tail, arc.head), min(enough, arc.count))
    return min(enough, more + less)


def _ring(arcs: Arcs, hidden: Set[object], name: object, enough: int) -> set[object]:
    """The cheapest ring of numbers round which enough units can run through a number; what is held back already costs nothing.

    A large number costs more than a small one, and zero more than a few, since a reader may know that nobody can be there.
    """
    arc = arcs[name]
    came: dict[Hashable, tuple[Hashable, object]] = {}
    best: dict[Hashable, int] = {arc.head: 0}
    order = count()  # of two that cost the same, the one that was seen first
    queue: list[tuple[int, int, Hashable]] = [(0, next(order), arc.head)]
    while queue:
        cost, _, here = heappop(queue)
        if here == arc.tail or cost > best[here]:
            continue
        for other, there, price in _offers(arcs, hidden - {name}, here, enough):
            if other != name and cost + price < best.get(there, cost + price + 1):
                best[there], came[there] = cost + price, (here, other)
                heappush(queue, (cost + price, next(order), there))
    ring, here = set[object](), arc.tail
    while here in came and here != arc.head:
        here, other = came[here]
        ring.add(other)
    return ring


def _offers(arcs: Arcs, hidden: Set[object], here: Hashable, enough: int) -> Iterator[tuple[object, Hashable, int]]:
    """The numbers by which a ring can go on from a sum, with what holding each back costs."""
    for name, arc in arcs.items():
        price = 0 if name in hidden else arc.count or _ZERO
        if arc.tail == here:
            yield name, arc.head, price
        if arc.head == here and arc.count >= enough:
            yield name, arc.tail, price


def _least(arcs: Arcs, hidden: Set[object]) -> set[object]:
    """The smallest number that is still shown, zeros last."""
    shown = [name for name in arcs if name not in hidden]
    return set(sorted(shown, key=lambda name: (arcs[name].count == 0, arcs[name].count))[:1])


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
