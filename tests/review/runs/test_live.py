"""A live check keeps nothing and tells the trail no word of what was typed; what it found is asked only of somebody registered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from actors import MakeActor
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Role
from homeward.access.models import Event
from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput
from homeward.lists import models as lists
from homeward.lists.facts.lists import Desk, WatchList
from homeward.review import models
from homeward.review.actions.live import live_open
from homeward.review.facts.candidates import State
from homeward.review.selectors.live import live_check
from homeward.screening.profile import Profile, ProfileDocument
from screenings import NAME, ROWS, Register, Screen
from shelves import a_list


def somebody(**said: object) -> Profile:
    return Profile(**{"query_id": "live", "names": (NAME,), "births": (parse("1986-03-04"),)} | said)  # type: ignore[arg-type]


def test_it_finds_keeps_nothing_and_tells_no_word(listed: WatchList, analyst: Actor) -> None:
    found = live_check(analyst, somebody())
    assert [one.candidate.entry_id for one in found.candidates] == ["X-1"] and not found.not_found
    assert not models.Candidate.objects.exists() and not models.Run.objects.exists()
    told = Event.objects.get(what="screen.live")
    assert told.detail == {"fields": "names births", "candidates": 1, "papers": 0}
    assert NAME.split()[0] not in str(told.detail)


def test_not_found_is_said_only_where_every_list_is_in_order(listed: WatchList, analyst: Actor) -> None:
    nobody = somebody(names=("Completely Different Invented",))
    assert live_check(analyst, nobody).not_found
    lists.Edition.objects.update(published_on="2019-01-01")
    found = live_check(analyst, nobody)
    assert not found.not_found and found.ailing == (listed.title,)


def test_whoever_may_be_a_child_is_not_looked_for(listed: WatchList, analyst: Actor) -> None:
    with pytest.raises(BadInput, match="individual legal ground"):
        live_check(analyst, somebody(births=(parse(str(date.today().year - 9)),)))


@pytest.mark.parametrize("said", [{"names": ()}, {"names": ("؟",)}, {"names": ("x" * 301,)}])
def test_what_is_no_name_is_refused(listed: WatchList, analyst: Actor, said: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        live_check(analyst, somebody(**said))


def test_a_number_alone_looks_for_papers_alone(listed: WatchList, analyst: Actor) -> None:
    found = live_check(analyst, somebody(names=(), births=(), documents=(ProfileDocument("A1"),)))
    assert found.candidates == () and found.papers == ()


def test_a_tracing_list_and_another_roles_list_are_not_looked_in(analyst: Actor) -> None:
    a_list(analyst, ROWS, list_id="missing", desk=Desk.TRACING)
    assert live_check(analyst, somebody()).editions == ()


@pytest.mark.parametrize("role", [Role.REGISTRATION_CLERK, Role.SECOND_REVIEWER, Role.CHILD_PROTECTION_SPECIALIST])
def test_it_is_the_analysts_alone(listed: WatchList, actor: MakeActor, role: Role) -> None:
    with pytest.raises(Refused):
        live_check(actor(role), somebody())


def test_what_is_opened_for_somebody_registered_is_asked_once(
    listed: WatchList, register: Register, analyst: Actor, screen: Screen
) -> None:
    person: UUID = register()
    id = live_open(actor=analyst, person_id=person, list_id="test-list", entry_id="X-1")
    row = models.Candidate.objects.get(id=id)
    assert row.state == State.WAITING and sum(row.evidence.values()) == row.millibits
    assert live_open(actor=analyst, person_id=person, list_id="test-list", entry_id="X-1") == id
    run = screen()
    assert (run.asked_anew, run.unchanged) == (0, 1)


def test_a_child_and_an_entry_that_is_not_there_are_not_opened(
    listed: WatchList, register: Register, analyst: Actor
) -> None:
    child = register(born=str(date.today().year - 9))
    with pytest.raises(BadInput, match="child"):
        live_open(actor=analyst, person_id=child, list_id="test-list", entry_id="X-1")
    with pytest.raises(NotFound):
        live_open(actor=analyst, person_id=register(), list_id="test-list", entry_id="X-77")
