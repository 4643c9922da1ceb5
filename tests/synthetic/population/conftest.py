"""An invented registry, small enough for every test."""

from __future__ import annotations

import pytest

from homeward.synthetic.population.records import Drawn, PersonRecord
from homeward.synthetic.population.stream import population


@pytest.fixture(scope="session")
def drawn() -> tuple[Drawn, ...]:
    """Households of 12,000 persons."""
    return tuple(population(12_000, seed=3))


@pytest.fixture(scope="session")
def persons(drawn: tuple[Drawn, ...]) -> tuple[PersonRecord, ...]:
    """All of them."""
    return tuple(person for one in drawn for person in one.household.members)
