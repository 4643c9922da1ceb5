"""People against an index: everything that is computed once for a run, then blocks of people in any order and number of threads.

Comes in: profiles, an `Index`, weights, a reference. Goes out: `Rows` of candidates with their evidence, the same whatever the
threads or block size. Knows no files and no output format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.names.costs import GAP, SUBSTITUTE
from homeward.names.likeness import Sounds, between, neighbours
from homeward.names.slips import slipped
from homeward.screening import exact
from homeward.screening.beside import words_of
from homeward.screening.candidates import gather
from homeward.screening.features import ALTERNATIVES, WEAK_NAME
from homeward.screening.index.lately import Alike
from homeward.screening.index.store import Index
from homeward.screening.inputs import Inputs
from homeward.screening.joins import NO_JOINS, joins, with_joins
from homeward.screening.needs import needs
from homeward.screening.people import People
from homeward.screening.reference import (
    ALIKE,
    Counts,
    Reference,
    nation_table,
    rarity,
    year_tables,
)
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.score import SAME_WORD
from homeward.screening.sieve import runs
from homeward.screening.weights import Weights
from homeward.screening.weights import shipped as shipped_weights
from homeward.screening.worths import costs_of, listed_costs, slack_of, worths_of

T = TypeVar("T")
_NO_COLUMNS, _NO_VALUES = np.zeros(0, np.int32), np.zeros(0, np.int16)
CANDIDATES = 40  # names compared exactly per recorded name
WORTH_LOOKING = 720  # likeness from which two parts met
MANY = 256  # words; fewer are looked up among those asked about lately
WORTH_LOOKING_PAIRED = 480  # the same where somebody set the two names side by side
SLIPPED = 850  # likeness of two words set side by side that differ as by a slip of the hand


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

    def only(self, starts: npt.NDArray[np.int64], rows: list[int]) -> Rows:
        """Some of the rows, bounded anew."""
        chosen, evidence, counts = self.chosen[rows], self.evidence[rows], self.counts[rows]
        return Rows(self.q_from, starts, chosen, evidence, counts, self.met[rows], self.readings[rows])


class Likeness(NamedTuple):
    """Recorded parts x listed parts as CSR: starts (recorded + 1), columns ascending, values in thousandths."""

    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.int16]


Rarity = npt.NDArray[np.int32]


class Comparison:
    """One run made ready: likeness of every recorded part to every listed part, rarity, shared documents, the prior."""

    def __init__(
        self,
        people: People,
        index: Index,
        reference: Reference | None = None,
        weights: Weights | None = None,
        threads: int = 1,
        wanted: npt.NDArray[np.int64] | None = None,
        usual: Counts | None = None,
    ) -> None:
        """With `wanted`, people and entries (n, 2), only these are made ready, and `pairs` is all that can be asked: names
        that were set side by side on purpose are compared part by part however little they sound alike. `usual` is what
        the reference says of the recorded parts, where it was asked already.
        """
        self.people, self.index, self.threads = people, index, threads
        self.reference = reference or shipped_reference()
        self.weights = weights or shipped_weights()
        likeness = self._likeness() if wanted is None else self._likeness_of(wanted)
        rarities = self._recorded_rarity(likeness, usual), self._listed_rarity()
        year, silent, nation = self._tables()
        mine, theirs = people.vocabulary.sounds.arrays, index.vocabulary.sounds.arrays
        inputs = Inputs(
            *(people.sheet.name_start, people.sheet.token_start, people.sheet.tokens, people.sheet.roles),
            *(people.sheet.fact_start, people.sheet.facts),
            *index.sheet,
            *(index.name_entry, index.turns.lengths, index.order, *index.postings),
            *likeness,
            *NO_JOINS,
            worths=np.zeros(0, np.int32), slack=np.zeros(0, np.int32), costs=np.zeros(0, np.int64),
            listed_fields=_listed_fields(likeness, index.fields), listed_days=index.days,
            listed_names=index.turns.names, listed_years=index.turns.years, listed_sexes=index.turns.sexes,
            listed_nations=index.turns.nations, listed_costs=self._listed_costs(), blocks=index.turns.blocks,
            shared=_shared_documents(people, index),
            info=rarities[0], other_info=rarities[1], year=year, silent=silent, nation=nation,
            weights=self.weights.array(),
            codes=mine.codes, vocal=mine.vocal, weight=mine.weight,
            other_codes=theirs.codes, other_vocal=theirs.vocal, other_weight=theirs.weight,
            substitute=SUBSTITUTE, gap=GAP, prior=self.weights.prior(len(index), self.reference.listed),
        )  # fmt: skip
        if wanted is None:
            inputs = with_joins(inputs, joins(inputs, people.sheet, index.junctions, index.turn_of, threads))
        self.inputs = inputs._replace(worths=worths_of(inputs), slack=slack_of(inputs), costs=costs_of(inputs.weights))

    def expect(self, listed: int) -> None:
        """From now on take so many of a million people to be listed, and let the reference say so."""
        self.reference = msgspec.structs.replace(self.reference, listed=listed)
        self.inputs = self.inputs._replace(prior=self.weights.prior(len(self.index), listed))

    def block(self, q_from: int, q_to: int, *, top: int, least: int, candidates: int = CANDIDATES) -> Rows:
        """Candidates of some people with their evidence: at most `top` each, all of at least `least` millibits."""
        sheet = self.people.sheet
        name_from, name_to = int(sheet.name_start[q_from]), int(sheet.name_start[q_to])
        asked = needs(self.inputs, q_from, q_to, least)
        starts, listed, bounds = gather(self.inputs, name_from, name_to, asked, candidates)
        ends, chosen, told = exact.rank(self.inputs, q_from, q_to, starts, listed, bounds, least, top)
        return Rows(q_from, ends, chosen, *told)

    def pairs(self, wanted: npt.NDArray[np.int64]) -> Rows:
        """The names that meet best and their evidence for given people and entries (n, 2): one row each, in that order.

        `starts` then bounds pairs, not people. A pair in which a side has no name that can be read has no evidence, and -1 for names.
        """
        chosen, told = exact.pair(self.inputs, wanted[:, 0], wanted[:, 1])
        return Rows(0, np.arange(len(chosen) + 1), chosen, *told)

    def _tables(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """What years and nationalities say in this reference beside this index; worked out once."""
        known, reference = self.index.lately.tables, self.reference
        if reference.hash not in known:
            known[reference.hash] = (*year_tables(reference, self.index.years), nation_table(reference))
        return known[reference.hash]

    def _listed_costs(self) -> npt.NDArray[np.int32]:
        """What each listed name costs whoever is beside it, by turn; worked out once for an index."""
        known, weights = self.index.lately.costs, self.weights.array()
        key = int(weights[ALTERNATIVES]), int(weights[WEAK_NAME])
        if key not in known:
            known[key] = listed_costs(self.index.sheet, self.index.turns.names, weights)
        return known[key]

    def _likeness(self) -> Likeness:
        words = self.people.vocabulary.sounds
        if len(words) < MANY:
            return self._likeness_of_few(words)
        return Likeness(*neighbours(words, self.index.vocabulary.sounds, WORTH_LOOKING, self.threads))

    def _likeness_of_few(self, words: Sounds) -> Likeness:
        """The same for a few words, of which those that were asked about lately are known."""
        keys, lately = self.people.vocabulary.keys, self.index.lately
        rows = [lately.alike.get(key) for key in keys]
        if new := [row for row, known in enumerate(rows) if known is None]:
            starts, columns, values = neighbours(words.some(new), self.index.vocabulary.sounds, WORTH_LOOKING)
            for row, low, high in zip(new, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
                rows[row] = found = Alike(columns[low:high].copy(), values[low:high].copy())
                lately.keep(keys[row], found)
        known = [row for row in rows if row is not None]
        bounds = np.cumsum([0, *(len(row.columns) for row in known)], dtype=np.int64)
        return Likeness(
            bounds,
            np.concatenate([_NO_COLUMNS, *(row.columns for row in known)]),
            np.concatenate([_NO_VALUES, *(row.values for row in known)]),
        )

    def _likeness_of(self, wanted: npt.NDArray[np.int64]) -> Likeness:
        sheet, other = self.people.sheet, self.index.sheet
        words = words_of(sheet, other, wanted)
        mine, theirs = len(self.people.vocabulary.keys), len(self.index.vocabulary.keys)
        keys = np.unique(words[:, 0] * theirs + words[:, 1])
        pairs = np.stack([keys // max(1, theirs), keys % max(1, theirs)], axis=1)
        values = between(self.people.vocabulary.sounds, self.index.vocabulary.sounds, pairs, WORTH_LOOKING_PAIRED)
        values = self._with_slips(pairs, values)
        pairs, values = pairs[values > 0], values[values > 0]
        starts = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=mine))]).astype(np.int64)
        return Likeness(starts, pairs[:, 1].astype(np.int32), values)

    def _with_slips(self, pairs: npt.NDArray[np.int64], values: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
        """Likeness of words, where those written as if a finger had slipped are `SLIPPED` alike, whatever they sound like.

        Two words that the lexicon knows as two names are no slip.
        """
        keys, others = self.people.vocabulary.keys, self.index.vocabulary.keys
        known, others_known = self.people.vocabulary.sounds.arrays.lexeme, self.index.vocabulary.sounds.arrays.lexeme
        named = (known[pairs[:, 0], 0] >= 0) & (others_known[pairs[:, 1], 0] >= 0)
        for place in np.flatnonzero((values < SLIPPED) & ~named).tolist():
            one, other = pairs[place].tolist()
            if slipped(keys[one], others[other]):
                values[place] = SLIPPED
        return values

    def _usual_of_few(self, words: Sounds) -> Counts:
        """What the reference says of a few words, of which those that were asked about lately are known."""
        usual, keys = self.index.lately.usual, [(self.reference.hash, key) for key in self.people.vocabulary.keys]
        counts = [usual.get(key, -1) for key in keys]
        if new := [row for row, known in enumerate(counts) if known < 0]:
            for row, count in zip(new, self.reference.usual(words.some(new), self.threads).tolist(), strict=True):
                counts[row] = usual[keys[row]] = count
        return np.array(counts, np.int64)

    def _recorded_rarity(self, likeness: Likeness, usual: Counts | None) -> Rarity:
        listed, names = _row_sums(likeness, self.index.vocabulary.counts), len(self.index.sheet.weak)
        words = self.people.vocabulary.sounds
        if usual is None:
            usual = self._usual_of_few(words) if len(words) < MANY else self.reference.usual(words, self.threads)
        return rarity(usual, self.reference.names, listed, names)

    def _listed_rarity(self) -> Rarity:
        """How rare each listed part is in this reference; worked out once for an index."""
        index, reference = self.index, self.reference
        if reference.hash not in index.rarities:
            known = index.reference == reference.hash
            counted = index.in_reference if known else reference.usual(index.vocabulary.sounds, self.threads)
            index.rarities[reference.hash] = rarity(counted, reference.names, index.on_list, len(index.sheet.weak))
        return index.rarities[reference.hash]


def _row_sums(likeness: Likeness, counts: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """For each recorded part, how many listed names hold a part of its sound cluster."""
    held = np.where(likeness.values >= ALIKE, counts[likeness.columns], 0)
    sums = np.concatenate([[0], np.cumsum(held, dtype=np.int64)])
    return np.diff(sums[likeness.starts])


def _listed_fields(likeness: Likeness, fields: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """For each recorded word, in which fields any entry has a word like it, as `Sheet.fields` says it."""
    held = np.where(likeness.values >= SAME_WORD, fields[likeness.columns], 0).astype(np.uint8)
    found = np.zeros(len(likeness.starts) - 1, np.uint8)
    np.bitwise_or.at(found, np.repeat(np.arange(len(found)), np.diff(likeness.starts)), held)
    return found


def _shared_documents(people: People, index: Index) -> npt.NDArray[np.int64]:
    """People and entries (n, 2) that share a document's number, and do not differ in a stated issuer."""
    listed, recorded = index.documents, people.documents
    if not len(listed) or not len(recorded):
        return np.zeros((0, 2), np.int64)
    low, high = (np.searchsorted(listed[:, 0], recorded[:, 0], side) for side in ("left", "right"))
    mine = np.repeat(np.arange(len(recorded)), high - low)
    theirs = runs(low, high)
    issuer, other = recorded[mine, 1], listed[theirs, 1]
    may = (issuer == 0) | (other == 0) | (issuer == other)
    pairs: npt.NDArray[np.int64] = np.stack([recorded[mine, 2], listed[theirs, 2]], axis=1)[may]
    return np.unique(pairs, axis=0) if len(pairs) else pairs
