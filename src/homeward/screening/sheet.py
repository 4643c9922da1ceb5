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
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.kernel.dates import PartialDate
from homeward.names.likeness import Sounds, pack
from homeward.names.parts import Reading, code_of, lexemes_of, read

UNKNOWN, MALE, FEMALE = range(3)
DAY, CONVENTION, MONTH, YEAR, RANGE = range(5)  # how precisely a birth is stated
_SEXES = {"male": MALE, "female": FEMALE}
_PRECISIONS = {"day": DAY, "month": MONTH, "year": YEAR, "range": RANGE}


class Sheet(NamedTuple):
    """n records as arrays. `…_start` (n+1) bound each record's rows; births are yyyymmdd; nations are letter pairs (base 26).

    places, fathers and mothers are word ids of the vocabulary.
    """

    name_start: npt.NDArray[np.int64]
    token_start: npt.NDArray[np.int64]
    tokens: npt.NDArray[np.int32]
    roles: npt.NDArray[np.uint8]
    weak: npt.NDArray[np.uint8]
    birth_start: npt.NDArray[np.int64]
    birth_first: npt.NDArray[np.int32]
    birth_last: npt.NDArray[np.int32]
    birth_kind: npt.NDArray[np.uint8]
    sex: npt.NDArray[np.uint8]
    nation_start: npt.NDArray[np.int64]
    nations: npt.NDArray[np.int16]
    place_start: npt.NDArray[np.int64]
    places: npt.NDArray[np.int32]
    father_start: npt.NDArray[np.int64]
    fathers: npt.NDArray[np.int32]
    mother_start: npt.NDArray[np.int64]
    mothers: npt.NDArray[np.int32]


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


@dataclass(slots=True)
class SheetBuilder:
    """Collects records into arrays; every distinct part is coded once, at the end."""

    _ids: dict[str, int] = field(default_factory=dict)
    _counts: array[int] = field(default_factory=lambda: array("i"))
    _name_start: array[int] = field(default_factory=_starts)
    _token_start: array[int] = field(default_factory=_starts)
    _tokens: array[int] = field(default_factory=lambda: array("i"))
    _roles: array[int] = field(default_factory=lambda: array("B"))
    _weak: array[int] = field(default_factory=lambda: array("B"))
    _births: tuple[array[int], ...] = field(default_factory=lambda: (_starts(), array("i"), array("i"), array("B")))
    _sex: array[int] = field(default_factory=lambda: array("B"))
    _nations: tuple[array[int], array[int]] = field(default_factory=lambda: (_starts(), array("h")))
    _words: tuple[tuple[array[int], array[int]], ...] = field(
        default_factory=lambda: tuple((_starts(), array("i")) for _ in range(3))
    )

    def add(self, names: Iterable[tuple[Reading, bool]], facts: Facts) -> None:
        """Add one record: its names as read, each with whether it is weak, and its facts."""
        for reading, weak in names:
            if not reading.tokens:
                continue
            for key in {t.key for t in reading.tokens}:
                self._counts[self._id(key)] += 1
            self._tokens.extend([self._ids[t.key] for t in reading.tokens])
            self._roles.extend([t.role for t in reading.tokens])
            self._token_start.append(len(self._tokens))
            self._weak.append(weak)
        self._name_start.append(len(self._weak))
        self._add_facts(facts)

    def _add_facts(self, facts: Facts) -> None:
        starts, firsts, lasts, kinds = self._births
        for birth in facts.births:
            firsts.append(_number(birth.first))
            lasts.append(_number(birth.last))
            kinds.append(CONVENTION if birth.convention else _PRECISIONS[birth.precision])
        starts.append(len(firsts))
        self._sex.append(_SEXES.get(facts.sex or "", UNKNOWN))
        starts, nations = self._nations
        nations.extend([nation_number(code) for code in facts.nationalities if len(code) == 2])
        starts.append(len(nations))
        for (starts, ids), texts in zip(self._words, (facts.places, facts.fathers, facts.mothers), strict=True):
            for text in texts:
                ids.extend([self._id(t.key) for t in read(text).tokens])
            starts.append(len(ids))

    def _id(self, key: str) -> int:
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = len(self._ids)
            self._counts.append(0)
        return found

    def finish(self) -> tuple[Sheet, Vocabulary]:
        """The arrays and the vocabulary of all that was added."""
        sheet = Sheet(
            *(np.frombuffer(a, dtype=a.typecode) if len(a) else np.zeros(0, a.typecode) for a in (
                self._name_start, self._token_start, self._tokens, self._roles, self._weak, *self._births, self._sex,
                *self._nations, *(a for pair in self._words for a in pair),
            ))
        )  # fmt: skip
        coded = [code_of(key) for key in self._ids]
        sounds = pack([c for c, _ in coded], [v for _, v in coded], [lexemes_of(key) for key in self._ids])
        return sheet, Vocabulary(tuple(self._ids), sounds, np.array(self._counts, np.int32))


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def nation_number(code: str) -> int:
    """An ISO alpha-2 code as a small number."""
    return (ord(code[0]) - 97) * 26 + ord(code[1]) - 97


def nation_code(number: int) -> str:
    """The ISO alpha-2 code of a number."""
    return chr(97 + number // 26) + chr(97 + number % 26)
