"""One recorded name looked for in a block of a list: who holds a part that it cannot spare, and could say enough with all its parts.

Comes in: what the sieve laid out of a block, and what is asked beside each listed name. Goes out: the turns of those who reach it, with the
most that their comparison could say, as long as they are among the best. Compiled, in integers.
Whatever is read again and again is taken out of its tuple once, and no function is called in vain: counting who holds an array costs as
much as looking at a name.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.compiling import inner
from homeward.names.ordered import ascending, first_at
from homeward.screening.needs import NEED, asked_beside
from homeward.screening.promises import STRETCH, high_up, promise, promising, spares_of
from homeward.screening.sieve import (
    SHARE,
    SURE,
    add_up,
    are_few,
    complete_few,
    count_left,
    counted,
    dispensable,
    find_few,
    holders,
    move,
    said,
)
from homeward.screening.worths import FEWER, left_over, measure

TURN, WORTH, SPARE, KEPT = range(4)  # rows of what is kept: a turn, its bound, how far that is above what is asked
_FILL, _CLEAR = np.int64(1), np.int64(0)  # how many times worths are spread into the rows by listed part
_NONE, _ONE = np.int64(0), np.uint16(1)
_ALL = np.int64(1) << 16  # more than any sum
Array = npt.NDArray[Any]


class Asks(NamedTuple):
    """What is asked of a listed name beside one recorded: its row of `needs`, what may be said beyond the parts, how much more than
    `needs` a further candidate must reach, and the least steps asked in the block.
    """

    needs: Array
    name: int
    slack: int
    raised: int
    least: int


@inner
def look(inputs, stated, places, low, sieve, asks, alone, is_few, most, desk, kept, size):  # type: ignore[no-untyped-def]
    """Look through a block from a turn on for one recorded name. Returns how many are kept, and how much more is asked now."""
    spared, of_spared = dispensable(sieve, places, asks.least)
    names, few, count = min(len(sieve.sums), len(inputs.name_lengths) - low), alone, _NONE
    has_joins = inputs.join_starts[asks.name] < inputs.join_starts[asks.name + 1]
    if not alone and are_few(sieve, places, spared):
        few = holders(sieve, places, spared) * SHARE <= len(sieve.sums)
    raised, is_spread, below, first, left, room = np.int64(asks.raised), _NONE, _ALL, _NONE, _NONE, _NONE
    promised, peaks = desk.promised[:names], desk.peaks[: -(-names // STRETCH)]
    if few:
        count = find_few(sieve, places, spared)
    else:
        add_up(sieve, places)
    if has_joins:
        least, sums = (_ONE, sieve.best) if few else (np.uint16(SURE), sieve.sums)
        count = _with_joins(inputs, asks.name, low, least, sums, desk.extra, sieve.found, count)
    if few:
        for turn in range(1 if alone else 2):
            if turn and count:
                complete_few(sieve, places, spared, count)
                of_spared = _NONE
            if count:
                count = _those_few(sieve, count, of_spared, asks, stated, low, desk.extra)
        if count:
            ascending(sieve.found, _NONE, count)
            move(sieve, count, of_spared)
    else:
        high, (years, sexes, nations, costs) = low + names, stated
        length = (
            _NONE if is_few else measure(inputs.roles, inputs.token_start[asks.name], inputs.token_start[asks.name + 1])
        )
        row, spare, left = count_left(sieve, inputs.name_lengths[low:high], costs[low:high], length, inputs.costs)
        spares, room = spares_of(asks.needs[asks.name], sieve.step)
        facts = years[0, low:high], years[1, low:high], sexes[low:high], nations[low:high]
        promise(sieve.sums[:names], (row, spare), facts, spares, promised, peaks)
        first = high_up(peaks, most)
    for turn in range(1 if few else 2):  # at those first who promise most, so that more is asked of the others
        if not few:
            need = asks.needs[asks.name, NEED] + (raised if left else max(raised, -asks.slack))
            enough = _beyond(need, sieve.step, left + room)
            count = promising(promised, peaks, enough if turn else max(enough, first), below, sieve.found, desk.marks)
            below = first
        if count:
            size, raised, is_spread = _keep(
                inputs, stated, places, sieve, count, asks, raised, low, alone, most, desk, kept, size, is_spread
            )
        if size > most and not few:
            size, raised = keep_best(kept, size, most, raised, desk.scratch)
    if is_spread:
        _spread(desk, inputs, sieve, places, _CLEAR)
    return size, raised


@inner
def _beyond(worth, step, most_left):  # type: ignore[no-untyped-def]
    """What a sum must come to, with what parts left over do not cost, for a worth that may be less than nothing."""
    return max(1, min(SURE, counted(worth, step) + most_left))


@inner
def _those_few(sieve, count, most, asks, stated, low, extra):  # type: ignore[no-untyped-def]
    """Of the first `count` found, those that reach what is asked when `most` steps are added to what stands in `best`: moved to the front.

    The others are cleared from `best`. Whoever has a join stays. Returns how many.
    """
    best, found, kept = sieve.best, sieve.found, np.int64(0)
    needs, name, slack, raised, least = asks
    years, sexes, nations, costs = stated
    for c in range(count):
        at, turn, steps = found[c], low + found[c], best[found[c]] + most
        if steps >= least:
            wanted = asked_beside(needs, name, years[0, turn], years[1, turn], sexes[turn], nations[turn]) + costs[turn]
            if said(steps, sieve.step)[0] >= wanted + max(raised, -slack):
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
def _keep(inputs, stated, places, sieve, count, asks, raised, low, alone, most, desk, kept, size, is_spread):  # type: ignore[no-untyped-def]
    """Keep those of the first `count` found that reach what is asked, while they are among the best. Returns how many, how much
    more is asked now, and whether the name's parts are spread now.
    """
    extra = desk.extra
    years, sexes, nations, costs = stated
    needs, name, slack = asks.needs, asks.name, asks.slack
    found, sums, mine = sieve.found, sieve.sums, inputs.token_start[name]
    length = measure(inputs.roles, mine, mine + len(places))
    for k in range(count):
        at, turn = found[k], low + found[k]
        wanted = asked_beside(needs, name, years[0, turn], years[1, turn], sexes[turn], nations[turn]) + costs[turn]
        joined, extra[at] = np.int64(extra[at]), 0
        own, met = said(np.int64(sums[at]), sieve.step)
        worth = own - left_over(length, inputs.name_lengths[turn], met, inputs.costs)
        if joined == 0 and (own + slack < wanted or worth < wanted + raised):
            continue
        if joined or alone or met > 1:
            if not is_spread:
                _spread(desk, inputs, sieve, places, _FILL)
                is_spread = _FILL
            listed = inputs.listed_names[turn]
            tokens = inputs.other_tokens[inputs.other_token_start[listed] : inputs.other_token_start[listed + 1]]
            if joined or alone:
                own, met = said(_worth(desk.near, len(places), tokens), sieve.step)
            met = min(met, _meeting(desk.meets, tokens)) + FEWER * (joined > 0)
            worth = own + joined - left_over(length, inputs.name_lengths[turn], met, inputs.costs)
            if own + joined + slack < wanted or worth < wanted + raised:
                continue
        if size == kept.shape[1]:
            size, raised = keep_best(kept, size, most, raised, desk.scratch)
        if worth >= wanted + raised:
            kept[TURN, size], kept[WORTH, size], kept[SPARE, size] = turn, worth, worth - wanted
            size += 1
    return size, raised, is_spread


@inner
def steps_of(worth, step):  # type: ignore[no-untyped-def]
    """The least sum, at least one, that can come to a worth."""
    return np.uint16(min(counted(max(1, worth), step), SURE))


@inner
def _spread(desk, inputs, sieve, places, times):  # type: ignore[no-untyped-def]
    """Spread what a name's parts are worth into rows by listed part, and that these meet; `times` 0 clears them again."""
    near, meets, starts, columns, worths = desk.near, desk.meets, inputs.like_starts, inputs.like_columns, inputs.worths
    for k in range(len(places)):
        part = sieve.parts[places[k]]
        for s in range(starts[part], starts[part + 1]):
            near[columns[s], k] = counted(worths[s], sieve.step) * times
            meets[columns[s]] = times


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
def _worth(near, parts, tokens):  # type: ignore[no-untyped-def]
    """What a name's parts are worth beside a listed name, as a sum: each with the part that it says most with."""
    total = 0
    for k in range(parts):
        most = 0
        for token in tokens:
            most = max(most, near[token, k])
        total += most
    return total


