"""A batch of people: filled unseen, shown in one row, hidden in one row, and never taken from under somebody's hands."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from drafts import person

from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Purpose, Role
from homeward.access.models import Event
from homeward.kernel.errors import Inconsistent
from homeward.registry.actions.imports import batch_hide, batch_open, batch_show, persons_import
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.batches import Arrivals
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.selectors.households import household_file, members_of
from homeward.registry.selectors.imports import batch_use, holders_of, number_codes
from homeward.registry.selectors.persons import persons_latest, visible
from homeward.registry.selectors.search import persons_search


@pytest.fixture
def site(make_site):
    return make_site("Invented camp")


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)


def family(site, *roles: HouseholdRole) -> Arrivals:
    drafts = tuple(
        replace(person(site, f"Invented Person {role}", passport="A1234567" if role == "head" else ""), role=role)
        for role in roles
    )
    return Arrivals(drafts, new=True)


def bring(officer, site, *families: Arrivals):
    batch = batch_open(officer, site_id=site)
    return batch, persons_import(officer, families, batch_id=batch)


def test_nobody_of_a_batch_is_seen_before_it_is_shown(officer, site) -> None:
    batch, (came,) = bring(officer, site, family(site, HouseholdRole.HEAD, HouseholdRole.SPOUSE, HouseholdRole.CHILD))
    assert visible(officer).count() == 0 and persons_search(officer, "A1234567").total == 0
    assert persons_latest(officer) == ([], 0)
    batch_show(officer, batch_id=batch, site_id=site)
    assert visible(officer).count() == 3 and persons_search(officer, "A1234567").total == 1
    opened = household_file(officer, came.household_id)
    assert [one.role for one in opened.members] == ["head", "spouse", "child"]
    assert sorted(one.kind for one in opened.relations) == ["parent", "spouse"]
    assert Event.objects.get(what="person.import").detail == {"persons": 3, "households": 1}


def test_somebody_of_a_hidden_batch_is_no_member_of_a_household_that_is_seen(officer, site) -> None:
    batch, (came,) = bring(officer, site, family(site, HouseholdRole.HEAD))
    batch_show(officer, batch_id=batch, site_id=site)
    child = replace(person(site, "Invented Child"), role=HouseholdRole.CHILD)
    other, (joined,) = bring(officer, site, Arrivals((child,), household_id=came.household_id))
    assert joined.household_id == came.household_id
    seen = household_file(officer, came.household_id)
    assert len(seen.members) == 1 and seen.relations == () and len(members_of([came.household_id])) == 1
    batch_show(officer, batch_id=other, site_id=site)
    seen = household_file(officer, came.household_id)
    assert len(seen.members) == 2 and [one.kind for one in seen.relations] == ["parent"]
    batch_hide(officer, batch_id=other, site_id=site)
    assert len(household_file(officer, came.household_id).members) == 1


def test_a_batch_is_not_hidden_from_under_a_merge(officer, site) -> None:
    known = person_register(officer, person(site, "Invented Person"))
    batch, (came,) = bring(officer, site, family(site, HouseholdRole.HEAD))
    batch_show(officer, batch_id=batch, site_id=site)
    records_merge(officer, known, came.person_ids[0], versions=(1, 1), reason="The same papers and photograph")
    assert batch_use(batch).merged == 1
    with pytest.raises(Inconsistent, match="Undo those merges first"):
        batch_hide(officer, batch_id=batch, site_id=site)


def test_nobody_is_added_to_people_who_are_seen(officer, site) -> None:
    batch, _ = bring(officer, site, family(site, HouseholdRole.HEAD))
    batch_show(officer, batch_id=batch, site_id=site)
    for refused in (batch, uuid4()):
        with pytest.raises(NotFound):
            persons_import(officer, [family(site, HouseholdRole.HEAD)], batch_id=refused)
    with pytest.raises(NotFound, match="already"):
        batch_show(officer, batch_id=batch, site_id=site)


def test_a_clerk_and_somebody_elsewhere_bring_nobody(officer, site, actor, make_site) -> None:
    batch = batch_open(officer, site_id=site)
    elsewhere = actor(Role.IDENTITY_OFFICER, site=make_site("Another camp"), purpose=Purpose.IDENTITY)
    for somebody in (actor(Role.REGISTRATION_CLERK), elsewhere):
        with pytest.raises(Refused):
            persons_import(somebody, [family(site, HouseholdRole.HEAD)], batch_id=batch)
        with pytest.raises(Refused):
            batch_show(somebody, batch_id=batch, site_id=site)


def test_who_holds_a_number_is_told_to_those_who_may_see_them(officer, site, actor, make_site) -> None:
    batch, (came,) = bring(officer, site, family(site, HouseholdRole.HEAD))
    codes = sorted(number_codes(person(site, "x", passport="a-123 4567").statements))
    assert holders_of(officer, codes) == {codes[0]: ()}, "nobody sees the batch yet"
    batch_show(officer, batch_id=batch, site_id=site)
    assert holders_of(officer, codes) == {codes[0]: came.person_ids}
    elsewhere = actor(Role.REGISTRATION_CLERK, site=make_site("Another camp"))
    assert holders_of(elsewhere, codes) == {codes[0]: ()}
