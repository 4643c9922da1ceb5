"""Entries by a piece of text: by id, or by names that sound like it; and all entries in their order where no text is given.

Comes in: a shelf, a dataset, terms. Goes out: the answer to `/search`, with how many of what was found are of which country,
topic and list. A search compares names alone: whom a person could be, with all that is known of them, is asked with `matches`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from homeward.kernel.countries import country_name
from homeward.matching.entities import Entity, entity, topics_of
from homeward.matching.examples import LONGEST
from homeward.matching.matches import Total
from homeward.matching.passing import Sieve, countries_of, sieve
from homeward.matching.problems import refused
from homeward.matching.shelf import Shelf
from homeward.matching.terms import FACETS, SearchTerms
from homeward.screening.engine import CANDIDATES, Comparison, lay_out
from homeward.screening.profile import Profile
from homeward.screening.runs.lines import least_bits

READ_THROUGH = 20_000  # entries that are read for a search without text that filters by what they hold
COUNTED = 1_000  # entries that facets are counted over


class FacetValue(msgspec.Struct, frozen=True):
    """One value and how many entries have it."""

    name: str
    label: str
    count: int


class Facet(msgspec.Struct, frozen=True):
    """What was found, by one property."""

    label: str
    values: tuple[FacetValue, ...]


class SearchAnswer(msgspec.Struct, frozen=True):
    """A page of what was found."""

    results: tuple[Entity, ...]
    facets: dict[str, Facet]
    total: Total
    limit: int
    offset: int


def search(shelf: Shelf, dataset: str, terms: SearchTerms) -> SearchAnswer:
    """Search a dataset. Raises `Problem`."""
    passing = sieve(shelf, dataset, terms.filters)
    rows, total = _named(shelf, passing, terms) if terms.text else _all(passing)
    page = rows[terms.offset : terms.offset + terms.limit]
    entities = tuple(entity(shelf.book.at(row), shelf.source_of(row)) for row in page)
    return SearchAnswer(entities, _facets(shelf, rows[:COUNTED], terms.facets), total, terms.limit, terms.offset)


def _named(shelf: Shelf, passing: Sieve, terms: SearchTerms) -> tuple[list[int], Total]:
    """The entry of that id, then those with a name that sounds like the text, best first."""
    if len(terms.text) > LONGEST:
        raise refused(f"The text is longer than {LONGEST:,} characters.")
    same_id = shelf.row_of(terms.text)
    found, more = _sounding(shelf, terms) if any(map(str.isalpha, terms.text)) else ([], False)
    rows = dict.fromkeys([*([same_id] if same_id is not None else []), *found])
    passed = [row for row in rows if passing.passes(row)] if passing.narrows else list(rows)
    return passed, Total(len(passed), "gte" if more else "eq")


def _sounding(shelf: Shelf, terms: SearchTerms) -> tuple[list[int], bool]:
    """Rows of entries with a name of which every word of the text has met a part; with `fuzzy` at least half of them."""
    comparison = Comparison(lay_out([Profile(query_id="q", names=(terms.text,))]), shelf.index)
    if not len(comparison.people.sheet.weak):
        return [], False
    found = comparison.block(0, 1, top=CANDIDATES, least=least_bits(0))
    parts = int(comparison.people.sheet.token_start[1])
    met = (found.met[:, :parts] >= 0).sum(axis=1)
    wanted = (parts + 1) // 2 if terms.fuzzy else parts
    rows: list[int] = found.chosen[met >= wanted, 0].tolist()
    return rows, len(found.chosen) == CANDIDATES


def _all(passing: Sieve) -> tuple[list[int], Total]:
    """Every entry of the dataset, in the order of its lists."""
    rows = passing.rows()
    if not passing.filters.by_content:
        return rows.tolist(), Total(len(rows))
    read = rows[:READ_THROUGH].tolist()
    found = [row for row in read if passing.passes(row)]
    return found, Total(len(found), "gte" if len(rows) > READ_THROUGH else "eq")


def _facets(shelf: Shelf, rows: Iterable[int], wanted: Sequence[str]) -> dict[str, Facet]:
    counts = {name: Counter[str]() for name in FACETS}
    for row in rows if wanted else ():
        listing, source = shelf.book.at(row), shelf.source_of(row)
        counts["countries"].update(countries_of(listing))
        counts["topics"].update(topics_of(listing, source.format))
        counts["datasets"].update((source.list_id,))
    titles = {one.name: one.title for one in shelf.catalog.datasets}
    label: dict[str, Callable[[str], str]] = {
        "countries": country_name,
        "topics": str,
        "datasets": lambda name: titles.get(name, name),
    }
    return {name: Facet(name.capitalize(), _values(counts[name], label[name])) for name in wanted}


def _values(counts: Counter[str], label: Callable[[str], str]) -> tuple[FacetValue, ...]:
    """The most frequent first."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(FacetValue(value, label(value), many) for value, many in ordered)
