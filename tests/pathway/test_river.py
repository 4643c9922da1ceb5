"""The whole way, through real gates and by real actions: a household and a nephew without parents, from the camp to school, 24 months.

Nothing opens a gate here but what people record; where something is left out, the step is refused.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from homeward.pathway import models
from homeward.pathway.actions.steps import steps_propose, steps_take
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.invented.after import contacted, finished
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party, known
from homeward.pathway.invented.travel import arrived, boarded, convoy_of_parties, departed, received
from homeward.pathway.invented.way import AFTER, BEFORE, WORDS, along, opened, ready
from homeward.pathway.rules.steps import step_between
from homeward.registry.facts.households import Family
from river import Places, judged, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(hands: Hands, places: Places, cousins: Family) -> Party:
    """Their cases, opened."""
    people = cousins.person_ids
    return opened(hands, people, frozenset(people[2:]), frozenset(people[4:]), to=places.centre, home=places.home)


def stages(party: Party) -> set[str]:
    return set(models.Case.objects.filter(id__in=party.case_ids).values_list("stage", flat=True))


def test_a_family_and_a_nephew_from_the_camp_to_school(
    clock: time_machine.Traveller, hands: Hands, places: Places, party: Party, cousins: Family
) -> None:
    camp, centre, home, family = places.camp, places.centre, places.home, cousins.person_ids
    along(hands, party, BEFORE, Stage.IDENTITY_REVIEW)
    with pytest.raises(GatesUnmet):
        steps_take(hands.manager, case_ids=party.case_ids, to=Stage.NATIONALITY_VERIFICATION)
    known(hands, family)
    along(hands, party, BEFORE[1:], Stage.SCREENING_REVIEW)
    with pytest.raises(GatesUnmet):
        steps_take(hands.manager, case_ids=party.case_ids, to=Stage.REPATRIATION_DECISION)
    screened(hands, family)
    along(hands, party, BEFORE[3:], Stage.DEPARTURE_PREPARATION)

    clock.shift(timedelta(days=20))
    judged(hands, home)
    convoy = convoy_of_parties(hands, [party], frm=camp, to=centre, day=timezone.localdate())
    boarded(hands, convoy)
    with pytest.raises(GatesUnmet):
        departed(hands, convoy)  # nobody was seen by a doctor, and nothing was agreed about the convoy
    assert stages(party) == {Stage.DEPARTURE_PREPARATION}
    ready(hands, party, step_between(Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT))
    departed(hands, convoy)
    assert stages(party) == {Stage.IN_TRANSIT}
    arrived(hands, convoy)
    received(hands, hands.second_coordinator, convoy)
    assert stages(party) == {Stage.RECEIVED}

    clock.shift(timedelta(days=3))
    along(hands, party, AFTER, Stage.REHABILITATION)
    with pytest.raises(GatesUnmet):
        steps_take(hands.manager, case_ids=party.case_ids, to=Stage.RETURN_READINESS)
    clock.shift(timedelta(days=60))
    along(hands, party, AFTER[1:], Stage.RETURN_READINESS)
    judged(hands, home)
    along(hands, party, AFTER[2:], Stage.FOLLOW_UP)

    answered = 0
    for days in (15, 20, 62, 92, 185, 366):
        clock.shift(timedelta(days=days))
        answered += contacted(hands, party)
    assert answered == 6 * len(family)
    with pytest.raises(GatesUnmet):
        steps_propose(hands.reintegration, case_ids=party.case_ids, to=Stage.CLOSED, words=WORDS)
    finished(hands, party)
    along(hands, party, AFTER[4:], Stage.CLOSED)

    assert stages(party) == {Stage.CLOSED}
    assert set(models.Case.objects.values_list("course", flat=True)) == {Course.RUNNING}
    steps = models.Step.objects.filter(case=party.case_of[family[4]]).order_by("number")
    assert [row.to for row in steps] == list(Stage)[1:]
    two = [row for row in steps if row.proposed_by]
    assert len(two) == 3 and all(row.proposed_by != row.taken_by for row in two)
    passed = set(models.Passed.objects.filter(case=party.case_of[family[4]]).values_list("gate", "holding"))
    assert {gate for gate, _ in passed} == set(Gate)
    assert not [one for one in passed if one[1] == "overridden"]
