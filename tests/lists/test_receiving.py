"""An edition that was brought is kept, laid out and in use; what is wrong never replaces a good one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homeward.access.facts import Actor, Role
from homeward.lists.facts.lists import Desk, EditionState, Outcome
from homeward.lists.selectors.editions import current, editions_of
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file
from shelves import a_list, bring, new_edition, simple_csv

MEN = [("X-1", "Kasimov, Invented Timur", "1986"), ("X-2", "مخترع الأنصاري", "1990-03-04"), ("X-3", "Neverborn, Adam")]


@pytest.fixture
def analyst(actor: Callable[..., Actor]) -> Actor:
    """Somebody who keeps lists."""
    return actor(Role.SCREENING_ANALYST)


def test_a_list_is_kept_laid_out_and_in_use(analyst: Actor) -> None:
    shelf = a_list(analyst, MEN)
    assert shelf.current
    assert shelf.current.state is EditionState.CURRENT
    assert shelf.health.good
    (edition,) = current(analyst, Desk.SECURITY)
    held = opened(edition)
    assert len(held.index) == len(held.book) == len(held.marks) == 3
    entry = held.entry("x-2")
    assert entry
    assert entry.names[0].text == "مخترع الأنصاري"
    assert held.mark("X-2")
    assert current(analyst, Desk.TRACING) == ()


def test_the_next_edition_takes_its_place(analyst: Actor) -> None:
    first = a_list(analyst, MEN).current
    receipt = new_edition(analyst, "test-list", [*MEN, ("X-4", "Fourth, Invented")])
    assert receipt.outcome is Outcome.TAKEN
    (edition,) = current(analyst, Desk.SECURITY)
    assert edition.individuals == 4
    assert first
    assert [one.state for one in editions_of(analyst, "test-list")] == [EditionState.CURRENT, EditionState.PAST]
    assert len(opened(first).index) == 3


def test_the_same_file_again_is_said_plainly(analyst: Actor) -> None:
    a_list(analyst, MEN)
    receipt = bring(analyst, "test-list", simple_csv(MEN))
    assert receipt.outcome is Outcome.SAME
    assert "Nothing was done" in receipt.words
    assert list_file(analyst, "test-list").health.good
    assert len(editions_of(analyst, "test-list")) == 1
