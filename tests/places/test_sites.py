"""Sites are made, changed, closed and opened again by those who may, each with its event; two who save at once are told apart."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from actors import MakeActor
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, EventKind, Role
from homeward.access.models import Event
from homeward.kernel.dates import PartialDate, from_parts, parse
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.places.actions.sites import site_change, site_close, site_create, site_reopen
from homeward.places.facts import SiteKind, SiteStatus
from homeward.places.models import Site
from homeward.places.selectors import site_of

from .conftest import MakeSite, draft

MARCH = PartialDate(date(2022, 3, 1), date(2022, 3, 31), "month")


def test_a_site_is_made_as_drafted_and_told_to_the_trail(keeper: Actor) -> None:
    made = site_create(keeper, draft=draft(opened=parse("2019-04"), area_code="SY08"))
    read = site_of(keeper, made.id)
    assert read.site == made
    assert (made.status, made.version, made.opened) == (SiteStatus.OPEN, 1, parse("2019-04"))
    assert read.area is not None and read.area.called("ar") == "الحسكة"
    event = Event.objects.get(what="site.create")
    assert (event.kind, event.site_id, event.user_id) == (EventKind.WRITE, made.id, keeper.user_id)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"area_code": "IQG15"}, "area_code"), ({"area_code": "nowhere"}, "area_code"), ({"status": SiteStatus.CLOSED}, "status")],
)  # fmt: skip
def test_what_cannot_be_a_site_is_refused_and_nothing_is_saved(
    keeper: Actor, more: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as told:
        site_create(keeper, draft=draft(**more))
    assert told.value.data["field"] == field
    assert not Site.objects.exists() and not Event.objects.exists()


def test_a_code_is_one_sites(keeper: Actor, make_site: MakeSite) -> None:
    one, other = make_site(), make_site("NS-2", "Tell al-Zahra")
    with pytest.raises(Inconsistent):
        make_site("NS-1", "Elsewhere")
    with pytest.raises(Inconsistent):
        site_change(keeper, site_id=other.id, version=1, draft=draft(one.code))
    assert site_change(keeper, site_id=one.id, version=1, draft=draft(one.code, "Renamed")).name == "Renamed"


def test_two_who_change_the_same_version_are_told_apart(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site()
    changed = site_change(keeper, site_id=site.id, version=1, draft=draft(kind=SiteKind.TRANSIT))
    assert (changed.kind, changed.version) == (SiteKind.TRANSIT, 2)
    with pytest.raises(Stale) as told:
        site_change(keeper, site_id=site.id, version=1, draft=draft(name="Mine"))
    assert told.value.data["version"] == 2
    assert site_of(keeper, site.id).site == changed
    assert Event.objects.filter(what="site.change").get().detail == {"kind_changed": "camp → transit_point"}


def test_a_closed_site_stays_with_its_day_and_may_open_again(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site(opened=parse("2019"))
    closed = site_close(keeper, site_id=site.id, version=1, closed=MARCH, reason="Handed over.")
    assert (closed.status, closed.closed, closed.opened) == (SiteStatus.CLOSED, parse("2022-03"), parse("2019"))
    with pytest.raises(Inconsistent):
        site_close(keeper, site_id=site.id, version=2, closed=MARCH, reason="Again.")
    again = site_reopen(keeper, site_id=site.id, version=2, reason="The closing was a mistake.")
    assert (again.status, again.closed, again.version) == (SiteStatus.OPEN, None, 3)
    steps = site_of(keeper, site.id).steps
    assert [(step.before, step.after, step.reason) for step in steps] == [
        (SiteStatus.CLOSED, SiteStatus.OPEN, "The closing was a mistake."),
        (SiteStatus.OPEN, SiteStatus.CLOSED, "Handed over."),
    ]


def test_reasons_stand_with_the_step_and_never_in_the_trail(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site()
    site_close(keeper, site_id=site.id, version=1, closed=MARCH, reason="Asked for by Invented Person.")
    assert "Invented" not in str(list(Event.objects.values()))


def test_a_change_does_not_close_a_site_nor_open_it_again(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site()
    with pytest.raises(BadInput):
        site_change(keeper, site_id=site.id, version=1, draft=draft(status=SiteStatus.CLOSED), reason="x")
    site_close(keeper, site_id=site.id, version=1, closed=MARCH, reason="Handed over.")
    with pytest.raises(BadInput):
        site_change(keeper, site_id=site.id, version=2, draft=draft(), reason="x")
    with pytest.raises(Inconsistent):
        site_reopen(keeper, site_id=make_site("NS-2").id, version=1, reason="It is open.")
    assert (
        site_change(keeper, site_id=site.id, version=2, draft=draft(name="Once", status=SiteStatus.CLOSED)).version == 3
    )


def test_a_closing_needs_a_day_that_has_come_and_a_reason(keeper: Actor, make_site: MakeSite) -> None:
    site = make_site(opened=parse("2023"))
    for closed, reason in ((MARCH, "Before it opened."), (from_parts(2900), "Not yet."), (parse("2024"), " ")):
        assert closed is not None
        with pytest.raises(BadInput):
            site_close(keeper, site_id=site.id, version=1, closed=closed, reason=reason)
    assert site_of(keeper, site.id).site.version == 1


def test_a_role_at_one_site_reaches_to_that_site_alone(actor: MakeActor, make_site: MakeSite) -> None:
    mine, other = make_site(), make_site("NS-2", "Tell al-Zahra")
    officer = actor(Role.IDENTITY_OFFICER, site=mine.id, purpose="registration")
    site_change(officer, site_id=mine.id, version=1, draft=draft(name="Renamed"))
    with pytest.raises(Refused):
        site_change(officer, site_id=other.id, version=1, draft=draft("NS-2"))
    with pytest.raises(Refused):
        site_create(officer, draft=draft("NS-3"))
    with pytest.raises(NotFound):
        site_of(officer, other.id)
    assert Event.objects.filter(kind=EventKind.DENIED, what="site.write").count() == 2


@pytest.mark.parametrize("role", [Role.REGISTRATION_CLERK, Role.AUDITOR, Role.CASE_MANAGER])
def test_whoever_may_not_write_sites_changes_nothing(role: Role, actor: MakeActor, make_site: MakeSite) -> None:
    site, somebody = make_site(), actor(role)
    calls = (
        lambda: site_create(somebody, draft=draft("NS-9")),
        lambda: site_change(somebody, site_id=site.id, version=1, draft=draft()),
        lambda: site_close(somebody, site_id=site.id, version=1, closed=MARCH, reason="x"),
        lambda: site_reopen(somebody, site_id=site.id, version=1, reason="x"),
    )
    for call in calls:
        with pytest.raises(Refused):
            call()
    assert site_of(somebody, site.id).site == site


def test_what_is_not_there_cannot_be_changed(keeper: Actor) -> None:
    with pytest.raises(NotFound):
        site_close(keeper, site_id=uuid4(), version=1, closed=MARCH, reason="x")


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "closed"}, {"status": "gone"}, {"kind": "planet"}, {"name": ""},
        {"closed_first": date(2022, 1, 1), "closed_last": date(2022, 1, 1)},
        {"opened_first": date(2022, 1, 1), "status": "closed", "closed_first": date(2021, 1, 1), "closed_last": date(2021, 1, 1)},
    ],
)  # fmt: skip
def test_the_database_itself_refuses_what_no_site_is(columns: dict[str, object], make_site: MakeSite) -> None:
    site = make_site()
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.filter(id=site.id).update(**columns)
