"""What parts of recorded names are worth beside many listed names at once: laid out by listed name, added up row by row.

Comes in: postings of listed parts, what each is worth beside a recorded part. Goes out: by recorded name, sums beside a block of listed
names. Sums are in steps, rounded up: nobody is passed over, and a few too many stay.
Where the parts that many hold do not suffice by themselves, only the holders of the others are looked at.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.compare import UNIT
from homeward.names.compiling import inner
from homeward.names.parts import MAX_PARTS
from homeward.screening.desks import desk
from homeward.screening.index.turns import BLOCK
from homeward.screening.inputs import Inputs
from homeward.screening.reference import RAREST
from homeward.screening.worths import left_over, most_of

COMMON = 24  # a part that more than one in so many names hold has a row of its own
SHARE = 128  # holders that are looked at one by one are no more than one in so many names of a block
FEW = 8  # times that listed parts must outnumber those in use for sorting to be quicker than marking
HANDFUL = 1 << 13  # holders of parts that are compared one by one sooner than others are laid out for all of them
SURE = 40_000  # more than the parts of any name come to
_MOST = 511  # steps, each counted as eight, that a part is worth at the most: all parts of a name then come to less than half of 16 bits
_DEAREST = 1 << 12  # what a fact takes off at the most, so that what is left over and facts fit into the other half
_EIGHT = 3  # bits of a sum that hold how many parts met
Array = npt.NDArray[Any]
_NO_ROW, _NONE = np.int64(-1), np.int64(0)


class Sieve(NamedTuple):
    """What one block of people needs: `parts` are their distinct parts, `most` the steps that each says at the most, `held` how many listed
    names hold one like it, `together` the steps that the parts of each name say at the most, `step` the millibits of a step.

    `used` are the listed parts like any of them; `spans` where the names of a block of the list begin and end among their postings. Parts
    that many hold have a row (`row_of`, `rows`); of the others `names` and `worths` hold who holds them, from `starts` on. `wanted` are the
    parts of those who look through the block. best, sums and found are working rows; `left` holds by the length of a
    recorded name what the parts left over do not cost beside each listed name of the block, where `is_counted`.

    Steps are counted in eights, and what is left holds how many parts met, less one: see `counted`.
    """

    parts: Array
    most: Array
    held: Array
    together: Array
    step: int
    used: Array
    spans: Array
    row_of: Array
    rows: Array
    starts: Array
    names: Array
    worths: Array
    wanted: Array
    best: Array
    sums: Array
    found: Array
    left: Array
    is_counted: Array


class _Working(NamedTuple):
    """Working arrays of one thread, of which `best` is zero where nothing is laid."""

    spans: Array
    best: Array
    sums: Array
    found: Array
    left: Array
    is_counted: Array


def _working(listed: int, width: int) -> _Working:
    return _Working(
        np.empty((listed, 2), np.int32), np.zeros(width, np.uint16), np.zeros(width, np.uint16),
        np.empty(width + 1, np.int64),
        np.zeros((MAX_PARTS + 1, width), np.uint16), np.zeros(MAX_PARTS + 1, np.bool_),
    )  # fmt: skip


def sieve(inputs: Inputs, parts: Array, places: Array, starts_of_names: Array) -> Sieve:
    """A sieve for these parts; the tokens of the names looked for stand at `places` among them, a name's from each of the starts on.

    The size of a step follows from the weights alone, so that no block of people has sums of its own.
    """
    starts, ends = inputs.like_starts[parts], inputs.like_starts[parts + 1]
    listed, names = len(inputs.post_starts) - 1, len(inputs.name_lengths)
    width = min(BLOCK, names)
    found, owner = runs(starts, ends), np.repeat(np.arange(len(parts)), ends - starts)
    columns, worths = inputs.like_columns[found], inputs.worths[found]
    most = np.zeros(len(parts), np.int64)
    np.maximum.at(most, owner, worths)
    held = inputs.post_starts[columns.astype(np.int64) + 1] - inputs.post_starts[columns]
    holders = np.bincount(owner, held, len(parts)).astype(np.int64)
    used, has_row = _distinct(columns, listed), holders * COMMON > names
    working = desk(_Working, (listed, width), lambda: _working(listed, width))
    working.spans[used, 1] = inputs.post_starts[used]
    row_of = np.where(has_row, np.cumsum(has_row) - 1, _NO_ROW)
    room = int(np.minimum(holders, width)[~has_row].sum())
    step = step_of(inputs.weights)
    most = np.where(most > 0, counted.py_func(most, step), 0)
    return Sieve(
        parts, most, holders, _together(most, places, starts_of_names), step,
        used, working.spans, row_of, np.empty((int(has_row.sum()), width), np.uint16), np.zeros(len(parts) + 1, np.int64),
        np.empty(room, np.int32), np.empty(room, np.uint16), np.zeros(len(parts), np.uint8), *working[1:],
    )  # fmt: skip


def _together(most: Array, places: Array, starts_of_names: Array) -> npt.NDArray[np.int64]:
    """What the parts of each name say at the most."""
    sums: npt.NDArray[np.int64] = np.diff(np.concatenate(([0], np.cumsum(most[places])))[starts_of_names])
    return sums


def _distinct(columns: Array, listed: int) -> npt.NDArray[np.int64]:
    """The columns that there are, ascending: of a few people sorted, of many marked among all listed parts."""
    if len(columns) * FEW < listed:
        return np.unique(columns).astype(np.int64)
    in_use = np.zeros(listed, bool)
    in_use[columns] = True
    return np.flatnonzero(in_use)


def runs(firsts: Array, ends: Array) -> npt.NDArray[np.int64]:
    """firsts[k], firsts[k] + 1 … up to ends[k], for every k, one after another."""
    until: npt.NDArray[np.int64] = np.cumsum(ends - firsts)
    found: npt.NDArray[np.int64] = np.arange(int(until[-1]) if len(until) else 0) + np.repeat(
        ends - until, ends - firsts
    )
    return found


def step_of(weights: Array) -> int:
    """The millibits of a step, so that no part is worth more than a row holds for all parts of a name."""
    agrees, rare = most_of(weights)
    return max(1, -(-(agrees + rare * RAREST // int(UNIT) + 1) // _MOST))


@inner
def counted(worth, step):  # type: ignore[no-untyped-def]
    """What one part is worth, in eights of a step rounded up, and that it is one: added up, the low bits say how many parts there are."""
    return ((worth + step - 1) // step << _EIGHT) + 1


@inner
def spent(worth, step):  # type: ignore[no-untyped-def]
    """What a fact's worth takes off a sum at the least."""
    return np.uint16(min(_DEAREST, max(0, worth) // step << _EIGHT))


@inner
def said(total, step):  # type: ignore[no-untyped-def]
    """The millibits that a sum stands for, and how many parts met."""
    if total == 0:
        return np.int64(0), np.int64(0)
    last = np.int64(total) - 1
    return (last >> _EIGHT) * step, (last & (1 << _EIGHT) - 1) + 1


@inner
def count_left(sieve, lengths, others, length, costs):  # type: ignore[no-untyped-def]
    """Lay out what parts left over, and all else a listed name costs (`others`), do not cost beside a recorded name of a length, unless
    that was done for the block. Returns the row, what a part that meets spares, and what is asked more; nothing for a length of 0 or less.
    """
    step, row = sieve.step, sieve.left[max(0, length)]
    if length <= 0:
        return row, np.uint16(0), np.uint16(0)
    most = left_over(length, MAX_PARTS, 0, costs) + left_over(length, -1, 0, costs)
    if not sieve.is_counted[length]:
        for i in range(len(lengths)):
            spared = most + costs[0] - left_over(length, lengths[i], 0, costs) - others[i]
            row[i] = max(0, spared) // step + 1 << _EIGHT
        sieve.is_counted[length] = True
    return row, np.uint16(costs[0] // step + 1 << _EIGHT), np.uint16(most // step << _EIGHT)


@inner
def advance(sieve, post_starts, posts, high):  # type: ignore[no-untyped-def]
    """Of every listed part in use, where its names below `high` that were not looked at yet begin and end among the postings."""
    for other in sieve.used:
        at, last = sieve.spans[other, 1], post_starts[other + 1]
        sieve.spans[other, 0] = at
        while at < last and posts[at] < high:
            at += 1
        sieve.spans[other, 1] = at


@inner
def mark(sieve, like_starts, like_columns, like_worths, posts, low):  # type: ignore[no-untyped-def]
    """Lay out which names from `low` on hold a part like each of the parts that are wanted, with what it is worth in steps."""
    spans, names, best, used = sieve.spans, sieve.names, sieve.best, _NONE
    for k in range(len(sieve.parts)):
        part, first = sieve.parts[k], used
        sieve.starts[k] = used
        if not sieve.wanted[k]:
            continue
        row = best
        if sieve.row_of[k] >= 0:
            row = sieve.rows[sieve.row_of[k]]
            for i in range(len(row)):
                row[i] = 0
        for s in range(like_starts[part], like_starts[part + 1]):
            other, worth = like_columns[s], np.uint16(counted(like_worths[s], sieve.step))
            for p in range(spans[other, 0], spans[other, 1]):
                at = posts[p] - low
                if row[at] == 0 and sieve.row_of[k] < 0:
                    names[used] = at
                    used += 1
                if worth > row[at]:
                    row[at] = worth
        for i in range(first, used):
            sieve.worths[i] = best[names[i]]
            best[names[i]] = 0
    sieve.starts[len(sieve.parts)] = used


@inner
def add_up(sieve, places):  # type: ignore[no-untyped-def]
    """Into `sums`, by listed name, the steps that the parts at these places among the sieve's are worth together."""
    sums, filled = sieve.sums, False
    for k in places:
        if sieve.row_of[k] >= 0:
            row = sieve.rows[sieve.row_of[k]]
            if filled:
                for i in range(len(sums)):
                    sums[i] += row[i]
            else:
                for i in range(len(sums)):
                    sums[i] = row[i]
            filled = True
    if not filled:
        for i in range(len(sums)):
            sums[i] = 0
    for k in places:
        if sieve.row_of[k] < 0:
            for i in range(sieve.starts[k], sieve.starts[k + 1]):
                sums[sieve.names[i]] += sieve.worths[i]


@inner
def dispensable(sieve, places, asked):  # type: ignore[no-untyped-def]
    """Which of a name's parts, as bits, do not come to what is asked all together, and to what they do: whoever reaches it holds one of
    the others. The most held first.
    """
    tried, spared, together = np.int64(0), np.int64(0), np.int64(0)
    for _ in range(len(places)):
        next = -1
        for k in range(len(places)):
            if not tried >> k & 1 and (next < 0 or sieve.held[places[k]] > sieve.held[places[next]]):
                next = k
        tried |= np.int64(1) << next
        if together + sieve.most[places[next]] < asked:
            together += sieve.most[places[next]]
            spared |= np.int64(1) << next
    return spared, together


@inner
def are_few(sieve, places, spared):  # type: ignore[no-untyped-def]
    """Whether the holders of a name's parts, those aside that can be spared, can be looked at one by one: none has a row."""
    few = True
    for k in range(len(places)):
        few &= bool(spared >> k & 1) or sieve.row_of[places[k]] < 0
    return few


@inner
def holders(sieve, places, spared):  # type: ignore[no-untyped-def]
    """How many times a name of the block holds one of the parts laid out, those aside that can be spared."""
    count = np.int64(0)
    for k in range(len(places)):
        if not spared >> k & 1:
            count += sieve.starts[places[k] + 1] - sieve.starts[places[k]]
    return count


@inner
def want_few(sieve, places, asked):  # type: ignore[no-untyped-def]
    """Have only those of a name's parts laid out that cannot be spared, if a handful of names hold them. Returns whether."""
    spared, held = dispensable(sieve, places, asked)[0], np.int64(0)
    for k in range(len(places)):
        held += 0 if spared >> k & 1 else sieve.held[places[k]]
    if held > HANDFUL or not are_few(sieve, places, spared):
        return False
    for k in range(len(places)):
        if not spared >> k & 1:
            sieve.wanted[places[k]] = 1
    return True


@inner
def find_few(sieve, places, spared):  # type: ignore[no-untyped-def]
    """The holders of parts that cannot be spared, into `found`, and into `best` what these parts are worth. Returns how many there are."""
    best, names, worths, found, count = sieve.best, sieve.names, sieve.worths, sieve.found, np.int64(0)
    for k in range(len(places)):
        if not spared >> k & 1:
            for i in range(sieve.starts[places[k]], sieve.starts[places[k] + 1]):
                if best[names[i]] == 0:
                    found[count] = names[i]
                    count += 1
                best[names[i]] += worths[i]
    return count


@inner
def complete_few(sieve, places, spared, count):  # type: ignore[no-untyped-def]
    """Add to what was found what the parts that can be spared are worth."""
    best, names, worths = sieve.best, sieve.names, sieve.worths
    for k in range(len(places)):
        if not spared >> k & 1:
            continue
        if sieve.row_of[places[k]] >= 0:
            row = sieve.rows[sieve.row_of[places[k]]]
            for at in sieve.found[:count]:
                best[at] += row[at]
            continue
        for i in range(sieve.starts[places[k]], sieve.starts[places[k] + 1]):
            if best[names[i]] > 0:
                best[names[i]] += worths[i]


@inner
def move(sieve, count, more):  # type: ignore[no-untyped-def]
    """Move what stands in `best` for the first `count` found to `sums`, and so many steps more."""
    best, sums, found = sieve.best, sieve.sums, sieve.found
    for c in range(count):
        sums[found[c]] = best[found[c]] + more
        best[found[c]] = 0