@inner
def _meeting(meets, tokens):  # type: ignore[no-untyped-def]
    """How many parts of a listed name can meet any of the recorded name's."""
    count = np.int64(0)
    for token in tokens:
        count += meets[token]
    return count


@inner
def keep_best(kept, size, most, raised, scratch):  # type: ignore[no-untyped-def]
    """Keep the `most` of `size` that have most to spare, in place, with every tie of the last unless they are too many.

    Returns (how many are kept, what a further one must have to spare: `raised` while there is room). scratch has room for them all.
    """
    if size <= most:
        return size, np.int64(raised)
    spare = kept[SPARE]
    for i in range(size):
        scratch[i] = spare[i]
    ascending(scratch, np.int64(0), size)
    floor, room, above, at = scratch[size - most], np.int64(0), np.int64(0), np.int64(0)
    for i in range(size):
        above += spare[i] > floor
        room += spare[i] == floor
    room = min(room, 2 * most - above)  # of a crowd at the floor the first stay, which no thread or block changes
    for i in range(size):
        if spare[i] > floor or (spare[i] == floor and room > 0):
            room -= spare[i] == floor
            for row in range(KEPT):
                kept[row, at] = kept[row, i]
            at += 1
    return at, floor + (at >= 2 * most)  # no room for more at the floor
