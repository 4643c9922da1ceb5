"""What the tests of queue and comparison share: somebody who registers, a camp, and the invented list of the documentation in use."""

from __future__ import annotations

from uuid import UUID

import pytest

from actors import MakeActor
from desk_rows import un_list
from homes import site as make_site
from homeward.access.facts import Actor, Purpose, Role
from homeward.lists.facts.lists import WatchList


@pytest.fixture
def analyst(first: Actor) -> Actor:
    """Somebody of the screening desk."""
    return first


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    """Somebody who registers people."""
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


@pytest.fixture
def site(actor: MakeActor) -> UUID:
    """An open camp."""
    return make_site(actor)


@pytest.fixture
def listed(first: Actor) -> WatchList:
    """The invented list of the documentation, in use."""
    return un_list(first)
