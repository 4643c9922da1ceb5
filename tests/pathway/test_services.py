"""The directory of services: recorded with a source, filtered, changed as of a version, ended and never deleted; no order by room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from homes import site
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Role
from homeward.pathway.actions.services import service_add, service_change, service_end
from homeward.pathway.facts.services import OF_NEED, ForWhom, ServiceDraft, ServiceFilter, ServiceKind, ServiceRow
from homeward.pathway.rules.services import at_place, kinds_needed, takes
from homeward.pathway.selectors.services import service_of, services_page
from homeward.registry.errors import Invalid
from homeward.registry.facts.values import Sex

TODAY = date(2026, 3, 1)


def draft(**more: Any) -> ServiceDraft:
    usual = {
        "kind": ServiceKind.EDUCATION, "title": "Catch-up lessons", "provider": "An invented school", "source": "A visit",
        "area_code": "IQG18",
    }  # fmt: skip
    return ServiceDraft(**(usual | more))


@pytest.fixture
def worker(actor: Any) -> Any:
    return actor(Role.REINTEGRATION_WORKER)


def test_a_service_is_recorded_found_changed_and_ended(worker: Any, actor: Any) -> None:
    home = site(actor, "Home village")
    first = service_add(worker, draft=draft(site_id=home, area_code="", capacity=20, languages=("ar", "ckb", "ar")))
    assert (first.languages, first.free, first.version) == (("ar", "ckb"), 20, 1)
    clinic = service_add(worker, draft=draft(kind=ServiceKind.HEALTH, whom=ForWhom.WOMEN, title="Clinic"))
    for asked, found in (
        (ServiceFilter(), {first.id, clinic.id}),
        (ServiceFilter(kind=ServiceKind.HEALTH), {clinic.id}),
        (ServiceFilter(site_id=home), {first.id}),
        (ServiceFilter(area_code="IQ"), {clinic.id}),
        (ServiceFilter(language="ckb"), {first.id}),
        (ServiceFilter(whom=ForWhom.WOMEN), {clinic.id}),
        (ServiceFilter(free=True), {first.id, clinic.id}),
        (ServiceFilter(ended=True), set()),
    ):
        rows, total = services_page(worker, asked)
        assert ({one.id for one in rows}, total) == (found, len(found)), asked
    changed = service_change(worker, service_id=first.id, version=1, draft=draft(title="Lessons", capacity=5))
    assert (changed.version, changed.title, changed.site_id) == (2, "Lessons", None)
    with pytest.raises(Stale):
        service_change(worker, service_id=first.id, version=1, draft=draft())
    assert service_end(worker, service_id=first.id, version=2).ended_at
    with pytest.raises(Stale):
        service_end(worker, service_id=first.id, version=3)
    assert [one.id for one in services_page(worker, ServiceFilter(ended=True))[0]] == [first.id]
    with pytest.raises(NotFound):
        service_of(worker, uuid4())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"area_code": ""}, "site_id"),
        ({"area_code": "XX99"}, "area_code"),
        ({"site_id": uuid4()}, "site_id"),
        ({"capacity": 0}, "capacity"),
        ({"title": " "}, "title"),
        ({"provider": ""}, "provider"),
        ({"source": ""}, "source"),
        ({"open_from": TODAY, "open_until": TODAY - timedelta(days=1)}, "open_until"),
    ],
)
def test_what_is_wrong_stands_at_its_field(worker: Any, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        service_add(worker, draft=draft(**wrong))
    assert caught.value.data["field"] == field


def test_who_manages_services(actor: Any) -> None:
    with pytest.raises(Refused):
        service_add(actor(Role.CASE_MANAGER), draft=draft())
    with pytest.raises(Refused):
        services_page(actor(Role.CONVOY_LEAD), ServiceFilter())
    assert services_page(actor(Role.CHILD_PROTECTION_SPECIALIST), ServiceFilter())[1] == 0


def row(**more: Any) -> ServiceRow:
    usual: dict[str, Any] = {
        "id": uuid4(), "kind": ServiceKind.HEALTH, "title": "x", "provider": "x", "source": "x", "site_id": None,
        "area_code": "IQG18", "whom": ForWhom.EVERYONE, "languages": (), "capacity": None, "open_from": None,
        "open_until": None, "contact": "", "version": 1, "recorded_at": timezone.now(),
    }  # fmt: skip
    return ServiceRow(**(usual | more))


@pytest.mark.parametrize(
    ("service", "child", "sex", "there"),
    [
        (row(), False, None, True),
        (row(capacity=3, taken=3), False, None, False),
        (row(capacity=3, taken=2), False, None, True),
        (row(open_from=TODAY + timedelta(days=1)), False, None, False),
        (row(open_until=TODAY), False, None, True),
        (row(open_until=TODAY - timedelta(days=1)), False, None, False),
        (row(ended_at=timezone.now()), False, None, False),
        (row(whom=ForWhom.CHILDREN), True, None, True),
        (row(whom=ForWhom.CHILDREN), False, None, False),
        (row(whom=ForWhom.ADULTS), True, None, False),
        (row(whom=ForWhom.WOMEN), False, Sex.FEMALE, True),
        (row(whom=ForWhom.WOMEN), False, Sex.MALE, False),
        (row(whom=ForWhom.MEN), False, Sex.FEMALE, False),
        (row(whom=ForWhom.FAMILIES), True, Sex.MALE, True),
    ],
)
def test_for_whom_a_service_is_there(service: ServiceRow, child: bool, sex: Sex | None, there: bool) -> None:
    assert takes(service, TODAY, child=child, sex=sex) is there


def test_where_a_service_is() -> None:
    home = uuid4()
    assert at_place(row(), home, ("IQD001", "IQG18", "IQ"))
    assert not at_place(row(), home, ("IQG15", "IQ"))
    assert not at_place(row(area_code=""), home, ("IQG18",))
    assert at_place(row(site_id=home, area_code=""), home, ())
    assert not at_place(row(), home, ())


def test_needs_by_code_and_by_what_was_found() -> None:
    assert kinds_needed(["DS-PS", "unheard of"], {ServiceKind.EDUCATION}) == {
        ServiceKind.DISABILITY, ServiceKind.EDUCATION,
    }  # fmt: skip
    assert set(OF_NEED.values()) <= set(ServiceKind)
    assert replace(row(capacity=2), taken=5).free == 0
