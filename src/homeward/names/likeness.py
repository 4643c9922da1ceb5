"""How alike the words of two vocabularies sound, from 0 to 1000: compiled once, used for single pairs, whole caseloads, live queries.

Comes in: `Sounds`, the codes of many words. Goes out: likeness per pair, or a sparse word x word matrix (CSR) of all pairs
above a floor. Exact: the trie leaves out only what cannot reach the floor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import ROWS, WIDTH, apart, pair
from homeward.names.compiling import compiled
from homeward.names.costs import GAP, IN_SKELETON, SKELETON_GAP, SUBSTITUTE, WEIGHT
from homeward.names.ordered import ascending
from homeward.names.sounds import MAX_CODE
from homeward.names.trie import ALL, SAME_LEXEME, Trie, alike, by_skeleton, plant, workspace

FLOOR = 600  # below this two words are simply different
MANY = 256  # words that are shared out among threads; fewer are looked at sooner by one
Pairs = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]
T = TypeVar("T")
_VALUE = 16  # bits of a pair's number that hold its likeness; those above hold the word
_VALUES = (1 << _VALUE) - 1
TABLES = (SUBSTITUTE, GAP, SKELETON_GAP, IN_SKELETON)


class Space(NamedTuple):
    """Working arrays of one thread for looking words up in a vocabulary: those of `trie.alike`, and room for what it finds."""

    working: tuple[npt.NDArray[Any], ...]
    column: npt.NDArray[np.int32]
    value: npt.NDArray[np.int16]


class SoundArrays(NamedTuple):
    """n words for the kernels: codes uint8 (n, 16), length last; vocal 1 where vowels are written; weight in hundredths of a
    consonant; lexeme int32 (n, 2), -1 for none; sex 1 where only men bear the names it can be, 2 only women, otherwise 0.
    """

    codes: npt.NDArray[np.uint8]
    vocal: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.int32]
    lexeme: npt.NDArray[np.int32]
    sex: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Sounds:
    """The sounds of a vocabulary, and its trie, made when first asked for."""

    arrays: SoundArrays

    def __len__(self) -> int:
        return len(self.arrays.codes)

    def part(self, low: int, high: int) -> Sounds:
        """Some of the words."""
        return Sounds(SoundArrays._make(array[low:high] for array in self.arrays))

    @cached_property
    def trie(self) -> Trie:
        """The tree of these words' codes."""
        codes, vocal, weight, lexeme, _ = self.arrays
        return plant(codes, vocal, weight, lexeme)

    @cached_property
    def spaces(self) -> deque[Space]:
        """Working arrays that nobody uses at the moment: making them takes longer than looking for one word."""
        return deque()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "spaces"}

    def some(self, rows: Sequence[int]) -> Sounds:
        """Some of the words, by their rows."""
        wanted = list(rows)
        return Sounds(SoundArrays._make(array[wanted] for array in self.arrays))


def pack(
    codes: Sequence[str], vocal: Sequence[bool], lexemes: Sequence[tuple[int, ...]], sexes: Sequence[int] = ()
) -> Sounds:
    """Lay the codes of many words out for the kernels; of several lexemes of a word the first two are kept. Without `sexes` nobody's is
    known.
    """
    rows = np.zeros((len(codes), WIDTH), np.uint8)
    for row, code in zip(rows, codes, strict=True):
        row[: len(code)] = np.frombuffer(code.encode("ascii"), np.uint8)
        row[MAX_CODE] = len(code)
    lexeme = np.full((len(codes), 2), -1, np.int32)
    for known, ids in zip(lexeme, lexemes, strict=True):
        known[: min(2, len(ids))] = ids[:2]
    weight = (
        np.maximum(WEIGHT[rows[:, :MAX_CODE]].sum(axis=1), 1).astype(np.int32) if len(rows) else np.zeros(0, np.int32)
    )
    sex = np.asarray(sexes or [0] * len(codes), np.uint8)
    return Sounds(SoundArrays(rows, np.asarray(vocal, np.uint8), weight, lexeme, sex))


def like(left: str, right: str, left_vocal: bool = True, right_vocal: bool = True) -> int:
    """Likeness of two codes, 0 to 1000, without the lexicon."""
    codes, vocal, weight, *_ = pack([left, right], [left_vocal, right_vocal], [(), ()]).arrays
    return int(
        pair(
            codes[0],
            codes[1],
            vocal[0],
            vocal[1],
            int(weight[0]),
            int(weight[1]),
            SUBSTITUTE,
            GAP,
            0,
            np.zeros(ROWS, np.int32),
        )
    )


