"""Guardrail 13: A hold has an owner, a reason, a last day and a review; silence never extends one.

How: The gate counts only holds whose last day has not passed, so that forgetting one ends it. A hold is at most ninety days long, and a new
one needs a person with reasons of now; from the second renewal on, somebody other than whoever placed the first one. No clock renews.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import service_actor
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Purpose, Role
from homeward.access.rules import GRANTS
from homeward.pathway import models
from homeward.pathway.actions.following import follow
from homeward.pathway.actions.holds import hold_place, hold_renew
from homeward.pathway.actions.steps import steps_take
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.holds import HoldDraft, HoldReason
from homeward.registry.errors import Invalid
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db
SAID = (
    "The court of Ninewa asked to hear her as a witness.",
    "The hearing was put off to next month.",
    "The judge fell ill; a new day was promised.",
    "The new judge asks for one more paper.",
)


def draft(words: str = SAID[0], days: int = 30) -> HoldDraft:
    last = timezone.localdate() + timedelta(days=days)
    return HoldDraft(HoldReason.COURT_ORDER, words, "Court of Ninewa", last, last)


def test_a_hold_that_everybody_forgot_is_over_after_its_last_day(case_at: CaseAt) -> None:
    there = case_at(Stage.RECEIVED)
    hold_place(there.coordinator, there.mother, draft(days=10))
    with pytest.raises(GatesUnmet):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.REHABILITATION)
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        follow()
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.REHABILITATION)


def test_no_passing_of_time_changes_the_last_day(case_at: CaseAt) -> None:
    there = case_at(Stage.RECEIVED)
    hold_place(there.coordinator, there.mother, draft())
    before = list(models.Hold.objects.values_list("id", "until", "renews"))
    for days in (29, 30, 31, 400):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            follow()
    assert list(models.Hold.objects.values_list("id", "until", "renews")) == before


def test_no_service_holds_a_case(a_case: CaseOf) -> None:
    for purpose in GRANTS[Role.SERVICE]:
        with pytest.raises((NotFound, Refused)):
            hold_place(service_actor("night", purpose=purpose), a_case.mother, draft())


def test_no_hold_is_longer_than_ninety_days(a_case: CaseOf) -> None:
    with pytest.raises(Invalid):
        hold_place(a_case.coordinator, a_case.mother, draft(days=91))
    hold_place(a_case.coordinator, a_case.mother, draft(days=90))


def test_a_chain_of_holds_needs_new_reasons_and_other_people(a_case: CaseOf, actor: MakeActor) -> None:
    other = actor(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
    hold = hold_place(a_case.coordinator, a_case.mother, draft(SAID[0]))
    with pytest.raises(Invalid):
        hold_renew(a_case.coordinator, hold, draft(SAID[0]))
    hold = hold_renew(a_case.coordinator, hold, draft(SAID[1]))
    for words in SAID[2:]:
        with pytest.raises(Invalid, match="Somebody else"):
            hold_renew(a_case.coordinator, hold, draft(words))
        hold = hold_renew(other, hold, draft(words))


def test_the_database_keeps_no_hold_without_reason_or_with_a_review_after_its_end(a_case: CaseOf) -> None:
    hold = hold_place(a_case.coordinator, a_case.mother, draft())
    rows = models.Hold.objects.filter(id=hold)
    for wrong in ({"reason": ""}, {"words": b""}, {"review_on": timezone.localdate() + timedelta(days=99)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
