"""Guardrail 20, requests: Whoever took a challenge in does not decide it: on the page, in the action, in the table itself.

How: `registry.rules.rights` refuses, and two constraints of the database.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from homeward.access.facts import Role
from homeward.registry.facts.rights import Outcome
from homeward.registry.models import Request
from planted import Planted

ANSWER = {"outcome": "refused", "reason": "It stays as it is, for a reason in words."}


@pytest.fixture
def own(planted: Planted, signed_in: Any) -> tuple[Client, UUID]:
    """A redress officer who took a challenge in, and the challenge."""
    client = signed_in(Role.REDRESS_OFFICER)
    sent = {"kind": "objection", "words": "I do not want to be recorded."}
    made = client.post(reverse("request_new", args=[planted.ids["person_id"]]), sent)
    assert made.status_code == 302
    return client, Request.objects.latest("opened_at").id


def test_the_page_offers_no_decision_and_takes_none(own: tuple[Client, UUID]) -> None:
    client, challenge = own
    address = reverse("request", args=[challenge])
    assert 'name="outcome"' not in client.get(address).content.decode()
    for outcome in Outcome:
        assert client.post(address, ANSWER | {"outcome": outcome.value}).status_code in (400, 403)
    assert Request.objects.get(pk=challenge).outcome == ""


def test_another_officer_decides_it(own: tuple[Client, UUID], signed_in: Any) -> None:
    _, challenge = own
    assert signed_in(Role.REDRESS_OFFICER).post(reverse("request", args=[challenge]), ANSWER).status_code == 302
    assert Request.objects.get(pk=challenge).outcome == "refused"


def test_the_table_refuses_it_whatever_the_code_does(own: tuple[Client, UUID]) -> None:
    _, challenge = own
    row = Request.objects.get(pk=challenge)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=challenge).update(
            outcome="refused", decided_by=row.opened_by, decided_at=row.opened_at
        )


def test_no_other_role_decides_one(own: tuple[Client, UUID], signed_in: Any) -> None:
    _, challenge = own
    for role in (Role.REGISTRATION_CLERK, Role.CASE_MANAGER, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR):
        assert signed_in(role).post(reverse("request", args=[challenge]), ANSWER).status_code in (403, 404)
    assert Request.objects.get(pk=challenge).outcome == ""
