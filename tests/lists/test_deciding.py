"""An edition that waits is used or refused by a person, with words; what they said is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exchange_files import work
from homeward.access.errors import Refused, Stale
from homeward.access.facts import Actor, Role
from homeward.kernel.errors import BadInput
from homeward.lists.actions.deciding import edition_accept, edition_refuse
from homeward.lists.facts.lists import EditionState, Outcome
from homeward.lists.selectors.editions import edition_of, editions_of
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file
from shelves import a_list, bring, new_edition, simple_csv

WHY = "The publisher removed them all on one day; its press release says so."
MANY = [(f"X-{n}", f"Invented Number{n}") for n in range(20)]


@pytest.fixture
def waiting(analyst: Actor) -> Any:
    """An edition that lost half of its people."""
    a_list(analyst, MANY)
    edition = new_edition(analyst, "test-list", MANY[:10]).edition
    assert edition
    assert edition.state is EditionState.HELD
    return edition


def test_an_accepted_edition_is_used(analyst: Actor, waiting: Any) -> None:
    accepted = edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)
    assert (accepted.accepted_by, accepted.accepted_why) == (analyst.username, WHY)
    work()
    shelf = list_file(analyst, "test-list")
    assert shelf.current
    assert shelf.current.id == waiting.id
    assert shelf.health.good
    assert len(opened(shelf.current).index) == 10


def test_a_refused_edition_never_is(analyst: Actor, waiting: Any) -> None:
    edition_refuse(actor=analyst, edition_id=waiting.id, why=WHY)
    work()
    shelf = list_file(analyst, "test-list")
    assert shelf.current
    assert shelf.current.individuals == 20
    assert shelf.health.good
    assert edition_of(analyst, waiting.id).words == WHY
    again = bring(analyst, "test-list", simple_csv(MANY[:10]))
    assert again.outcome is Outcome.SAME
    assert "refused" in again.words
    with pytest.raises(Stale):
        edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)


def test_it_needs_words_and_is_decided_once(analyst: Actor, waiting: Any, actor: Callable[..., Actor]) -> None:
    for decide in (edition_accept, edition_refuse):
        with pytest.raises(BadInput, match="sentence"):
            decide(actor=analyst, edition_id=waiting.id, why=" yes ")
        with pytest.raises(Refused):
            decide(actor=actor(Role.SECOND_REVIEWER), edition_id=waiting.id, why=WHY)
    edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)
    for decide in (edition_accept, edition_refuse):
        with pytest.raises(Stale):
            decide(actor=actor(Role.SCREENING_ANALYST), edition_id=waiting.id, why=WHY)


def test_going_back_takes_the_place_of_a_newer_one(analyst: Actor, waiting: Any) -> None:
    new_edition(analyst, "test-list", [*MANY, ("X-99", "Later, Invented")])
    edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)
    work()
    states = {one.individuals: one.state for one in editions_of(analyst, "test-list")}
    assert states == {21: EditionState.PAST, 10: EditionState.CURRENT, 20: EditionState.PAST}


def test_refused_rows_of_an_edition_in_use_are_accepted(analyst: Actor) -> None:
    many = [(f"X-{n}", f"Invented Number{n}") for n in range(200)]
    shelf = a_list(analyst, [*many, ("X-nameless", "")])
    assert shelf.current
    assert not shelf.health.good
    edition_accept(actor=analyst, edition_id=shelf.current.id, why=WHY)
    after = list_file(analyst, "test-list")
    assert after.health.good
    assert after.current
    assert after.current.id == shelf.current.id
