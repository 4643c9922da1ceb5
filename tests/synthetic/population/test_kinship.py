"""Kin by place in the household: a daughter who is called as her mother is, is not taken for her."""

from __future__ import annotations

from random import Random

import msgspec

from homeward.synthetic.population.families import families
from homeward.synthetic.population.kinship import kin, parents


def test_a_daughter_of_the_mothers_name_is_nobodys_mother() -> None:
    family = next(
        one for one in families(5)
        if one.people[0].sex == "female" and any(p.role == "child" and p.sex == "female" for p in one.people[1:])
    )  # fmt: skip
    people = list(family.people)
    mother = people[0]
    at = next(n for n, p in enumerate(people) if p.role == "child" and p.sex == "female")
    lineage = msgspec.structs.replace(people[at].lineage, father=mother.lineage.father)
    people[at] = msgspec.structs.replace(people[at], given=mother.given, lineage=lineage, born=mother.born)
    assert parents(people)[at] == (None, 0)
    assert all(who != of for who, _, of in kin(people))


def test_nobody_is_kin_to_themselves_in_many_families() -> None:
    rng = Random(1)
    source = families(rng.randrange(100))
    for _ in range(2_000):
        assert all(who != of for who, _, of in kin(next(source).people))
