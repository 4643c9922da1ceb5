"""The whole way, through real gates and by real actions: a household and a nephew without parents, from the camp to school, 24 months.

Nothing opens a gate here but what people record; where something is left out, the step is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone
from drafts import person

from actors import MakeActor
from exchange_files import work
from homes import site
from homeward.access.facts import Purpose, Role
from homeward.kernel.dates import parse
from homeward.pathway import models
from homeward.pathway.actions.readiness import note_add
from homeward.pathway.actions.steps import steps_propose, steps_take
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook
from homeward.pathway.invented.after import contacted, finished
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party, known
from homeward.pathway.invented.travel import arrived, boarded, convoy_of_parties, departed, received
from homeward.pathway.invented.way import AFTER, BEFORE, WORDS, along, opened, ready
from homeward.pathway.rules.steps import step_between
from homeward.places.actions.additions import capacity_record
from homeward.places.facts import CapacityDraft, Unit
from homeward.registry.actions.households import family_register
from homeward.registry.facts.households import FamilyDraft, FamilyMember, Kin, RelationKind
from homeward.registry.facts.persons import HouseholdRole
from homeward.review.actions.runs import run_ask_for
from shelves import a_list

pytestmark = pytest.mark.django_db
NAMES = ("Zubaydawin Qarnfala", "Khalaf Qarnfala", "Salim Qarnfala", "Amina Qarnfala", "Nuri Murjanawin")
BORN = ("1988-03-04", "1985-06-07", "2014-01-02", "2018-05-06", "2015-09-10")
ROLES = (
    HouseholdRole.HEAD,
    HouseholdRole.SPOUSE,
    HouseholdRole.CHILD,
    HouseholdRole.CHILD,
    HouseholdRole.UNACCOMPANIED_CHILD,
)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that the test moves on."""
    with time_machine.travel(timezone.now(), tick=True) as machine:
        yield machine


@pytest.fixture
def hands(actor: MakeActor) -> Hands:
    """Somebody for each part, everywhere."""
    back = Purpose.RETURN
    return Hands(
        identity=actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY),
        nationality=actor(Role.NATIONALITY_AUTHORITY),
        analyst=actor(Role.SCREENING_ANALYST),
        coordinator=actor(Role.REPATRIATION_COORDINATOR, None, back),
        second_coordinator=actor(Role.REPATRIATION_COORDINATOR, None, back),
        manager=actor(Role.CASE_MANAGER, None, back),
        second_manager=actor(Role.CASE_MANAGER, None, back),
        carer=actor(Role.CASE_MANAGER, None, Purpose.REINTEGRATION),
        specialist=actor(Role.CHILD_PROTECTION_SPECIALIST),
        second_specialist=actor(Role.CHILD_PROTECTION_SPECIALIST),
        third_specialist=actor(Role.CHILD_PROTECTION_SPECIALIST),
        lead=actor(Role.CONVOY_LEAD),
        reintegration=actor(Role.REINTEGRATION_WORKER),
        judicial=actor(Role.JUDICIAL_LIAISON),
        second_judicial=actor(Role.JUDICIAL_LIAISON),
    )


@pytest.fixture
def places(actor: MakeActor, hands: Hands) -> tuple[UUID, UUID, UUID]:
    """A camp, a centre with room, and a home community that is ready."""
    camp, centre, home = (site(actor, name) for name in ("Invented camp", "Invented centre", "Invented district"))
    today = timezone.localdate()
    day = parse(str(today.year))
    assert day is not None
    holds = CapacityDraft(200, Unit.PERSONS, day, "A survey")
    capacity_record(actor(Role.ADMINISTRATOR), site_id=centre, claim=holds)
    judged(hands, home)
    return camp, centre, home


def judged(hands: Hands, home: UUID) -> None:
    """The home community is said to be ready, for a time."""
    today = timezone.localdate()
    note = NoteDraft(
        NoteKind.JUDGEMENT, "The school has places and the council agrees.", "The local council", today, home,
        outlook=Outlook.READY, until=today + timedelta(days=90),
    )  # fmt: skip
    note_add(hands.reintegration, draft=note)


@pytest.fixture
def family(actor: MakeActor, places: tuple[UUID, UUID, UUID]) -> tuple[UUID, ...]:
    """A mother, a father, two children, and a nephew whose parents nobody knows of."""
    clerk = actor(Role.REGISTRATION_CLERK, places[0])
    parents = (Kin(RelationKind.CHILD, 0), Kin(RelationKind.CHILD, 1))
    kin = ((), (Kin(RelationKind.SPOUSE, 0),), parents, parents, ())
    members = tuple(
        FamilyMember(person(places[0], name, born=born).statements, role, of)
        for name, born, role, of in zip(NAMES, BORN, ROLES, kin, strict=True)
    )
    return family_register(clerk, FamilyDraft(members, places[0], section="3", tent="3-14")).person_ids


@pytest.fixture
def party(hands: Hands, places: tuple[UUID, UUID, UUID], family: tuple[UUID, ...]) -> Party:
    """Their cases, opened."""
    return opened(hands, family, frozenset(family[2:]), frozenset(family[4:]), to=places[1], home=places[2])


def screened(hands: Hands, people: tuple[UUID, ...]) -> None:
    """They are compared with a list on which nobody is."""
    a_list(hands.analyst, [("X-1", "Thurayyan Wadqalin Somebody", "1940", "sy")])
    run_ask_for(actor=hands.analyst, person_ids=people, words="V-RIVER")
    work()


def stages(party: Party) -> set[str]:
    return set(models.Case.objects.filter(id__in=party.case_ids).values_list("stage", flat=True))


def test_a_family_and_a_nephew_from_the_camp_to_school(
    clock: time_machine.Traveller, hands: Hands, places: tuple[UUID, UUID, UUID], party: Party, family: tuple[UUID, ...]
) -> None:
    camp, centre, home = places
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
