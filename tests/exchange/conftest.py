"""What the exchange's tests share: an invented site, people who stage and decide, and a file staged, checked and previewed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest

from exchange_files import work
from homeward.access.facts import Actor, Purpose, Role
from homeward.exchange.actions.deciding import import_merge, import_preview
from homeward.exchange.actions.staging import Upload, import_check, import_stage
from homeward.exchange.facts.imports import ImportRow
from homeward.exchange.selectors.imports import import_of
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind

_numbers = count(1)


@pytest.fixture
def make_site(actor: Callable[..., Actor]) -> Callable[[str], UUID]:
    """Makes an open camp of that name."""
    administrator = actor(Role.ADMINISTRATOR)

    def make(name: str) -> UUID:
        draft = SiteDraft(
            code=f"X{next(_numbers)}", name=name, kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus"
        )
        return site_create(administrator, draft=draft).id

    return make


@pytest.fixture
def site(make_site: Callable[[str], UUID]) -> UUID:
    """One camp."""
    return make_site("Invented camp")


@pytest.fixture
def officer(actor: Callable[..., Actor]) -> Actor:
    """Somebody who may stage and decide."""
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.REGISTRATION)


@pytest.fixture
def stage(officer: Actor, site: UUID) -> Callable[..., ImportRow]:
    """Stages bytes and reads them."""

    def make(content: bytes, name: str = "invented.xlsx") -> ImportRow:
        row = import_stage(actor=officer, site_id=site, files=[Upload(name, content)])
        work()
        return import_of(officer, row.id)

    return make


@pytest.fixture
def checked(officer: Actor, stage: Callable[..., ImportRow]) -> Callable[..., ImportRow]:
    """Stages bytes, reads and checks them."""

    def make(content: bytes, name: str = "invented.xlsx") -> ImportRow:
        row = stage(content, name)
        import_check(actor=officer, import_id=row.id, version=row.version)
        work()
        return import_of(officer, row.id)

    return make


@pytest.fixture
def merged(officer: Actor, checked: Callable[..., ImportRow]) -> Callable[..., ImportRow]:
    """Takes bytes the whole way."""

    def make(content: bytes, name: str = "invented.xlsx", *, leave_faulty: bool = False) -> ImportRow:
        row = checked(content, name)
        row = import_preview(actor=officer, import_id=row.id, version=row.version)
        import_merge(actor=officer, import_id=row.id, version=row.version, leave_faulty=leave_faulty)
        work()
        return import_of(officer, row.id)

    return make
