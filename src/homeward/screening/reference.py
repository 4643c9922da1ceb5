"""How usual a name part, a birth year or a nationality is among the people at hand: the population every score cites.

Comes in: sheets of recorded people, or a saved artefact. Goes out: a `Reference`, immutable and hashed, and from it the chance
of meeting a part by accident. Holds sound codes and counts, never a written name and never a person.
Rarity counts a part's whole sound cluster, in the reference and on the list; the more usual of the two decides.
"""

from __future__ import annotations

import gzip
from collections import Counter
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.sources import text_hash
from homeward.names.compiling import compiled
from homeward.names.likeness import TABLES, Sounds, pack, shared_out, space_for
from homeward.names.trie import ALL, alike, by_skeleton
from homeward.screening.score import FIRST_YEAR, YEARS
from homeward.screening.sheet import Sheet, Vocabulary, nation_code, nation_number

ALIKE = 850  # parts at least this alike belong to one sound cluster
MILLION = 1_000_000
RAREST = 11_000  # millibits: a part seen nowhere else still says no more than one in 2048
_SMOOTH = np.array([1, 2, 3, 2, 1]) / 9  # years of birth are stated loosely: a year borrows from its neighbours
_RAREST_YEAR = 8_000
_USUAL_NATION, _RAREST_NATION = (
    3_000,
    5_000,
)  # names that agree come from one country mostly: only what is rarer than usual there counts
_SILENT = (-5_000, 1_500)  # a silent list says little for anyone, and not too much against

Counts = npt.NDArray[np.int64]


class Reference(msgspec.Struct, frozen=True, dict=True, omit_defaults=True):
    """Counts of named populations. `parts` is (code, vowels written, count); `names` how many names were counted.

    `listed`: of a million of these people so many seemed to be on the lists they were held against; 0 where that was not looked at.
    """

    title: str
    names: int
    parts: tuple[tuple[str, bool, int], ...]
    people: int = 0
    years: dict[int, int] = {}
    nations: dict[str, int] = {}
    listed: int = 0

    @cached_property
    def hash(self) -> str:
        """Hash of all it holds: what a score cites."""
        return text_hash(msgspec.json.encode(self).decode())

    @cached_property
    def sounds(self) -> Sounds:
        """The parts laid out for comparison."""
        return pack([c for c, _, _ in self.parts], [v for _, v, _ in self.parts], [()] * len(self.parts))

    @cached_property
    def counts(self) -> Counts:
        """How many names hold each part."""
        return np.array([n for _, _, n in self.parts], np.int64)

    def usual(self, sounds: Sounds, threads: int = 1) -> Counts:
        """For each part, how many of the names counted here hold a part of its sound cluster."""
        return cluster_counts(sounds, self.sounds, self.counts, threads)

    def joined(self, other: Reference) -> Reference:
        """Both populations as one."""
        parts: Counter[tuple[str, bool]] = Counter()
        for code, vocal, count in (*self.parts, *other.parts):
            parts[code, vocal] += count
        return Reference(
            title=f"{self.title} + {other.title}",
            names=self.names + other.names,
            parts=tuple(sorted((c, v, n) for (c, v), n in parts.items())),
            people=self.people + other.people,
            years=dict(sorted((Counter(self.years) + Counter(other.years)).items())),
            nations=dict(sorted((Counter(self.nations) + Counter(other.nations)).items())),
        )

    def without(self, least: int) -> Reference:
        """The same without the parts that fewer than `least` names hold."""
        return msgspec.structs.replace(self, parts=tuple(part for part in self.parts if part[2] >= least))

    def save(self, path: Path) -> None:
        """Write the artefact (gzip JSON, the same bytes for the same content)."""
        path.write_bytes(gzip.compress(msgspec.json.encode(self), compresslevel=6, mtime=0))


NOBODY = Reference(
    title="nobody", names=0, parts=()
)  # where an index is made for one run, whose caseload is the reference


def from_sheet(title: str, sheet: Sheet, vocabulary: Vocabulary) -> Reference:
    """Count a population of recorded people."""
    parts: Counter[tuple[str, bool]] = Counter()
    sounds = vocabulary.sounds
    for code, vocal, count in zip(
        _codes(sounds), sounds.arrays.vocal.tolist(), vocabulary.counts.tolist(), strict=True
    ):
        if code and count:
            parts[code, bool(vocal)] += count
    births, nationalities = sheet.columns()
    years, year_counts = np.unique(births // 10_000, return_counts=True)
    nations, nation_counts = np.unique(nationalities, return_counts=True)
    return Reference(
        title=title,
        names=len(sheet.weak),
        parts=tuple(sorted((c, v, n) for (c, v), n in parts.items())),
        people=len(sheet.fact_start) - 1,
        years=dict(zip(years.tolist(), year_counts.tolist(), strict=True)),
        nations={nation_code(n): c for n, c in zip(nations.tolist(), nation_counts.tolist(), strict=True)},
    )


def open_reference(path: Path) -> Reference:
    """Read a saved reference."""
    return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Reference)


