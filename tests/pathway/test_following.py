"""What follows by the clock: nothing opens by itself, a merged record's case stops, and of an erased person nothing stays."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone
from drafts import person

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.actions.cases import case_open
from homeward.pathway.actions.following import follow, settle_changed, settle_stale
from homeward.pathway.actions.holds import hold_place
from homeward.pathway.actions.turning import cases_turn
from homeward.pathway.facts.cases import Course, Gate, Stage
from homeward.pathway.facts.holds import HoldDraft, HoldReason
from homeward.registry.actions.households import member_move
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.rights import person_erase, request_open
from homeward.registry.facts.households import Move
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.rights import RequestDraft, RequestKind
from homeward.registry.selectors.households import household_file
from homeward.registry.selectors.persons import person_file
from walked import PACK, CaseAt, CaseOf

pytestmark = pytest.mark.django_db
WHY = "The court of Ninewa asked to hear her as a witness."


def hold(there: CaseOf, days: int = 10) -> UUID:
    today = timezone.localdate()
    draft = HoldDraft(HoldReason.COURT_ORDER, WHY, "Court of Ninewa", today, today + timedelta(days=days))
    return hold_place(there.coordinator, there.mother, draft)


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    """Somebody who merges records."""
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


def merged(officer: Actor, kept: UUID, absorbed: UUID) -> None:
    versions = tuple(person_file(officer, one).row.version for one in (kept, absorbed))
    records_merge(officer, kept, absorbed, versions=versions, reason="She was registered twice.")  # type: ignore[arg-type]


def test_a_hold_that_ran_out_holds_nothing_and_its_review_is_closed(case_at: CaseAt) -> None:
    there = case_at(Stage.RECEIVED)
    id = hold(there)
    assert models.Block.objects.filter(case=there.mother, gate=Gate.NO_HOLD).exists()
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        follow()
        follow()
    assert not models.Block.objects.filter(case=there.mother, gate=Gate.NO_HOLD).exists()
    row = models.Hold.objects.get(id=id)
    assert (row.ended_at, row.renewed_by if hasattr(row, "renewed_by") else None) == (None, None)
    assert models.Task.objects.get(what="hold.review").done_at is not None


def test_the_clock_takes_no_step(case_at: CaseAt) -> None:
    stages = (Stage.REGISTERED, Stage.RECEIVED, Stage.RETURNED)
    for place, stage in enumerate(stages):
        case_at(stage, name=f"Family {place}")
    before = set(models.Case.objects.values_list("id", "stage", "version"))
    for days in (1, 100, 900):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            follow()
    assert set(models.Case.objects.values_list("id", "stage", "version")) == before


def test_what_was_settled_long_ago_is_settled_again_and_nothing_else(a_case: CaseOf) -> None:
    assert settle_stale() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert settle_stale() == 2
        assert settle_stale() == 0


def test_what_is_written_about_somebody_settles_their_case_within_a_minute(a_case: CaseOf, actor: MakeActor) -> None:
    """A mother is taken out of her household: that keeps her child's case, and the list says so at the next look of the clock."""
    follow()
    before = models.Case.objects.get(id=a_case.child).settled_at
    assert settle_changed() == 0, "whoever was settled since is not settled again"
    mother = a_case.family.person_ids[0]
    with time_machine.travel(timezone.now() + timedelta(seconds=40)):
        request_open(
            actor(Role.REDRESS_OFFICER),
            mother,
            RequestDraft(RequestKind.CORRECTION, "Her name is written wrongly.", asked_by="herself"),
        )
    with time_machine.travel(timezone.now() + timedelta(seconds=70)):
        assert settle_changed() == 2
        assert settle_changed() == 0
        assert models.Case.objects.get(id=a_case.child).settled_at > before  # type: ignore[operator]


def test_a_newcomer_to_a_household_settles_its_cases(a_case: CaseOf, actor: MakeActor) -> None:
    follow()
    with time_machine.travel(timezone.now() + timedelta(seconds=40)):
        clerk = actor(Role.REGISTRATION_CLERK, a_case.site)
        aunt = person_register(clerk, person(a_case.site, "Salma Haddad", born="1990"))
        assert settle_changed() == 0, "she belongs to nobody yet"
        household = a_case.family.household_id
        version = household_file(clerk, household).row.version
        member_move(clerk, household, [Move(aunt, HouseholdRole.OTHER_RELATIVE)], version=version)
        assert settle_changed() == 2


def test_a_merged_record_without_another_case_goes_on_asking_of_the_kept_one(a_case: CaseOf, officer: Actor) -> None:
    kept = person_register(officer, person(a_case.site, "Maryam Hadad", born="1985"))
    merged(officer, kept, a_case.family.person_ids[0])
    follow()
    assert models.Case.objects.get(id=a_case.mother).course == Course.RUNNING


def test_of_two_cases_of_one_person_the_kept_records_goes_on(a_case: CaseOf, officer: Actor) -> None:
    kept = person_register(officer, person(a_case.site, "Maryam Hadad", born="1985"))
    (other,) = case_open(a_case.coordinator, person_ids=[kept], pack_key=PACK)
    merged(officer, kept, a_case.family.person_ids[0])
    follow()
    follow()
    assert models.Case.objects.get(id=a_case.mother).course == Course.TRANSFERRED
    assert models.Case.objects.get(id=other).course == Course.RUNNING
    assert models.Turn.objects.count() == 1


def test_of_an_erased_person_nothing_stays_but_a_count(case_at: CaseAt, actor: MakeActor) -> None:
    there = case_at(Stage.RETURN_READINESS)
    hold(there)
    cases_turn(there.coordinator, case_ids=[there.mother], course=Course.SUSPENDED, words="She is in hospital for now.")
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    mother = there.family.person_ids[0]
    number = person_file(guardian, mother).row.number
    person_erase(guardian, mother, number=number, reason="Asked for by the person.")
    follow()
    follow()
    assert list(models.Case.objects.values_list("id", flat=True)) == [there.child]
    for model in (models.Step, models.Passed, models.Proposal, models.Turn, models.Hold, models.Task, models.Block):
        assert not model._default_manager.exclude(case=there.child).exists(), model
    told = Event.objects.get(what="case.forget")
    assert told.person_id == mother
    assert models.Step.objects.filter(case=there.child).exists()
