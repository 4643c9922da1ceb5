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

from homeward.names.compare import (
    CHAIN_AGREES,
    CHAIN_RARITY,
    DISPLACED_AGREES,
    DISPLACED_RARITY,
    FAMILY_AGREES,
    FAMILY_RARITY,
    GIVEN_AGREES,
    GIVEN_RARITY,
    GIVEN_UNLIKE,
    KUNYA_AGREES,
    KUNYA_RARITY,
    MISSING,
    MONONYM,
    OTHER_UNLIKE,
    UNIT,
)
from homeward.names.compiling import compiled, inner
from homeward.names.joins import WEAK
from homeward.names.ordered import ascending, first_at
from homeward.names.parts import MAX_PARTS
from homeward.screening.desks import desk
from homeward.screening.inputs import Inputs
from homeward.screening.needs import FIRST, LAST, NEAR, NEAR_YEARS, NEED, SEX, asked_beside, asked_in
from homeward.screening.sheet import FEMALE, MALE, UNKNOWN
from homeward.screening.sieve import (
    add_up,
    advance,
    are_few,
    complete_few,
    dispensable,
    find_few,
    mark,
    move,
    runs,
    sieve,
    want_few,
    worth_looking,
)

EVER = 9_999  # a year that nobody is born in
ALONE = 8  # names looked for together; of more it pays to lay out what each of them could spare
BUFFER = 4  # candidates kept while looking, as a multiple of `most`
_FILL, _CLEAR = np.int64(1), np.int64(0)  # how many times worths are spread into the rows by listed part
_NONE, _ONE = np.int64(0), np.uint16(1)
Array = npt.NDArray[Any]


def most_of(weights: Array) -> tuple[int, int]:
    """The most that two parts which met can say whatever their roles: for agreeing, and for each bit of rarity."""
    agrees = (GIVEN_AGREES, FAMILY_AGREES, CHAIN_AGREES, DISPLACED_AGREES, KUNYA_AGREES)
    rare = (GIVEN_RARITY, FAMILY_RARITY, CHAIN_RARITY, DISPLACED_RARITY, KUNYA_RARITY)
    return int(max(weights[k] for k in agrees)), int(max(weights[k] for k in rare))


