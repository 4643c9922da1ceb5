"""What the tests of the desk share: two analysts, a candidate, and one that is strong."""

from __future__ import annotations

import pytest

from actors import MakeActor
from asked import Asked, ask
from homeward.access.facts import Actor, Role


@pytest.fixture
def first(actor: MakeActor) -> Actor:
    """An analyst."""
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def second(actor: MakeActor) -> Actor:
    """Another analyst."""
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def third(actor: MakeActor) -> Actor:
    """A third one."""
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def asked(actor: MakeActor) -> Asked:
    """A candidate that one person may put aside."""
    return ask(actor)


@pytest.fixture
def strong(actor: MakeActor) -> Asked:
    """A candidate that two people must put aside."""
    return ask(actor, strong=True)
