"""Duplicates: found by the engine in another spelling, decided by people, silent until a record changes."""

from __future__ import annotations

from uuid import UUID

import pytest
from drafts import person, said

from homeward.access.errors import Refused
from homeward.access.facts import Purpose, Role
from homeward.identity.actions import pair_decide, pairs_keep
from homeward.identity.comparing import Population
from homeward.identity.facts import Finding
from homeward.identity.profiles import profiles_of
from homeward.identity.rules import WORTH_A_REVIEW
from homeward.identity.selectors import lookalikes, pair_file, pairs_list
from homeward.identity.tasks import KIND
from homeward.kernel.dates import parse
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind, Sex
from homeward.registry.selectors.dossiers import comparable
from homeward.registry.selectors.persons import person_file
from homeward.work.actions import job_enqueue
from homeward.work.runner import Runner

NAMES = (
    "نوال إبراهيم صالح",
    "Karim Yusuf Haddad",
    "زينب علي عباس",
    "Omar Farouk Jamil",
    "هاشم داود سليم",
    "Leyla Demir Aslan",
)


@pytest.fixture
def people(officer, site):
    first = person_register(
        officer, person(site, "عبد الرحمن خلف إسماعيل الجبوري", born="1986", sex=Sex.MALE, passport="A1234567")
    )
    others = [
        person_register(officer, person(site, name, born=f"19{70 + i}", sex=Sex.MALE)) for i, name in enumerate(NAMES)
    ]
    again = person_register(
        officer, person(site, "Abdulrahman Khalaf Ismail al-Jubouri", born="1986-07-01", sex=Sex.MALE)
    )
    return first, again, others


def search(officer) -> int:
    profiles = tuple(profiles_of(officer, comparable(officer)))
    population = Population(profiles)
    found = population.alike(0, len(profiles), WORTH_A_REVIEW)
    return pairs_keep(officer, found, {UUID(profile.query_id): profile for profile in profiles})


def test_found_in_another_script_and_nobody_else(officer, people) -> None:
    first, again, _ = people
    assert search(officer) == 1
    rows, count = pairs_list(officer)
    assert count == 1
    assert {rows[0].left.id, rows[0].right.id} == {first, again}
    file = pair_file(officer, rows[0].id)
    assert file.compared is not None
    assert sum(one.millibits for one in file.compared.evidence) == round(file.compared.bits * 1000)


def test_a_decided_pair_is_silent_until_a_record_changes(officer, people) -> None:
    first, _, _ = people
    search(officer)
    (row,), _ = pairs_list(officer)
    pair_decide(officer, row.id, Finding.DIFFERENT, reason="Two cousins who both came to the desk.")
    assert search(officer) == 0
    assert pairs_list(officer) == ((), 0)
    version = person_file(officer, first).row.version
    claims_record(
        officer, first, [said(ClaimKind.BIRTH, BirthValue(parse("1986-07"), BirthBasis.DOCUMENT))], version=version
    )
    assert search(officer) == 1
    assert pairs_list(officer)[1] == 1


def test_same_merges_in_the_same_transaction(officer, people) -> None:
    first, again, _ = people
    search(officer)
    (row,), _ = pairs_list(officer)
    pair_decide(officer, row.id, Finding.SAME, reason="The same man: he says so, and the passport is his.")
    standings = {id: person_file(officer, id).row.standing for id in (first, again)}
    assert standings == {first: Standing.PRESENT, again: Standing.MERGED}
    assert search(officer) == 0


def test_a_finding_needs_words_and_the_right(officer, people, actor, site) -> None:
    search(officer)
    (row,), _ = pairs_list(officer)
    with pytest.raises(Invalid):
        pair_decide(officer, row.id, Finding.DIFFERENT, reason="no")
    clerk = actor(Role.REGISTRATION_CLERK, site)
    with pytest.raises(Refused):
        pair_decide(clerk, row.id, Finding.DIFFERENT, reason="Two cousins who both came to the desk.")
    registering = actor(Role.IDENTITY_OFFICER, site, Purpose.REGISTRATION)
    with pytest.raises(Refused):
        pair_decide(registering, row.id, Finding.SAME, reason="The same man: he says so.")


def test_a_clerk_sees_who_may_be_registered_already(people, actor, site) -> None:
    first, again, _ = people
    clerk = actor(Role.REGISTRATION_CLERK, site)
    draft = person(site, "Ebdulrehman Xelef Ismail al Jiburi", born="1986", sex=Sex.MALE)
    assert {one.person.id for one in lookalikes(clerk, draft.statements)} == {first, again}
    stranger = person(site, "Abdulrahman Nasser Qasim al-Shammari", born="1951", sex=Sex.MALE)
    assert lookalikes(clerk, stranger.statements) == ()


@pytest.mark.django_db(transaction=True)
def test_as_long_work(officer, people) -> None:
    job_enqueue(actor=officer, kind=KIND)
    Runner().run(once=True)
    assert pairs_list(officer)[1] == 1
