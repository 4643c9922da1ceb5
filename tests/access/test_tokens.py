"""Tokens hold no more than their holder, for no longer; only their hash is kept; nobody makes one for somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import service_actor, token_make, token_withdraw, user_close
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Assignment, Capability, Purpose, Role
from homeward.access.models import ApiToken, Event, RoleAssignment
from homeward.access.selectors import may, token_actor, tokens
from homeward.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
HERE = UUID(int=1)


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)


def make(actor: Actor, **changes: object) -> str:
    asked = replace(Assignment(Role.IDENTITY_OFFICER, HERE, Purpose.IDENTITY, tomorrow()), **changes)
    return token_make(actor, user_id=actor.user_id, name="sync", assignment=asked).bearer


def test_a_token_does_one_assignment_s_worth(officer: Actor) -> None:
    program = token_actor(make(officer), channel="api")
    assert (program.user_id, program.kind, program.purpose) == (officer.user_id, "token", Purpose.IDENTITY)
    assert may(program, Capability.PERSON_READ, site_id=HERE)
    assert not may(program, Capability.PERSON_READ, site_id=UUID(int=2))
    assert [row.name for row in tokens(officer)] == ["sync"]


def test_only_the_hash_of_a_token_is_kept(officer: Actor) -> None:
    bearer = make(officer)
    (row,) = ApiToken.objects.values()
    assert bearer not in str(row) and bearer not in str(list(Event.objects.values()))
    assert len(bearer) > 40


@pytest.mark.parametrize("bearer", ["", "hw_", "hw_wrong", "x" * 5000, "\0", "كلمة"])
def test_what_is_no_token_is_refused(officer: Actor, bearer: str) -> None:
    make(officer)
    with pytest.raises(Refused):
        token_actor(bearer)


def test_a_token_ends_with_its_time_its_withdrawal_its_role_and_its_account(officer: Actor, actor: MakeActor) -> None:
    bearer = make(officer)
    row = ApiToken.objects.get()
    ApiToken.objects.update(until=timezone.now())
    with pytest.raises(Refused):
        token_actor(bearer)
    ApiToken.objects.update(until=tomorrow())
    assert token_actor(bearer)
    RoleAssignment.objects.filter(user_id=officer.user_id).update(withdrawn_at=timezone.now())
    with pytest.raises(Refused):
        token_actor(bearer)
    RoleAssignment.objects.filter(user_id=officer.user_id).update(withdrawn_at=None)
    token_withdraw(officer, token_id=row.id)
    with pytest.raises(Refused):
        token_actor(bearer)
    with pytest.raises(NotFound):
        token_withdraw(officer, token_id=row.id)
    other = make(officer)
    user_close(actor(Role.ADMINISTRATOR), user_id=officer.user_id)
    with pytest.raises(Refused):
        token_actor(other)


def test_a_token_holds_no_more_than_its_holder(actor: MakeActor) -> None:
    officer = actor(Role.IDENTITY_OFFICER, site=HERE, purpose=Purpose.IDENTITY)
    for change in (
        {"site_id": None},
        {"site_id": UUID(int=2)},
        {"role": Role.CASE_MANAGER},
        {"purpose": Purpose.REGISTRATION},
        {"until": None},
        {"until": timezone.now() + timedelta(days=400)},
        {"until": timezone.now() - timedelta(seconds=1)},
    ):
        with pytest.raises(BadInput):
            make(officer, **change)
    assert make(officer)


def test_nobody_makes_a_token_for_somebody_else(officer: Actor, actor: MakeActor) -> None:
    asked = Assignment(Role.IDENTITY_OFFICER, HERE, Purpose.IDENTITY, tomorrow())
    program = token_actor(make(officer))
    for other in (actor(Role.ADMINISTRATOR), actor(Role.IDENTITY_OFFICER), program):
        with pytest.raises(Refused):
            token_make(other, user_id=officer.user_id, name="x", assignment=asked)
    operator = service_actor("operator", purpose=Purpose.ADMINISTRATION)
    assert token_make(operator, user_id=officer.user_id, name="x", assignment=asked)


def test_somebody_else_withdraws_a_token_only_as_administrator(officer: Actor, actor: MakeActor) -> None:
    make(officer)
    row = ApiToken.objects.get()
    with pytest.raises(Refused):
        token_withdraw(actor(Role.IDENTITY_OFFICER), token_id=row.id)
    token_withdraw(actor(Role.ADMINISTRATOR), token_id=row.id)


def test_a_token_that_no_longer_works_is_told_to_the_trail_and_a_guess_is_not(officer: Actor) -> None:
    bearer = make(officer)
    token_withdraw(officer, token_id=ApiToken.objects.get().id)
    for wrong in (bearer, "hw_guess"):
        with pytest.raises(Refused):
            token_actor(wrong)
    (denial,) = Event.objects.filter(kind="denied")
    assert (denial.what, denial.user_id) == ("token.use", officer.user_id)
