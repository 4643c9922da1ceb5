"""Counts of a site: its people by age band and sex on a day, and how they changed between two days.

Comes in: numbers that the database added up. Goes out: frozen values with unit, as-of and source. Never a person.
Bands are those of UNHCR's sex- and age-disaggregated data: 0-4, 5-11, 12-17, 18-59, 60 and over, and unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from homeward.registry.facts.values import Sex

PERSONS: Final = "persons"
SOURCE: Final = "Stays recorded in the registry"


class Band(StrEnum):
    """A band of age in completed years."""

    INFANT = "0-4"
    CHILD = "5-11"
    ADOLESCENT = "12-17"
    ADULT = "18-59"
    ELDER = "60+"
    UNKNOWN = "unknown"


class Column(StrEnum):
    """A recorded sex, or that none was recorded."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


Cell = tuple[Band, Column]


@dataclass(frozen=True, slots=True)
class Counted:
    """So many people with this recorded sex and these first and last months of birth."""

    count: int
    sex: Sex | None
    born_from: date | None
    born_to: date | None


@dataclass(frozen=True, slots=True)
class Population:
    """The people of a site on a day, by band and sex. A number that is None was held back, so that nobody can be made out.

    `straddling` counts those in the unknown band whose months of birth lie in two bands, `birth_unknown` those without any.
    `day_unknown` counts those whose day of arrival is not recorded: they count from the day that their stay was recorded.
    """

    site_id: UUID
    as_of: date
    cells: Mapping[Cell, int | None]
    bands: Mapping[Band, int | None]
    columns: Mapping[Column, int | None]
    total: int | None
    straddling: int | None
    birth_unknown: int | None
    day_unknown: int | None
    protected: bool = False
    unit: str = PERSONS
    source: str = SOURCE


class Flow(StrEnum):
    """A line of the ledger: what adds people to a site, and what takes them away."""

    ARRIVALS = "arrivals"
    TRANSFERS_IN = "transfers_in"
    BIRTHS = "births"
    RETURNS = "returns"
    FOUND_AGAIN = "found_again"
    DEPARTURES = "departures"
    TRANSFERS_OUT = "transfers_out"
    LEFT = "left"
    ABSCONDED_REPORTED = "absconded_reported"
    MISSING_REPORTED = "missing_reported"
    DEATHS_REPORTED = "deaths_reported"
    UNACCOUNTED = "unaccounted"


COMING: Final = (Flow.ARRIVALS, Flow.TRANSFERS_IN, Flow.BIRTHS, Flow.RETURNS, Flow.FOUND_AGAIN)
GOING: Final = tuple(flow for flow in Flow if flow not in COMING)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A site from the end of one day to the end of another. `gap` is what the lines leave unexplained: closing less expected.

    Opening and closing count persons, the lines count what was recorded, so a doubled entry or one of no known kind is a gap.
    A number that is None was held back.
    """

    site_id: UUID
    since: date
    until: date
    opening: int | None
    flows: Mapping[Flow, int | None]
    closing: int | None
    expected: int | None
    gap: int | None
    day_unknown: int | None
    protected: bool = False
    unit: str = PERSONS
    source: str = SOURCE

    @property
    def balanced(self) -> bool:
        """Whether the lines explain the change. Never said of numbers that were held back."""
        return self.gap == 0
