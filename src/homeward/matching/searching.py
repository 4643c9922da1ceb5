"""Entries by a piece of text: by id, or by names that sound like it; and all entries in their order where no text is given.

Comes in: a library, a dataset, terms. Goes out: the answer to `/search`, with how many of what was found are of which country,
topic and list. A search compares names alone: whom a person could be, with all that is known of them, is asked with `matches`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from homeward.kernel.countries import country_name
from homeward.matching.entities import Entity, topics_of
from homeward.matching.examples import LONGEST
from homeward.matching.library import Library
from homeward.matching.matches import Total
from homeward.matching.passing import Sieve, countries_of, sieves
from homeward.matching.problems import refused
from homeward.matching.shelf import Shelf
from homeward.matching.terms import FACETS, SearchTerms
from homeward.screening.engine import Comparison
from homeward.screening.people import People, lay_out
from homeward.screening.profile import Profile
from homeward.screening.runs.lines import least_bits

READ_THROUGH = 20_000  # entries that are read for a search without text that filters by what they hold
MOST_FOUND = 300  # entries that a search by text finds in an index
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


Found = tuple[Shelf, int]


def search(library: Library, dataset: str, terms: SearchTerms) -> SearchAnswer:
    """Search a dataset. Raises `Problem`."""
    if len(terms.text) > LONGEST:
        raise refused(f"The text is longer than {LONGEST:,} characters.")
    passing = sieves(library, dataset, terms.filters)
    found, more = _named(library, passing, terms) if terms.text else _all(passing)
    page = found[terms.offset : terms.offset + terms.limit]
    return SearchAnswer(
        results=tuple(shelf.entity(row) for shelf, row in page),
        facets=_facets(library, found[:COUNTED], terms.facets),
        total=Total(len(found), "gte" if more else "eq"),
        limit=terms.limit,
        offset=terms.offset,
    )


def _named(library: Library, passing: Sequence[Sieve], terms: SearchTerms) -> tuple[list[Found], bool]:
    """The entry of that id, then those with a name that sounds like the text, best first; and whether there may be more."""
    same_id = library.find(terms.text)
    found, more = list[tuple[int, Shelf, int]](), False
    people = lay_out([Profile(query_id="q", names=(terms.text,))])
    for one in passing:
        if same_id and same_id[0] is one.shelf and one.passes(same_id[1]):
            found.append((1 << 40, *same_id))
        rows, full = _sounding(one, people, terms.fuzzy)
        found += [(bits, one.shelf, row) for bits, row in rows if (one.shelf, row) != same_id]
        more |= full
    return [(shelf, row) for _, shelf, row in sorted(found, key=lambda one: -one[0])], more


def _sounding(passing: Sieve, people: People, fuzzy: bool) -> tuple[list[tuple[int, int]], bool]:
    """Millibits and rows of entries with a name of which every word of the text has met a part; if `fuzzy` at least half of them."""
    if not len(people.sheet.weak):
        return [], False
    comparison = Comparison(people, passing.shelf.index)
    found = comparison.block(0, 1, top=MOST_FOUND, least=least_bits(0), candidates=MOST_FOUND)
    parts = int(people.sheet.token_start[1])
    met = (found.met[:, :parts] >= 0).sum(axis=1)
    rows = found.chosen[met >= ((parts + 1) // 2 if fuzzy else parts)]
    return [(bits, row) for row, _, _, bits in rows.tolist() if passing.passes(row)], len(found.chosen) == MOST_FOUND


def _all(passing: Sequence[Sieve]) -> tuple[list[Found], bool]:
    """Every entry of the dataset, in the order of its lists; and whether there may be more."""
    found, more = list[Found](), False
    for one in passing:
        rows = one.rows()
        if one.filters.by_content:
            more |= len(rows) > READ_THROUGH
            found += [(one.shelf, row) for row in rows[:READ_THROUGH].tolist() if one.passes(row)]
        else:
            found += [(one.shelf, row) for row in rows.tolist()]
    return found, more


def _facets(library: Library, found: Iterable[Found], wanted: Sequence[str]) -> dict[str, Facet]:
    counts = {name: Counter[str]() for name in FACETS}
    for shelf, row in found if wanted else ():
        listing, source = shelf.book.at(row), shelf.source_of(row)
        counts["countries"].update(countries_of(listing))
        counts["topics"].update(topics_of(listing, source.format))
        counts["datasets"].update((source.list_id,))
    titles = {one.name: one.title for one in library.catalog.datasets}
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