@contextmanager
def space_for(others: Sounds) -> Iterator[Space]:
    """Working arrays for looking words up among others, to be used by one thread at a time."""
    try:
        space = others.spaces.pop()
    except IndexError:
        working = workspace(len(others.trie.letter), len(others))
        space = Space(working, np.empty(len(others), np.int32), np.empty(len(others), np.int16))
    space.working[-1][:] = 0  # nothing is remembered of what was looked for before
    yield space
    others.spaces.append(space)


def shared_out(work: Callable[[Rows], T], order: Rows, threads: int) -> list[T]:
    """The work done on all words of an order `trie.by_skeleton`: by several threads, a stretch each, where the words are many."""
    if threads == 1 or len(order) < MANY:
        return [work(order)]
    edges = np.linspace(0, len(order), 4 * threads + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, [order[low:high] for low, high in pairwise(edges)]))


def neighbours(
    left: Sounds, right: Sounds, floor: int = FLOOR, threads: int = 1
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int16]]:
    """All pairs of words at least `floor` alike, as CSR: row starts (len(left)+1), columns ascending, likeness."""
    order = by_skeleton(left.arrays.codes, left.arrays.weight)
    counts = np.zeros(len(left), np.int64)
    right.trie  # noqa: B018 - made here once, not by every thread
    pairs = np.concatenate(shared_out(lambda some: _pairs(left, right, some, floor, counts), order, threads))
    columns, values = (pairs >> _VALUE).astype(np.int32), (pairs & _VALUES).astype(np.int16)
    starts = np.concatenate(([0], np.cumsum(counts)))
    firsts = np.concatenate(([0], np.cumsum(counts[order])[:-1])) if len(order) else np.zeros(0, np.int64)
    place = np.empty(len(left), np.int64)
    place[order] = firsts  # where each word's row begins in the order of skeletons
    rows = np.repeat(place - starts[:-1], counts) + np.arange(starts[-1])
    return starts.astype(np.int64), columns[rows], values[rows]


def _pairs(left: Sounds, right: Sounds, order: Rows, floor: int, counts: Rows) -> Pairs:
    """The rows of the words of an order: columns and values in one number each, ascending. Their `counts` are filled."""
    pairs, done, used = np.empty(max(1024, 40 * len(order)) + len(right), np.int64), 0, 0
    with space_for(right) as (space, column, value):
        while True:
            done, used = _neighbours(
                left.arrays, order, done, right.arrays, right.trie, TABLES, floor, space, column, value, counts, pairs, used
            )  # fmt: skip
            if done == len(order):
                return pairs[:used]
            pairs = np.concatenate([pairs[:used], np.empty(used + 2 * len(right), np.int64)])


def between(left: Sounds, right: Sounds, pairs: Pairs, floor: int) -> npt.NDArray[np.int16]:
    """Likeness of chosen words (n, 2), 0 where it is below `floor`: what `neighbours` would give for them."""
    out = np.zeros(len(pairs), np.int16)
    _between(left.arrays, right.arrays, pairs, TABLES, floor, np.zeros(ROWS, np.int32), out)
    return out


@compiled
def _between(sounds, others, pairs, tables, floor, rows, out):  # type: ignore[no-untyped-def]
    for k in range(len(pairs)):
        i, word = pairs[k]
        alike = pair(
            sounds.codes[i], others.codes[word], sounds.vocal[i], others.vocal[word],
            np.int64(sounds.weight[i]), np.int64(others.weight[word]), tables[0], tables[1], floor, rows,
        )  # fmt: skip
        for one in sounds.lexeme[i]:
            if one >= 0 and (one == others.lexeme[word, 0] or one == others.lexeme[word, 1]):
                alike = max(alike, SAME_LEXEME)
        alike -= apart(sounds, i, others, word)
        out[k] = alike if alike >= floor else 0


@compiled
def _neighbours(sounds, order, done, others, trie, tables, floor, space, column, value, counts, pairs, used):  # type: ignore[no-untyped-def]
    """Fill the rows of the words from order[done] on, as far as `pairs` surely has room. Returns (how many are done, room used)."""
    while done < len(order) and used + len(column) <= len(pairs):
        i = order[done]
        found = alike(sounds, i, others, trie, tables, floor, space, column, value, ALL)
        for k in range(found):
            pairs[used + k] = np.int64(column[k]) << _VALUE | value[k]
        ascending(pairs, used, used + found)
        used += found
        counts[i] = found
        done += 1
    return done, used
