"""The people of a run laid out once, and compared with one edition after another by the engine's one path.

Comes in: profiles with their places in the run, an opened edition. Goes out: `Found` rows by part: ids, evidence and marks, never a name.
Knows no database. The number of threads and the size of blocks change nothing but the time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from homeward.lists.selectors.held import Held
from homeward.review.facts.runs import Found
from homeward.screening.engine import Comparison, Rows
from homeward.screening.people import People, lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.runs.lines import KEYS

PART: Final = 1_000  # people of a run that are kept, and put into the queue, together
BLOCK: Final = 4  # parts that are compared together
Pair = tuple[int, str]


@dataclass(frozen=True)
class Laid:
    """People laid out: who could be read and is not withheld. `places` are their places in the run, ascending."""

    people: People
    places: tuple[int, ...]

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Where the people stand whose places are from `low` to `high`."""
        return bisect_left(self.places, low), bisect_left(self.places, high)


def laid(profiles: Iterable[tuple[int, Profile]]) -> Laid:
    """Lay people out, each with their place in the run."""
    placed = list(profiles)
    return Laid(lay_out(profile for _, profile in placed), tuple(place for place, _ in placed))


@dataclass(frozen=True)
class Weighing:
    """A run's people against one edition, made ready."""

    held: Held
    laid: Laid
    comparison: Comparison
    least: int
    top: int

    def parts(self, parts: range, known: Mapping[int, Sequence[Pair]], threads: int) -> dict[int, list[Found]]:
        """What was found for some parts, and `known` pairs (place in the part, entry) weighed again that did not reach the line."""
        blocks = [range(low, min(low + BLOCK, parts.stop)) for low in range(parts.start, parts.stop, BLOCK)]
        with ThreadPoolExecutor(threads) as pool:
            found = {part: rows for one in pool.map(self._block, blocks) for part, rows in one.items()}
        for part in parts:
            found[part] += self._again(part, known.get(part, ()), found[part])
        return found

    def _block(self, parts: range) -> dict[int, list[Found]]:
        low, high = self.laid.between(parts.start * PART, parts.stop * PART)
        found: dict[int, list[Found]] = {part: [] for part in parts}
        if low == high:
            return found
        rows = self.comparison.block(low, high, top=self.top, least=self.least)
        queries = np.repeat(np.arange(low, high), np.diff(rows.starts)).tolist()
        for row, q in enumerate(queries):
            place = self.laid.places[q]
            found[place // PART].append(self._found(rows, row, place % PART, asked=True))
        return found

    def _again(self, part: int, known: Sequence[Pair], found: Sequence[Found]) -> list[Found]:
        there = {(one.place, one.entry_id) for one in found}
        wanted = [(pair, *where) for pair in known if pair not in there and (where := self._where(part, pair))]
        if not wanted:
            return []
        rows = self.comparison.pairs(np.array([where for _, *where in wanted], np.int64))
        return [self._found(rows, row, place, asked=False) for row, ((place, _), *_) in enumerate(wanted)]

    def _where(self, part: int, pair: Pair) -> tuple[int, int] | None:
        """The rows of a known pair: who could not be read or is withheld, and what is not on the edition, has none."""
        place = part * PART + pair[0]
        q = bisect_left(self.laid.places, place)
        entry = self.held.book.row(pair[1])
        return None if entry is None or q == len(self.laid.places) or self.laid.places[q] != place else (q, entry)

    def _found(self, rows: Rows, row: int, place: int, *, asked: bool) -> Found:
        entry, _, _, millibits = rows.chosen[row].tolist()
        evidence = rows.evidence[row]
        slots = np.flatnonzero(evidence)
        mark = self.held.marks.at(entry)
        return Found(
            place=place,
            entry_id=self.held.index.ids.get(entry),
            millibits=millibits,
            evidence=dict(zip(slots.tolist(), evidence[slots].tolist(), strict=True)),
            source=mark.source,
            mark=mark.compared,
            asked=asked,
        )


def weighing(held: Held, people: Laid, *, least: int, top: int, threads: int) -> Weighing:
    """Make people and an edition ready to be compared."""
    comparison = Comparison(people.people, held.index, shipped_reference(), threads=threads)
    return Weighing(held, people, comparison, least, top)


def named(evidence: Mapping[int, int]) -> dict[str, int]:
    """Evidence by the names of its slots, as a candidate keeps it."""
    return {KEYS[slot]: millibits for slot, millibits in evidence.items()}
