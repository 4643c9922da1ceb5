""" "Not found in these versions" is said of editions, and only where every list is in order and of now."""

from __future__ import annotations

from uuid import UUID

import pytest

from actors import MakeActor
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.lists import models as lists
from homeward.lists.facts.lists import WatchList
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.facts.versions import Standing
from homeward.review.selectors.versions import versions_of
from screenings import ROWS, Register, Screen
from shelves import a_list, new_edition


@pytest.fixture
def nobody(listed: WatchList, register: Register) -> UUID:
    """Somebody whom no entry resembles."""
    return register("Completely Different Invented", born="1990")


def test_nobody_is_said_not_to_be_found_before_they_were_looked_for(nobody: UUID, analyst: Actor) -> None:
    assert versions_of(analyst, nobody).standing is Standing.NEVER


def test_it_is_said_of_editions_with_their_dates(
    nobody: UUID, analyst: Actor, screen: Screen, listed: WatchList
) -> None:
    screen()
    said = versions_of(analyst, nobody)
    assert said.not_found and said.screened_at
    assert [one.edition.sha256 for one in said.lists if one.edition] == [listed.current and listed.current.sha256]


def test_it_is_not_said_of_whoever_was_found(
    listed: WatchList, register: Register, analyst: Actor, screen: Screen
) -> None:
    somebody = register()
    screen()
    said = versions_of(analyst, somebody)
    assert (said.standing, said.candidates) == (Standing.ASKED, 1)


def test_it_is_not_said_after_a_change_or_a_new_edition(
    nobody: UUID, analyst: Actor, officer: Actor, screen: Screen
) -> None:
    screen()
    new_edition(analyst, "test-list", [*ROWS, ("X-3", "Somebody Else Invented")])
    assert versions_of(analyst, nobody).standing is Standing.INCOMPLETE
    screen()
    assert versions_of(analyst, nobody).not_found
    models.Screened.objects.update(version=person_file(officer, nobody).row.version + 1)
    assert versions_of(analyst, nobody).standing is Standing.CHANGED


def test_a_list_that_ails_keeps_it_from_being_said(nobody: UUID, analyst: Actor, screen: Screen) -> None:
    screen()
    lists.Edition.objects.update(published_on="2019-01-01")
    said = versions_of(analyst, nobody)
    assert said.standing is Standing.INCOMPLETE and not said.not_found
    assert not said.lists[0].good


def test_a_list_of_which_no_edition_was_looked_in_keeps_it_from_being_said(
    nobody: UUID, analyst: Actor, screen: Screen
) -> None:
    screen()
    a_list(analyst, ROWS, list_id="later")
    assert versions_of(analyst, nobody).standing is Standing.INCOMPLETE


def test_a_clerk_hears_nothing_of_it(nobody: UUID, actor: MakeActor) -> None:
    for role, purpose in ((Role.REGISTRATION_CLERK, None), (Role.IDENTITY_OFFICER, Purpose.IDENTITY)):
        with pytest.raises(Refused):
            versions_of(actor(role, None, purpose), nobody)
