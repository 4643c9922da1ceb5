"""What the tests of lists share: people who keep lists and people who may only look, and invented entries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from homeward.access.facts import Actor, Role

MEN = (
    ("X-1", "Kasimov, Invented Timur", "1986"),
    ("X-2", "مخترع الأنصاري", "1990-03-04"),
    ("X-3", "Neverborn, Adam"),
)


@pytest.fixture
def men() -> tuple[tuple[str, ...], ...]:
    """Three invented entries."""
    return MEN


@pytest.fixture
def analyst(actor: Callable[..., Actor]) -> Actor:
    """Somebody who keeps lists."""
    return actor(Role.SCREENING_ANALYST)
