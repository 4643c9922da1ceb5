"""People against an index: everything that is computed once for a run, then blocks of people in any order and number of threads.

Comes in: profiles, an `Index`, weights, a reference. Goes out: `Rows` of candidates with their evidence, the same whatever the
threads or block size. Knows no files and no output format.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.names.costs import GAP, SUBSTITUTE
from homeward.names.likeness import Sounds, neighbours
from homeward.names.parts import Reading, read
from homeward.screening import exact
from homeward.screening.candidates import gather
from homeward.screening.index.store import Index, document_key
from homeward.screening.profile import Profile
from homeward.screening.reference import (
    Reference,
    cluster_counts,
    nation_table,
    rarity,
    year_tables,
)
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.score import Tables
from homeward.screening.sheet import Facts, Sheet, SheetBuilder, Vocabulary
from homeward.screening.weights import Weights
from homeward.screening.weights import shipped as shipped_weights

CANDIDATES = 300  # names compared exactly per recorded name
WORTH_LOOKING = 720  # likeness from which two parts make their names candidates


@dataclass(frozen=True, slots=True)
class People:
    """A caseload laid out. `documents` is (key, kind and issuer, person)."""

    sheet: Sheet
    vocabulary: Vocabulary
    ids: tuple[str, ...]
    documents: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Rows:
    """Candidates of people q_from <= q < q_to: starts (people + 1) bound each person's rows, best first.

    chosen (rows, 4) is entry, recorded name, listed name, millibits; evidence (rows, slots) adds up to the millibits.
    """

    q_from: int
    starts: npt.NDArray[np.int64]
    chosen: npt.NDArray[np.int64]
    evidence: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    met: npt.NDArray[np.int8]
    readings: npt.NDArray[np.int8]


def lay_out(profiles: Iterable[Profile]) -> People:
    """Read the names of people and lay their facts out."""
    sheet, ids, documents = SheetBuilder(), [], []
    for profile in profiles:
        sheet.add([(reading, False) for reading in full_names(profile)], _facts(profile))
        documents += [(*document_key(d.kind, d.number, d.issuer), len(ids)) for d in profile.documents]
        ids.append(profile.query_id)
    arrays, vocabulary = sheet.finish()
    return People(arrays, vocabulary, tuple(ids), np.array(sorted(documents), np.int64).reshape(-1, 3))


def full_names(profile: Profile) -> list[Reading]:
    """The readings of a person's names; parts recorded in columns of their own complete the first name where it lacks them."""
    first, *others = profile.names
    known = {t.key for t in read(first).tokens}
    for part in (profile.father_name, profile.grandfather_name, profile.family_name):
        if part and known.isdisjoint(t.key for t in read(part).tokens):
            first = f"{first} {part}"
    if profile.kunya and known.isdisjoint(t.key for t in read(profile.kunya).tokens):
        first = f"{first} {profile.kunya}"
    return [reading for name in (first, *others) if (reading := read(name)).tokens]


def _facts(profile: Profile) -> Facts:
    return Facts(
        births=profile.births,
        sex=profile.sex,
        nationalities=profile.nationalities,
        places=profile.birth_places,
        fathers=(profile.father_name,) if profile.father_name else (),
        mothers=(profile.mother_name,) if profile.mother_name else (),
    )