@cache
def shipped() -> Reference:
    """The reference of synthetic camps that comes with the package."""
    content = (files("homeward.resources") / "reference.json.gz").read_bytes()
    return msgspec.json.decode(gzip.decompress(content), type=Reference)


def cluster_counts(sounds: Sounds, others: Sounds, counts: Counts, threads: int = 1) -> Counts:
    """For each part, how many names of the other population hold a part of its sound cluster."""
    if len(others) == 0:
        return np.zeros(len(sounds), np.int64)
    others.trie  # noqa: B018 - made here once, not by every thread

    def count(order: Counts) -> Counts:
        out = np.zeros(len(sounds), np.int64)
        with space_for(others) as (space, column, value):
            _clusters(
                sounds.arrays, order, others.arrays, others.trie, TABLES, ALIKE, space, column, value, counts, sounds is others, out
            )  # fmt: skip
        return out

    found = shared_out(count, by_skeleton(sounds.arrays.codes, sounds.arrays.weight), threads)
    return np.asarray(np.sum(found, axis=0), np.int64)


@compiled
def _clusters(sounds, order, others, trie, tables, floor, space, column, value, counts, within, out):  # type: ignore[no-untyped-def]
    """Add counts up for the words of an order; `within` one vocabulary, each two words are compared once."""
    for i in order:
        if within:
            out[i] += counts[i]
        for k in range(alike(sounds, i, others, trie, tables, floor, space, column, value, i if within else ALL)):
            out[i] += counts[column[k]]
            if within:
                out[column[k]] += counts[i]


def rarity(in_reference: Counts, reference_names: int, on_list: Counts, listed_names: int) -> npt.NDArray[np.int32]:
    """Bits (thousandths) of meeting a part: -log2 of its share where it is more usual, reference or list."""
    share = np.maximum((in_reference + 1) / (reference_names + 2), (on_list + 1) / (listed_names + 2))
    bits: npt.NDArray[np.int32] = np.clip(np.rint(-1000 * np.log2(share)), 0, RAREST).astype(np.int32)
    return bits


def year_tables(
    reference: Reference, listed_years: dict[int, int]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """By year from `FIRST_YEAR`: bits of sharing it by chance, and what it says when the list is silent on birth."""
    here, listed = _shares(reference.years), _shares(listed_years)
    chance = np.clip(-1000 * np.log2(here), 0, _RAREST_YEAR)
    silent = np.clip(1000 * np.log2(listed / here), *_SILENT) if listed_years and reference.years else np.zeros(YEARS)
    return np.rint(chance).astype(np.int32), np.rint(silent).astype(np.int32)


def _shares(years: dict[int, int]) -> npt.NDArray[np.float64]:
    counts = np.zeros(YEARS)
    for year, count in years.items():
        counts[min(max(year - FIRST_YEAR, 0), YEARS - 1)] += count
    counts = np.convolve(counts, _SMOOTH, "same")
    shares: npt.NDArray[np.float64] = (counts + 0.1) / (counts.sum() + 0.1 * YEARS)
    return shares


def nation_table(reference: Reference) -> npt.NDArray[np.int32]:
    """Bits of sharing a nationality by chance, by nation number, beyond those of a usual one: who has the same name mostly shares it.

    A nationality that one in eight have says nothing of its own, and none says more than one that one in 32 have. Else strangers of a
    people that is few here and many on the lists would come forward more often than others.
    """
    counts = np.zeros(26 * 26)
    for code, count in reference.nations.items():
        counts[nation_number(code)] += count
    share = (counts + 0.5) / (counts.sum() + 100)
    bits: npt.NDArray[np.int32] = np.rint(
        np.clip(-1000 * np.log2(share), _USUAL_NATION, _RAREST_NATION) - _USUAL_NATION
    ).astype(np.int32)
    return bits


def _codes(sounds: Sounds) -> list[str]:
    return [bytes(row[: row[-1]]).decode("ascii") for row in sounds.arrays.codes]
