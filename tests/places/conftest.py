"""Invented sites, made by somebody who may make them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actors import MakeActor
from homeward.access.facts import Actor, Role
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind, SiteRow

MakeSite = Callable[..., SiteRow]


def draft(code: str = "NS-1", name: str = "Nahr al-Safa Camp", **more: object) -> SiteDraft:
    """A draft that is a site, changed as asked."""
    usual = {"kind": SiteKind.CAMP, "country": "sy", "time_zone": "Asia/Damascus", "names": {"ar": "مخيم نهر الصفا"}}
    return SiteDraft(code=code, name=name, **(usual | more))  # type: ignore[arg-type]


@pytest.fixture
def keeper(actor: MakeActor) -> Actor:
    """Somebody who may write at every site."""
    return actor(Role.ADMINISTRATOR)


@pytest.fixture
def make_site(keeper: Actor) -> MakeSite:
    """`make_site(code, name, …)`."""

    def make(code: str = "NS-1", name: str = "Nahr al-Safa Camp", **more: object) -> SiteRow:
        return site_create(keeper, draft=draft(code, name, **more))

    return make
