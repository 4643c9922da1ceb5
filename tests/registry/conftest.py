"""What the registry's tests share: invented sites."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest

from homeward.access.facts import Role
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind

_numbers = count(1)


@pytest.fixture
def make_site(actor: Callable[..., object]) -> Callable[[str], UUID]:
    """Makes an open camp of that name."""
    administrator = actor(Role.ADMINISTRATOR)

    def make(name: str) -> UUID:
        draft = SiteDraft(
            code=f"T{next(_numbers)}", name=name, kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus"
        )
        return site_create(administrator, draft=draft).id

    return make
