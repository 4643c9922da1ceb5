"""Households hang together: names run from grandfather to child, ages allow for it, every shape of household occurs."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise

import pytest

from homeward.synthetic.cultures import MIX
from homeward.synthetic.households import MOTHERHOOD, households
from homeward.synthetic.people import Person

Household = tuple[Person, ...]


@pytest.fixture(scope="module")
def some() -> list[Household]:
    return list(islice(households(MIX, seed=11), 3000))


def _role(household: Household, *roles: str) -> list[Person]:
    return [person for person in household if person.role in roles]


def test_a_household_is_the_same_for_the_same_seed() -> None:
    def told(seed: int) -> list[tuple[object, ...]]:
        return [
            (p.person_id, p.given.latn, p.born, p.role, p.documents)
            for household in islice(households(MIX, seed), 50)
            for p in household
        ]

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_children_bear_the_fathers_name_and_his_fathers(some: list[Household]) -> None:
    fathers = 0
    for household in some:
        for child in _role(household, "child"):
            women = {(p.given, p.lineage.father) for p in _role(household, "head", "widow", "spouse")}
            assert child.mother in women, "a mother is called by her own father's name"
            for father in (p for p in _role(household, "head") if p.sex == "male"):
                fathers += 1
                assert child.lineage.father is father.given
                assert child.lineage.grandfather is father.lineage.father
                assert child.lineage.family is father.lineage.family
    assert fathers > 300


def test_no_two_children_of_a_father_share_a_given_name(some: list[Household]) -> None:
    for household in some:
        given = [p.given for p in _role(household, "child", "grandchild", "unaccompanied")]
        assert len(given) == len(set(given))


def test_mothers_were_old_enough_and_siblings_are_spaced(some: list[Household]) -> None:
    for household in some:
        for mother in _role(household, "head", "widow", "spouse"):
            births = sorted(
                p.born.toordinal()
                for p in _role(household, "child")
                if p.mother == (mother.given, mother.lineage.father)
            )
            if mother.sex == "female" and births:
                assert births[0] - mother.born.toordinal() > MOTHERHOOD * 365
                assert all(later - earlier > 300 for earlier, later in pairwise(births))


def test_parents_are_called_after_their_eldest_son(some: list[Household]) -> None:
    checked = 0
    for household in some:
        sons = [p for p in _role(household, "child") if p.sex == "male"]
        wives = _role(household, "spouse", "widow", "head")
        if len(wives) == 1 and sons:
            checked += 1
            assert wives[0].kunya is min(sons, key=lambda son: son.born).given
    assert checked > 300


def test_every_shape_of_household_occurs(some: list[Household]) -> None:
    roles = Counter(person.role for household in some for person in household)
    assert set(roles) == {"head", "widow", "spouse", "child", "grandchild", "sibling", "parent", "unaccompanied"}
    alone = [h for h in some if all(p.role == "unaccompanied" for p in h)]
    assert alone and all(3 <= p.age < 18 for h in alone for p in h)
    assert any(len(_role(h, "spouse", "widow")) == 2 for h in some), "two wives of one man"
    grandmothers = [h for h in some if _role(h, "grandchild")]
    assert all(h[0].role == "head" and h[0].sex == "female" and h[0].age > 35 for h in grandmothers)
    assert len({p.person_id for h in some for p in h}) == sum(map(len, some))
