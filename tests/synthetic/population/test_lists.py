"""The invented lists of the invented registry: two editions that differ as a publisher's do, and people who are registered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from homeward.synthetic.population.lists import (
    ADDED,
    AMENDED,
    KNOWN,
    MISSING,
    REMOVED,
    SOUGHT,
    Editions,
    write_editions,
)
from homeward.synthetic.population.stream import population
from homeward.watchlists.catalog import open_list
from homeward.watchlists.diff import diff
from homeward.watchlists.snapshot import Snapshot, take

PERSONS, TODAY = 3_000, date(2026, 11, 26)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return write_editions(tmp_path_factory.mktemp("lists"), PERSONS, 5, TODAY)


def of(path: Path) -> Snapshot:
    return take(open_list(path))


def test_the_later_edition_adds_amends_and_removes(editions: Editions) -> None:
    changes = diff(of(editions.earlier), of(editions.later))
    assert (len(changes.added), len(changes.amended), len(changes.removed)) == (ADDED, AMENDED, REMOVED)
    assert of(editions.earlier).refused == of(editions.later).refused == 0


def test_those_known_are_registered_and_grown_men(editions: Editions) -> None:
    assert len(editions.known) == KNOWN
    assert len(editions.sought) == SOUGHT
    assert {person.segment for person in editions.known.values()} == {"adult_m"}
    assert {person.segment for person in editions.sought.values()} == {"child"}
    papers = {
        paper.number for drawn in population(PERSONS, 5) for one in drawn.household.members for paper in one.papers
    }
    held = [paper.number for person in editions.known.values() for paper in person.documents]
    assert held
    assert sum(number in papers for number in held) > len(held) / 2


def test_the_missing_are_on_a_list_of_their_own(editions: Editions) -> None:
    notices = list(open_list(editions.notices))
    assert len(notices) == MISSING + SOUGHT
    assert all(notice.tracing for notice in notices)
    assert {notice.entry_id for notice in notices} >= set(editions.sought)


def test_the_same_seed_makes_the_same_files(editions: Editions, tmp_path: Path) -> None:
    again = write_editions(tmp_path, PERSONS, 5, TODAY)
    assert again.later.read_bytes() == editions.later.read_bytes()
