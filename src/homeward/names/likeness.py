"""How alike two words sound, from 0 to 1000: compiled once, used for single pairs, whole vocabularies and live queries.

Comes in: `Sounds`, the codes of many words. Goes out: likeness per pair, or a sparse word x word matrix (CSR) of all pairs
above a floor. A vocabulary is a trie of consonant skeletons, so words that begin alike share the work and hopeless branches are
left early; what is left is compared whole. The result is exact: a skeleton never costs more than its words.
Never looks at meaning, but for the names the lexicon knows to be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from homeward.names.costs import GAP, IN_SKELETON, SKELETON_GAP, SUBSTITUTE, SWAPPED, WEIGHT
from homeward.names.sounds import MAX_CODE

WIDTH = MAX_CODE + 1
APART = 100  # what two spellings lose that the lexicon knows as two different names, however alike they sound
SAME_LEXEME = 940  # two spellings the lexicon knows as one name, whatever they sound like
_CLASS = 150  # words whose weights differ by less stand in one tree: its bound is that of its heaviest word
FLOOR = 600  # below this two words are simply different


Pairs = npt.NDArray[np.int64]
TABLES = (SUBSTITUTE, GAP, SKELETON_GAP, IN_SKELETON)


class SoundArrays(NamedTuple):
    """n words for the kernels: codes uint8 (n, 16), length last; vocal 1 where vowels are written; weight in hundredths of a
    consonant; lexeme int32 (n, 2), -1 for none.
    """

    codes: npt.NDArray[np.uint8]
    vocal: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.int32]
    lexeme: npt.NDArray[np.int32]


class Trie(NamedTuple):
    """Skeletons as a tree in depth-first order: each node's letter, depth, the node after its branch, the heaviest word in the branch,
    and the words that end there, `order[first:last]`. `known` and `known_words` list words by lexeme.
    """

    letter: npt.NDArray[np.uint8]
    depth: npt.NDArray[np.uint8]
    after: npt.NDArray[np.int32]
    heaviest: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    order: npt.NDArray[np.int32]
    known: npt.NDArray[np.int32]
    known_words: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Sounds:
    """The sounds of a vocabulary, and its trie, made when first asked for."""

    arrays: SoundArrays

    def __len__(self) -> int:
        return len(self.arrays.codes)

    def part(self, low: int, high: int) -> Sounds:
        """Some of the words."""
        codes, vocal, weight, lexeme = self.arrays
        return Sounds(SoundArrays(codes[low:high], vocal[low:high], weight[low:high], lexeme[low:high]))

    @cached_property
    def trie(self) -> Trie:
        """The tree of these words' codes."""
        codes, _, weight, lexeme = self.arrays
        skeletons = np.zeros_like(codes)
        _strip_all(codes, skeletons, IN_SKELETON)
        lengths = np.sort(np.unique(weight // _CLASS))
        kind = np.searchsorted(lengths, weight // _CLASS)
        order = np.lexsort((*skeletons.T[:MAX_CODE][::-1], kind)).astype(np.int32)
        words = np.repeat(np.arange(len(self), dtype=np.int32), 2)
        known = np.argsort(lexeme.ravel(), kind="stable")
        known = known[lexeme.ravel()[known] >= 0]
        letter, depth, after, heaviest, first, last = _plant(skeletons[order], kind[order], weight[order])
        return Trie(letter, depth, after, heaviest, first, last, order, lexeme.ravel()[known], words[known])


def pack(codes: Sequence[str], vocal: Sequence[bool], lexemes: Sequence[tuple[int, ...]]) -> Sounds:
    """Lay the codes of many words out for the kernels; of several lexemes of a word the first two are kept."""
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
    return Sounds(SoundArrays(rows, np.asarray(vocal, np.uint8), weight, lexeme))


def like(left: str, right: str, left_vocal: bool = True, right_vocal: bool = True) -> int:
    """Likeness of two codes, 0 to 1000, without the lexicon."""
    codes, vocal, weight, _ = pack([left, right], [left_vocal, right_vocal], [(), ()]).arrays
    return int(
        pair(
            codes[0],
            codes[1],
            vocal[0],
            vocal[1],
            weight[0],
            weight[1],
            SUBSTITUTE,
            GAP,
            0,
            np.zeros((WIDTH, WIDTH), np.int32),
        )
    )


def neighbours(
    left: Sounds, right: Sounds, floor: int = FLOOR
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int16]]:
    """All pairs of words at least `floor` alike, as CSR: row starts (len(left)+1), columns ascending, likeness."""
    counts = np.zeros(len(left) + 1, np.int64)
    columns, values = _neighbours(left.arrays, right.arrays, right.trie, TABLES, floor, counts)
    return np.cumsum(counts), columns, values


def between(left: Sounds, right: Sounds, pairs: Pairs, floor: int) -> npt.NDArray[np.int16]:
    """Likeness of chosen words (n, 2), 0 where it is below `floor`: what `neighbours` would give for them."""
    out = np.zeros(len(pairs), np.int16)
    _between(left.arrays, right.arrays, pairs, TABLES, floor, out)
    return out


@njit(cache=True, nogil=True)
def _between(sounds, others, pairs, tables, floor, out):  # type: ignore[no-untyped-def]
    rows = np.zeros((WIDTH, WIDTH), np.int32)
    for k in range(len(pairs)):
        i, word = pairs[k]
        alike = pair(
            sounds.codes[i], others.codes[word], sounds.vocal[i], others.vocal[word], sounds.weight[i], others.weight[word],
            tables[0], tables[1], floor, rows,
        )  # fmt: skip
        for one in sounds.lexeme[i]:
            if one >= 0 and (one == others.lexeme[word, 0] or one == others.lexeme[word, 1]):
                alike = max(alike, SAME_LEXEME)
        if _apart(sounds.lexeme, i, others.lexeme, word):
            alike -= APART
        out[k] = alike if alike >= floor else 0


@njit(cache=True, nogil=True)
def pair(a, b, a_vocal, b_vocal, a_weight, b_weight, substitute, gap, floor, rows):  # type: ignore[no-untyped-def]
    """Likeness of two codes, 0 where it is below `floor`: optimal string alignment with weights. rows (16, 16) is working space."""
    heavier = max(a_weight, b_weight)
    most = heavier * (1000 - floor) // 1000
    _base(rows[0], a, b_vocal, gap)
    least_before = 0
    for j in range(b[MAX_CODE]):
        least = _step(rows, j + 1, a, b[j], b[j - 1], a_vocal, b_vocal, substitute, gap)
        if least > most and least_before + SWAPPED > most:
            return 0
        least_before = least
    cost = rows[b[MAX_CODE], a[MAX_CODE]]
    return 1000 - 1000 * cost // heavier if cost <= most else 0


@njit(cache=True, nogil=True)
def _base(row, a, b_vocal, gap):  # type: ignore[no-untyped-def]
    row[0] = 0
    for i in range(a[MAX_CODE]):
        row[i + 1] = row[i] + gap[a[i], 1 - b_vocal]


@njit(cache=True, nogil=True)
def _step(rows, depth, a, letter, letter_before, a_vocal, b_vocal, substitute, gap):  # type: ignore[no-untyped-def]
    """One letter of the other word: fills rows[depth] from the rows above, returns its least cost."""
    out = gap[letter, 1 - a_vocal]
    above, row = rows[depth - 1], rows[depth]
    row[0] = least = above[0] + out
    for i in range(a[MAX_CODE]):
        mine = a[i]
        cost = min(above[i] + substitute[mine, letter], above[i + 1] + out, row[i] + gap[mine, 1 - b_vocal])
        if i and depth > 1 and mine == letter_before and a[i - 1] == letter and mine != letter:
            cost = min(cost, rows[depth - 2, i - 1] + SWAPPED)
        row[i + 1] = cost
        least = min(least, cost)
    return least


@njit(cache=True, nogil=True)
def _strip(code, skeleton, inside):  # type: ignore[no-untyped-def]
    """The skeleton of a code: vowels, long vowels and carriers left out."""
    length = 0
    for k in range(code[MAX_CODE]):
        if inside[code[k]]:
            skeleton[length] = code[k]
            length += 1
    skeleton[MAX_CODE] = length


@njit(cache=True, nogil=True)
def _strip_all(codes, skeletons, inside):  # type: ignore[no-untyped-def]
    for k in range(len(codes)):
        _strip(codes[k], skeletons[k], inside)


@njit(cache=True, nogil=True)
def _plant(codes, kind, weight):  # type: ignore[no-untyped-def]
    """The nodes of a trie over sorted codes, each kind in branches of its own. A code without letters hangs on a node of letter 0."""
    size = 1
    for k in range(len(codes)):
        size += max(1, codes[k, MAX_CODE])
    letter, depth, after = np.zeros(size, np.uint8), np.zeros(size, np.uint8), np.zeros(size, np.int32)
    heaviest, first, last = np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    path = np.zeros(WIDTH, np.int64)
    used, deep = 0, 0
    for k in range(len(codes)):
        length, shared = max(1, codes[k, MAX_CODE]), 0
        if k and kind[k] == kind[k - 1]:
            while shared < min(length, deep) and codes[k, shared] == codes[k - 1, shared]:
                shared += 1
        for d in range(shared, deep):
            after[path[d]] = used
        for d in range(shared, length):
            letter[used], depth[used], path[d] = codes[k, d], d + 1, used
            used += 1
        deep = length
        for d in range(length):
            heaviest[path[d]] = max(heaviest[path[d]], weight[k])
        node = path[length - 1]
        if last[node] == 0:
            first[node] = k
        last[node] = k + 1
    for d in range(deep):
        after[path[d]] = used
    return (
        letter[:used].copy(),
        depth[:used].copy(),
        after[:used].copy(),
        heaviest[:used].copy(),
        first[:used].copy(),
        last[:used].copy(),
    )


@njit(cache=True, nogil=True)
def alike(sounds, i, others, trie, tables, floor, space, column, value):  # type: ignore[no-untyped-def]
    """All words of a trie at least `floor` like word i of `sounds`: fills column and value (unordered), returns how many.

    `others` are the sounds of the trie's words, `tables` is (substitute, gap, skeleton gap, in skeleton), `space` from `workspace`.
    """
    substitute, gap, skeleton_gap, inside = tables
    rows, full_rows, seen, skeleton, path, least = space
    code, vocal, weight = sounds.codes[i], sounds.vocal[i], sounds.weight[i]
    _strip(code, skeleton, inside)
    _base(rows[0], skeleton, 1, skeleton_gap)
    found, node, count = 0, 0, len(trie.letter)
    while node < count:
        depth, letter = trie.depth[node], trie.letter[node]
        most = max(weight, trie.heaviest[node]) * (1000 - floor) // 1000
        path[depth] = letter
        if letter == 0:
            rows[depth] = rows[depth - 1]
            least[depth] = 0
        else:
            least[depth] = _step(rows, depth, skeleton, letter, path[depth - 1], 1, 1, substitute, skeleton_gap)
        if least[depth] > most and least[depth - 1] + SWAPPED > most:
            node = trie.after[node]
            continue
        if trie.last[node] and rows[depth, skeleton[MAX_CODE]] <= most:
            for k in range(trie.first[node], trie.last[node]):
                word = trie.order[k]
                likeness = pair(
                    code, others.codes[word], vocal, others.vocal[word], weight, others.weight[word],
                    substitute, gap, floor, full_rows,
                )  # fmt: skip
                if likeness and _apart(sounds.lexeme, i, others.lexeme, word):
                    likeness -= APART
                if likeness >= floor:
                    column[found], value[found] = word, likeness
                    found += 1
        node += 1
    return _known(sounds.lexeme[i], trie, floor, seen, column, value, found)


@njit(cache=True, nogil=True)
def _apart(lexeme, i, other_lexeme, word):  # type: ignore[no-untyped-def]
    """Whether the lexicon knows both spellings and no name that they share."""
    if lexeme[i, 0] < 0 or other_lexeme[word, 0] < 0:
        return False
    for one in range(2):
        for other in range(2):
            if lexeme[i, one] >= 0 and lexeme[i, one] == other_lexeme[word, other]:
                return False
    return True


@njit(cache=True, nogil=True)
def workspace(words):  # type: ignore[no-untyped-def]
    """Working arrays of one thread for `alike` over a vocabulary of so many words."""
    return (
        np.zeros((WIDTH + 1, WIDTH), np.int32), np.zeros((WIDTH, WIDTH), np.int32), np.zeros(words, np.int32),
        np.zeros(WIDTH, np.uint8), np.zeros(WIDTH + 1, np.uint8), np.zeros(WIDTH + 1, np.int32),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _known(lexeme, trie, floor, seen, column, value, found):  # type: ignore[no-untyped-def]
    """Add the words that the lexicon knows as the same name."""
    if lexeme[0] < 0 or floor > SAME_LEXEME:
        return found
    for k in range(found):
        seen[column[k]] = k + 1
    for one in lexeme:
        if one < 0:
            continue
        at = np.searchsorted(trie.known, one)
        while at < len(trie.known) and trie.known[at] == one:
            word = trie.known_words[at]
            if seen[word] == 0:
                column[found], value[found] = word, SAME_LEXEME
                found += 1
                seen[word] = found
            elif value[seen[word] - 1] < SAME_LEXEME:
                value[seen[word] - 1] = SAME_LEXEME
            at += 1
    for k in range(found):
        seen[column[k]] = 0
    return found


@njit(cache=True, nogil=True)
def _neighbours(sounds, others, trie, tables, floor, counts):  # type: ignore[no-untyped-def]
    size = max(1024, 40 * len(counts))
    columns, values = np.empty(size, np.int32), np.empty(size, np.int16)
    column, value = np.empty(len(others.codes), np.int32), np.empty(len(others.codes), np.int16)
    space = workspace(len(others.codes))
    used = 0
    for i in range(len(sounds.codes)):
        found = alike(sounds, i, others, trie, tables, floor, space, column, value)
        if used + found > size:
            size = max(2 * size, used + found)
            columns2, values2 = np.empty(size, np.int32), np.empty(size, np.int16)
            columns2[:used], values2[:used] = columns[:used], values[:used]
            columns, values = columns2, values2
        rank = np.argsort(column[:found])
        columns[used : used + found] = column[:found][rank]
        values[used : used + found] = value[:found][rank]
        used += found
        counts[i + 1] = found
    return columns[:used].copy(), values[:used].copy()
