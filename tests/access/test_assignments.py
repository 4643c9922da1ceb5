"""Roles given and withdrawn, accounts made and closed: by whom, to whom, and what nobody may hold."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import (
    Account,
    assignment_give,
    assignment_withdraw,
    password_reset,
    service_actor,
    user_close,
    user_create,
)
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Assignment, Capability, EventKind, Purpose, Role
from homeward.access.models import Event, RoleAssignment, User
from homeward.access.selectors import actor_of, may, user_list, user_named
from homeward.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
HERE, THERE = UUID(int=1), UUID(int=2)
CLERK = Assignment(Role.REGISTRATION_CLERK, HERE, Purpose.REGISTRATION)


@pytest.fixture
def administrator(actor: MakeActor) -> Actor:
    return actor(Role.ADMINISTRATOR)


@pytest.fixture
def account(administrator: Actor) -> Account:
    return user_create(administrator, username="somebody")


def test_a_role_is_given_works_and_is_withdrawn(administrator: Actor, account: Account) -> None:
    given = assignment_give(administrator, user_id=account.id, assignment=CLERK)
    assert may(actor_of(account.id, purpose=Purpose.REGISTRATION), Capability.PERSON_WRITE, site_id=HERE)
    assert not may(actor_of(account.id, purpose=Purpose.REGISTRATION), Capability.PERSON_WRITE, site_id=THERE)
    assignment_withdraw(administrator, assignment_id=given)
    assert not may(actor_of(account.id, purpose=Purpose.REGISTRATION), Capability.PERSON_WRITE)
    with pytest.raises(NotFound):
        assignment_withdraw(administrator, assignment_id=given)
    told = [event.what for event in Event.objects.order_by("at")]
    assert told == ["user.create", "assignment.give", "assignment.withdraw"]


def test_nobody_gives_themselves_a_role(administrator: Actor) -> None:
    with pytest.raises(Refused):
        assignment_give(administrator, user_id=administrator.user_id, assignment=CLERK)
    assert Event.objects.filter(kind=EventKind.DENIED, what="assignment.give").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        RoleAssignment.objects.create(
            user_id=administrator.user_id, given_by=administrator.user_id, role="auditor", purpose="audit",
            given_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_gives_roles(actor: MakeActor, account: Account, role: Role) -> None:
    with pytest.raises(Refused):
        assignment_give(actor(role), user_id=account.id, assignment=CLERK)


def test_an_administrator_of_one_site_gives_roles_there_alone(actor: MakeActor, account: Account) -> None:
    local = actor(Role.ADMINISTRATOR, site=HERE)
    assignment_give(local, user_id=account.id, assignment=CLERK)
    for site in (THERE, None):
        with pytest.raises(Refused):
            assignment_give(local, user_id=account.id, assignment=Assignment(CLERK.role, site, CLERK.purpose))


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (Role.REGISTRATION_CLERK, Role.SCREENING_ANALYST),
        (Role.CASE_MANAGER, Role.JUDICIAL_LIAISON),
        (Role.CASE_MANAGER, Role.AUDITOR),
        (Role.DATA_PROTECTION_OFFICER, Role.REGISTRATION_CLERK),
        (Role.AUDITOR, Role.DATA_PROTECTION_OFFICER),
    ],
)
def test_roles_that_watch_over_each_other_are_refused_together(
    administrator: Actor, account: Account, held: Role, asked: Role
) -> None:
    purpose = {role: _first(role) for role in (held, asked)}
    first = assignment_give(administrator, user_id=account.id, assignment=Assignment(held, HERE, purpose[held]))
    wanted = Assignment(asked, THERE, purpose[asked])
    with pytest.raises(BadInput, match="together"):
        assignment_give(administrator, user_id=account.id, assignment=wanted)
    assignment_withdraw(administrator, assignment_id=first)
    assignment_give(administrator, user_id=account.id, assignment=wanted)


def test_a_role_that_has_run_out_makes_way(administrator: Actor, account: Account) -> None:
    now = timezone.now()
    assignment_give(
        administrator,
        user_id=account.id,
        assignment=Assignment(CLERK.role, HERE, CLERK.purpose, now + timedelta(days=1)),
    )
    with pytest.raises(BadInput, match="already"):
        assignment_give(administrator, user_id=account.id, assignment=CLERK)
    RoleAssignment.objects.update(until=now - timedelta(days=1))
    assignment_give(administrator, user_id=account.id, assignment=CLERK)
    assert RoleAssignment.objects.filter(user_id=account.id, withdrawn_at=None).count() == 1
    analyst = Assignment(Role.SCREENING_ANALYST, HERE, Purpose.SCREENING)
    RoleAssignment.objects.filter(user_id=account.id).update(until=now - timedelta(days=1))
    assignment_give(administrator, user_id=account.id, assignment=analyst)


def test_a_role_for_a_purpose_that_is_not_its_own_or_a_past_end_is_refused(
    administrator: Actor, account: Account
) -> None:
    past = timezone.now() - timedelta(seconds=1)
    for wrong in (
        Assignment(Role.AUDITOR, HERE, Purpose.REGISTRATION),
        Assignment(Role.SERVICE, HERE, Purpose.IDENTITY),
        Assignment(CLERK.role, HERE, CLERK.purpose, past),
    ):
        with pytest.raises(BadInput):
            assignment_give(administrator, user_id=account.id, assignment=wrong)
    assert not RoleAssignment.objects.filter(user_id=account.id).exists()


def test_an_account_begins_with_a_password_to_be_changed_and_no_rights(administrator: Actor, account: Account) -> None:
    user = User.objects.get(id=account.id)
    assert user.must_change_password and user.check_password(account.password)
    assert account.password not in repr(account)
    assert not any(may(actor_of(account.id, purpose=purpose), one) for purpose in Purpose for one in Capability)


@pytest.mark.parametrize("name", ["somebody", "SomeBody", "night", "Operator", "two words", "ab", "", "x" * 151, "a/b"])
def test_a_name_that_is_taken_or_cannot_be_one_is_refused(administrator: Actor, account: Account, name: str) -> None:
    with pytest.raises(BadInput):
        user_create(administrator, username=name)


def test_a_closed_account_does_nothing_more(administrator: Actor, account: Account) -> None:
    assignment_give(administrator, user_id=account.id, assignment=CLERK)
    user_close(administrator, user_id=account.id)
    with pytest.raises(Refused):
        actor_of(account.id, purpose=Purpose.REGISTRATION)
    assert ModelBackend().authenticate(None, username="somebody", password=account.password) is None
    for again in (
        lambda: assignment_give(administrator, user_id=account.id, assignment=CLERK),
        lambda: password_reset(administrator, user_id=account.id),
    ):
        with pytest.raises(BadInput):
            again()
    assert user_named(administrator, "somebody") is not None
    assert "somebody" not in [row.username for row in user_list(administrator)]
    assert "somebody" in [row.username for row in user_list(administrator, closed=True)]


def test_nobody_closes_their_own_account_nor_that_of_a_service(administrator: Actor) -> None:
    with pytest.raises(Refused):
        user_close(administrator, user_id=administrator.user_id)
    night = service_actor("night", purpose=Purpose.IDENTITY)
    for attempt in (user_close, password_reset):
        with pytest.raises(BadInput):
            attempt(administrator, user_id=night.user_id)
    with pytest.raises(NotFound):
        user_close(administrator, user_id=uuid4())


def test_a_new_password_replaces_the_old(administrator: Actor, account: Account) -> None:
    fresh = password_reset(administrator, user_id=account.id)
    user = User.objects.get(id=account.id)
    assert user.check_password(fresh.password) and not user.check_password(account.password)
    assert user.must_change_password


def test_a_service_works_for_its_purposes_reads_and_decides_nothing() -> None:
    night = service_actor("night", purpose=Purpose.IDENTITY, channel="chore")
    assert (night.kind, night.username) == ("service", "night")
    assert may(night, Capability.PERSON_READ)
    assert not any(may(night, one) for one in (Capability.MERGE, Capability.PERSON_WRITE, Capability.EXPORT))
    assert service_actor("night", purpose=Purpose.IDENTITY).user_id == night.user_id
    assert not User.objects.get(id=night.user_id).has_usable_password()
    for name, purpose in (("night", Purpose.JUSTICE), ("nobody", Purpose.IDENTITY)):
        with pytest.raises(LookupError):
            service_actor(name, purpose=purpose)


def test_only_an_administrator_sees_accounts(actor: MakeActor, administrator: Actor, account: Account) -> None:
    assignment_give(administrator, user_id=account.id, assignment=CLERK)
    (row,) = [row for row in user_list(administrator) if row.username == "somebody"]
    assert [one.assignment for one in row.held] == [CLERK]
    with pytest.raises(Refused):
        user_list(actor(Role.DATA_PROTECTION_OFFICER))


def _first(role: Role) -> Purpose:
    from_rules = {
        Role.REGISTRATION_CLERK: Purpose.REGISTRATION,
        Role.SCREENING_ANALYST: Purpose.SCREENING,
        Role.CASE_MANAGER: Purpose.PROTECTION,
        Role.JUDICIAL_LIAISON: Purpose.JUSTICE,
        Role.AUDITOR: Purpose.AUDIT,
        Role.DATA_PROTECTION_OFFICER: Purpose.DATA_PROTECTION,
    }
    return from_rules[role]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_cannot_give_what_neither_may(administrator: Actor, actor: MakeActor) -> None:
    account = user_create(administrator, username="somebody")
    wanted = (CLERK, Assignment(Role.SCREENING_ANALYST, HERE, Purpose.SCREENING))
    both = Barrier(2)

    def give(who: Actor, assignment: Assignment) -> bool:
        both.wait()
        try:
            assignment_give(who, user_id=account.id, assignment=assignment)
        except BadInput:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(give, (administrator, actor(Role.ADMINISTRATOR)), wanted))
    assert sorted(given) == [False, True]
    assert RoleAssignment.objects.filter(user_id=account.id).count() == 1
