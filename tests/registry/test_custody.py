"""Stays as people record them: arrivals, transfers, departures, reports, births, returns, corrections, closed sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from drafts import person

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import EventKind, Purpose, Role
from homeward.access.models import Event
from homeward.kernel.dates import from_parts
from homeward.places.actions.sites import site_close
from homeward.places.selectors import site_of
from homeward.registry import models
from homeward.registry.actions.corrections import stay_correct
from homeward.registry.actions.custody import (
    birth_register,
    death_report,
    found_again,
    missing_report,
    missing_return,
    persons_arrive,
    persons_depart,
    persons_shelter,
    persons_transfer,
    unaccounted_mark,
)
from homeward.registry.actions.households import family_register
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.separations import separation_decide
from homeward.registry.errors import Invalid, SeparatesChild
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Arrival, Beginning, Departure, Ending, Group, Marked, StayDraft
from homeward.registry.facts.households import (
    FamilyDraft,
    FamilyMember,
    Kin,
    RelationKind,
    SeparationBasis,
    SeparationDraft,
)
from homeward.registry.facts.persons import HouseholdRole as R
from homeward.registry.facts.persons import Standing
from homeward.registry.selectors.custody import stays_recorded, unaccounted_at, where_before, where_now
from homeward.registry.selectors.households import household_file, households_of
from homeward.registry.selectors.persons import person_file

D1, D2, D3, D4 = (date(2026, 3, day) for day in (1, 2, 3, 4))
WHY = "The clerk chose the wrong line of the list."


@pytest.fixture
def site(make_site) -> UUID:
    return make_site("First camp")


@pytest.fixture
def second(make_site) -> UUID:
    return make_site("Second camp")


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER)


@pytest.fixture
def somebody(officer, site) -> UUID:
    return person_register(officer, replace(person(site, "Invented Person", born="1980"), arrived=D1))


def household(officer, site: UUID, number: int = 0, arrived: date | None = D1):
    people = (
        FamilyMember(
            person(site, f"Invented Mother {number}", born="1990").statements, R.HEAD, (Kin(RelationKind.PARENT, 1),)
        ),
        FamilyMember(person(site, f"Invented Child {number}", born="2019").statements, R.CHILD),
    )
    return family_register(officer, FamilyDraft(people, site, "3", "3-14", arrived))


def close(actor, site: UUID, day: date) -> None:
    administrator = actor(Role.ADMINISTRATOR)
    row = site_of(administrator, site).site
    site_close(
        administrator,
        site_id=site,
        version=row.version,
        closed=from_parts(day.year, day.month, day.day),
        reason="It was emptied.",
    )


def standing(actor_, id: UUID) -> Standing:
    return person_file(actor_, id).row.standing


def test_a_transfer_ends_one_stay_and_begins_another(officer, somebody, site, second) -> None:
    moved = persons_transfer(officer, Group((somebody,)), Arrival(second, D3, "1", "1-7"))
    assert (moved.persons, moved.day) == (1, D3)
    row = person_file(officer, somebody).row
    assert (row.site_id, row.section, row.tent, row.standing, row.version) == (second, "1", "1-7", Standing.PRESENT, 3)
    now = where_now(officer, [somebody])[somebody].stay
    assert (now.site_id, now.began, now.from_day, now.ended) == (second, Beginning.TRANSFER, D3, None)
    assert [(s.section, s.tent, s.from_day, s.to_day) for s in now.shelters] == [("1", "1-7", D3, None)]
    (before,) = where_before(officer, somebody)
    assert (before.site_id, before.from_day, before.ended, before.to_day, before.to_site_id) == (
        site,
        D1,
        Ending.TRANSFER,
        D3,
        second,
    )
    assert before.shelters[0].to_day == D3


def test_a_convoy_of_families_moves_in_one_action_with_its_households(
    officer, site, second, django_assert_max_num_queries
) -> None:
    families = [household(officer, site, number) for number in range(4)]
    group = Group(household_ids=tuple(family.household_id for family in families))
    with django_assert_max_num_queries(60):
        assert persons_transfer(officer, group, Arrival(second, D2, "9", "9-9")).persons == 8
    rows = households_of(officer, list(group.household_ids)).values()
    assert {(row.site_id, row.section, row.tent) for row in rows} == {(second, "9", "9-9")}
    told = Event.objects.filter(what="custody.transfer", kind=EventKind.WRITE)
    assert set(told.values_list("person_id", flat=True)) == {id for family in families for id in family.person_ids}


def test_a_household_stays_where_somebody_of_it_stays(officer, site, second) -> None:
    family = household(officer, site)
    aunt = replace(person(site, "Invented Aunt", born="1990"), household_id=family.household_id, role=R.OTHER_RELATIVE)
    aunt_id = person_register(officer, aunt)
    persons_transfer(officer, Group((aunt_id,)), Arrival(second, D2))
    assert households_of(officer, [family.household_id])[family.household_id].site_id == site
    persons_transfer(officer, Group(family.person_ids), Arrival(second, D2))
    assert households_of(officer, [family.household_id])[family.household_id].site_id == second


@pytest.mark.parametrize("who", [0, 1])
def test_no_transfer_parts_a_child_from_its_mother(actor, officer, site, second, who) -> None:
    family = household(officer, site)
    with pytest.raises(SeparatesChild):
        persons_transfer(officer, Group((family.person_ids[who],)), Arrival(second, D2))
    with pytest.raises(SeparatesChild):
        persons_depart(officer, Group((family.person_ids[who],)), Departure(Ending.DEPARTURE, D2))
    assert where_now(officer, family.person_ids)[family.person_ids[who]].stay.site_id == site
    assert Event.objects.filter(kind=EventKind.DENIED, what="child.protection").count() == 2
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    review = timezone.now().date() + timedelta(days=14)
    basis = SeparationBasis.MEDICAL_TRANSFER
    separation_decide(
        specialist,
        SeparationDraft(family.person_ids[1], basis, "The hospital", "Treatment that is not given here.", review),
    )
    persons_transfer(officer, Group((family.person_ids[who],)), Arrival(second, D2))
    assert household_file(officer, family.household_id).uncared == (family.person_ids[1],)


def test_what_was_reported_is_recorded_even_where_it_parts(officer, site) -> None:
    family = household(officer, site)
    persons_depart(officer, Group((family.person_ids[0],)), Departure(Ending.LEFT, D2))
    assert household_file(officer, family.household_id).uncared == (family.person_ids[1],)


@pytest.mark.parametrize("kind", [Ending.DEPARTURE, Ending.LEFT, Ending.ABSCONDED_REPORTED])
def test_departures_and_coming_back(officer, somebody, site, kind) -> None:
    persons_depart(officer, Group((somebody,)), Departure(kind, D2))
    assert standing(officer, somebody) is Standing.DEPARTED
    assert where_now(officer, [somebody])[somebody].stay is None
    with pytest.raises(Invalid):
        persons_arrive(officer, Group((somebody,)), Arrival(site, D1))
    persons_arrive(officer, Group((somebody,)), Arrival(site, D4))
    assert standing(officer, somebody) is Standing.PRESENT
    assert [stay.ended for stay in where_before(officer, somebody)] == [kind]


@pytest.mark.parametrize(
    "kind", [Ending.TRANSFER, Ending.DECEASED_REPORTED, Ending.MISSING_REPORTED, Ending.UNACCOUNTED]
)
def test_what_has_an_action_of_its_own_is_no_departure(officer, somebody, kind) -> None:
    with pytest.raises(Invalid):
        persons_depart(officer, Group((somebody,)), Departure(kind, D2))


def test_missing_and_back(officer, somebody, site) -> None:
    missing_report(officer, somebody, D2, source=Source.RELATIVE)
    assert standing(officer, somebody) is Standing.MISSING_REPORTED
    with pytest.raises(Invalid):
        persons_arrive(officer, Group((somebody,)), Arrival(site, D4))
    missing_return(officer, somebody, Arrival(site, D4))
    assert where_now(officer, [somebody])[somebody].stay.began is Beginning.RETURN


def test_nobody_comes_back_from_a_reported_death_but_a_wrong_report_is_corrected(officer, somebody, site) -> None:
    death_report(officer, somebody, D2, source=Source.COMMITTEE)
    assert standing(officer, somebody) is Standing.DECEASED_REPORTED
    for come in (persons_arrive, lambda a, g, where: missing_return(a, g.person_ids[0], where)):
        with pytest.raises(Invalid):
            come(officer, Group((somebody,)), Arrival(site, D4))
    (wrong,) = where_before(officer, somebody)
    right = stay_correct(officer, somebody, wrong.id, StayDraft(site, Beginning.ARRIVAL, D1), WHY)
    assert standing(officer, somebody) is Standing.PRESENT
    assert where_now(officer, [somebody])[somebody].stay.id == right
    recorded = {stay.id: stay for stay in stays_recorded(officer, somebody)}
    assert len(recorded) == 2 and recorded[wrong.id].correction == WHY and recorded[wrong.id].corrected_by == right
    assert recorded[wrong.id].ended is Ending.DECEASED_REPORTED
    assert recorded[right].shelters[0].tent == "3-14" and recorded[right].shelters[0].to_day is None
    assert person_file(officer, somebody).row.tent == "3-14"
    assert WHY.encode() not in bytes(models.CustodyEpisode.objects.get(id=wrong.id).correction)
    with pytest.raises(NotFound):
        stay_correct(officer, somebody, wrong.id, None, WHY)


def test_a_stay_that_never_was_is_taken_back_with_its_reason(officer, somebody, site, second) -> None:
    persons_transfer(officer, Group((somebody,)), Arrival(second, D3))
    stay = where_now(officer, [somebody])[somebody].stay
    assert stay_correct(officer, somebody, stay.id, None, WHY) is None
    assert where_now(officer, [somebody])[somebody].stay is None
    assert person_file(officer, somebody).row.site_id == site
    (only,) = where_before(officer, somebody)
    with pytest.raises(Invalid):
        stay_correct(officer, somebody, only.id, None, WHY)
    assert [stay.corrected_at is None for stay in stays_recorded(officer, somebody)] == [False, True]


@pytest.mark.parametrize(
    ("draft", "reason", "field"),
    [
        (StayDraft(UUID(int=0), Beginning.ARRIVAL, D4, Ending.TRANSFER, D3), WHY, "to_day"),
        (StayDraft(UUID(int=0), Beginning.ARRIVAL, D1, None, D3), WHY, "ended"),
        (StayDraft(UUID(int=0), Beginning.ARRIVAL, date(2030, 1, 1)), WHY, "from_day"),
        (
            StayDraft(UUID(int=0), Beginning.ARRIVAL, D1, Ending.DEPARTURE, D4),
            WHY,
            "from_day",
        ),  # overlaps the next stay
        (StayDraft(UUID(int=0), Beginning.ARRIVAL, D1, Ending.DEPARTURE, D2), "oops", "reason"),
    ],
)
def test_corrections_that_cannot_be(officer, somebody, site, second, draft, reason, field) -> None:
    persons_transfer(officer, Group((somebody,)), Arrival(second, D3))
    (wrong,) = where_before(officer, somebody)
    with pytest.raises(Invalid) as refused:
        stay_correct(officer, somebody, wrong.id, replace(draft, site_id=site), reason)
    assert refused.value.data["field"] == field
    assert where_before(officer, somebody) == (wrong,)


def test_birth_at_a_site(officer, site) -> None:
    family = household(officer, site)
    draft = replace(person(site, "Invented Baby", born="2026-03-02"), arrived=D2, household_id=family.household_id)
    baby = birth_register(officer, draft, parent_ids=[family.person_ids[0]])
    stay = where_now(officer, [baby])[baby].stay
    assert (stay.began, stay.from_day) == (Beginning.BIRTH, D2)
    file = household_file(officer, family.household_id)
    assert [row.role for row in file.members] == [R.HEAD, R.CHILD, R.CHILD]
    assert any(row.person_id == family.person_ids[0] and row.of_id == baby for row in file.relations)
    with pytest.raises(Invalid):
        birth_register(officer, replace(draft, role=R.HEAD))
    assert models.Person.objects.count() == 3


def test_section_and_tent_moves_are_kept(officer, site) -> None:
    family = household(officer, site)
    persons_shelter(officer, Group(household_ids=(family.household_id,)), "4", "4-2", day=D2)
    persons_shelter(officer, Group((family.person_ids[1],)), "5", "5-1", day=D4)
    stay = where_now(officer, family.person_ids)[family.person_ids[1]].stay
    assert [(s.tent, s.from_day, s.to_day) for s in stay.shelters] == [
        ("3-14", D1, D2),
        ("4-2", D2, D4),
        ("5-1", D4, None),
    ]
    assert person_file(officer, family.person_ids[0]).row.tent == "4-2"
    assert households_of(officer, [family.household_id])[family.household_id].tent == "4-2"
    with pytest.raises(Invalid):
        persons_shelter(officer, Group((family.person_ids[1],)), "6", "", day=D3)


@pytest.mark.parametrize("day", [date(2026, 2, 1), date(2100, 1, 1)])
def test_days_that_cannot_be(officer, somebody, second, day) -> None:
    with pytest.raises(Invalid):
        persons_depart(officer, Group((somebody,)), Departure(Ending.LEFT, day))
    with pytest.raises(Invalid):
        persons_transfer(officer, Group((somebody,)), Arrival(second, day))
    assert where_now(officer, [somebody])[somebody].stay.ended is None


def test_a_day_that_nobody_knows(officer, site) -> None:
    id = person_register(officer, person(site, "Invented Person"))
    persons_depart(
        officer, Group((id,)), Departure(Ending.LEFT, D2)
    )  # before the day on which the arrival was recorded
    (stay,) = where_before(officer, id)
    assert (stay.from_day, stay.to_day) == (None, D2)
    row = models.CustodyEpisode.objects.get(person=id)
    assert (row.counts_from, row.counts_to) == (D2, D2)


def test_recording_it_twice_is_told(officer, somebody) -> None:
    persons_depart(officer, Group((somebody,)), Departure(Ending.LEFT, D2))
    with pytest.raises(Stale):
        persons_depart(officer, Group((somebody,)), Departure(Ending.LEFT, D2))


@pytest.mark.parametrize("group", [Group(), Group((uuid4(),)), Group(household_ids=(uuid4(),))])
def test_nobody_to_move(officer, group) -> None:
    with pytest.raises((Invalid, NotFound)):
        persons_depart(officer, group, Departure(Ending.LEFT, D2))


def test_a_closed_site_and_whom_it_leaves_unaccounted_for(actor, officer, site, second) -> None:
    families = [household(officer, site, number) for number in range(2)]
    persons_transfer(officer, Group(families[0].person_ids), Arrival(second, D2))
    with pytest.raises(Invalid):
        unaccounted_at(officer, site)
    with pytest.raises(Invalid):
        unaccounted_mark(officer, site)
    close(actor, site, D3)
    left = unaccounted_at(officer, site)
    assert (left.count, left.closed_on) == (2, D3)
    assert {row.id for row in left.shown} == set(families[1].person_ids)
    assert unaccounted_mark(officer, site) == Marked(2, 0)
    assert unaccounted_mark(officer, site) == Marked(0, 0)
    mother = families[1].person_ids[0]
    assert standing(officer, mother) is Standing.UNACCOUNTED
    assert where_before(officer, mother)[0].to_day == D3
    with pytest.raises(Invalid):  # nobody comes to a closed site
        found_again(officer, mother, Arrival(site, D4))
    found_again(officer, mother, Arrival(second, D4))
    assert where_now(officer, [mother])[mother].stay.began is Beginning.FOUND_AGAIN
    assert Event.objects.filter(what="custody.unaccounted").count() == 2


def test_a_site_at_which_one_may_not_write_refuses(actor, officer, somebody, site, second) -> None:
    clerk = actor(Role.REGISTRATION_CLERK, site)
    with pytest.raises(Refused):
        persons_transfer(clerk, Group((somebody,)), Arrival(second, D2))
    stranger = actor(Role.REGISTRATION_CLERK, second)
    with pytest.raises(NotFound):
        persons_transfer(stranger, Group((somebody,)), Arrival(second, D2))
    assert where_now(stranger, [somebody]) == {}
    with pytest.raises(NotFound):
        where_before(stranger, somebody)


@pytest.mark.parametrize(
    ("role", "purpose"),
    [
        (Role.SCREENING_ANALYST, Purpose.SCREENING),
        (Role.CASE_MANAGER, Purpose.PROTECTION),
        (Role.JUDICIAL_LIAISON, Purpose.JUSTICE),
    ],
)
def test_readers_of_files_move_nobody(actor, somebody, second, role, purpose) -> None:
    reader = actor(role, purpose=purpose)
    assert where_now(reader, [somebody])[somebody].stay
    with pytest.raises(Refused):
        persons_depart(reader, Group((somebody,)), Departure(Ending.LEFT, D2))
    with pytest.raises(Refused):
        death_report(reader, somebody, D2, source=Source.CLERK)
    with pytest.raises(Refused):
        stay_correct(reader, somebody, where_now(reader, [somebody])[somebody].stay.id, None, WHY)


def test_the_database_refuses_two_stays_at_once(somebody, second) -> None:
    stay = models.CustodyEpisode.objects.get(person=somebody)
    stay.id, stay.site_id = uuid4(), second
    with pytest.raises(IntegrityError), transaction.atomic():
        stay.save(force_insert=True)


def test_the_past_at_other_sites_is_told_with_the_file(actor, officer, somebody, site, second) -> None:
    persons_transfer(officer, Group((somebody,)), Arrival(second, D2))
    there = actor(Role.REGISTRATION_CLERK, second)
    assert [stay.site_id for stay in where_before(there, somebody)] == [site]
