"""Guardrail 14: No record leaves without an agreement in force, its recipient, purpose and confirmed caveats, in any kind of file.

How: `access.rules.obstacle` is asked by `access.actions.disclosure_record`, the only writer of a disclosure; a disclosure without its
agreement is refused by the database.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from homeward.access.actions import agreement_make, agreement_withdraw
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.access.models import Disclosure
from homeward.exchange.actions.exports import export_ask
from homeward.exchange.facts.exports import ExportColumn, ExportForm, ExportRequest
from homeward.exchange.models import Export
from homeward.kernel.errors import HomewardError
from planted import Planted

TO, CAVEAT = "Invented ministry", "Not for screening"


@pytest.fixture
def agreed(planted: Planted, actor: Any) -> Any:
    """Makes an agreement that covers names for identity, or differs in something."""
    now = timezone.now()
    usual = Agreement(
        recipient=TO, title="x", basis="x", purposes=frozenset({Purpose.IDENTITY}), categories=frozenset({Category.NAME}),
        starts=now - timedelta(days=1), until=now + timedelta(days=9), caveats=(CAVEAT,), site_id=planted.site,
    )  # fmt: skip

    def make(**other: Any) -> Any:
        return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=replace(usual, **other))

    return make


def request(agreement: Any, form: ExportForm, **more: Any) -> ExportRequest:
    given: dict[str, Any] = {"recipient": TO, "accepted": (CAVEAT,), "columns": (ExportColumn.NAME,)}
    return ExportRequest(agreement_id=agreement, form=form, **given | more)


@pytest.mark.parametrize("form", list(ExportForm))
def test_nothing_leaves_where_anything_is_missing(planted: Planted, actor: Any, agreed: Any, form: ExportForm) -> None:
    fits = agreed()
    ended = agreed()
    agreement_withdraw(actor(Role.DATA_PROTECTION_OFFICER), agreement_id=ended, reason="The ministry asked to end it.")
    later = timezone.now() + timedelta(days=3)
    site = planted.site
    before = Export.objects.count(), Disclosure.objects.count()
    for asked in (
        request(uuid4(), form, site_id=site),  # none
        request(ended, form, site_id=site),  # withdrawn
        request(agreed(starts=later, until=later + timedelta(days=1)), form, site_id=site),  # not yet
        request(agreed(purposes=frozenset({Purpose.RETURN})), form, site_id=site),  # for another purpose
        request(fits, form, site_id=site, recipient="Somebody else"),
        request(fits, form, site_id=site, accepted=()),  # its caveat was not confirmed
        request(fits, form, site_id=planted.other),  # another site
        request(fits, form),  # every site
        request(fits, form, site_id=site, columns=(ExportColumn.NAME, ExportColumn.BIRTH)),  # more than it covers
    ):
        with pytest.raises(HomewardError):
            export_ask(actor=planted.officer, request=asked)
    assert (Export.objects.count(), Disclosure.objects.count()) == before
    assert export_ask(actor=planted.officer, request=request(fits, form, site_id=site))
