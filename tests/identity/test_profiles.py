"""Profiles come in the order in which they were asked for; what the actor does not reach is left out, and nothing asked is nothing."""

from __future__ import annotations

from drafts import person, said

from homeward.access.facts import Purpose, Role
from homeward.identity.profiles import profiles_of
from homeward.kernel.dates import parse
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind


def ids(found) -> list[str]:
    return [profile.query_id for profile in found]


def test_in_the_order_asked_for(officer, site) -> None:
    people = [person_register(officer, person(site, f"Invented {name}")) for name in ("Nadia", "Karim", "Leyla")]
    turned = [people[2], people[0], people[1]]
    assert ids(profiles_of(officer, turned)) == [str(id) for id in turned]


def test_every_value_that_holds_stands_in_it(officer, site) -> None:
    id = person_register(officer, person(site, "نوال إبراهيم", born="1986", passport="A1234567"))
    claims_record(officer, id, [said(ClaimKind.BIRTH, BirthValue(parse("1987-02"), BirthBasis.STATED))], version=1)
    (profile,) = profiles_of(officer, [id])
    assert profile.names == ("نوال إبراهيم",)
    assert [birth.iso() for birth in profile.births] == ["1986", "1987-02"]
    assert [paper.number for paper in profile.documents] == ["A1234567"]


def test_who_is_out_of_reach_is_left_out(officer, site, actor) -> None:
    id = person_register(officer, person(site, "Invented Nadia"))
    nobody = actor(Role.CONVOY_LEAD, purpose=Purpose.IDENTITY)
    assert ids(profiles_of(nobody, [id])) == [] and ids(profiles_of(officer, [])) == []
