"""The page that asks for an export: needs are offered to those alone who may read them, and the others are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose, Role

KEPT = "Needs are disclosed by case managers"


@pytest.fixture
def agreement(actor: Any) -> UUID:
    now = timezone.now()
    made = Agreement(
        recipient="Invented clinic", title="An invented agreement", basis="An invented law",
        purposes=frozenset({Purpose.PROTECTION, Purpose.IDENTITY}), starts=now, until=now + timedelta(days=9),
        categories=frozenset({Category.NAME, Category.NEED}),
    )  # fmt: skip
    return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=made)


def test_needs_are_offered_to_those_who_may_read_them(signed_in: Any, agreement: UUID) -> None:
    address = reverse("export_new", args=[agreement])
    manager = signed_in(Role.CASE_MANAGER, None, Purpose.PROTECTION).get(address).content.decode()
    assert 'value="needs"' in manager and "sensitive_needs" in manager and KEPT not in manager
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    officer = client.get(address).content.decode()
    assert 'value="needs"' not in officer and "sensitive_needs" not in officer and KEPT in officer
    assert client.post(address, {"form": "csv", "columns": ["needs"], "plan": "1"}).status_code == 400
