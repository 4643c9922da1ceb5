"""The engine over the registry's own records: which of them could be one person, and what speaks for and against it.

Comes in: profiles. Goes out: pairs of ids with millibits, or one comparison read out. Knows no list and no database.
Who could be whom is looked up as a caseload is against a list, with the records themselves as its entries; how strongly each pair
speaks is then said by the pairwise comparison, the same that a page shows; how rare a name is, by the reference that ships.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from uuid import UUID

from homeward.screening.candidate import Candidate
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build
from homeward.screening.pairs import as_listing, compare
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import from_sheet, shipped
from homeward.screening.runs.lines import least_bits

NEAREST: Final = 6  # records looked at for each one, itself among them
LOOSE: Final = 0.01  # likelihood in the look-up from which two records are compared in full


@dataclass(frozen=True)
class Population:
    """The records of a registry, laid out once, so that blocks of them can be compared with all others."""

    profiles: tuple[Profile, ...]
    comparison: Comparison = field(init=False)

    def __post_init__(self) -> None:
        people = lay_out(self.profiles)
        index = build(as_listing(profile, number) for number, profile in enumerate(self.profiles))
        usual = from_sheet("registry", people.sheet, people.vocabulary)
        object.__setattr__(self, "comparison", Comparison(people, index, usual, threads=_processors()))

    def alike(self, start: int, stop: int, least: float) -> list[tuple[UUID, UUID, int]]:
        """Pairs of which one record stands at a place from `start` to `stop`: the earlier id, the later one, millibits."""
        shares = _shares(start, stop, _processors())
        with ThreadPoolExecutor(_processors()) as pool:
            ordered = sorted({places for found in pool.map(self._near, shares) for places in found})
        pairs = [(self.profiles[left], self.profiles[right]) for left, right in ordered]
        return [
            (UUID(left.query_id), UUID(right.query_id), bits)
            for (left, right), bits in zip(pairs, millibits(pairs), strict=True)
            if bits >= least_bits(least)
        ]

    def _near(self, share: tuple[int, int]) -> set[tuple[int, int]]:
        """The places of records worth comparing in full, the earlier one first; one of each two stands in a share."""
        start, stop = share
        rows = self.comparison.block(start, stop, top=NEAREST, least=least_bits(LOOSE))
        return {
            (min(q, entry), max(q, entry))
            for q, (low, high) in enumerate(pairwise(rows.starts.tolist()), start)
            for entry in rows.chosen[low:high, 0].tolist()
            if entry != q
        }


def _processors() -> int:
    return len(os.sched_getaffinity(0))


def _shares(start: int, stop: int, count: int) -> list[tuple[int, int]]:
    """Places shared out evenly; a share has at least one."""
    edges = [start + (stop - start) * part // count for part in range(count + 1)]
    return [(low, high) for low, high in pairwise(edges) if low < high]


def millibits(pairs: Sequence[tuple[Profile, Profile]]) -> list[int]:
    """For each pair how strongly the evidence speaks for one person, in thousandths of a bit."""
    return [int(bits) for bits in compare(pairs, reference=shipped()).rows.chosen[:, 3]] if pairs else []


def comparisons(pairs: Sequence[tuple[Profile, Profile]]) -> Iterator[Candidate | None]:
    """Each pair read out; None where a name cannot be read."""
    if not pairs:
        return
    compared = compare(pairs, reference=shipped())
    for place in range(len(pairs)):
        yield compared.candidate(place) if compared.rows.chosen[place, 1] >= 0 else None
