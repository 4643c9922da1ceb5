"""The parameters of a question: read, held to their bounds, and refused in words where they ask for what is not done here.

Comes in: the parameters of an address, each with all its values. Goes out: frozen `MatchTerms` and `SearchTerms`.
Parameters that the published interface does not know are passed over, as it does. None that it knows is passed over in silence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from homeward.kernel.dates import parse
from homeward.matching.algorithm import ALGORITHM, BEST
from homeward.matching.problems import malformed, refused

Parameters = Mapping[str, Sequence[str]]
THRESHOLD, CUTOFF = 0.7, 0.5  # where the published interface has them
MATCHES, MOST_MATCHES = 5, 500
PAGE, MOST_PAGE, MOST_OFFSET = 10, 500, 9_499
FACETS = ("countries", "topics", "datasets")
MOST_VALUES = 200  # of one parameter
SCHEMAS = {
    "Person": frozenset({"individual"}),
    "LegalEntity": frozenset({"individual", "entity", "other"}),
    "Thing": frozenset({"individual", "entity", "vessel", "aircraft", "other"}),
    "Organization": frozenset({"entity"}),
    "Company": frozenset({"entity"}),
    "Vehicle": frozenset({"vessel", "aircraft"}),
    "Vessel": frozenset({"vessel"}),
    "Airplane": frozenset({"aircraft"}),
}
_TRUE, _FALSE = frozenset({"true", "1", "yes", "on", "t", "y"}), frozenset({"false", "0", "no", "off", "f", "n", ""})


class Filters(msgspec.Struct, frozen=True):
    """Which entries may be in an answer. What is empty filters nothing."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()  # kinds of listings
    only: frozenset[str] = frozenset()  # kinds of listings
    topics: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    changed_since: date | None = None
    not_ids: frozenset[str] = frozenset()

    @property
    def by_content(self) -> bool:
        """Whether an entry must be read to know whether it passes."""
        return bool(self.without or self.only or self.topics or self.countries or self.changed_since or self.not_ids)


class MatchTerms(msgspec.Struct, frozen=True):
    """How candidates are wanted: how many, from which score on they are shown, and from which `match` is said."""

    limit: int
    threshold: float
    cutoff: float
    filters: Filters


class SearchTerms(msgspec.Struct, frozen=True):
    """What is searched for, and which of what is found is shown."""

    text: str
    limit: int
    offset: int
    fuzzy: bool
    facets: tuple[str, ...]
    filters: Filters


def match_terms(given: Parameters) -> MatchTerms:
    """The terms of `/match`. Raises `Problem`."""
    algorithm = _last(given, "algorithm") or BEST
    if algorithm not in (ALGORITHM, BEST):
        raise refused(
            f"There is one algorithm here, {ALGORITHM}, also to be asked for as {BEST}. /algorithms says what it does."
        )
    threshold = _share(given, "threshold", THRESHOLD)
    return MatchTerms(
        limit=_whole(given, "limit", MATCHES, MOST_MATCHES),
        threshold=threshold,
        cutoff=min(threshold, _share(given, "cutoff", CUTOFF)),
        filters=_filters(given, not_ids=frozenset(one.strip().casefold() for one in _all(given, "exclude_entity_ids"))),
    )


def search_terms(given: Parameters) -> SearchTerms:
    """The terms of `/search`. Raises `Problem`."""
    for name, words in (
        ("sort", "What is found stands in one order, the best first"),
        ("filter", "Filters on single properties are not served"),
    ):
        if any(_all(given, name)):
            raise refused(f"{words}: leave {name} out.")
    schema = _last(given, "schema") or "Thing"
    countries = frozenset(one.strip().casefold() for one in _all(given, "countries"))
    return SearchTerms(
        text=_last(given, "q").strip(),
        limit=_whole(given, "limit", PAGE, MOST_PAGE),
        offset=_whole(given, "offset", 0, MOST_OFFSET),
        fuzzy=_flag(given, "fuzzy"),
        facets=tuple(name for name in FACETS if name in (_all(given, "facets") or FACETS)),
        filters=_filters(
            given, only=frozenset() if schema == "Thing" else _kinds("schema", schema), countries=countries
        ),
    )


def _filters(
    given: Parameters,
    *,
    only: frozenset[str] = frozenset(),
    countries: frozenset[str] = frozenset(),
    not_ids: frozenset[str] = frozenset(),
) -> Filters:
    without = [_kinds("exclude_schema", one) for one in _all(given, "exclude_schema")]
    return Filters(
        include=(*_all(given, "include_dataset"), *_all(given, "datasets")),
        exclude=_all(given, "exclude_dataset"),
        without=frozenset().union(*without),
        only=only,
        topics=frozenset(_all(given, "topics")),
        countries=countries,
        changed_since=_day(given, "changed_since"),
        not_ids=not_ids,
    )


def _kinds(name: str, schema: str) -> frozenset[str]:
    found = SCHEMAS.get(schema)
    if found is None and name == "schema":
        raise refused(f"The entries here are of the schemas {', '.join(SCHEMAS)}: {name} names another.")
    return found or frozenset()  # to leave out what is not there leaves out nothing


def _all(given: Parameters, name: str) -> tuple[str, ...]:
    values = given.get(name, ())
    if len(values) > MOST_VALUES:
        raise malformed(("query", name), f"There are more than {MOST_VALUES} values.")
    return tuple(filter(None, values))


def _last(given: Parameters, name: str) -> str:
    values = given.get(name, ())
    return values[-1] if values else ""


def _whole(given: Parameters, name: str, usual: int, most: int) -> int:
    text = _last(given, name).strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > most:
        raise malformed(("query", name), f"A whole number from 0 to {most:,} is needed.")
    return int(text)


def _share(given: Parameters, name: str, usual: float) -> float:
    text = _last(given, name).strip()
    if not text:
        return usual
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise malformed(("query", name), "A number from 0 to 1 is needed.")
    return value


def _flag(given: Parameters, name: str) -> bool:
    text = _last(given, name).strip().lower()
    if text not in _TRUE | _FALSE:
        raise malformed(("query", name), "Either true or false is needed.")
    return text in _TRUE


def _day(given: Parameters, name: str) -> date | None:
    text = _last(given, name).strip()
    if not text:
        return None
    found = parse(text)
    if found is None:
        raise malformed(("query", name), "A day or a time is needed, such as 2026-03-04 or 2026-03-04T00:00:00.")
    return found.first
