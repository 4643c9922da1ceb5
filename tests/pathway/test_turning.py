"""Cases stop and go on, each with who said so and why; a person withdraws whenever they want."""

from __future__ import annotations

import pytest

from actors import MakeActor
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.steps import steps_take
from homeward.pathway.actions.turning import cases_turn
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.rules.steps import Unlawful
from homeward.pathway.sealed import TURN_WORDS, keys_to_read, open_text
from homeward.registry.errors import Invalid
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db
WORDS = "She is in hospital until the end of the month."


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CLOSED])
def test_a_person_withdraws_at_any_stage_without_a_reason(case_at: CaseAt, stage: Stage) -> None:
    there = case_at(stage)
    cases_turn(there.coordinator, case_ids=[there.mother], course=Course.WITHDRAWN)
    assert models.Case.objects.get(id=there.mother).course == Course.WITHDRAWN
    assert models.Case.objects.get(id=there.mother).stage == stage


@pytest.mark.parametrize(
    ("role", "purpose"),
    [
        (Role.CONVOY_LEAD, Purpose.RETURN),
        (Role.CASE_MANAGER, Purpose.PROTECTION),
        (Role.CHILD_PROTECTION_SPECIALIST, Purpose.PROTECTION),
        (Role.REINTEGRATION_WORKER, Purpose.REINTEGRATION),
        (Role.IDENTITY_OFFICER, Purpose.IDENTITY),
    ],
)
def test_whoever_has_the_case_before_them_records_it(
    case_at: CaseAt, actor: MakeActor, role: Role, purpose: Purpose
) -> None:
    there = case_at(Stage.DEPARTURE_PREPARATION)
    cases_turn(actor(role, there.site, purpose), case_ids=[there.mother], course=Course.WITHDRAWN)
    assert models.Case.objects.get(id=there.mother).course == Course.WITHDRAWN


@pytest.mark.parametrize("course", [one for one in Course if one not in (Course.RUNNING, Course.WITHDRAWN)])
def test_nothing_that_a_case_waits_for_keeps_a_person_from_withdrawing(a_case: CaseOf, course: Course) -> None:
    cases_turn(a_case.coordinator, case_ids=a_case.ids, course=course, words=WORDS)
    cases_turn(a_case.coordinator, case_ids=a_case.ids, course=Course.WITHDRAWN)
    assert {case.course for case in models.Case.objects.all()} == {Course.WITHDRAWN}


def test_every_other_turn_takes_words_and_whoever_may(a_case: CaseOf, actor: MakeActor) -> None:
    for course in set(Course) - {Course.RUNNING, Course.WITHDRAWN}:
        with pytest.raises(Invalid):
            cases_turn(a_case.coordinator, case_ids=a_case.ids, course=course, words="no")
        with pytest.raises((Refused, NotFound)):
            cases_turn(actor(Role.CONVOY_LEAD), case_ids=a_case.ids, course=course, words=WORDS)


def test_a_case_that_stopped_takes_no_step_until_it_goes_on(a_case: CaseOf) -> None:
    cases_turn(a_case.coordinator, case_ids=a_case.ids, course=Course.SUSPENDED, words=WORDS)
    with pytest.raises(Unlawful, match="stopped"):
        steps_take(a_case.coordinator, case_ids=a_case.ids, to=Stage.IDENTITY_REVIEW)
    cases_turn(a_case.coordinator, case_ids=a_case.ids, course=Course.RUNNING, words="She is well again since Monday.")
    steps_take(a_case.coordinator, case_ids=a_case.ids, to=Stage.IDENTITY_REVIEW)


def test_the_others_of_the_household_are_settled_anew(case_at: CaseAt) -> None:
    """A mother withdraws: her child's way waits at once at family unity, and the list says so."""
    there = case_at(Stage.REPATRIATION_DECISION)
    waits = models.Block.objects.filter(case=there.child, gate=Gate.FAMILY_UNITY)
    assert not waits.exists()
    cases_turn(there.coordinator, case_ids=[there.mother], course=Course.WITHDRAWN)
    assert waits.exists()


def test_what_was_proposed_is_asked_no_longer(case_at: CaseAt) -> None:
    there = case_at(Stage.REPATRIATION_DECISION)
    models.Proposal.objects.create(
        case_id=there.mother, frm=Stage.REPATRIATION_DECISION, to=Stage.DEPARTURE_PREPARATION, words=b"x",
        proposed_by=there.coordinator.user_id, proposed_name="one", proposed_at=models.Case.objects.get(id=there.mother).since,
    )  # fmt: skip
    cases_turn(there.coordinator, case_ids=[there.mother], course=Course.WITHDRAWN)
    assert models.Proposal.objects.get(case=there.mother, answered_at=None).taken_back_at is not None


def test_a_closed_case_does_not_turn(case_at: CaseAt) -> None:
    there = case_at(Stage.CLOSED)
    with pytest.raises(Unlawful, match="closed"):
        cases_turn(there.coordinator, case_ids=there.ids, course=Course.SUSPENDED, words=WORDS)


def test_words_are_sealed_with_the_persons_key(a_case: CaseOf) -> None:
    cases_turn(a_case.coordinator, case_ids=[a_case.mother], course=Course.SUSPENDED, words=WORDS)
    turn = models.Turn.objects.select_related("case__person").get()
    assert WORDS.encode() not in bytes(turn.words)
    assert open_text(keys_to_read([turn.case])[turn.case_id], TURN_WORDS, turn.id, turn.words) == WORDS
