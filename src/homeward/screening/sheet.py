"""Records laid out as flat arrays: the same shape for people to be screened and for listed entries.

Comes in: names as text and facts as frozen values, one record at a time. Goes out: a `Sheet` of arrays for the kernels and a
`Vocabulary` of the distinct name parts with their sounds. Rows keep the order they came in.
Never keeps a name's text (the index and the caseload do, where it is needed) and never scores.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.kernel.dates import PartialDate
from homeward.names.compounds import Role
from homeward.names.lexicon import lexemes_of, sex_of
from homeward.names.likeness import Sounds, pack
from homeward.names.parts import Reading, code_of, read

UNKNOWN, MALE, FEMALE = range(3)
DAY, CONVENTION, MONTH, YEAR, RANGE = range(5)  # how precisely a birth is stated
SEXES = 3
NATION_BITS = 31  # nationalities as bits of a number: two that share one may differ
_SEXES = {"male": MALE, "female": FEMALE}
_PRECISIONS = {"day": DAY, "month": MONTH, "year": YEAR, "range": RANGE}


class Sheet(NamedTuple):
    """n records as arrays. `…_start` (n+1) bound each record's names, each name's tokens, each record's row of facts.

    A row of facts is [sex, births b, nations n, words of places p, of fathers f, of mothers m], then b times (first, last, kind) with
    days as yyyymmdd, then nations as numbers, then p + f + m word ids of the vocabulary.
    """

    name_start: npt.NDArray[np.int64]
    token_start: npt.NDArray[np.int64]
    tokens: npt.NDArray[np.int32]
    roles: npt.NDArray[np.uint8]
    weak: npt.NDArray[np.uint8]
    fact_start: npt.NDArray[np.int64]
    facts: npt.NDArray[np.int32]

    def facts_of(self, row: int) -> FactRow:
        """The facts of a record, taken apart."""
        cells = self.facts[self.fact_start[row] : self.fact_start[row + 1]].tolist()
        sex, *counts = cells[:HEAD]
        births, nations, *words = counts
        at = HEAD + 3 * births
        ends = [at + nations]
        for count in words:
            ends.append(ends[-1] + count)
        return FactRow(
            sex,
            [(cells[k], cells[k + 1], cells[k + 2]) for k in range(HEAD, at, 3)],
            cells[at : ends[0]],
            *(cells[low:high] for low, high in pairwise(ends)),
        )

    def lengths(self) -> npt.NDArray[np.int64]:
        """How many parts each name has, kunyas aside; where none of them is a given name, -1 and so many less."""
        parts, given = (
            np.concatenate([[0], np.cumsum(are)]) for are in (self.roles != Role.KUNYA, self.roles == Role.GIVEN)
        )
        length, has_given = np.diff(parts[self.token_start]), np.diff(given[self.token_start]) > 0
        return np.where(has_given, length, -1 - length)

    def holders(self, words: int) -> npt.NDArray[np.int32]:
        """For each of so many words of the vocabulary, how many names hold it."""
        names = np.repeat(np.arange(len(self.weak)), np.diff(self.token_start))
        once = np.unique(names * words + self.tokens) % max(1, words)
        return np.bincount(once, minlength=words).astype(np.int32)

    def days(self) -> npt.NDArray[np.int32]:
        """Every exact day of birth stated by any record, ascending."""
        rows = self.fact_start[:-1]
        first = _ranges(rows + HEAD, self.facts[rows + BIRTHS], 3)
        return np.unique(self.facts[first[self.facts[first + 2] == DAY]])

    def years(self) -> npt.NDArray[np.int16]:
        """The first and last year in which each record may have been born (n, 2); 0 where it does not say."""
        rows = self.fact_start[:-1]
        counts = self.facts[rows + BIRTHS]
        out, stated = np.zeros((len(rows), 2), np.int16), np.flatnonzero(counts)
        at = _ranges(rows + HEAD, counts, 3)
        edges = np.concatenate([[0], np.cumsum(counts[stated])[:-1]]) if len(stated) else stated
        if len(stated):
            out[stated, 0] = np.minimum.reduceat(self.facts[at] // 10_000, edges)
            out[stated, 1] = np.maximum.reduceat(self.facts[at + 1] // 10_000, edges)
        return out

    def sexes(self) -> npt.NDArray[np.uint8]:
        """Each record's sex."""
        return self.facts[self.fact_start[:-1]].astype(np.uint8)

    def nations(self) -> npt.NDArray[np.int32]:
        """Each record's nationalities as bits, as `score.nations_of` has them."""
        rows = self.fact_start[:-1]
        counts = self.facts[rows + NATIONS]
        bits = np.left_shift(
            1, self.facts[_ranges(rows + HEAD + 3 * self.facts[rows + BIRTHS], counts, 1)] % NATION_BITS
        )
        out = np.zeros(len(rows), np.int32)
        np.bitwise_or.at(out, np.repeat(np.arange(len(rows)), counts), bits.astype(np.int32))
        return out

    def fields(self, words: int) -> npt.NDArray[np.uint8]:
        """For each of so many words of the vocabulary, in which fields of facts it stands: bit 0 places, 1 fathers, 2 mothers."""
        found, rows = np.zeros(words, np.uint8), self.fact_start[:-1]
        at = rows + HEAD + 3 * self.facts[rows + BIRTHS] + self.facts[rows + NATIONS]
        for bit, kind in enumerate((PLACES, FATHERS, MOTHERS)):
            found[self.facts[_ranges(at, self.facts[rows + kind], 1)]] |= 1 << bit
            at = at + self.facts[rows + kind]
        return found

    def columns(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """The first day of every birth stated, and every nation number, of all records."""
        rows = self.fact_start[:-1]
        births, nations = self.facts[rows + BIRTHS], self.facts[rows + NATIONS]
        first_days = self.facts[_ranges(rows + HEAD, births, 3)]
        return first_days, self.facts[_ranges(rows + HEAD + 3 * births, nations, 1)]


def _ranges(firsts: npt.NDArray[np.int64], counts: npt.NDArray[np.int32], step: int) -> npt.NDArray[np.int64]:
    """firsts[k], firsts[k] + step … counts[k] of them, for every k, one after another."""
    ends = np.cumsum(counts, dtype=np.int64)
    within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
    return np.repeat(firsts, counts) + step * within


HEAD = 6  # how many counts stand before a row's facts: sex, births, nations, places, fathers, mothers
BIRTHS, NATIONS, PLACES, FATHERS, MOTHERS = range(1, HEAD)


class FactRow(NamedTuple):
    """The facts of one record: sex, births (first, last, kind), nation numbers, and word ids of places and of parents' names."""

    sex: int
    births: list[tuple[int, int, int]]
    nations: list[int]
    places: list[int]
    fathers: list[int]
    mothers: list[int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Distinct parts: their keys, their sounds and how many names hold each (`counts`)."""

    keys: Sequence[str]
    sounds: Sounds
    counts: npt.NDArray[np.int32]


class Facts(NamedTuple):
    """What is known of one record besides its names, the same for both sides."""

    births: Sequence[PartialDate] = ()
    sex: str | None = None
    nationalities: Sequence[str] = ()
    places: Sequence[str] = ()
    fathers: Sequence[str] = ()
    mothers: Sequence[str] = ()


def _starts() -> array[int]:
    return array("q", [0])


class _Ids(dict[str, int]):
    """Numbers of texts, from 0 in the order they are asked for."""

    def __missing__(self, key: str) -> int:
        found = self[key] = len(self)
        return found


@dataclass(slots=True)
class SheetBuilder:
    """Collects records into arrays; every distinct part is coded once, at the end."""

    _ids: _Ids = field(default_factory=_Ids)
    _name_start: array[int] = field(default_factory=_starts)
    _token_start: array[int] = field(default_factory=_starts)
    _tokens: array[int] = field(default_factory=lambda: array("i"))
    _roles: array[int] = field(default_factory=lambda: array("B"))
    _weak: array[int] = field(default_factory=lambda: array("B"))
    _fact_start: array[int] = field(default_factory=_starts)
    _facts: array[int] = field(default_factory=lambda: array("i"))

    def add(self, names: Iterable[tuple[Reading, bool]], facts: Facts) -> None:
        """Add one record: its names as read, each with whether it is weak, and its facts. A name without a part is a name of nothing:
        only a document leads to it.
        """
        tokens, number = self._tokens, self._ids.__getitem__
        for (keys, roles, _), weak in names:
            tokens.extend(map(number, keys))
            self._roles.extend(roles)
            self._token_start.append(len(tokens))
            self._weak.append(weak)
        self._name_start.append(len(self._weak))
        self._add_facts(facts)

    def _add_facts(self, facts: Facts) -> None:
        births, sex, nationalities, places, fathers, mothers = facts
        nations = [nation_number(code) for code in nationalities if len(code) == 2]
        row = [_SEXES.get(sex or "", UNKNOWN), len(births), len(nations), 0, 0, 0]
        for birth in births:
            row += birth_facts(birth)
        row += nations
        if places or fathers or mothers:
            for kind, texts in ((PLACES, places), (FATHERS, fathers), (MOTHERS, mothers)):
                ids = [self._ids[key] for text in texts for key in read(text).keys]
                row[kind] = len(ids)
                row += ids
        self._facts.extend(row)
        self._fact_start.append(len(self._facts))

    def part(self) -> SheetPart:
        """All that was added, its parts not yet coded."""
        columns = (
            self._name_start, self._token_start, self._tokens, self._roles, self._weak, self._fact_start, self._facts,
        )  # fmt: skip
        sheet = Sheet(*(np.frombuffer(a, a.typecode) if len(a) else np.zeros(0, a.typecode) for a in columns))
        return SheetPart(sheet, tuple(self._ids), sheet.holders(len(self._ids)))

    def finish(self) -> tuple[Sheet, Vocabulary]:
        """The arrays and the vocabulary of all that was added."""
        return self.part().coded()


class SheetPart(NamedTuple):
    """Some records: their arrays, the distinct parts their word ids stand for, and how many names hold each."""

    sheet: Sheet
    keys: tuple[str, ...]
    counts: npt.NDArray[np.int32]

    def coded(self) -> tuple[Sheet, Vocabulary]:
        """The arrays and the vocabulary, where these are all the records there are."""
        return self.sheet, vocabulary(self.keys, self.counts)


@dataclass(slots=True)
class SheetJoin:
    """Puts records that were collected apart into one sheet: the same as if one builder had collected them all."""

    _ids: dict[str, int] = field(default_factory=dict)
    _sheets: list[Sheet] = field(default_factory=list)
    _counts: list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]] = field(default_factory=list)

    def add(self, part: SheetPart) -> None:
        """Add records after those added before."""
        known = self._ids
        ids = np.array([known.setdefault(key, len(known)) for key in part.keys], np.int32)
        sheet, facts = part.sheet, part.sheet.facts.copy()
        heads = sheet.fact_start[:-1, None] + np.arange(HEAD - 3, HEAD)
        ends, words = sheet.fact_start[1:], facts[heads].sum(axis=1)
        at = np.repeat(ends - np.cumsum(words), words) + np.arange(words.sum())  # words stand at the end of each row
        facts[at] = ids[facts[at]]
        self._sheets.append(sheet._replace(tokens=ids[sheet.tokens], facts=facts))
        self._counts.append((ids, part.counts))

    def finish(self) -> tuple[Sheet, Vocabulary]:
        """The arrays and the vocabulary of all that was added."""
        counts = np.zeros(len(self._ids), np.int32)
        for ids, more in self._counts:
            counts[ids] += more
        columns: list[npt.NDArray[Any]] = [
            end_to_end(arrays) if name.endswith("_start") else np.concatenate(arrays)
            for name, arrays in zip(Sheet._fields, zip(*self._sheets, strict=True), strict=True)
        ]
        return Sheet(*columns), vocabulary(tuple(self._ids), counts)


def end_to_end(starts: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Starts (n+1 each) of arrays that are put one after another."""
    lengths = np.concatenate([np.diff(one) for one in starts])
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def vocabulary(keys: tuple[str, ...], counts: npt.NDArray[np.int32]) -> Vocabulary:
    """Code every part once."""
    coded = [code_of(key) for key in keys]
    lexemes, sexes = [lexemes_of(key) for key in keys], [sex_of(key) for key in keys]
    sounds = pack([c for c, _ in coded], [v for _, v in coded], lexemes, sexes)
    return Vocabulary(keys, sounds, counts)


@lru_cache(maxsize=1 << 16)
def birth_facts(birth: PartialDate) -> tuple[int, int, int]:
    """A birth as a row of facts holds it: first and last day as yyyymmdd, and how it was stated."""
    kind = CONVENTION if birth.convention else _PRECISIONS[birth.precision]
    return _number(birth.first), _number(birth.last), kind


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


@cache
def nation_number(code: str) -> int:
    """An ISO alpha-2 code as a small number."""
    return (ord(code[0]) - 97) * 26 + ord(code[1]) - 97


def nation_code(number: int) -> str:
    """The ISO alpha-2 code of a number."""
    return chr(97 + number // 26) + chr(97 + number % 26)
