"""The gates of identity and nationality ask how far claims were checked, of many people at once, and open nothing of them."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drafts import said, silent

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Gate, Holding
from homeward.pathway.selectors.gating import checks_of
from homeward.registry.actions.persons import claim_verify, claims_record
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.values import ClaimKind, NationalityValue
from homeward.registry.selectors.persons import person_file
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    """Somebody who verifies claims."""
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


def ask(there: CaseOf, gate: Gate, case: UUID | None = None) -> Check:
    row = models.Case.objects.select_related("person").get(id=case or there.mother)
    return checks_of(there.coordinator, [row], [gate], timezone.localdate())[row.id][0]


def verify(officer: Actor, person: UUID, kind: ClaimKind, how: Verification, source: Source | None = None) -> None:
    claim = next(one for one in person_file(officer, person).claims if one.kind is kind and one.current)
    claim_verify(officer, person, claim.id, kind, how, "Seen on Monday.", source)


def record(officer: Actor, person: UUID, statement: Statement) -> None:
    claims_record(officer, person, [statement], version=person_file(officer, person).row.version)


@pytest.mark.parametrize("how", [Verification.VERIFIED, Verification.DOCUMENT_SEEN])
def test_a_name_that_was_checked_and_a_birth_that_was_recorded_open_it(
    a_case: CaseOf, officer: Actor, how: Verification
) -> None:
    assert ask(a_case, Gate.IDENTITY).because == "identity_name_not_verified"
    verify(officer, a_case.family.person_ids[0], ClaimKind.NAME, how)
    assert ask(a_case, Gate.IDENTITY).holding is Holding.OPEN
    assert ask(a_case, Gate.IDENTITY, a_case.child).holding is Holding.UNMET, "each has a name of their own"


def test_a_contested_claim_closes_it(a_case: CaseOf, officer: Actor) -> None:
    verify(officer, a_case.family.person_ids[0], ClaimKind.NAME, Verification.VERIFIED)
    verify(officer, a_case.family.person_ids[0], ClaimKind.BIRTH, Verification.CONTESTED)
    assert ask(a_case, Gate.IDENTITY).because == "identity_contested"


def test_it_waits_for_whoever_can_see_to_it(a_case: CaseOf) -> None:
    assert ask(a_case, Gate.IDENTITY).waits_for == (Role.IDENTITY_OFFICER,)
    assert ask(a_case, Gate.NATIONALITY).waits_for == (Role.NATIONALITY_AUTHORITY,)


def test_a_nationality_that_was_only_stated_opens_nothing(a_case: CaseOf, officer: Actor) -> None:
    person = a_case.family.person_ids[0]
    assert ask(a_case, Gate.NATIONALITY).because == "nationality_not_verified"
    verify(officer, person, ClaimKind.NATIONALITY, Verification.DOCUMENT_SEEN)
    assert ask(a_case, Gate.NATIONALITY).holding is Holding.UNMET
    verify(officer, person, ClaimKind.NATIONALITY, Verification.VERIFIED, Source.PERSON)
    assert ask(a_case, Gate.NATIONALITY).holding is Holding.UNMET, "whoever says it of themselves is no authority"
    verify(officer, person, ClaimKind.NATIONALITY, Verification.VERIFIED, Source.OFFICIAL_RECORD)
    assert ask(a_case, Gate.NATIONALITY).holding is Holding.OPEN


@pytest.mark.parametrize(
    "statement",
    [
        said(ClaimKind.NATIONALITY, NationalityValue("", stateless=True)),
        silent(ClaimKind.NATIONALITY, Known.UNKNOWN),
    ],
    ids=["stateless", "unknown"],
)
def test_an_authority_that_finds_somebody_stateless_has_answered(
    a_case: CaseOf, officer: Actor, statement: Statement
) -> None:
    person = a_case.family.person_ids[0]
    old = next(one for one in person_file(officer, person).claims if one.kind is ClaimKind.NATIONALITY)
    found = Statement(statement.kind, statement.answer, Source.COMMITTEE, Verification.VERIFIED, supersedes=old.id)
    record(officer, person, found)
    assert ask(a_case, Gate.NATIONALITY).holding is Holding.OPEN


def test_of_many_people_it_asks_as_often_as_of_one(case_at: CaseAt) -> None:
    there = case_at()
    for name in ("Salim", "Karim", "Rahim"):
        case_at(name=name)
    rows = list(models.Case.objects.select_related("person", "person__merged_into").order_by("id"))
    gates = (Gate.IDENTITY, Gate.NATIONALITY, Gate.SCREENING, Gate.FAMILY_UNITY, Gate.NO_HOLD)

    def queries(cases: list[models.Case]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            checks_of(there.coordinator, cases, gates, timezone.localdate())
        return len(seen)

    queries(rows[:2])
    assert queries(rows) == queries(rows[:2])
