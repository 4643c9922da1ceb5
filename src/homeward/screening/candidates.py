"""Who on the list is worth comparing exactly: the names whose parts could together say enough.

Comes in: `Inputs`, people's names, what each name's parts must reach. Goes out: for each name the listed names that can reach it, with
the most that their comparison could say: no exact comparison is above its bound, so nobody above the threshold is passed over, but
for a name broken in another place into parts that all sound like other listed parts, where `joins` has not found it.
A first look only: its numbers choose, they never appear in a result. In integers, in an order that no thread or block changes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.compiling import compiled
from homeward.names.parts import MAX_PARTS
from homeward.screening.desks import desk
from homeward.screening.inputs import Inputs
from homeward.screening.looking import KEPT, TURN, WORTH, Asks, keep_best, look, steps_of
from homeward.screening.needs import asked_in
from homeward.screening.promises import STRETCH
from homeward.screening.sieve import advance, mark, runs, sieve, want_few
from homeward.screening.worths import beyond_bound

ALONE = 8  # names looked for together; of more it pays to lay out what each of them could spare
BUFFER = 3  # candidates kept while looking, as a multiple of `most`
Array = npt.NDArray[Any]


class _Desk(NamedTuple):
    """Working arrays of one thread: worths by listed part, zero where nothing is laid; of joins by listed name; what listed names promise;
    space to sort in.
    """

    near: Array
    meets: Array
    extra: Array
    promised: Array
    peaks: Array
    marks: Array
    scratch: Array


def gather(
    inputs: Inputs, name_from: int, name_to: int, needs: Array, most: int
) -> tuple[npt.NDArray[np.int64], Array, Array]:
    """Candidates of the people's names name_from <= name < name_to: of those that can reach what `needs` asks (see `needs.needs`), for
    each name at most about `most`, those furthest above it. Returns (starts, listed names, bounds) as CSR by name; beyond its bound a
    comparison says at the most what `worths.beyond_bound` says of the recorded name.
    """
    count, room = name_to - name_from, BUFFER * most
    first, last = inputs.token_start[name_from], inputs.token_start[name_to]
    parts, places = np.unique(inputs.tokens[first:last], return_inverse=True)
    kept, sizes = np.empty((count, KEPT, room), np.int32), np.zeros(count, np.int64)
    meshes = sieve(inputs, parts, places, inputs.token_start[name_from : name_to + 1] - first)
    working = desk(
        _Desk,
        (len(inputs.other_codes), len(meshes.sums), room),
        lambda: _Desk(
            np.zeros((len(inputs.other_codes), MAX_PARTS), np.int32),
            np.zeros(len(inputs.other_codes), np.uint8),
            np.zeros(len(meshes.sums), np.int32),
            np.zeros(len(meshes.sums), np.uint16),
            np.zeros(-(-len(meshes.sums) // STRETCH), np.uint16),
            np.zeros(STRETCH, np.uint8),
            np.empty(room, np.int64),
        ),
    )
    _gather(inputs, name_from, places, meshes, needs, most, working, kept, sizes)
    rows, found = np.repeat(np.arange(count), sizes), runs(np.zeros(count, np.int64), sizes)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    return starts, inputs.listed_names[kept[rows, TURN, found]], kept[rows, WORTH, found]


@compiled
def _gather(inputs, name_from, places, sieve, needs, most, desk, kept, sizes):  # type: ignore[no-untyped-def]
    """Fill what is kept for each recorded name, and how many they are. places[t] is where token t stands among the parts."""
    post_starts, posts, token_start, width = inputs.post_starts, inputs.posts, inputs.token_start, len(sieve.sums)
    starts, columns, values = inputs.like_starts, inputs.like_columns, inputs.worths
    raised, least, first = np.zeros(len(sizes), np.int64), np.zeros(len(sizes), np.uint16), token_start[name_from]
    alone, is_few = np.zeros(len(sizes), np.bool_), len(sizes) <= ALONE
    stated = (inputs.listed_years, inputs.listed_sexes, inputs.listed_nations, inputs.listed_costs)
    blocks, join_starts, together, wanted = inputs.blocks, inputs.join_starts, sieve.together, sieve.wanted
    for n in range(len(sizes)):
        raised[n] = -beyond_bound(inputs.slack[name_from + n], inputs.weights, inputs.costs)
    for low in range(0, len(inputs.name_lengths), max(1, width)):
        wanted[:] = 0
        sieve.is_counted[:] = False
        for n in range(len(sizes)):
            name = name_from + n
            if sizes[n] > 2 * most:  # whoever cannot be among the best found so far need not be looked at
                sizes[n], raised[n] = keep_best(kept[n], sizes[n], most, raised[n], desk.scratch)
            at_least = asked_in(needs, name, blocks, low // width) + max(raised[n], -inputs.slack[name])
            asked = steps_of(at_least, sieve.step)
            looks = together[n] >= asked or join_starts[name] < join_starts[name + 1]
            least[n] = asked if looks else 0
            if looks and is_few:
                alone[n] = want_few(sieve, places[token_start[name] - first : token_start[name + 1] - first], asked)
            for t in range(token_start[name] - first, token_start[name + 1] - first if looks and not alone[n] else 0):
                wanted[places[t]] = 1
        advance(sieve, post_starts, posts, low + width)
        mark(sieve, starts, columns, values, posts, low)
        for n in range(len(sizes)):
            if least[n]:
                name = name_from + n
                mine = places[token_start[name] - first : token_start[name + 1] - first]
                asks = Asks(needs, name, inputs.slack[name], raised[n], least[n])
                sizes[n], raised[n] = look(
                    inputs, stated, mine, low, sieve, asks, alone[n], is_few, most, desk, kept[n], sizes[n]
                )
    for n in range(len(sizes)):
        sizes[n] = keep_best(kept[n], sizes[n], most, raised[n], desk.scratch)[0]
