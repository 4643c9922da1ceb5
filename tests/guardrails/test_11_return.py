"""Guardrail 11: Nobody returns without the checks of voluntariness, harm, best interests, family unity and destination; urgency skips none.

How: The table of steps names the gates of every movement, and the database refuses a step without the pass of each. What protects the
person is never overridden; what can be made good later is, by two people, for a time, and it shows. No action takes a word for hurry.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from homeward.pathway import models, stepping
from homeward.pathway.actions import overrides, steps
from homeward.pathway.actions.steps import steps_propose, steps_take
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Gate, Holding, Stage
from homeward.pathway.rules.naming import GATE_NAMES
from homeward.pathway.rules.steps import KEEPERS, STEPS, step_between
from homeward.pathway.selectors.gating import GATES, checks_of
from walked import CaseAt, CaseOf, step

PROTECTS = {
    Gate.VOLUNTARINESS,
    Gate.NON_REFOULEMENT,
    Gate.BEST_INTERESTS,
    Gate.FAMILY_UNITY,
    Gate.NO_HOLD,
}
MOVEMENTS = (
    (Stage.REPATRIATION_DECISION, Stage.DEPARTURE_PREPARATION),
    (Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT),
    (Stage.RETURN_READINESS, Stage.RETURNED),
)
HURRY = ("urgent", "force", "skip", "bypass", "ignore", "emergency", "fast", "without")


@pytest.mark.parametrize(("frm", "to"), MOVEMENTS)
def test_every_movement_asks_for_what_protects_the_person(frm: Stage, to: Stage) -> None:
    assert set(step_between(frm, to).gates) >= PROTECTS


def test_there_is_no_other_way_to_have_moved() -> None:
    """Each of these stages is reached forward by one line alone."""
    for _frm, to in MOVEMENTS:
        assert len([line for line in STEPS if line.to is to and not line.back]) == 1


def test_whoever_leaves_and_whoever_arrives_has_a_destination() -> None:
    for frm, to in MOVEMENTS[1:]:
        assert Gate.DESTINATION in step_between(frm, to).gates


def test_what_protects_the_person_is_never_overridden() -> None:
    assert not any(KEEPERS[gate].overridable for gate in (*PROTECTS, Gate.HEAD_COUNT, Gate.HANDOVER))


def test_two_people_decide_on_leaving_and_on_returning() -> None:
    assert step_between(*MOVEMENTS[0]).two
    assert step_between(*MOVEMENTS[2]).two


def test_every_gate_is_asked_by_a_file_of_its_own_and_kept_by_somebody() -> None:
    assert set(GATES) == set(Gate) == set(KEEPERS) == set(GATE_NAMES)
    assert all(KEEPERS[gate].roles for gate in Gate)


def test_no_action_takes_a_word_for_hurry() -> None:
    for module in (steps, overrides, stepping):
        for name, one in inspect.getmembers(module, inspect.isfunction):
            for given in inspect.signature(one).parameters:
                assert not any(word in given for word in HURRY), f"{name}({given})"


@pytest.mark.django_db
@pytest.mark.parametrize(("frm", "to"), MOVEMENTS)
def test_the_database_refuses_a_movement_without_the_pass_of_any_gate(case_at: CaseAt, frm: Stage, to: Stage) -> None:
    case = models.Case.objects.get(id=case_at(frm).mother)
    line = step_between(frm, to)
    for gate in line.gates:
        with pytest.raises(IntegrityError), transaction.atomic():
            step(case, line, leave_out=[gate])
    step(case, line)


@pytest.mark.django_db
@pytest.mark.parametrize("holding", [Holding.UNMET, Holding.LAPSED])
def test_a_gate_that_is_not_open_refuses_the_whole_household(
    case_at: CaseAt, monkeypatch: pytest.MonkeyPatch, holding: Holding
) -> None:
    """One gate of one case: nobody of them goes on."""
    there = case_at(Stage.REPATRIATION_DECISION)
    real = checks_of

    for closed in step_between(*MOVEMENTS[0]).gates:

        def all_open_but_one(actor: Any, cases: Any, gates: Any, day: Any, closed: Gate = closed) -> Any:
            told = real(actor, cases, gates, day)
            return {
                case: tuple(_as(one, one.gate is closed and case == there.child, holding) for one in of)
                for case, of in told.items()
            }

        monkeypatch.setattr(stepping, "checks_of", all_open_but_one)
        with pytest.raises(GatesUnmet, match="1 of 2 cases"):
            steps_propose(
                there.coordinator, case_ids=there.ids, to=Stage.DEPARTURE_PREPARATION, words="They ask to go home."
            )
    assert not models.Proposal.objects.exists()


def _as(check: Any, closed: bool, holding: Holding) -> Any:
    return type(check)(check.gate, holding if closed else Holding.OPEN, check.because)


@pytest.mark.django_db
def test_words_open_nothing(case_at: CaseAt) -> None:
    there: CaseOf = case_at(Stage.IDENTITY_REVIEW)
    with pytest.raises(GatesUnmet):
        steps_take(
            there.coordinator, case_ids=there.ids, to=Stage.NATIONALITY_VERIFICATION,
            words="URGENT: the minister wants them on tonight's convoy.",
        )  # fmt: skip
