"""What the tests of runs share: a camp, somebody who registers, somebody who screens, and a small invented list in use."""

from __future__ import annotations

from uuid import UUID

import pytest
from drafts import person

from actors import MakeActor
from homes import site as make_site
from homeward.access.facts import Actor, Purpose, Role
from homeward.lists.facts.lists import WatchList
from homeward.registry.actions.persons import person_register
from homeward.review.facts.runs import RunRow, Scope
from screenings import NAME, ROWS, Register, Screen
from screenings import screen as run_and_work
from shelves import a_list


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    """Somebody who registers people."""
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    """Somebody who asks for runs."""
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def other(actor: MakeActor) -> Actor:
    """Another one."""
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def site(actor: MakeActor) -> UUID:
    """An open camp."""
    return make_site(actor)


@pytest.fixture
def listed(analyst: Actor) -> WatchList:
    """A list of two, in use."""
    return a_list(analyst, ROWS)


@pytest.fixture
def register(officer: Actor, site: UUID) -> Register:
    """`register(name=NAME, born="1986-03-04", …)`: somebody who could be X-1."""

    def make(name: str = NAME, *, born: str = "1986-03-04", at: UUID | None = None, **said: object) -> UUID:
        return person_register(officer, person(at or site, name, born=born, **said))  # type: ignore[arg-type]

    return make


@pytest.fixture
def screen(analyst: Actor) -> Screen:
    """`screen(scope=EVERYONE, …)`: ask for a run and do all waiting work."""

    def make(scope: Scope = Scope.EVERYONE, **asked: object) -> RunRow:
        return run_and_work(analyst, scope, **asked)

    return make
