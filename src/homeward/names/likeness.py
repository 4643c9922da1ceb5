"""How alike two words sound, from 0 to 1000: compiled once, used for single pairs, whole vocabularies and live queries.

Comes in: `Sounds`, the codes of many words as rows of bytes with their filters. Goes out: likeness per pair, or a sparse
word x word matrix (CSR) of all pairs above a floor.
Pairs are found by an exact filter on consonant classes and then scored exactly; nothing is sampled. Never looks at meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from homeward.names.costs import GAP, SUBSTITUTE, SWAPPED, WEIGHT
from homeward.names.sounds import MAX_CODE

WIDTH = MAX_CODE + 1
SAME_LEXEME = 940  # two spellings the lexicon knows as one name, whatever they sound like
FLOOR = 600  # below this two words are simply different

# Consonant classes of the filter: letter -> (classes it surely shows, further classes it may stand for)
_CLASSES = "BFMNRLTSKJ"
_FILTER = {
    "b": ("B", "F"), "p": ("B", "F"), "f": ("F", "B"), "v": ("F", "B"), "w": ("", "F"), "W": ("", "F"),
    "m": ("M", "N"), "n": ("N", "M"), "r": ("R", "L"), "l": ("L", "R"),
    "t": ("T", "S"), "d": ("T", "S"), "T": ("", "TS"), "D": ("", "TSJ"), "E": ("", "TS"),
    "s": ("S", ""), "z": ("S", "J"), "S": ("S", "K"), "C": ("", "SKJT"), "1": ("", "SKJ"), "Z": ("", "SJ"), "j": ("", "JKS"), "y": ("", "J"),
    "k": ("K", ""), "q": ("K", ""), "g": ("K", "J"), "x": ("", "K"), "G": ("", "KR"), "c": ("", "KSJ"), "2": ("", "KS"), "6": ("", "KJ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sounds:
    """Codes of n words: `codes` uint8 (n, 16), length last; `vocal` 1 where vowels are written; `weight` in hundredths of a consonant;
    `sure` and `may` int64 filter masks; `lexeme` int32 (n, 2) ids, -1 for none.
    """

    codes: npt.NDArray[np.uint8]
    vocal: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.int32]
    sure: npt.NDArray[np.int64]
    may: npt.NDArray[np.int64]
    lexeme: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.codes)


_WEIGHT_OF_CLASS = {c: 1 << i for i, c in enumerate(_CLASSES)}
_SURE, _MAY = np.zeros(128, np.int64), np.zeros(128, np.int64)
for _letter, (_sure, _further) in _FILTER.items():
    _SURE[ord(_letter)] = sum(_WEIGHT_OF_CLASS[c] for c in _sure)
    _MAY[ord(_letter)] = sum(_WEIGHT_OF_CLASS[c] for c in _sure + _further)
_BITS = len(_CLASSES)


def pack(codes: Sequence[str], vocal: Sequence[bool], lexemes: Sequence[tuple[int, ...]]) -> Sounds:
    """Lay the codes of many words out for the kernels; of several lexemes of a word the first two are kept."""
    rows = np.zeros((len(codes), WIDTH), np.uint8)
    for row, code in zip(rows, codes, strict=True):
        row[: len(code)] = np.frombuffer(code.encode("ascii"), np.uint8)
        row[MAX_CODE] = len(code)
    lexeme = np.full((len(codes), 2), -1, np.int32)
    for row, ids in zip(lexeme, lexemes, strict=True):
        row[: min(2, len(ids))] = ids[:2]
    sure, may, weight = (np.zeros(len(codes), t) for t in (np.int64, np.int64, np.int32))
    _measure(rows, _SURE, _MAY, WEIGHT, sure, may, weight)
    return Sounds(rows, np.asarray(vocal, np.uint8), weight, sure, may, lexeme)


def like(left: str, right: str, left_vocal: bool = True, right_vocal: bool = True) -> int:
    """Likeness of two codes, 0 to 1000, without the lexicon."""
    both = pack([left, right], [left_vocal, right_vocal], [(), ()])
    return int(_like(both.codes[0], both.codes[1], both.vocal[0], both.vocal[1], both.weight[0], both.weight[1], SUBSTITUTE, GAP))


def neighbours(left: Sounds, right: Sounds, floor: int = FLOOR) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int16]]:
    """All pairs of words at least `floor` alike, as CSR: row starts (len(left)+1), columns ascending, likeness."""
    order, starts, sures, mays = grouped(right)
    counts = np.zeros(len(left) + 1, np.int64)
    columns, values = _neighbours(
        left.codes, left.vocal, left.weight, left.sure, left.may, left.lexeme,
        right.codes, right.vocal, right.weight, right.sure, right.may, right.lexeme,
        order, starts, sures, mays, SUBSTITUTE, GAP, floor, counts,
    )  # fmt: skip
    return np.cumsum(counts), columns, values


def grouped(sounds: Sounds) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Words in groups of equal consonant sets: the order, group starts, and each group's sure and possible sets."""
    low = (1 << _BITS) - 1
    key = (sounds.sure & low) << _BITS | (sounds.may & low)
    order = np.argsort(key, kind="stable").astype(np.int32)
    groups, starts = np.unique(key[order], return_index=True)
    return order, np.append(starts, len(key)).astype(np.int32), groups >> _BITS, groups & low


