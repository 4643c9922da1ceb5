"""Names that meet only as one word: a clerk wrote two parts of one side together, so that no part of one name leads to the other.

Comes in: `Inputs`, the names recorded, the junctions of a list. Goes out: `Joins`: for each recorded name the listed names that hold
such a word, or two such parts, with the most that the join can say; `candidates` adds it up like a part that met. Looked up by
outline, then compared as the exact comparison compares joins: none is offered that it would not make.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import ROWS, WIDTH
from homeward.names.compiling import compiled, inner
from homeward.names.joins import JOINED, WEAK, as_one
from homeward.names.ordered import first_at
from homeward.names.outline import ARTICLE, joined, once, outlines, without
from homeward.screening.index.junctions import LEAST, Junctions, neighbours
from homeward.screening.inputs import Inputs
from homeward.screening.sheet import Sheet
from homeward.screening.worths import most_of_pairs

NOTHING = -1  # in place of the second part where there is one only
STRETCH = 1 << 16  # joins that are compared at a time
Numbers = npt.NDArray[np.int64]


class Joins(NamedTuple):
    """`ids[starts[name]:starts[name + 1]]` are the joins of a recorded name; of each join, `posts[post_starts[id]:…]` are the turns of
    listed names, ascending, and `worths` the most it can say beside each of them.
    """

    starts: Numbers
    ids: npt.NDArray[np.int32]
    post_starts: Numbers
    posts: npt.NDArray[np.int32]
    worths: npt.NDArray[np.int32]


NO_JOINS = Joins(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(1, np.int64), *[np.zeros(0, np.int32)] * 2)


def with_joins(inputs: Inputs, found: Joins) -> Inputs:
    """What the comparison reads, with the joins that were found in it."""
    return inputs._replace(
        join_starts=found.starts, join_ids=found.ids,
        join_post_starts=found.post_starts, join_posts=found.posts, join_worths=found.worths,
    )  # fmt: skip


class _Met(NamedTuple):
    """Joins that meet a listed name: which join, whose turn, what it is worth; and the joins of recorded names: which name, which join."""

    join: Numbers
    turn: Numbers
    worth: Numbers
    name: Numbers
    of_name: Numbers


def joins(inputs: Inputs, mine: Sheet, theirs: Junctions, turn_of: npt.NDArray[np.int32], threads: int = 1) -> Joins:
    """The joins of all recorded names; `turn_of` is by listed name."""
    outlined = outlines(inputs.codes)
    glued, broken = (
        _glued(inputs, mine, outlined, theirs, turn_of, threads),
        _broken(inputs, mine, outlined, theirs, threads),
    )
    first = len(inputs.codes)  # joins of one recorded word are numbered like it, those of two behind them
    broken = broken._replace(join=broken.join + first, of_name=broken.of_name + first)
    return _laid_out(_Met(*map(np.concatenate, zip(glued, broken, strict=True))), len(mine.weak))


def _glued(
    inputs: Inputs,
    mine: Sheet,
    outlined: tuple[Numbers, Numbers],
    theirs: Junctions,
    turn_of: npt.NDArray[np.int32],
    threads: int,
) -> _Met:
    """Recorded words that two neighbouring parts of a listed name make."""
    found, length = outlined
    words = np.unique(mine.tokens).astype(np.int64)
    words = words[length[words] >= LEAST]
    longest = int(length[words].max(initial=0))
    less = [without(found[words], length[words], place) for place in range(1, longest - 1)]
    keys = [found[words], *filter(np.any, less)]
    which, rows = _look_up(keys, theirs.pair_outlines)
    word, places = words[which], theirs.places[rows].astype(np.int64)
    parts = word, np.full(len(word), NOTHING), inputs.other_tokens[places], inputs.other_tokens[places + 1]
    worth = _worth(inputs, parts, threads)
    word, places, worth = word[worth > 0], places[worth > 0], worth[worth > 0]
    name = np.searchsorted(inputs.other_token_start, places, "right") - 1
    at = np.flatnonzero(np.isin(mine.tokens, word))
    return _Met(word, turn_of[name].astype(np.int64), worth, _name_of(mine, at), mine.tokens[at].astype(np.int64))


def _broken(inputs: Inputs, mine: Sheet, outlined: tuple[Numbers, Numbers], theirs: Junctions, threads: int) -> _Met:
    """Two neighbouring recorded parts that make a listed word."""
    found, length = outlined
    at = neighbours(mine, inputs.codes)
    both = mine.tokens[at].astype(np.int64) * len(inputs.codes) + mine.tokens[at + 1]
    distinct, of_place = np.unique(both, return_inverse=True)
    left, right = distinct // max(1, len(inputs.codes)), distinct % max(1, len(inputs.codes))
    keys = [
        joined(found[left], found[right], length[right]), once(found[left], found[right], length[right]),
        joined(joined(found[left], np.full(len(left), ARTICLE), np.ones_like(left)), found[right], length[right]),
    ]  # fmt: skip
    which, rows = _look_up(keys, theirs.word_outlines)
    word = theirs.words[rows].astype(np.int64)
    worth = _worth(inputs, (left[which], right[which], word, np.full(len(word), NOTHING)), threads)
    holders = inputs.post_starts[word + 1] - inputs.post_starts[word]
    meets = (worth > 0) & (holders > 0)  # a word that stands in facts alone is part of no name
    which, word, worth, holders = which[meets], word[meets], worth[meets], holders[meets]
    posts = inputs.posts[_runs(inputs.post_starts[word], holders)].astype(np.int64)
    used = np.isin(of_place, which)
    return _Met(np.repeat(which, holders), posts, np.repeat(worth, holders), _name_of(mine, at[used]), of_place[used])


def _look_up(keys: list[Numbers], table: Numbers) -> tuple[Numbers, Numbers]:
    """For keys of the same things in several ways (0: none): which thing meets which row of an ascending table."""
    lows = [np.searchsorted(table, key, "left") for key in keys]
    counts = [
        np.where(key > 0, np.searchsorted(table, key, "right") - low, 0) for key, low in zip(keys, lows, strict=True)
    ]
    which = np.concatenate([np.repeat(np.arange(len(count)), count) for count in counts])
    return which, np.concatenate([_runs(low, count) for low, count in zip(lows, counts, strict=True)])


def _runs(firsts: Numbers, counts: Numbers) -> Numbers:
    """firsts[k], firsts[k] + 1 … counts[k] of them, for every k, one after another."""
    ends = np.cumsum(counts, dtype=np.int64)
    return np.repeat(firsts - ends + counts, counts) + np.arange(int(ends[-1]) if len(ends) else 0)


def _name_of(sheet: Sheet, places: npt.NDArray[np.int32] | Numbers) -> Numbers:
    return np.searchsorted(sheet.token_start, places, "right") - 1


def _worth(inputs: Inputs, parts: Sequence[npt.NDArray[np.int64] | npt.NDArray[np.int32]], threads: int) -> Numbers:
    """The most that each join can say, 0 where it is none. parts: recorded first and second, listed first and second of each."""

    def stretch(low: int) -> Numbers:
        return _worth_of(inputs, np.stack([part[low : low + STRETCH] for part in parts], axis=1, dtype=np.int64))

    lows = range(0, max(1, len(parts[0])), STRETCH)
    if threads == 1 or len(lows) == 1:
        return np.concatenate([stretch(low) for low in lows])
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(stretch, lows)))


def _worth_of(inputs: Inputs, parts: Numbers) -> Numbers:
    """The same for a stretch (n, 4) of them."""
    alike, out = np.zeros(len(parts), np.int64), np.zeros(len(parts), np.int64)
    like = (inputs.like_starts, inputs.like_columns, inputs.like_values)
    sounds = (
        inputs.codes, inputs.vocal, inputs.weight, inputs.other_codes, inputs.other_vocal, inputs.other_weight,
        inputs.substitute, inputs.gap,
    )  # fmt: skip
    _compare(like, sounds, parts, np.zeros((2, WIDTH), np.uint8), np.zeros(ROWS, np.int32), alike)
    joined = alike >= JOINED
    first, _, other, _ = parts[joined].T
    out[joined] = most_of_pairs(inputs, first, other, alike[joined])
    return out


@compiled
def _compare(like, sounds, parts, space, rows, out):  # type: ignore[no-untyped-def]
    """How alike the two sides of each join sound, 0 where they or their parts meet without it."""
    for k in range(len(parts)):
        first, second, other, other_second = parts[k]
        if _sounds(like, first, other) or _sounds(like, first, other_second):
            continue
        if second < 0 or not _sounds(like, second, other):
            out[k] = as_one(sounds, first, second, other, other_second, space, rows)


@inner
def _sounds(like, word, listed):  # type: ignore[no-untyped-def]
    """Whether two parts sound so much alike that neither is looked at for a join."""
    starts, columns, values = like
    low, high = starts[word], starts[word + 1]
    at = low + first_at(columns[low:high], listed)
    return at < high and columns[at] == listed and values[at] >= WEAK


def _laid_out(met: _Met, names: int) -> Joins:
    """Joins numbered from 0, each once beside a listed name, with the most it can say there."""
    if not len(met.join):
        return NO_JOINS._replace(starts=np.zeros(names + 1, np.int64))
    known, join = np.unique(met.join, return_inverse=True)
    order = np.lexsort((-met.worth, met.turn, join))
    join, turn, worth = join[order], met.turn[order], met.worth[order]
    new = np.ones(len(order), bool)
    new[1:] = (join[1:] != join[:-1]) | (turn[1:] != turn[:-1])
    by_name = np.argsort(met.name, kind="stable")
    return Joins(
        _starts(met.name, names), np.searchsorted(known, met.of_name[by_name]).astype(np.int32),
        _starts(join[new], len(known)), turn[new].astype(np.int32), worth[new].astype(np.int32),
    )  # fmt: skip


def _starts(numbers: Numbers, count: int) -> Numbers:
    return np.concatenate(([0], np.cumsum(np.bincount(numbers, minlength=count)))).astype(np.int64)
