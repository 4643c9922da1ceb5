"""What people may ask of their record: an owner, a clock, another person's decision; holds; and erasure that leaves a proof."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from drafts import person

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Role
from homeward.registry import models
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.rights import (
    hold_end,
    hold_make,
    person_erase,
    request_decide,
    request_open,
    request_own,
    retention_set,
)
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Verification
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.rights import Outcome, RequestDraft, RequestKind
from homeward.registry.facts.values import ClaimKind
from homeward.registry.rules.rights import DAYS
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.rights import holds_of, records_due, request_of, requests_list
from homeward.registry.selectors.search import persons_search

WHY = "The passport shows another year."
LATER = timezone.now().date() + timedelta(days=400)


@pytest.fixture
def site(make_site):
    return make_site("Alpha camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


@pytest.fixture
def redress(actor):
    return actor(Role.REDRESS_OFFICER)


@pytest.fixture
def guardian(actor):
    return actor(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def somebody(clerk, site):
    return person_register(clerk, person(site, "Salim Haddad", born="1990", passport="A1234567"))


def contested(clerk, somebody):
    born = next(c for c in person_file(clerk, somebody).claims if c.kind is ClaimKind.BIRTH and c.current)
    return RequestDraft(RequestKind.CORRECTION, "I was born two years later.", "his sister", born.id, ClaimKind.BIRTH)


def test_a_request_has_a_clock_and_marks_what_it_contests(clerk, redress, somebody) -> None:
    id = request_open(clerk, somebody, contested(clerk, somebody))
    born = [c for c in person_file(clerk, somebody).claims if c.kind is ClaimKind.BIRTH]
    assert [c.verification for c in born] == [Verification.RECORDED, Verification.CONTESTED]
    row = request_of(redress, id)
    assert (row.words, row.asked_by) == ("I was born two years later.", "his sister")
    assert row.due_on == row.opened_at.date() + timedelta(days=DAYS)
    assert not row.overdue(row.due_on)
    assert row.overdue(row.due_on + timedelta(days=1))
    request_own(redress, id)
    request_decide(redress, id, Outcome.GRANTED, reason=WHY)
    row = request_of(redress, id)
    assert (row.outcome, row.reason, row.owner) == (Outcome.GRANTED, WHY, redress.user_id)
    assert requests_list(redress)[1] == 0
    with pytest.raises(Stale):
        request_decide(redress, id, Outcome.REFUSED, reason=WHY)


def test_nobody_decides_their_own_challenge(clerk, actor, redress, somebody) -> None:
    """Guardrail 20, as a rule and in the database itself."""
    id = request_open(redress, somebody, RequestDraft(RequestKind.OBJECTION, "I do not want this to be kept."))
    with pytest.raises(Invalid):
        request_decide(redress, id, Outcome.REFUSED, reason=WHY)
    with pytest.raises(Refused):
        request_decide(clerk, id, Outcome.REFUSED, reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Request.objects.filter(id=id).update(
            outcome="refused", reason=b"x", decided_by=redress.user_id, decided_at=timezone.now()
        )
    other = request_open(actor(Role.CASE_MANAGER), somebody, contested(clerk, somebody))
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Request.objects.filter(id=other).update(
            outcome="refused", reason=b"x", decided_by=clerk.user_id, decided_at=timezone.now()
        )


def test_words_are_sealed_and_another_site_sees_none(clerk, actor, make_site, somebody) -> None:
    id = request_open(clerk, somebody, contested(clerk, somebody))
    assert b"born" not in bytes(models.Request.objects.get(id=id).words)
    with pytest.raises(NotFound):
        request_of(actor(Role.REGISTRATION_CLERK, make_site("Beta camp")), id)


def test_erasure_destroys_the_key_and_keeps_a_proof(clerk, guardian, somebody) -> None:
    number = person_file(clerk, somebody).row.number
    proof = person_erase(guardian, somebody, number=number, reason="Asked for by the person.")
    assert len(proof.proof) == 32
    row = models.Person.objects.get(id=somebody)
    assert (row.standing, row.sex, row.born_from) == (Standing.ERASED, "", None)
    assert not models.NameKey.objects.exists() and not models.BlindKey.objects.exists()
    assert persons_search(clerk, "Salim").rows == persons_search(clerk, "A1234567").rows == ()
    file = person_file(guardian, somebody)
    assert all(claim.value is None for claim in file.claims)


def test_a_hold_or_a_waiting_request_keeps_a_record(clerk, redress, guardian, somebody) -> None:
    number = person_file(clerk, somebody).row.number
    hold = hold_make(guardian, somebody, authority="A court", reason="An investigation is open.", until=LATER)
    with pytest.raises(Invalid, match="hold"):
        person_erase(guardian, somebody, number=number, reason="Its time is over.")
    hold_end(guardian, hold)
    assert holds_of(guardian, somebody)[0].ended_at is not None
    request = request_open(clerk, somebody, RequestDraft(RequestKind.ACCESS, "He wants to see what is kept."))
    with pytest.raises(Invalid, match="waits"):
        person_erase(guardian, somebody, number=number, reason="Its time is over.")
    request_decide(redress, request, Outcome.GRANTED, reason="It was read to him.")
    with pytest.raises(Invalid, match="number"):
        person_erase(guardian, somebody, number="P-000000-0", reason="Its time is over.")
    with pytest.raises(Refused):
        person_erase(clerk, somebody, number=number, reason="Its time is over.")
    person_erase(guardian, somebody, number=number, reason="Its time is over.")


def test_records_are_due_by_the_rule_in_force(clerk, guardian, somebody) -> None:
    models.CustodyEpisode.objects.filter(person=somebody).update(
        ended="departure", to_day=date(2020, 1, 1), counts_to=date(2020, 1, 1), counts_from=date(2019, 1, 1)
    )
    models.Person.objects.filter(id=somebody).update(standing=Standing.DEPARTED)
    assert records_due(guardian) == []
    retention_set(guardian, Standing.DEPARTED, months=60, basis="The site's policy of 2026.")
    assert [row.id for row in records_due(guardian)] == [somebody]
    retention_set(guardian, Standing.DEPARTED, months=600, basis="The site's policy of 2026.")
    assert records_due(guardian) == []
    with pytest.raises(Refused):
        retention_set(clerk, Standing.DEPARTED, months=60, basis="The site's policy of 2026.")
