"""Every capability, role, purpose and site: what is not granted is refused, and nobody holds what watches over the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.access import rules
from homeward.access.facts import Actor, Assignment, Capability, Glass, Purpose, Role, Sites

NOW = datetime(2026, 2, 27, tzinfo=UTC)
SITES = (UUID(int=1), UUID(int=2), UUID(int=3))
FILES = frozenset({Capability.PERSON_READ, Capability.PERSON_SEARCH, Capability.DOCUMENT_READ, Capability.NEED_READ})

assignments = st.builds(
    Assignment,
    role=st.sampled_from(Role),
    site_id=st.sampled_from([None, *SITES]),
    purpose=st.sampled_from(Purpose),
    until=st.sampled_from([None, NOW - timedelta(days=1), NOW, NOW + timedelta(seconds=1)]),
)


def actor(*held: Assignment, purpose: Purpose | None) -> Actor:
    return Actor(uuid4(), "x", held, purpose)


@given(held=st.lists(assignments, max_size=5), purpose=st.none() | st.sampled_from(Purpose))
def test_an_actor_reaches_what_their_assignments_grant_for_their_purpose_and_nothing_else(
    held: list[Assignment], purpose: Purpose | None
) -> None:
    who = actor(*held, purpose=purpose)
    for capability in Capability:
        granting = [
            one.site_id
            for one in held
            if purpose is not None
            and one.purpose == purpose
            and capability in rules.GRANTS[one.role].get(purpose, ())
            and (one.until is None or one.until > NOW)
        ]
        expected = Sites(None in granting, frozenset(site for site in granting if site))
        assert rules.reach(who, capability, NOW) == expected
        assert rules.may(who, capability, NOW) == bool(granting)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_role_does_nothing_for_a_purpose_that_is_not_its_own(role: Role, purpose: Purpose) -> None:
    who = actor(Assignment(role, None, purpose), purpose=purpose)
    may = {capability for capability in Capability if rules.may(who, capability, NOW)}
    assert may == rules.GRANTS[role].get(purpose, frozenset())
    assert rules.assignable(role, purpose, service=role is Role.SERVICE) == bool(may)


def test_every_role_works_for_something() -> None:
    assert set(rules.GRANTS) == set(Role)
    assert all(purposes and all(purposes.values()) for purposes in rules.GRANTS.values())


def test_every_capability_is_brought_by_some_role() -> None:
    assert {one for purposes in rules.GRANTS.values() for granted in purposes.values() for one in granted} == set(
        Capability
    )


def test_without_a_purpose_nothing_is_allowed() -> None:
    for role, purposes in rules.GRANTS.items():
        who = actor(*(Assignment(role, None, purpose) for purpose in purposes), purpose=None)
        assert not any(rules.may(who, capability, NOW) for capability in Capability)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.COORDINATION_ANALYST])
def test_some_roles_read_nobody_s_file(role: Role) -> None:
    granted = frozenset().union(*rules.GRANTS[role].values())
    assert not granted & FILES
    assert Capability.BREAK_GLASS_OPEN not in granted


@pytest.mark.parametrize(
    "watcher", [Role.AUDITOR, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR, Role.REDRESS_OFFICER]
)
@pytest.mark.parametrize("role", Role)
def test_who_watches_holds_no_other_role(watcher: Role, role: Role) -> None:
    assert (rules.incompatible([watcher, role]) is None) == (watcher is role)


@given(roles=st.lists(st.sampled_from(Role), max_size=6))
def test_roles_are_compatible_exactly_where_every_two_are(roles: list[Role]) -> None:
    pairs = [frozenset((a, b)) for a in roles for b in roles if a is not b]
    assert (rules.incompatible(roles) is None) == (not any(pair in rules.INCOMPATIBLE for pair in pairs))


def test_only_a_service_holds_the_role_of_services() -> None:
    for role in Role:
        for purpose in rules.GRANTS[role]:
            assert rules.assignable(role, purpose, service=False) == (role is not Role.SERVICE)


@given(held=assignments, asked=assignments)
def test_a_token_covers_no_more_than_what_is_held(held: Assignment, asked: Assignment) -> None:
    if rules.covers(held, asked, NOW):
        for capability in Capability:
            wide = rules.reach(actor(held, purpose=held.purpose), capability, NOW)
            narrow = rules.reach(actor(asked, purpose=asked.purpose), capability, NOW)
            assert wide.everywhere or (not narrow.everywhere and narrow.ids <= wide.ids)


@given(capability=st.sampled_from(Capability), minutes=st.integers(-5, 5), may_open=st.booleans())
def test_an_emergency_access_opens_one_file_to_be_read_until_its_end(
    capability: Capability, minutes: int, may_open: bool
) -> None:
    role = Role.CASE_MANAGER if may_open else Role.CONVOY_LEAD
    glass = Glass(uuid4(), uuid4(), NOW + timedelta(minutes=minutes))
    who = Actor(uuid4(), "x", (Assignment(role, SITES[0], Purpose.RETURN),), Purpose.RETURN, glasses=(glass,))
    opened = rules.glass_opens(who, capability, NOW)
    reading = capability in {Capability.PERSON_READ, Capability.PERSON_SEARCH, Capability.DOCUMENT_READ}
    assert opened == (frozenset({glass.person_id}) if reading and minutes > 0 and may_open else frozenset())
