"""A household's cases go on together, through gates that are open, by as many people as a step takes."""

from __future__ import annotations

import pytest

from actors import MakeActor
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Purpose, Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.steps import steps_propose, steps_take
from homeward.pathway.errors import GatesUnmet, SeparatesFamily
from homeward.pathway.facts.cases import Stage
from homeward.pathway.rules.steps import Unlawful
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db


def test_a_household_goes_on_together(a_case: CaseOf) -> None:
    steps_take(a_case.coordinator, case_ids=a_case.ids, to=Stage.IDENTITY_REVIEW)
    assert {case.stage for case in models.Case.objects.all()} == {Stage.IDENTITY_REVIEW}
    assert {case.version for case in models.Case.objects.all()} == {2}
    assert models.Step.objects.count() == 2
    assert Event.objects.filter(what="case.step").count() == 2


def test_a_part_of_a_household_does_not_go_alone(a_case: CaseOf) -> None:
    with pytest.raises(SeparatesFamily, match="1 more"):
        steps_take(a_case.coordinator, case_ids=[a_case.mother], to=Stage.IDENTITY_REVIEW)
    assert not models.Step.objects.exists()


def test_an_unmet_gate_holds_all_of_them_and_says_how_many(case_at: CaseAt) -> None:
    there = case_at(Stage.NATIONALITY_VERIFICATION)
    with pytest.raises(GatesUnmet, match="2 of 2 cases"):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.SCREENING_REVIEW)
    assert {case.stage for case in models.Case.objects.all()} == {Stage.NATIONALITY_VERIFICATION}


def test_a_step_that_the_table_does_not_hold_is_refused(a_case: CaseOf) -> None:
    with pytest.raises(Unlawful):
        steps_take(a_case.coordinator, case_ids=a_case.ids, to=Stage.RETURNED)


def test_a_step_of_two_is_not_taken_by_one(case_at: CaseAt) -> None:
    there = case_at(Stage.REPATRIATION_DECISION)
    with pytest.raises(Unlawful, match="two people"):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.DEPARTURE_PREPARATION)
    with pytest.raises(GatesUnmet):
        steps_propose(
            there.coordinator, case_ids=there.ids, to=Stage.DEPARTURE_PREPARATION, words="They all asked to go home."
        )


def test_going_back_takes_words_and_no_gate(case_at: CaseAt) -> None:
    there = case_at(Stage.SCREENING_REVIEW)
    with pytest.raises(Exception, match="Say why"):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.IDENTITY_REVIEW)
    steps_take(there.coordinator, case_ids=there.ids, to=Stage.IDENTITY_REVIEW, words="A second birth was recorded.")
    assert {case.stage for case in models.Case.objects.all()} == {Stage.IDENTITY_REVIEW}


def test_whoever_may_not_is_refused(a_case: CaseOf, actor: MakeActor) -> None:
    with pytest.raises((Refused, NotFound)):
        steps_take(actor(Role.REGISTRATION_CLERK), case_ids=a_case.ids, to=Stage.IDENTITY_REVIEW)
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST, None, Purpose.PROTECTION)
    with pytest.raises(Refused):
        steps_take(specialist, case_ids=a_case.ids, to=Stage.IDENTITY_REVIEW)


def test_every_stage_can_be_walked_to(case_at: CaseAt) -> None:
    for stage in Stage:
        there = case_at(stage, name=f"Family {stage.value.replace('_', ' ')}")
        assert {case.stage for case in models.Case.objects.filter(id__in=there.ids)} == {stage}
