"""What the tests of identity share: an officer who sees every site, and invented sites."""

from __future__ import annotations

from uuid import UUID

import pytest

from homeward.access.facts import Purpose, Role
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)


@pytest.fixture
def site(actor) -> UUID:
    draft = SiteDraft(code="A1", name="Alpha camp", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus")
    return site_create(actor(Role.ADMINISTRATOR), draft=draft).id
