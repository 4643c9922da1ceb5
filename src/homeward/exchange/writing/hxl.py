"""Counts of sites as a table with HXL tags: people by age band and sex, small numbers held back.

Comes in: counts that were protected already. Goes out: CSV, UTF-8, with the tags under the header (hxlstandard.org). A number that was
held back is an empty cell, and the last column says so: an empty cell is not a nought.
Never a count that could be read or worked out to be below the minimum: whoever hands one in unprotected is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from homeward.exchange.writing.cells import harmless
from homeward.registry.facts.counts import Band, Column, Population

HEADER: Final = ("site_code", "site", "as_of", "age_band", "sex", "persons", "held_back", "source")
TAGS: Final = (
    "#loc+code", "#loc+name", "#date", "#affected+age", "#affected+sex", "#affected+num", "#meta+withheld", "#meta+source",
)  # fmt: skip
_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """A site's code and name, and its people on a day."""

    code: str
    name: str
    population: Population


def counts_csv(sites: Iterable[SiteCounts]) -> bytes:
    """The table. Raises `ValueError` for counts that were not protected: a defect, never shown to anybody."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerows((HEADER, TAGS))
    for site in sites:
        if not site.population.protected:
            raise ValueError("Counts leave only with their small numbers held back.")
        writer.writerows(_rows(site))
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _rows(site: SiteCounts) -> Iterator[tuple[str, ...]]:
    people = site.population
    for band in Band:
        for column in Column:
            yield _row(site, band.value, column.value, people.cells[band, column])
        yield _row(site, band.value, _ALL, people.bands[band])
    for column in Column:
        yield _row(site, _ALL, column.value, people.columns[column])
    yield _row(site, _ALL, _ALL, people.total)


def _row(site: SiteCounts, band: str, sex: str, count: int | None) -> tuple[str, ...]:
    number = "" if count is None else str(count)
    said = (site.code, site.name, site.population.as_of.isoformat(), band, sex, number, "1" if count is None else "0")
    return (*(harmless(text) if text[:1] not in "0123456789" else text for text in said), site.population.source)
