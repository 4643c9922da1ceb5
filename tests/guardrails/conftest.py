"""What guardrails of runs share: a list, a site, an analyst, and somebody whose name the list holds."""

from __future__ import annotations

from uuid import UUID

import pytest
from drafts import person

from actors import MakeActor
from homes import site as make_site
from homeward.access.facts import Actor, Purpose, Role
from homeward.registry.actions.persons import person_register
from screenings import NAME, ROWS
from shelves import a_list


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


@pytest.fixture
def site(actor: MakeActor, analyst: Actor) -> UUID:
    a_list(analyst, ROWS)
    return make_site(actor)


@pytest.fixture
def somebody(officer: Actor, site: UUID) -> UUID:
    return person_register(officer, person(site, NAME, born="1986-03-04"))
