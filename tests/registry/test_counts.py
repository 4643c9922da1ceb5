"""Counts on a real database: populations, ledgers that always balance, planted gaps that show, and how long 55,000 people take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.utils import timezone as clock
from drafts import person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.access.errors import Refused
from homeward.access.facts import Purpose, Role
from homeward.access.models import Event
from homeward.registry import models
from homeward.registry.actions.corrections import stay_correct
from homeward.registry.actions.custody import (
    birth_register,
    death_report,
    missing_report,
    missing_return,
    persons_arrive,
    persons_depart,
    persons_transfer,
)
from homeward.registry.actions.persons import person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.counts import Band, Column, Flow
from homeward.registry.facts.custody import Arrival, Beginning, Departure, Ending, Group, StayDraft
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.counts import ledger_of, population_of
from homeward.registry.selectors.custody import where_now

START = date(2026, 3, 1)
STEPS = ("arrive", "transfer", "depart", "left", "die", "vanish", "appear", "born")


@pytest.fixture
def site(make_site) -> UUID:
    return make_site("Counted camp")


@pytest.fixture
def second(make_site) -> UUID:
    return make_site("Neighbouring camp")


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER)


def register(officer, site: UUID, day: date | None, **more) -> UUID:
    return person_register(officer, replace(person(site, "Invented Person", **more), arrived=day))


def test_the_population_of_a_day(officer, site) -> None:
    register(officer, site, START, born="2024", sex=Sex.FEMALE)
    register(officer, site, START, born="1990", sex=Sex.MALE)
    register(officer, site, START + timedelta(1), born="1950")
    register(officer, site, START, born="2005-2010", sex=Sex.MALE)
    gone = register(officer, site, START)
    persons_depart(officer, Group((gone,)), Departure(Ending.LEFT, START + timedelta(2)))
    first = population_of(officer, site, START)
    assert first.total == 4
    assert first.cells[Band.INFANT, Column.FEMALE] == first.cells[Band.ADULT, Column.MALE] == 1
    assert (first.straddling, first.birth_unknown, first.bands[Band.UNKNOWN]) == (1, 1, 2)
    assert population_of(officer, site, START + timedelta(1)).cells[Band.ELDER, Column.UNKNOWN] == 1
    assert population_of(officer, site, START + timedelta(2)).total == 4
    assert population_of(officer, site, START - timedelta(1)).total == 0
    assert (first.unit, first.as_of, first.protected, first.day_unknown) == ("persons", START, False, 0)


def test_an_unknown_day_counts_from_when_it_was_recorded_and_is_stated(officer, site) -> None:
    register(officer, site, None)
    today = clock.now().date()
    assert population_of(officer, site, today).day_unknown == 1
    assert population_of(officer, site, today - timedelta(1)).total == 0
    found = ledger_of(officer, site, today - timedelta(1), today)
    assert (found.flows[Flow.ARRIVALS], found.day_unknown, found.gap) == (1, 1, 0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.booleans()), max_size=25),
    cut=st.integers(0, 25),
)
def test_every_history_balances(officer, site, second, steps, cut) -> None:
    people = [register(officer, site, START + timedelta(100)) for _ in range(3)]
    for number, (step, who, side) in enumerate(steps):
        history_step(officer, people, (site, second)[side], step, who, START + timedelta(100 + number))
    days = (START + timedelta(99), START + timedelta(100 + cut), START + timedelta(130))
    for place in (site, second):
        for since, until in pairwise(days):
            found = ledger_of(officer, place, since, until)
            assert found.gap == 0, found
            assert found.opening == population_of(officer, place, since).total
            assert found.closing == population_of(officer, place, until).total
    here = models.Person.objects.filter(standing=Standing.PRESENT)
    assert population_of(officer, site, days[2]).total == here.filter(site=site).count()


def history_step(officer, people: list[UUID], site: UUID, step: str, who: int, day: date) -> None:
    """One thing that happens to somebody, where it can."""
    id = people[who % len(people)]
    row = models.Person.objects.get(id=id)
    present, group, arrival = row.standing == Standing.PRESENT, Group((id,)), Arrival(site, day)
    if step == "born":
        people.append(birth_register(officer, replace(person(site, "Invented Baby"), arrived=day)))
    elif step == "arrive" and row.standing == Standing.DEPARTED:
        persons_arrive(officer, group, arrival)
    elif step == "appear" and row.standing == Standing.MISSING_REPORTED:
        missing_return(officer, id, arrival)
    elif step == "transfer" and present and row.site_id != site:
        persons_transfer(officer, group, arrival)
    elif step in ("depart", "left") and present:
        persons_depart(officer, group, Departure(Ending.DEPARTURE if step == "depart" else Ending.LEFT, day))
    elif step == "die" and present:
        death_report(officer, id, day, source=Source.CLERK)
    elif step == "vanish" and present:
        missing_report(officer, id, day, source=Source.CLERK)


def test_a_planted_gap_is_shown(officer, site) -> None:
    twice = register(officer, site, START)
    stay = models.CustodyEpisode.objects.get(person=twice)
    stay.id, stay.ended, stay.counts_to = uuid4(), Ending.DEPARTURE, START + timedelta(9)
    stay.save(force_insert=True)  # as a careless script would: the same person is there twice
    found = ledger_of(officer, site, START - timedelta(1), START + timedelta(5))
    assert (found.flows[Flow.ARRIVALS], found.closing, found.gap, found.balanced) == (2, 1, -1, False)
    assert population_of(officer, site, START + timedelta(5)).total == 1


def test_a_beginning_of_no_known_kind_is_a_gap_and_no_error(officer, site) -> None:
    register(officer, site, START)
    models.CustodyEpisode.objects.update(began="fell_from_sky")
    found = ledger_of(officer, site, START - timedelta(1), START)
    assert (found.closing, found.expected, found.gap) == (1, 0, 1)


def test_corrected_merged_and_unfinished_records_do_not_count(officer, site) -> None:
    kept, wrong, merged, staged = (register(officer, site, START) for _ in range(4))
    stay = where_now(officer, [wrong])[wrong].stay
    day = START + timedelta(3)
    stay_correct(
        officer, wrong, stay.id, StayDraft(site, Beginning.ARRIVAL, day), "The day was read from another line."
    )
    models.Person.objects.filter(id=merged).update(standing=Standing.MERGED, merged_into=kept)
    batch = models.Batch.objects.create(shown=False)
    models.CustodyEpisode.objects.filter(person=staged).update(batch=batch)
    assert population_of(officer, site, START).total == 1
    assert population_of(officer, site, day).total == 2
    assert ledger_of(officer, site, START, day).gap == 0
    models.Batch.objects.update(shown=True)
    assert population_of(officer, site, day).total == 3


def test_who_reads_counts_but_no_files_gets_no_small_number(actor, officer, site) -> None:
    register(officer, site, START, born="2024", sex=Sex.FEMALE)
    analyst = actor(Role.COORDINATION_ANALYST)
    shown = population_of(analyst, site, START)
    assert shown.protected and shown.total is None and shown.cells[Band.INFANT, Column.FEMALE] is None
    line = ledger_of(analyst, site, START - timedelta(1), START)
    assert line.protected and line.flows[Flow.ARRIVALS] is None and line.gap is None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SCREENING_ANALYST, Role.CONVOY_LEAD, Role.ADMINISTRATOR])
def test_who_may_not_read_counts(actor, site, role) -> None:
    for read in (lambda a: population_of(a, site, START), lambda a: ledger_of(a, site, START, START)):
        with pytest.raises(Refused) as refused:
            read(actor(role))
        assert isinstance(refused.value.denial, Event)


def test_a_clerk_of_another_site_may_not(actor, site, second) -> None:
    with pytest.raises(Refused):
        population_of(actor(Role.REGISTRATION_CLERK, second, Purpose.REGISTRATION), site, START)


def test_days_the_wrong_way_round(officer, site) -> None:
    with pytest.raises(Invalid):
        ledger_of(officer, site, START, START - timedelta(1))


def test_the_number_of_queries_does_not_grow_with_the_people(officer, site, django_assert_num_queries) -> None:
    for people in (1, 5):
        for _ in range(people):
            register(officer, site, START, born="1990", sex=Sex.MALE)
        with django_assert_num_queries(4):
            population_of(officer, site, START)
        with django_assert_num_queries(5):
            ledger_of(officer, site, START, START + timedelta(1))
