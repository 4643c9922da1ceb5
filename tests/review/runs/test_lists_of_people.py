"""A run of the people of a list that another room hands over: exactly those, kept with the run, and called what the list is called."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from actors import MakeActor, MakeClient
from exchange_files import work
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Role
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import WatchList
from homeward.review import models
from homeward.review.actions.runs import MOST_LISTED, run_ask, run_ask_for
from homeward.review.facts.runs import Scope
from homeward.review.packing import ids_of
from homeward.review.selectors.runs import run_of
from screenings import Register

CONVOY = "V-INVENTED-1"


@pytest.fixture
def three(listed: WatchList, register: Register) -> list[UUID]:
    """Three people who could each be an entry."""
    return [register(), register(), register()]


def test_exactly_those_are_compared_and_the_run_keeps_who(three: list[UUID], analyst: Actor) -> None:
    run = run_ask_for(actor=analyst, person_ids=[*three[:2], three[0]], words=f" {CONVOY} ")
    work()
    ended = run_of(analyst, run.id)
    assert (ended.scope, ended.words, ended.persons, ended.asked_anew) == (Scope.PERSONS, CONVOY, 2, 2)
    kept = [id for row in models.RunPeople.objects.filter(run=run.id) for id in ids_of(bytes(row.ids))]
    assert kept == sorted(three[:2])
    assert {row.person_id for row in models.Candidate.objects.all()} == set(three[:2])


def test_the_same_list_asked_for_twice_is_one_run_and_another_list_another(three: list[UUID], analyst: Actor) -> None:
    first = run_ask_for(actor=analyst, person_ids=three[:2], words=CONVOY)
    assert run_ask_for(actor=analyst, person_ids=three[1::-1], words=CONVOY).id == first.id
    assert run_ask_for(actor=analyst, person_ids=three, words=CONVOY).id != first.id


def test_whoever_is_not_reached_is_left_out_and_nobody_left_is_said(three: list[UUID], analyst: Actor) -> None:
    run = run_ask_for(actor=analyst, person_ids=[three[0], uuid4()], words=CONVOY)
    work()
    assert run_of(analyst, run.id).persons == 1
    with pytest.raises(NotFound):
        run_ask_for(actor=analyst, person_ids=[uuid4()], words=CONVOY)


def test_a_list_of_nobody_of_too_many_or_without_a_name_is_refused(three: list[UUID], analyst: Actor) -> None:
    for ids, words in (([], CONVOY), (three, "  "), ([uuid4() for _ in range(MOST_LISTED + 1)], CONVOY)):
        with pytest.raises(BadInput, match="between one person and 5,000"):
            run_ask_for(actor=analyst, person_ids=ids, words=words)
    with pytest.raises(BadInput):
        run_ask(actor=analyst, scope=Scope.PERSONS)


def test_whoever_may_ask_for_no_run_asks_for_none(three: list[UUID], actor: MakeActor) -> None:
    for role in (Role.CASE_MANAGER, Role.REPATRIATION_COORDINATOR, Role.CONVOY_LEAD):
        with pytest.raises(Refused):
            run_ask_for(actor=actor(role), person_ids=three, words=CONVOY)


def test_its_page_says_which_list(three: list[UUID], analyst: Actor, signed_in: MakeClient) -> None:
    run = run_ask_for(actor=analyst, person_ids=three, words=CONVOY)
    client = signed_in(Role.SCREENING_ANALYST)
    for address in (f"/screening/runs/{run.id}", "/screening/runs"):
        assert CONVOY in client.get(address).content.decode()
