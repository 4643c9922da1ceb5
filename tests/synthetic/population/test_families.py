"""Households hang together as they are written down: one head at most, parents older than children, care for children alone."""

from __future__ import annotations

from collections import Counter

from homeward.synthetic.people import REGISTRATION
from homeward.synthetic.population.records import Drawn, PersonRecord

YEAR = 365.25


def _oldest(person: PersonRecord) -> int:
    return min(birth.date.first.toordinal() for birth in person.births)


def _youngest(person: PersonRecord) -> int:
    return max(birth.date.last.toordinal() for birth in person.births)


def test_a_household_has_one_head_who_stands_first_or_none(drawn: tuple[Drawn, ...]) -> None:
    for one in drawn:
        heads = [n for n, member in enumerate(one.household.members) if member.role == "head"]
        assert len(heads) <= 1
        if one.household.members[0].role == "unaccompanied_child":
            assert heads == []


def test_parents_may_be_older_than_their_children_whatever_was_recorded(persons: tuple[PersonRecord, ...]) -> None:
    by_reference = {person.reference: person for person in persons}
    checked = 0
    for parent in persons:
        for kin in parent.kin:
            child = by_reference[kin.of]
            if kin.kind in ("parent", "grandparent") and parent.births and child.births:
                checked += 1
                assert _youngest(child) - _oldest(parent) > (10 if kin.kind == "parent" else 25) * YEAR
    assert checked > 3000


def test_a_parent_in_the_household_is_linked_both_by_kin_and_by_name(drawn: tuple[Drawn, ...]) -> None:
    linked = 0
    for one in drawn:
        kin = {(m.reference, k.of) for m in one.household.members for k in m.kin if k.kind == "parent"}
        for member in one.household.members:
            for parent in member.parents:
                if parent.reference:
                    linked += 1
                    assert (parent.reference, member.reference) in kin
    assert linked > 3000


def test_nearly_every_child_of_a_household_has_a_mother_in_it(persons: tuple[PersonRecord, ...]) -> None:
    children = [p for p in persons if p.role == "child"]
    linked = sum(any(parent.role == "mother" and parent.reference for parent in p.parents) for p in children)
    assert linked / len(children) > 0.99


def test_wives_of_one_man_are_his_spouses_and_without_him_relatives(drawn: tuple[Drawn, ...]) -> None:
    two_wives = 0
    for one in drawn:
        members = one.household.members
        wives = [m for m in members if m.role == "spouse"]
        two_wives += len(wives) > 1
        for wife in wives:
            assert members[0].role == "head" and members[0].sex == "male"
            assert ("spouse", members[0].reference) in {(kin.kind, kin.of) for kin in wife.kin}
    assert two_wives > 20


def test_children_without_parents_are_cared_for_or_said_to_be_and_have_a_need(
    persons: tuple[PersonRecord, ...],
) -> None:
    by_reference = {person.reference: person for person in persons}
    kinds: Counter[str] = Counter()
    for person in persons:
        if person.role in ("grandchild", "separated_child", "unaccompanied_child"):
            assert "SC" in {need.code for need in person.needs}
            assert person.care is not None
            kinds[person.care.kind] += 1
            assert bool(person.care.carer) == (person.care.kind != "residential")
            if person.care.kind == "foster":
                carer = by_reference[person.care.carer]
                assert carer.sex == "female" and carer.role == "head"
                assert ("ward", person.care.carer) in {(kin.kind, kin.of) for kin in person.kin}
                assert {stay.site for stay in carer.stays} & {stay.site for stay in person.stays}
    assert set(kinds) == {"kinship", "foster", "residential"}


def test_ages_are_plausible_and_two_thirds_of_them_a_childs(persons: tuple[PersonRecord, ...]) -> None:
    born = [birth.date for person in persons for birth in person.births]
    assert all(day.first <= day.last and day.first <= REGISTRATION for day in born)
    years = [(REGISTRATION.toordinal() - day.last.toordinal()) / YEAR for day in born]
    assert max(years) < 100
    assert 0.5 < sum(age < 18 for age in years) / len(years) < 0.75


def test_grown_people_are_mostly_women(persons: tuple[PersonRecord, ...]) -> None:
    grown = [p for p in persons if p.role in ("head", "spouse")]
    assert 0.6 < sum(p.sex == "female" for p in grown) / len(grown) < 0.9
