"""What tests of several folders share: an invented camp with a list that some of its people are on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.simple import write_simple_csv
from homeward.watchlists.listing import Listing


class Invented(NamedTuple):
    """Files of a caseload and of a list, and the listings themselves."""

    caseload: Path
    watchlist: Path
    listings: tuple[Listing, ...]


@pytest.fixture(scope="session")
def make_invented(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Invented]:
    """Makes a camp of so many people, of whom some are among 150 listed ones."""
    listed = list(listed_people(150, seed=1))

    def make(people: int) -> Invented:
        folder = tmp_path_factory.mktemp("invented")
        camp(people, 1, listed).write_caseload(folder / "caseload.csv")
        listings = tuple(entry.listing for entry in listed)
        write_simple_csv(folder / "list.csv", listings)
        return Invented(folder / "caseload.csv", folder / "list.csv", listings)

    return make


@pytest.fixture(scope="session")
def invented(make_invented: Callable[[int], Invented]) -> Invented:
    """A camp of 400 people."""
    return make_invented(400)
