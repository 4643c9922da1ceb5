"""A gate is lifted for a short time by two people, shows as lifted, and is looked at afterwards by somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.overrides import override_ask, override_grant, override_refuse, override_review
from homeward.pathway.actions.steps import steps_take
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.holds import OverrideDraft
from homeward.pathway.rules.steps import KEEPERS
from homeward.registry.errors import Invalid
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db
WHY = "The authority answers next week; the convoy leaves on Sunday."


def draft(gate: Gate = Gate.IDENTITY, *, days: int = 5, review: int = 10, reason: str = WHY) -> OverrideDraft:
    today = timezone.localdate()
    return OverrideDraft(
        gate, "Ministry of Migration", reason, today + timedelta(days=days), today + timedelta(days=review)
    )


@pytest.fixture
def there(case_at: CaseAt) -> CaseOf:
    """A household whose identities nobody verified."""
    return case_at(Stage.IDENTITY_REVIEW)


@pytest.fixture
def others(actor: MakeActor) -> tuple[Actor, Actor]:
    """Two more coordinators."""
    return tuple(actor(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN) for _ in range(2))  # type: ignore[return-value]


def lifted(there: CaseOf, granter: Actor) -> list:
    found = []
    for case in there.ids:
        found.append(override_ask(there.coordinator, case, draft()))
        override_grant(granter, found[-1])
    return found


def test_asking_lifts_nothing(there: CaseOf) -> None:
    for case in there.ids:
        override_ask(there.coordinator, case, draft())
    with pytest.raises(GatesUnmet):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.NATIONALITY_VERIFICATION)


def test_granted_by_another_it_lets_the_step_go_on_and_shows(there: CaseOf, others: tuple[Actor, Actor]) -> None:
    lifted(there, others[0])
    steps_take(there.coordinator, case_ids=there.ids, to=Stage.NATIONALITY_VERIFICATION)
    passed = models.Passed.objects.filter(gate=Gate.IDENTITY, case__in=there.ids)
    assert {one.holding for one in passed} == {"overridden"}
    assert Event.objects.filter(kind="override").count() == 4
    assert all(one.detail["overridden"] == 1 for one in Event.objects.filter(what="case.step"))


def test_nobody_grants_what_they_asked_for(there: CaseOf) -> None:
    asked = override_ask(there.coordinator, there.mother, draft())
    with pytest.raises(Invalid, match="yourself"):
        override_grant(there.coordinator, asked)


def test_refused_it_lifts_nothing(there: CaseOf, others: tuple[Actor, Actor]) -> None:
    for case in there.ids:
        override_refuse(others[0], override_ask(there.coordinator, case, draft()))
    with pytest.raises(GatesUnmet):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.NATIONALITY_VERIFICATION)


def test_it_ends_by_itself(there: CaseOf, others: tuple[Actor, Actor]) -> None:
    lifted(there, others[0])
    with time_machine.travel(timezone.now() + timedelta(days=6)), pytest.raises(GatesUnmet):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.NATIONALITY_VERIFICATION)


@pytest.mark.parametrize("gate", [gate for gate in Gate if not KEEPERS[gate].overridable])
def test_what_protects_the_person_is_never_lifted(there: CaseOf, gate: Gate) -> None:
    with pytest.raises(Invalid, match="protects the person"):
        override_ask(there.coordinator, there.mother, draft(gate))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"days": 31}, "until"),
        ({"days": -1}, "until"),
        ({"review": 0}, "review_on"),
        ({"review": 36}, "review_on"),
        ({"reason": "soon"}, "reason"),
    ],
)
def test_without_reason_end_or_review_it_is_refused(there: CaseOf, given: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        override_ask(there.coordinator, there.mother, draft(**given))
    assert refused.value.data["field"] == field


def test_it_is_reviewed_by_a_third_person_and_before_another_one(there: CaseOf, others: tuple[Actor, Actor]) -> None:
    one = lifted(there, others[0])[0]
    found = "The authority has confirmed the name since."
    for somebody in (there.coordinator, others[0]):
        with pytest.raises(Invalid, match="asked for this or granted"):
            override_review(somebody, one, upheld=True, words=found)
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        with pytest.raises(Invalid, match="reviewed first"):
            override_ask(there.coordinator, there.mother, draft())
        override_review(others[1], one, upheld=True, words=found)
        override_ask(there.coordinator, there.mother, draft())


def test_not_upheld_it_ends_at_once(there: CaseOf, others: tuple[Actor, Actor]) -> None:
    for one in lifted(there, others[0]):
        override_review(others[1], one, upheld=False, words="There was no need to hurry at all.")
    with pytest.raises(GatesUnmet):
        steps_take(there.coordinator, case_ids=there.ids, to=Stage.NATIONALITY_VERIFICATION)
