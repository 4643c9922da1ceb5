"""`scope`, over every role, purpose, capability and site: no row comes out that is not within reach, and none within reach is lost."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from actors import MakeActor
from homeward.access import rules
from homeward.access.actions import break_glass_open
from homeward.access.facts import Actor, Assignment, Capability, Purpose, Role
from homeward.access.models import BreakGlass, Event, RoleAssignment, SharingAgreement, SubjectKey
from homeward.access.selectors import actor_of, may, scope

pytestmark = pytest.mark.django_db
HERE, THERE = UUID(int=1), UUID(int=2)
PERSON, OTHER = UUID(int=10), UUID(int=11)


@pytest.fixture
def rows() -> None:
    """A row of each person at each site, and one at none."""
    for site, person in product((HERE, THERE, None), (PERSON, OTHER)):
        Event.objects.create(at=timezone.now(), username="x", kind="read", what="row", site_id=site, person_id=person)


def seen(actor: Actor, capability: Capability | None = None) -> set[tuple[UUID | None, UUID | None]]:
    events = scope(actor, Event.objects.filter(what="row"), capability)
    return {(row.site_id, row.person_id) for row in events}


EVERYTHING = set(product((HERE, THERE, None), (PERSON, OTHER)))


@pytest.mark.parametrize(("role", "purpose"), list(product(Role, Purpose)))
def test_no_row_comes_out_that_is_not_within_reach(rows: None, role: Role, purpose: Purpose) -> None:
    for site, working in product((None, HERE), (purpose, None)):
        actor = Actor(uuid4(), "x", (Assignment(role, site, purpose),), working)
        for capability in Capability:
            granted = working is not None and capability in rules.GRANTS[role].get(purpose, frozenset())
            expected = {row for row in EVERYTHING if granted and (site is None or row[0] == site)}
            assert seen(actor, capability) == expected, (capability, site, working)
        assert seen(actor) == seen(actor, Capability.TRAIL_READ)


def test_several_sites_add_up(rows: None) -> None:
    held = tuple(Assignment(Role.AUDITOR, site, Purpose.AUDIT) for site in (HERE, THERE))
    assert {site for site, _ in seen(Actor(uuid4(), "x", held, Purpose.AUDIT))} == {HERE, THERE}


def test_a_table_that_does_not_say_how_it_is_reached_cannot_be_read(actor: MakeActor) -> None:
    with pytest.raises(TypeError, match="SubjectKey"):
        scope(actor(Role.ADMINISTRATOR), SubjectKey.objects.all())


def test_a_table_of_no_site_is_read_by_whoever_holds_the_capability_somewhere(actor: MakeActor) -> None:
    now = timezone.now()
    SharingAgreement.objects.create(
        recipient="x", title="x", basis="x", purposes=[], categories=[], starts=now, until=now + timedelta(1),
        made_by=uuid4(), made_at=now,
    )  # fmt: skip
    assert scope(actor(Role.AUDITOR, site=HERE), SharingAgreement.objects.all()).count() == 1
    assert scope(actor(Role.REGISTRATION_CLERK), SharingAgreement.objects.all()).count() == 0


@pytest.mark.parametrize("ended", [{"withdrawn_at": timezone.now()}, {"until": timezone.now() - timedelta(seconds=1)}])
def test_an_assignment_that_ended_gives_nothing(actor: MakeActor, rows: None, ended: dict[str, object]) -> None:
    auditor = actor(Role.AUDITOR)
    assert seen(auditor) == EVERYTHING
    RoleAssignment.objects.filter(user_id=auditor.user_id).update(**ended)
    again = actor_of(auditor.user_id, purpose=auditor.purpose)
    assert seen(again) == set()
    assert not any(may(again, capability) for capability in Capability)


def test_an_assignment_that_ends_while_the_actor_is_at_work_gives_nothing_more(rows: None) -> None:
    ended = Assignment(Role.AUDITOR, None, Purpose.AUDIT, timezone.now() - timedelta(microseconds=1))
    assert seen(Actor(uuid4(), "x", (ended,), Purpose.AUDIT)) == set()


def test_an_emergency_access_adds_its_person_to_be_read_and_nothing_else(actor: MakeActor, rows: None) -> None:
    manager = actor(Role.CASE_MANAGER, site=HERE, purpose=Purpose.PROTECTION)
    break_glass_open(manager, person_id=PERSON, reason="The ambulance asks for the blood group now.")
    again = actor_of(manager.user_id, purpose=manager.purpose)
    at_home = {(HERE, PERSON), (HERE, OTHER)}
    opened = {(site, PERSON) for site in (HERE, THERE, None)}
    for capability in (Capability.PERSON_READ, Capability.DOCUMENT_READ, Capability.PERSON_SEARCH):
        assert seen(again, capability) == at_home | opened
    for capability in (Capability.NEED_READ, Capability.NEED_WRITE, Capability.REQUEST_OPEN):
        assert seen(again, capability) == at_home
    assert seen(again) == set()
    assert seen(actor_of(manager.user_id, purpose=None), Capability.PERSON_READ) == set()
    RoleAssignment.objects.create(
        user_id=manager.user_id, role=Role.CASE_MANAGER, site_id=HERE, purpose=Purpose.RETURN, given_at=timezone.now()
    )
    elsewise = actor_of(manager.user_id, purpose=Purpose.RETURN)  # for what it was opened, and for nothing else
    assert seen(elsewise, Capability.PERSON_READ) == at_home


def test_an_emergency_access_ends_with_its_time_and_with_the_role(actor: MakeActor, rows: None) -> None:
    manager = actor(Role.CASE_MANAGER, site=HERE, purpose=Purpose.PROTECTION)
    break_glass_open(manager, person_id=PERSON, reason="The ambulance asks for the blood group now.")
    opened = actor_of(manager.user_id, purpose=manager.purpose)
    assert len(seen(opened, Capability.PERSON_READ)) == 4
    RoleAssignment.objects.filter(user_id=manager.user_id).update(withdrawn_at=timezone.now())
    assert seen(actor_of(manager.user_id, purpose=manager.purpose), Capability.PERSON_READ) == set()
    RoleAssignment.objects.filter(user_id=manager.user_id).update(withdrawn_at=None)
    now = timezone.now()
    BreakGlass.objects.update(opened_at=now - timedelta(hours=5), until=now - timedelta(hours=1))
    assert len(seen(actor_of(manager.user_id, purpose=manager.purpose), Capability.PERSON_READ)) == 2
