"""Days of stays are in order, stays do not overlap, shelters lie within them, and nobody is anywhere before birth or after death."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from homeward.synthetic.people import REGISTRATION
from homeward.synthetic.population.custody import TODAY, Exit, detained_legs, household_legs, stays
from homeward.synthetic.population.records import PersonRecord, StayRecord
from homeward.synthetic.population.sites import BY_CODE

seeds = st.integers(0, 10**6)
COUNTRIES = st.sampled_from(["iq", "sy", "ru", "fr"])


@given(seeds, COUNTRIES, st.booleans())
def test_legs_are_in_order_while_their_sites_were_open(seed: int, country: str, held: bool) -> None:
    rng = Random(seed)
    legs = detained_legs(country, rng) if held else household_legs(country, rng)
    assert all(before.last == after.first and before.to_site == after.site for before, after in pairwise(legs))
    for leg in legs:
        site = BY_CODE[leg.site]
        assert site.opened.first.toordinal() <= leg.first <= leg.until <= TODAY
        assert site.closed is None or leg.until <= site.closed.last.toordinal()
        assert (leg.last is None) == (leg.ended == "")


@given(seeds, COUNTRIES, st.integers(-9000, 0), st.integers(0, 3000), st.booleans())
def test_stays_of_a_person_lie_between_birth_and_end(
    seed: int, country: str, age: int, after: int, known: bool
) -> None:
    legs = household_legs(country, Random(seed))
    born = TODAY + age
    gone = Exit(min(TODAY, max(born, legs[0].first) + after), "deceased_reported")
    found = stays(born, legs, gone, known)
    if not found:
        assert all(born > leg.until for leg in legs) or gone.day < legs[0].first
        return
    _check(found)
    assert all(stay.from_day is None or born <= stay.from_day.toordinal() <= gone.day for stay in found)
    assert not found[-1].to_day or found[-1].to_day.toordinal() <= max(gone.day, legs[-1].until)
    assert (found[0].began == "birth") == any(
        leg.first <= born <= leg.until for leg in legs[:1] + legs[1:] if leg.site == found[0].site
    )


def test_who_dies_on_the_day_of_a_transfer_was_never_at_the_next_site() -> None:
    legs = next(legs for seed in range(100) if len(legs := household_legs("iq", Random(seed))) > 1)
    assert legs[0].last is not None
    found = stays(date(1980, 1, 1).toordinal(), legs, Exit(legs[0].last, "deceased_reported"), True)
    assert [(stay.site, stay.ended, stay.to_site) for stay in found] == [(legs[0].site, "deceased_reported", "")]


def test_stays_of_everybody_are_in_order(persons: tuple[PersonRecord, ...]) -> None:
    for person in persons:
        assert person.stays
        _check(person.stays)
        for birth in person.births:
            if person.stays[0].began == "birth":
                assert birth.date.first == birth.date.last == person.stays[0].from_day


def test_every_way_here_and_on_occurs(persons: tuple[PersonRecord, ...]) -> None:
    began = Counter(stay.began for person in persons for stay in person.stays)
    ended = Counter(stay.ended for person in persons for stay in person.stays)
    assert set(began) == {"arrival", "transfer", "birth", "return"}
    assert set(ended) == {"", "transfer", "departure", "left", "missing_reported", "deceased_reported"}
    assert sum(stay.from_day is None for person in persons for stay in person.stays) > 50
    assert sum(len(stay.shelters) > 1 for person in persons for stay in person.stays) > 500


def test_of_some_people_of_the_closed_site_nothing_more_is_recorded(persons: tuple[PersonRecord, ...]) -> None:
    last = [person.stays[-1] for person in persons]
    unaccounted = [stay for stay in last if BY_CODE[stay.site].closed and not stay.ended]
    gone_on = [s for p in persons for s in p.stays if BY_CODE[s.site].closed and s.ended == "transfer"]
    assert 0 < len(unaccounted) < len(gone_on) / 2
    assert {stay.to_site for stay in gone_on} == {"NS-1", "WN-1"}


def _check(found: tuple[StayRecord, ...]) -> None:
    """What holds of any person's stays."""
    for before, after in pairwise(found):
        assert before.ended in ("transfer", "departure") and before.to_site == after.site
        assert before.to_day == after.from_day
    for stay in found:
        _between(stay.from_day, stay.to_day)
        assert (stay.to_day is None) == (stay.ended == "")
        sections = {section.code for section in BY_CODE[stay.site].sections}
        assert {shelter.section for shelter in stay.shelters} <= sections
        assert bool(stay.shelters) == bool(sections)
        for shelter in stay.shelters:
            _between(stay.from_day, shelter.from_day)
            _between(shelter.from_day, shelter.to_day)
            _between(shelter.to_day, stay.to_day)
        assert all(one.to_day == other.from_day for one, other in pairwise(stay.shelters))
        assert not stay.shelters or stay.shelters[-1].to_day == stay.to_day


def _between(first: date | None, last: date | None) -> None:
    assert first is None or last is None or first <= last
    assert all(day is None or day <= REGISTRATION for day in (first, last))
