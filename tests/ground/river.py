"""A household with a nephew whose parents nobody knows of, the people who work on their way home, and the places on it.

Comes in: an actor maker. Goes out: `Hands`, three sites, five people and a clock. All of it is made by the actions that people use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from homeward.pathway.actions.readiness import note_add
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook
from homeward.pathway.invented.hands import Hands
from homeward.places.actions.additions import capacity_record
from homeward.places.facts import CapacityDraft, Unit
from homeward.registry.actions.households import family_register
from homeward.registry.facts.households import Family, FamilyDraft, FamilyMember, Kin, RelationKind
from homeward.registry.facts.persons import HouseholdRole
from homeward.review.actions.runs import run_ask_for
from shelves import a_list

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


@dataclass(frozen=True)
class Places:
    """A camp, a centre with room, and a home community."""

    camp: UUID
    centre: UUID
    home: UUID


@pytest.fixture
def places(actor: MakeActor, hands: Hands) -> Places:
    """The three, the home community judged ready."""
    camp, centre, home = (site(actor, name) for name in ("Invented camp", "Invented centre", "Invented district"))
    today = timezone.localdate()
    day = parse(str(today.year))
    assert day is not None
    holds = CapacityDraft(200, Unit.PERSONS, day, "A survey")
    capacity_record(actor(Role.ADMINISTRATOR), site_id=centre, claim=holds)
    judged(hands, home)
    return Places(camp, centre, home)


def judged(hands: Hands, home: UUID) -> None:
    """The home community is said to be ready, for a time."""
    today = timezone.localdate()
    note = NoteDraft(
        NoteKind.JUDGEMENT, "The school has places and the council agrees.", "The local council", today, home,
        outlook=Outlook.READY, until=today + timedelta(days=90),
    )  # fmt: skip
    note_add(hands.reintegration, draft=note)


@pytest.fixture
def cousins(actor: MakeActor, places: Places) -> Family:
    """A mother, a father, two children, and a nephew whose parents nobody knows of."""
    clerk = actor(Role.REGISTRATION_CLERK, places.camp)
    parents = (Kin(RelationKind.CHILD, 0), Kin(RelationKind.CHILD, 1))
    kin = ((), (Kin(RelationKind.SPOUSE, 0),), parents, parents, ())
    members = tuple(
        FamilyMember(person(places.camp, name, born=born).statements, role, of)
        for name, born, role, of in zip(NAMES, BORN, ROLES, kin, strict=True)
    )
    return family_register(clerk, FamilyDraft(members, places.camp, section="3", tent="3-14"))


def listed(hands: Hands) -> None:
    """A list that is current, on which nobody of them is."""
    a_list(hands.analyst, [("X-1", "Thurayyan Wadqalin Somebody", "1940", "sy")])


def screened(hands: Hands, people: tuple[UUID, ...]) -> None:
    """They are compared with it."""
    listed(hands)
    run_ask_for(actor=hands.analyst, person_ids=people, words="V-RIVER")
    work()