class Comparison:
    """One run made ready: likeness of every recorded part to every listed part, rarity, shared documents, the prior."""

    def __init__(
        self,
        people: People,
        index: Index,
        reference: Reference | None = None,
        weights: Weights | None = None,
        threads: int = 1,
    ) -> None:
        self.people, self.index, self.threads = people, index, threads
        self.reference = reference or shipped_reference()
        self.weights = weights or shipped_weights()
        self.prior = self.weights.prior(len(index))
        with ThreadPoolExecutor(threads) as pool:
            self._likeness(pool)
            self._tables(pool)
        self._documents()
        self._sounds = people.vocabulary.sounds.arrays
        self._others = index.vocabulary.sounds.arrays

    def _likeness(self, pool: ThreadPoolExecutor) -> None:
        mine, theirs = self.people.vocabulary.sounds, self.index.vocabulary.sounds
        parts = list(pool.map(lambda sounds: neighbours(sounds, theirs, WORTH_LOOKING), _split(mine, 4 * self.threads)))
        starts = np.concatenate([[0], *(np.diff(p[0]) for p in parts)])
        self.starts = np.cumsum(starts).astype(np.int64)
        self.columns = np.concatenate([p[1] for p in parts])
        self.values = np.concatenate([p[2] for p in parts])

    def _tables(self, pool: ThreadPoolExecutor) -> None:
        index, reference = self.index, self.reference
        mine, theirs = self.people.vocabulary.sounds, index.vocabulary.sounds
        listed = index.vocabulary.counts.astype(np.int64)

        def clusters(left: Sounds, right: Sounds, counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
            return np.concatenate(
                list(pool.map(lambda part: cluster_counts(part, right, counts), _split(left, 4 * self.threads)))
            )

        in_reference = (
            index.in_reference
            if index.reference == reference.hash
            else clusters(theirs, reference.sounds, reference.counts)
        )
        names = len(index.sheet.weak)
        year, silent = year_tables(reference, index.years)
        self.tables = Tables(
            info=rarity(clusters(mine, reference.sounds, reference.counts), reference.names, clusters(mine, theirs, listed), names),
            other_info=rarity(in_reference, reference.names, np.asarray(index.on_list), names),
            year=year, silent=silent, nation=nation_table(reference), weights=self.weights.array(),
        )  # fmt: skip

    def _documents(self) -> None:
        """People and entries that share a document's number, and do not differ in a stated issuer."""
        pairs = set()
        listed = self.index.documents
        for key, issuer, person in self.people.documents.tolist():
            low, high = np.searchsorted(listed[:, 0], [key, key + 1]) if len(listed) else (0, 0)
            pairs.update(
                (person, int(entry))
                for _, other, entry in listed[low:high]
                if not issuer or not other or issuer == other
            )
        rows = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        self.document_people, self.document_entries = rows[:, 0].copy(), rows[:, 1].copy()

    def block(self, q_from: int, q_to: int, *, top: int, least: int, candidates: int = CANDIDATES) -> Rows:
        """Candidates of some people: at most `top` each, all of at least `least` millibits."""
        people, index, sheet = self.people, self.index, self.people.sheet
        name_from, name_to = int(sheet.name_start[q_from]), int(sheet.name_start[q_to])
        parts = np.unique(sheet.tokens[sheet.token_start[name_from] : sheet.token_start[name_to]])
        local = np.zeros(len(people.vocabulary.keys), np.int32)
        local[parts] = np.arange(len(parts), dtype=np.int32)
        posts = index.postings
        c_starts, listed = gather(
            name_from, name_to, sheet.token_start, sheet.tokens, local, parts, self.starts, self.columns, self.values,
            *posts, self.tables.info, self.tables.other_info, index.name_lengths, candidates,
        )  # fmt: skip
        shared = (self.document_people, self.document_entries)
        starts, chosen = exact.rank(
            q_from, q_to, sheet, index.sheet, c_starts, listed, index.name_entry, index.order, self.starts, self.columns, self.values,
            *shared, self.tables, self._sounds, self._others, SUBSTITUTE, GAP, self.prior, least, top,
        )  # fmt: skip
        queries = np.repeat(np.arange(q_from, q_to), np.diff(starts))
        evidence, counts, met, readings = exact.explain(
            chosen, queries, sheet, index.sheet, self.starts, self.columns, self.values, *shared,
            self.tables, self._sounds, self._others, SUBSTITUTE, GAP, self.prior,
        )  # fmt: skip
        return Rows(q_from, starts, chosen, evidence, counts, met, readings)


def _split(sounds: Sounds, parts: int) -> list[Sounds]:
    edges = np.linspace(0, len(sounds), parts + 1).astype(int).tolist()
    return [sounds.part(low, high) for low, high in zip(edges[:-1], edges[1:], strict=True)]