@njit(cache=True, nogil=True)
def _measure(codes, sure_of, may_of, weight_of, sure, may, weight):  # type: ignore[no-untyped-def]
    bits = 10
    for i in range(len(codes)):
        length = codes[i, MAX_CODE]
        once_sure, once_may, twice_sure, twice_may = 0, 0, 0, 0
        first_sure, first_may, last_sure, last_may = 0, 0, 0, 0
        total = 0
        for k in range(length):
            letter = codes[i, k]
            total += weight_of[letter]
            s, m = sure_of[letter], may_of[letter]
            twice_sure |= once_sure & s
            twice_may |= once_may & m
            once_sure |= s
            once_may |= m
            if first_sure == 0:
                first_may |= m
                if s and first_may == m:
                    first_sure = s
                elif s:
                    first_sure = -1
            if s:
                last_sure, last_may = s, m
            elif m:
                last_sure, last_may = 0, last_may | m
        if first_sure < 0:
            first_sure = 0
        sure[i] = once_sure | twice_sure << bits | first_sure << 2 * bits | last_sure << 3 * bits
        may[i] = once_may | twice_may << bits | first_may << 2 * bits | last_may << 3 * bits
        weight[i] = max(total, 1)


@njit(cache=True, nogil=True)
def _popcount(x):  # type: ignore[no-untyped-def]
    count = 0
    while x:
        x &= x - 1
        count += 1
    return count


@njit(cache=True, nogil=True)
def _like(a, b, a_vocal, b_vocal, a_weight, b_weight, substitute, gap):  # type: ignore[no-untyped-def]
    heavier = max(a_weight, b_weight)
    most = heavier * (1000 - FLOOR) // 1000  # dearer than this is below the floor
    la, lb = a[MAX_CODE], b[MAX_CODE]
    before = np.zeros(WIDTH, np.int32)
    last = np.zeros(WIDTH, np.int32)
    row = np.zeros(WIDTH, np.int32)
    for j in range(lb):
        last[j + 1] = last[j] + gap[b[j], 1 - a_vocal]
    for i in range(la):
        out = gap[a[i], 1 - b_vocal]
        row[0] = last[0] + out
        least = row[0]
        for j in range(lb):
            cost = min(last[j] + substitute[a[i], b[j]], last[j + 1] + out, row[j] + gap[b[j], 1 - a_vocal])
            if i and j and a[i] == b[j - 1] and a[i - 1] == b[j] and a[i] != b[j]:
                cost = min(cost, before[j - 1] + SWAPPED)
            row[j + 1] = cost
            least = min(least, cost)
        if least > most and i + 1 < la:
            return 0
        before, last, row = last, row, before
    cost = last[lb]
    return 1000 - 1000 * cost // heavier if cost < heavier else 0


@njit(cache=True, nogil=True)
def _limit(weight):  # type: ignore[no-untyped-def]
    return 3 if weight >= 350 else 2


@njit(cache=True, nogil=True)
def _same_lexeme(a, b):  # type: ignore[no-untyped-def]
    return (a[0] >= 0 and (a[0] == b[0] or a[0] == b[1])) or (a[1] >= 0 and (a[1] == b[0] or a[1] == b[1]))


@njit(cache=True, nogil=True)
def _row(code, vocal, weight, sure, may, lexeme, codes, vocals, weights, sures, mays, lexemes, order, starts, group_sure, group_may, substitute, gap, floor, out_column, out_value):  # type: ignore[no-untyped-def]
    low = (1 << 10) - 1
    found = 0
    for g in range(len(group_sure)):
        apart = _popcount(sure & low & ~group_may[g]) + _popcount(group_sure[g] & ~(may & low))
        if apart > 2 and lexeme[0] < 0:
            continue
        for k in range(starts[g], starts[g + 1]):
            j = order[k]
            value = 0
            if apart <= 2:
                heavier, lighter = max(weight, weights[j]), min(weight, weights[j])
                if _popcount(sure & ~mays[j]) + _popcount(sures[j] & ~may) <= _limit(heavier):
                    value = _like(code, codes[j], vocal, vocals[j], weight, weights[j], substitute, gap)
            if lexeme[0] >= 0 and value < SAME_LEXEME and _same_lexeme(lexeme, lexemes[j]):
                value = SAME_LEXEME
            if value >= floor and found < len(out_column):
                out_column[found] = j
                out_value[found] = value
                found += 1
    return found


@njit(cache=True, nogil=True)
def _neighbours(codes, vocals, weights, sures, mays, lexemes, r_codes, r_vocals, r_weights, r_sures, r_mays, r_lexemes, order, starts, group_sure, group_may, substitute, gap, floor, counts):  # type: ignore[no-untyped-def]
    size = max(1024, 40 * len(codes))
    columns, values = np.empty(size, np.int32), np.empty(size, np.int16)
    column, value = np.empty(len(r_codes), np.int32), np.empty(len(r_codes), np.int16)
    used = 0
    for i in range(len(codes)):
        found = _row(codes[i], vocals[i], weights[i], sures[i], mays[i], lexemes[i], r_codes, r_vocals, r_weights, r_sures, r_mays, r_lexemes, order, starts, group_sure, group_may, substitute, gap, floor, column, value)
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
