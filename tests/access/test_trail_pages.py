"""The trail, read a page at a time: filtered, at the reader's sites, in few queries; and who opened a file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from actors import MakeActor
from homeward.access.errors import Refused
from homeward.access.facts import Actor, EventKind, Purpose, Role
from homeward.access.models import Event
from homeward.access.selectors import TrailFilter, trail_count, trail_page, who_opened
from homeward.access.trail import event, record, record_all

pytestmark = pytest.mark.django_db
HERE, THERE = UUID(int=1), UUID(int=2)
PERSON, OTHER = UUID(int=10), UUID(int=11)


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def clerk(actor: MakeActor) -> Actor:
    return actor(Role.REGISTRATION_CLERK)


def test_every_event_comes_once_the_newest_first_whatever_the_page(clerk: Actor, officer: Actor) -> None:
    record_all(event(clerk, EventKind.READ, "person.read", detail={"n": n}) for n in range(25))
    wanted = list(Event.objects.order_by("-id").values_list("id", flat=True))
    asked = TrailFilter(user_id=clerk.user_id)
    found, before = [], None
    while True:
        page = trail_page(officer, asked, before=before, limit=10)
        found += [row.id for row in page.rows]
        if page.next is None:
            break
        before = page.next
    assert found == wanted
    assert trail_count(officer, asked) == 25


def test_a_last_page_that_is_full_is_the_last(clerk: Actor, officer: Actor) -> None:
    record_all(event(clerk, EventKind.READ, "person.read") for _ in range(10))
    assert trail_page(officer, TrailFilter(user_id=clerk.user_id), limit=10).next is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (TrailFilter(person_id=PERSON), 3),
        (TrailFilter(person_id=PERSON, kind=EventKind.READ), 2),
        (TrailFilter(kind=EventKind.DENIED), 1),
        (TrailFilter(purpose=Purpose.REGISTRATION), 4),
        (TrailFilter(purpose=Purpose.JUSTICE), 0),
        (TrailFilter(kind=EventKind.READ, person_id=OTHER), 0),
    ],
)
def test_a_filter_narrows(clerk: Actor, officer: Actor, asked: TrailFilter, expected: int) -> None:
    record(clerk, EventKind.READ, "person.read", person_id=PERSON)
    record(clerk, EventKind.READ, "person.read", person_id=PERSON)
    record(clerk, EventKind.WRITE, "person.write", person_id=PERSON)
    record(clerk, EventKind.DENIED, "person.erase", person_id=OTHER)
    assert trail_count(officer, asked) == len(trail_page(officer, asked).rows) == expected


def test_a_period_holds_what_happened_within_it_to_the_millisecond(clerk: Actor, officer: Actor) -> None:
    begin = timezone.now().replace(microsecond=0) - timedelta(days=2)
    for offset in (-1, 0, 999, 1000, 1001):  # milliseconds
        with time_machine.travel(begin + timedelta(milliseconds=offset), tick=False):
            record(clerk, EventKind.READ, "person.read", detail={"ms": offset})
    asked = TrailFilter(since=begin, until=begin + timedelta(seconds=1))
    assert {row.detail["ms"] for row in trail_page(officer, asked).rows} == {0, 999}


def test_reading_the_trail_is_told_to_the_trail(officer: Actor) -> None:
    trail_page(officer, TrailFilter(person_id=PERSON, kind=EventKind.READ))
    (told,) = Event.objects.all()
    assert (told.what, told.user_id, told.person_id) == ("trail.read", officer.user_id, PERSON)
    assert told.detail == {"by": "person_id kind"}


def test_who_watches_over_one_site_sees_its_events_alone(clerk: Actor, actor: MakeActor) -> None:
    for site in (HERE, THERE, None):
        record(clerk, EventKind.READ, "person.read", site_id=site)
    local = actor(Role.DATA_PROTECTION_OFFICER, site=HERE)
    assert {row.site_id for row in trail_page(local).rows} == {HERE}


@pytest.mark.parametrize("role", Role)
def test_only_who_may_reads_the_trail(actor: MakeActor, role: Role) -> None:
    who = actor(role)
    if role in (Role.DATA_PROTECTION_OFFICER, Role.AUDITOR):
        assert trail_page(who).rows == ()
        return
    for attempt in (trail_page, trail_count):
        with pytest.raises(Refused):
            attempt(who)
    assert Event.objects.filter(kind=EventKind.DENIED, what="trail.read", user_id=who.user_id).count() == 2


def test_a_page_is_one_query_and_one_event(clerk: Actor, officer: Actor, django_assert_num_queries: Any) -> None:
    record_all(event(clerk, EventKind.READ, "person.read") for _ in range(60))
    with django_assert_num_queries(2):
        trail_page(officer)


def test_who_opened_a_file_is_seen_by_its_readers_and_by_who_reads_the_trail(
    clerk: Actor, officer: Actor, actor: MakeActor
) -> None:
    record(clerk, EventKind.READ, "person.read", person_id=PERSON)
    record(officer, EventKind.OVERRIDE, "break_glass.open", person_id=PERSON)
    record(clerk, EventKind.SEARCH, "person.search", person_id=PERSON)
    record(clerk, EventKind.READ, "person.read", person_id=OTHER)
    for who in (clerk, officer, actor(Role.AUDITOR)):
        assert [row.username for row in who_opened(who, PERSON)] == [officer.username, clerk.username]
    for who in (actor(Role.ADMINISTRATOR), actor(Role.COORDINATION_ANALYST)):
        with pytest.raises(Refused):
            who_opened(who, PERSON)
    local = actor(Role.REGISTRATION_CLERK, site=HERE)
    assert who_opened(local, PERSON, site_id=HERE)
    with pytest.raises(Refused):
        who_opened(local, PERSON, site_id=THERE)