def most_of_pairs(inputs: Inputs, parts: Array, listed: Array, alike: Array) -> npt.NDArray[np.int64]:
    """The most that recorded and listed parts, so much alike, can say when they meet; at least 1."""
    agrees, rare = most_of(inputs.weights)
    unlike = max(inputs.weights[GIVEN_UNLIKE], inputs.weights[OTHER_UNLIKE])
    rarity = np.minimum(inputs.info[parts], inputs.other_info[listed]) * alike.astype(np.int64) // UNIT
    worths: npt.NDArray[np.int64] = np.maximum(1, agrees + rare * rarity // UNIT + unlike * (UNIT - alike) // UNIT + 1)
    return worths


def worths_of(inputs: Inputs) -> npt.NDArray[np.int32]:
    """For each pair of parts that are alike, the most that they can say when they meet, whatever their roles; at least 1."""
    parts = np.repeat(np.arange(len(inputs.like_starts) - 1), np.diff(inputs.like_starts))
    return most_of_pairs(inputs, parts, inputs.like_columns, inputs.like_values).astype(np.int32)


def slack_of(inputs: Inputs) -> npt.NDArray[np.int32]:
    """By recorded name, what its comparison could say beyond its parts: that it is a single part on both sides, and what a join adds.

    A part that sounds like no listed part may be half of one, or several of them glued.
    """
    agrees, rare = most_of(inputs.weights)
    meets = np.zeros(len(inputs.info), bool)
    meets[np.repeat(np.arange(len(meets)), np.diff(inputs.like_starts))[inputs.like_values >= WEAK]] = True
    joined = np.where(meets, 0, agrees + rare * inputs.info.astype(np.int64) // UNIT)
    most = np.zeros(len(inputs.token_start) - 1, np.int32)
    names = np.repeat(np.arange(len(most)), np.diff(inputs.token_start))
    np.maximum.at(most, names, joined[inputs.tokens].astype(np.int32))
    return most + np.int32(max(0, inputs.weights[MONONYM]))


@compiled
def keep_best(names, worths, size, most, scratch):  # type: ignore[no-untyped-def]
    """Keep the `most` worthiest of `size` names in place, with every tie of the last unless they are too many.

    Returns (how many are kept, the worth that a further name must exceed or equal). scratch has room for them all.
    """
    if size <= most:
        return size, np.int64(1)
    for i in range(size):
        scratch[i] = worths[i]
    ascending(scratch, np.int64(0), size)
    floor, kept = scratch[size - most], np.int64(0)
    for i in range(size):
        if worths[i] >= floor:
            names[kept], worths[kept] = names[i], worths[i]
            kept += 1
    if kept > 2 * most:  # a crowd at the floor: those first on the list stay, which no thread or block changes
        above = 0
        for i in range(kept):
            if worths[i] > floor:
                above += 1
        room, size, kept = 2 * most - above, kept, np.int64(0)
        for i in range(size):
            if worths[i] > floor or room > 0:
                if worths[i] == floor:
                    room -= 1
                names[kept], worths[kept] = names[i], worths[i]
                kept += 1
    return kept, floor + (kept >= 2 * most)  # no room for more at the floor


@inner
def _spread(near, parts, places, starts, columns, worths, times):  # type: ignore[no-untyped-def]
    """Spread what a name's parts are worth into rows by listed part; `times` 0 clears them again."""
    for k in range(len(places)):
        part = parts[places[k]]
        for s in range(starts[part], starts[part + 1]):
            near[columns[s], k] = worths[s] * times


@inner
def _with_joins(inputs, name, low, least, sums, extra, found, count):  # type: ignore[no-untyped-def]
    """What a name's joins are worth by listed name from `low` on; whoever has one is looked at, and found. Returns how many now are."""
    posts, worths = inputs.join_posts, inputs.join_worths
    for k in range(inputs.join_starts[name], inputs.join_starts[name + 1]):
        at, last = inputs.join_post_starts[inputs.join_ids[k]], inputs.join_post_starts[inputs.join_ids[k] + 1]
        at += first_at(posts[at:last], low)
        while at < last and posts[at] < low + len(sums):
            listed = np.int64(posts[at]) - low
            if sums[listed] == 0:
                found[count] = listed
                count += 1
            sums[listed] = max(sums[listed], least)
            extra[listed] += worths[at]
            at += 1
    return count


@inner
def _worth(near, parts, tokens, low, high):  # type: ignore[no-untyped-def]
    """What a name's parts are worth beside a listed name: each with the part that it says most with."""
    total = 0
    for k in range(parts):
        most = 0
        for t in range(low, high):
            most = max(most, near[tokens[t], k])
        total += most
    return total


class _Desk(NamedTuple):
    """Working arrays of one thread: worths by listed part, zero where nothing is laid; of joins by listed name; space to sort in."""

    near: Array
    extra: Array
    scratch: Array


def gather(
    inputs: Inputs, name_from: int, name_to: int, needs: Array, slack: Array, most: int
) -> tuple[npt.NDArray[np.int64], Array, Array]:
    """Candidates of the people's names name_from <= name < name_to: for each at most about `most` that can reach what `needs` asks
    (see `needs.needs`). Returns (starts, listed names, bounds) as CSR by name.
    """
    count, room = name_to - name_from, BUFFER * most
    first, last = inputs.token_start[name_from], inputs.token_start[name_to]
    parts, places = np.unique(inputs.tokens[first:last], return_inverse=True)
    names, worths, sizes = (
        np.empty((count, room), np.int32),
        np.empty((count, room), np.int32),
        np.zeros(count, np.int64),
    )
    meshes = sieve(inputs, parts, places, inputs.token_start[name_from : name_to + 1] - first)
    working = desk(
        _Desk,
        (len(inputs.other_codes), len(meshes.sums), room),
        lambda: _Desk(
            np.zeros((len(inputs.other_codes), MAX_PARTS), np.int32),
            np.zeros(len(meshes.sums), np.int32),
            np.empty(room, np.int64),
        ),
    )
    _gather(inputs, name_from, places, meshes, needs, slack, most, working, names, worths, sizes)
    found = np.repeat(np.arange(count) * room, sizes) + runs(np.zeros(count, np.int64), sizes)
    return np.concatenate(([0], np.cumsum(sizes))), inputs.listed_names[names.ravel()[found]], worths.ravel()[found]


@compiled
def _gather(inputs, name_from, places, sieve, needs, slack, most, desk, names, worths, sizes):  # type: ignore[no-untyped-def]
    """Fill names and worths, a row for each recorded name, and how many there are. places[t] is where token t stands among the parts."""
    post_starts, posts, token_start, width = inputs.post_starts, inputs.posts, inputs.token_start, len(sieve.sums)
    starts, columns, values = inputs.like_starts, inputs.like_columns, inputs.worths
    floors, least, first = np.ones(len(sizes), np.int64), np.zeros(len(sizes), np.uint16), token_start[name_from]
    alone, is_few = np.zeros(len(sizes), np.bool_), len(sizes) <= ALONE
    stated, blocks, join_starts = (
        (inputs.listed_years, inputs.listed_sexes, inputs.listed_nations),
        inputs.blocks,
        inputs.join_starts,
    )
    together, wanted = sieve.together, sieve.wanted
    for low in range(0, len(inputs.name_lengths), max(1, width)):
        wanted[:] = 0
        for n in range(len(sizes)):
            name = name_from + n
            if sizes[n] > 2 * most:  # whoever cannot be among the best found so far need not be looked at
                sizes[n], floors[n] = keep_best(names[n], worths[n], sizes[n], most, desk.scratch)
            asked = _steps(max(asked_in(needs, name, blocks, low // width), floors[n]) - slack[name], sieve.step)
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
                asks = _Asks(needs, name, slack[name], floors[n], least[n])
                sizes[n], floors[n] = _look(
                    inputs, stated, mine, low, sieve, asks, alone[n], most, desk, names[n], worths[n], sizes[n]
                )
    for n in range(len(sizes)):
        sizes[n] = keep_best(names[n], worths[n], sizes[n], most, desk.scratch)[0]


@inner
def _steps(worth, step):  # type: ignore[no-untyped-def]
    """The least steps, at least one, that can come to a worth."""
    return np.uint16(min(max(1, (worth + step - 1) // step), 65_535))


class _Asks(NamedTuple):
    """What is asked of a listed name beside one recorded: its row of `needs`, what may be said beyond the parts, the worth that a further
    candidate must reach, and the least steps asked in the block.
    """

    needs: Array
    name: int
    slack: int
    floor: int
    least: int


# Whatever is read again and again is taken out of its tuple once, and no function is called in vain: counting who holds an array costs
# as much as looking at a name.


@inner
def _look(inputs, stated, places, low, sieve, asks, alone, most, desk, names, worths, size):  # type: ignore[no-untyped-def]
    """Look through a block from a turn on for one recorded name. Returns how many are kept, and the floor."""
    has_joins = inputs.join_starts[asks.name] < inputs.join_starts[asks.name + 1]
    spared, of_spared = dispensable(sieve, places, asks.least)
    if are_few(sieve, places, spared):
        count = find_few(sieve, places, spared)
        if has_joins:
            count = _with_joins(inputs, asks.name, low, _ONE, sieve.best, desk.extra, sieve.found, count)
        if count:
            count = _those_few(sieve, count, of_spared, asks, stated, low, desk.extra)
        if count and not alone:
            complete_few(sieve, places, spared, count)
            of_spared = _NONE
            count = _those_few(sieve, count, of_spared, asks, stated, low, desk.extra)
        if count > 1:
            ascending(sieve.found, _NONE, count)
        if count:
            move(sieve, count, of_spared)
    else:
        asked, high = _asked(asks, sieve.step), min(low + len(sieve.sums), len(inputs.name_lengths))
        add_up(sieve, places)
        if has_joins:
            at_least = max(asks.least, asked[0], asked[1], asked[2])
            _with_joins(inputs, asks.name, low, at_least, sieve.sums, desk.extra, sieve.found, _NONE)
        count = worth_looking(
            sieve.sums[: high - low], inputs.listed_years[0, low:high], inputs.listed_years[1, low:high], inputs.listed_sexes[low:high],
            asked, sieve.some, sieve.found,
        )  # fmt: skip
    if count:
        return _keep(inputs, stated, places, sieve, count, asks, low, alone, most, desk, names, worths, size)
    return size, asks.floor


@inner
def _asked(asks, step):  # type: ignore[no-untyped-def]
    """What `sieve.worth_looking` asks for, in steps: of women, of all others, of those born in no year from a first to a last."""
    needs, slack, floor = asks.needs[asks.name], asks.slack, asks.floor
    first, last = (needs[FIRST] - NEAR_YEARS, needs[LAST] + NEAR_YEARS) if needs[LAST] else (0, EVER)
    of_women, of_all = needs[SEX + FEMALE], min(needs[SEX + UNKNOWN], needs[SEX + MALE])
    return (
        _steps(max(needs[NEED] + of_women, floor) - slack, step), _steps(max(needs[NEED] + of_all, floor) - slack, step),
        _steps(max(needs[NEED] + needs[NEAR], floor) - slack, step), np.int16(first), np.int16(last),
    )  # fmt: skip


@inner
def _those_few(sieve, count, most, asks, stated, low, extra):  # type: ignore[no-untyped-def]
    """Of the first `count` found, those that reach what is asked when `most` steps are added to what stands in `best`: moved to the front.

    The others are cleared from `best`. Whoever has a join stays. Returns how many.
    """
    best, found, kept = sieve.best, sieve.found, np.int64(0)
    needs, name, slack, floor, least = asks
    years, sexes, nations = stated
    for c in range(count):
        at, turn, steps = found[c], low + found[c], best[found[c]] + most
        if steps >= least:
            wanted = asked_beside(needs, name, years[0, turn], years[1, turn], sexes[turn], nations[turn])
            if slack + steps * sieve.step >= max(wanted, floor):
                found[kept] = at
                kept += 1
                continue
        if extra[at]:
            found[kept] = at
            kept += 1
        else:
            best[at] = 0
    return kept


@inner
def _keep(inputs, stated, places, sieve, count, asks, low, alone, most, desk, names, worths, size):  # type: ignore[no-untyped-def]
    """Keep those of the first `count` found that reach what is asked, while they are among the best. Returns how many, and the floor."""
    near, extra, scratch = desk
    years, sexes, nations = stated
    needs, name, slack, floor, _ = asks
    found, sums, lengths, is_spread = sieve.found, sieve.sums, inputs.name_lengths, False
    missing = inputs.weights[MISSING]
    for k in range(count):
        at, turn = found[k], low + found[k]
        wanted = max(asked_beside(needs, name, years[0, turn], years[1, turn], sexes[turn], nations[turn]), floor)
        beside = slack + extra[at] + missing * max(0, lengths[turn] - len(places) - 1)
        is_sure, extra[at] = sieve.step == 1 and extra[at] == 0 and not alone, 0
        if max(1, beside + sums[at] * sieve.step) < wanted:
            continue
        own = np.int64(sums[at])
        if not is_sure:
            if not is_spread:
                _spread(near, sieve.parts, places, inputs.like_starts, inputs.like_columns, inputs.worths, _FILL)
                is_spread = True
            listed, starts = inputs.listed_names[turn], inputs.other_token_start
            own = _worth(near, len(places), inputs.other_tokens, starts[listed], starts[listed + 1])
        worth = max(1, beside + own)
        if worth < wanted:
            continue
        if size == len(names):
            size, floor = keep_best(names, worths, size, most, scratch)
        if worth >= floor:
            names[size], worths[size] = turn, worth
            size += 1
    if is_spread:
        _spread(near, sieve.parts, places, inputs.like_starts, inputs.like_columns, inputs.worths, _CLEAR)
    return size, floor
