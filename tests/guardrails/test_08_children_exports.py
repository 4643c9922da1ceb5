"""Guardrail 8, exports: A child leaves in no export unless somebody asks for it and the agreement covers children; for security never in
bulk.

How: `exchange.rules.withholding` keeps back everybody who may be under 18, and `access.rules.obstacle` refuses several children at once
for screening or the courts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from drafts import person

from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Capability, Category, Purpose, Role
from homeward.access.rules import GRANTS
from homeward.exchange.actions.exports import export_ask
from homeward.exchange.facts.exports import ExportForm, ExportRequest
from homeward.exchange.models import Export
from homeward.exchange.selectors.exports import export_plan
from homeward.kernel.errors import HomewardError
from homeward.registry.actions.persons import person_register
from planted import Planted

TO = "Invented tracing agency"


@pytest.fixture
def people(planted: Planted) -> dict[str, UUID]:
    """A grown woman, a child, a girl who will be of age in a month, and somebody whose birth nobody knows, at the second site."""
    young = timezone.localdate().replace(day=1) - timedelta(days=365 * 18 - 40)
    born = {"grown": "1980", "child": "2019", "nearly": young.isoformat(), "unknown": "", "perhaps": str(young.year)}
    return {
        name: person_register(planted.officer, person(planted.other, "Salma Invented", born=when))
        for name, when in born.items()
    }


def agreement(actor: Any, *, children: bool, purpose: Purpose = Purpose.IDENTITY) -> UUID:
    now = timezone.now()
    made = Agreement(
        recipient=TO, title="x", basis="x", purposes=frozenset({purpose}), categories=frozenset({Category.NAME, Category.BIRTH}),
        starts=now - timedelta(days=1), until=now + timedelta(days=9), children=children,
    )  # fmt: skip
    return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=made)


@pytest.mark.parametrize("covered", [False, True])
def test_by_default_nobody_leaves_who_may_be_under_18(
    planted: Planted, actor: Any, people: dict[str, UUID], covered: bool
) -> None:
    """Whatever the agreement covers: nobody asked. Who may be of age and who may not is a child; of an unknown birth nothing is known."""
    request = ExportRequest(agreement(actor, children=covered), TO, ExportForm.CSV, site_id=planted.other)
    chosen = set(export_plan(planted.officer, request).chosen.ids)
    assert people["grown"] in chosen
    assert not {people["child"], people["nearly"], people["perhaps"]} & chosen


def test_nobody_is_sent_with_children_who_did_not_ask_for_them(
    planted: Planted, actor: Any, people: dict[str, UUID]
) -> None:
    """Asked for without an agreement that covers them: kept back, or refused as a whole."""
    only = ExportRequest(
        agreement(actor, children=False), TO, ExportForm.CSV, person_ids=(people["child"],), children=True
    )
    with pytest.raises(HomewardError):
        export_ask(actor=planted.officer, request=only)
    assert not Export.objects.filter(agreement_id=only.agreement_id).exists()


@pytest.mark.parametrize("form", list(ExportForm))
def test_no_kind_of_file_takes_children_along(
    planted: Planted, actor: Any, people: dict[str, UUID], form: ExportForm
) -> None:
    request = ExportRequest(agreement(actor, children=True), TO, form, site_id=planted.other)
    assert people["child"] not in export_plan(planted.officer, request).chosen.ids


def test_for_screening_and_the_courts_no_role_exports_at_all() -> None:
    """Whoever works for security may disclose no record of the registry: there is no such grant."""
    for role, purposes in GRANTS.items():
        for purpose in (Purpose.SCREENING, Purpose.JUSTICE):
            assert Capability.EXPORT not in purposes.get(purpose, frozenset()), role
