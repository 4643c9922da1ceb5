"""Whom could these people be, of those listed: one answer for each query of a batch, all compared at once.

Comes in: a library, a dataset, the queries as they were sent, terms. Goes out: the answer to `/match`.
`match` says that a score is at or above the threshold, and nothing more. Every candidate comes with what made its score.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec
import numpy as np

from homeward.matching.algorithm import FEATURES, Explanation, FeatureDocument, explanations
from homeward.matching.entities import Entity
from homeward.matching.examples import Example, Person, person
from homeward.matching.library import Library
from homeward.matching.passing import Sieve, sieves
from homeward.matching.problems import malformed, refused
from homeward.matching.shelf import Shelf
from homeward.matching.terms import MatchTerms
from homeward.screening.engine import Comparison, Rows
from homeward.screening.evidence import explain
from homeward.screening.people import People, lay_out
from homeward.screening.runs.lines import least_bits, score

MOST_QUERIES = 100
COUNTED = 100  # candidates of a query that are counted; where there are more, the total says so
ROUNDED = 2  # millibits by which a score, told to nine digits, may be rounded
_NOBODY = -1
LOOKED_THROUGH = 1_000  # candidates of a query that filters are asked about


class Total(msgspec.Struct, frozen=True):
    """How many there are; with `gte` at least so many."""

    value: int
    relation: Literal["eq", "gte"] = "eq"


class Scored(Entity, frozen=True, kw_only=True):
    """A candidate: the entry, the score, and what made it in bits."""

    score: float
    features: dict[str, float]
    explanations: dict[str, Explanation]
    match: bool


class Matches(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one query."""

    status: int = 200
    results: tuple[Scored, ...]
    total: Total
    query: Example


class MatchAnswer(msgspec.Struct, frozen=True):
    """The answer to a batch. While `outdated` names a list, that nobody of it was found is no result."""

    responses: dict[str, Matches]
    matcher: dict[str, FeatureDocument]
    limit: int
    outdated: tuple[str, ...]


class Batch(msgspec.Struct, frozen=True):
    """What is sent to `/match`."""

    queries: dict[str, Example | None]
    weights: dict[str, float] = {}
    config: dict[str, msgspec.Raw] = {}


_BATCH = msgspec.json.Decoder(Batch)


def read_batch(body: bytes) -> dict[str, Person]:
    """The queries of a batch by their keys. Raises `Problem` for what is no batch, and for a query that is of no person."""
    try:
        batch = _BATCH.decode(body)
    except msgspec.ValidationError as error:
        raise malformed(("body",), f"The body is not as it must be: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise malformed(("body",), "The body is no JSON.") from error
    if batch.weights or batch.config:
        raise refused("Weights and settings of the algorithm are its own here: leave weights and config out, or empty.")
    if len(batch.queries) > MOST_QUERIES:
        raise refused(f"Too many queries in one batch (limit: {MOST_QUERIES}).")
    found = {key: person(key, example) for key, example in batch.queries.items() if example is not None}
    if not found:
        raise refused("No queries provided.")
    return found


def matches(library: Library, dataset: str, people: dict[str, Person], terms: MatchTerms) -> MatchAnswer:
    """Compare a batch with a dataset. Raises `Problem`."""
    laid_out = lay_out(one.profile for one in people.values())
    passing = sieves(library, dataset, terms.filters)
    answers = [_beside(one, laid_out, people, terms) for one in passing]
    found = {
        key: Matches(results=(), total=Total(0), query=one.echo)
        if not answers
        else _together([of[key] for of in answers], terms.limit)
        for key, one in people.items()
    }
    outdated = tuple(name for one in passing for name in one.shelf.ailing)
    return MatchAnswer(found, FEATURES, terms.limit, outdated)


def _together(answers: Sequence[Matches], limit: int) -> Matches:
    """The answers of several shelves to one query as one, best first."""
    if len(answers) == 1:
        return answers[0]
    results = sorted((one for answer in answers for one in answer.results), key=lambda one: -one.score)
    relation: Literal["eq", "gte"] = "gte" if any(answer.total.relation == "gte" for answer in answers) else "eq"
    total = Total(sum(answer.total.value for answer in answers), relation)
    return Matches(results=tuple(results[:limit]), total=total, query=answers[0].query)


def _beside(passing: Sieve, laid_out: People, people: dict[str, Person], terms: MatchTerms) -> dict[str, Matches]:
    """The answers of one shelf."""
    shelf = passing.shelf
    comparison = Comparison(laid_out, shelf.index)
    top = LOOKED_THROUGH if passing.narrows else max(COUNTED, terms.limit)
    found = comparison.block(0, len(people), top=top, least=least_bits(terms.cutoff) - ROUNDED)
    enough = [entry if score(bits) >= terms.cutoff else _NOBODY for entry, _, _, bits in found.chosen.tolist()]
    kept, totals = _kept(found.starts.tolist(), enough, passing, terms.limit, top)
    bounds = np.cumsum([0, *map(len, kept)])
    rows = found.only(bounds, [row for rows in kept for row in rows])
    scored = [
        tuple(_scored(shelf, comparison, one, rows, row, terms.threshold) for row in range(low, high))
        for one, low, high in zip(people.values(), bounds[:-1], bounds[1:], strict=True)
    ]
    answered = zip(people.items(), scored, totals, strict=True)
    return {key: Matches(results=results, total=total, query=one.echo) for (key, one), results, total in answered}


def _kept(
    starts: Sequence[int], entries: Sequence[int], passing: Sieve, limit: int, top: int
) -> tuple[list[list[int]], list[Total]]:
    """For each person the rows whose entries pass, as many as are wanted, and how many pass in all."""
    kept, totals = list[list[int]](), list[Total]()
    for low, high in pairwise(starts):
        rows = [row for row in range(low, high) if entries[row] != _NOBODY]
        if passing.narrows:
            rows = [row for row in rows if passing.passes(entries[row])]
        kept.append(rows[:limit])
        totals.append(Total(len(rows), "gte" if high - low == top else "eq"))
    return kept, totals


def _scored(shelf: Shelf, comparison: Comparison, one: Person, rows: Rows, row: int, threshold: float) -> Scored:
    entry, _, _, millibits = rows.chosen[row].tolist()
    explained = explain(comparison, one.profile, rows, row)
    said = explanations(explained.evidence, (explained.recorded.text, explained.listed.text))
    found = shelf.entity(entry)
    likelihood = score(millibits)
    return Scored(
        id=found.id, caption=found.caption, schema=found.schema, properties=found.properties, datasets=found.datasets,
        referents=found.referents, target=found.target, first_seen=found.first_seen, last_seen=found.last_seen,
        last_change=found.last_change, score=likelihood, features={key: feature.score for key, feature in said.items()},
        explanations=said, match=likelihood >= threshold,
    )  # fmt: skip
