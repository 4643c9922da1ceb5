"""Invented households: who lives with whom, and how their names hang together.

Comes in: a mix of cultures, a seed, the share of rare names. Goes out: households of `Person`s, without end, the head first.
A child bears its given name, then the father's, the grandfather's, the father's family part; a wife keeps her father's.
Never a household of anybody's: shapes and shares are guesses from what is said of such camps: many women, most of them
alone with children, few men, some children with nobody.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping
from itertools import accumulate
from random import Random
from typing import NamedTuple

from homeward.synthetic.cultures import Town
from homeward.synthetic.parts import NamePart
from homeward.synthetic.people import TAIL, Community, Lineage, Mother, Person, Role, Sex

MOTHERHOOD = 16.5  # youngest age, in years, at which a woman here has a child
WIDOW, BROTHER, MOTHER_IN_LAW = 0.55, 0.26, 0.30  # shares of the households that can have one
_SHAPES = {"mother": 0.56, "couple": 0.20, "co-wives": 0.09, "orphans": 0.05, "unaccompanied": 0.03, "alone": 0.07}
_NAMES, _SUMS = tuple(_SHAPES), tuple(accumulate(_SHAPES.values()))


def households(mix: Mapping[str, float], seed: int, tail: float = TAIL) -> Iterator[tuple[Person, ...]]:
    """Households without end, of cultures in the proportions of `mix` (any positive weights)."""
    rng = Random(f"households {seed}")
    communities = [Community(culture, tail, rng) for culture in mix]
    weights = tuple(mix.values())
    number = 0
    while True:
        for community in rng.choices(communities, weights, k=512):
            number += 1
            yield household(community, f"SYN-H{number:06d}")


def household(community: Community, household_id: str) -> tuple[Person, ...]:
    """One household of one of the shapes."""
    gather = _Gathering(community, household_id, *community.origin())
    shape = _NAMES[min(bisect(_SUMS, community.rng.random()), len(_NAMES) - 1)]
    if shape == "alone":
        gather.alone()
    elif shape in ("orphans", "unaccompanied"):
        gather.orphans(with_grandmother=shape == "orphans")
    else:
        gather.family(husband=shape == "couple", wives=2 if shape == "co-wives" else 1)
    return tuple(gather.people)


class _Child(NamedTuple):
    given: NamePart
    sex: Sex
    age: float


class _Life(NamedTuple):
    """What a person is in the household: role, age in years, and whose parent they are called."""

    role: Role
    age: float
    kunya: NamePart | None = None


class _Gathering:
    """The people of one household so far."""

    def __init__(self, community: Community, household_id: str, country: str, town: Town) -> None:
        self.people: list[Person] = []
        self._community, self._id, self._country, self._town = community, household_id, country, town
        self._rng: Random = community.rng

    def family(self, husband: bool, wives: int) -> None:
        """One or two wives with their children; their husband, or his absence; now and then her brother, his mother."""
        community, rng = self._community, self._rng
        marriage, his_mother = community.lineage(), community.mother()
        age = 18 + 42 * rng.random() ** 1.5
        ages = [age, *(max(18.0, age - 2 - 14 * rng.random()) for _ in range(wives - 1))]
        broods = self._broods([_children_ages(rng, years) for years in ages])
        kunya = _eldest([child for brood in broods for child in brood])
        husband = husband or (wives > 1 and rng.random() < 0.5)
        if husband:
            his = Lineage(marriage.grandfather, community.given("male"), marriage.family)
            life = _Life("head", age + 1 + 11 * rng.random(), kunya)
            self._add(marriage.father, "male", his, his_mother, life)
        alone: Role = "widow" if rng.random() < WIDOW else "head"
        for number, (years, brood) in enumerate(zip(ages, broods, strict=True)):
            self._wife("spouse" if husband or number else alone, years, brood, marriage)
        if not husband and rng.random() < MOTHER_IN_LAW:
            self._grandmother(_Life("parent", age + 17 + 12 * rng.random(), marriage.father), his_mother)

    def _wife(self, role: Role, age: float, brood: list[_Child], marriage: Lineage) -> None:
        """A woman of her own father's lineage, with her children, who are of their father's; seldom her brother."""
        community, rng = self._community, self._rng
        own, her_mother, given = community.lineage(), community.mother(), community.given("female")
        self._add(given, "female", own, her_mother, _Life(role, age, _eldest(brood)))
        for child in brood:
            self._add(child.given, child.sex, marriage, (given, own.father), _Life("child", child.age))
        if role != "spouse" and rng.random() < BROTHER:
            life = _Life("sibling", max(18.0, age - 12 + 20 * rng.random()))
            self._add(community.given("male"), "male", own, her_mother, life)

    def orphans(self, with_grandmother: bool) -> None:
        """Children whose parents are not there: with their father's mother, or with nobody."""
        community, rng = self._community, self._rng
        lineage, mother, his_mother = community.lineage(), community.mother(), community.mother()
        ages = [age for age in _children_ages(rng, 38.0) if with_grandmother or age > 3] or [12 + 5 * rng.random()]
        if with_grandmother:
            self._grandmother(_Life("head", max(ages) + 36 + 14 * rng.random(), lineage.father), his_mother)
        role: Role = "grandchild" if with_grandmother else "unaccompanied"
        for child in self._broods([ages if with_grandmother else ages[-3:]])[0]:
            self._add(child.given, child.sex, lineage, mother, _Life(role, child.age))

    def alone(self) -> None:
        """A grown woman or man with nobody."""
        community, rng = self._community, self._rng
        sex: Sex = "female" if rng.random() < 0.6 else "male"
        life = _Life("head", 18 + 55 * rng.random() ** 1.6, community.given("male") if rng.random() < 0.3 else None)
        self._add(community.given(sex), sex, community.lineage(), community.mother(), life)

    def _grandmother(self, life: _Life, called: Mother) -> None:
        """The husband's mother, of her own lineage; `called` is her name and her father's."""
        lineage = Lineage(called[1], self._community.given("male"), self._community.lineage().family)
        self._add(called[0], "female", lineage, self._community.mother(), life)

    def _broods(self, ages: list[list[float]]) -> list[list[_Child]]:
        """Children of one father, mother by mother, no two with one given name."""
        taken: set[NamePart] = set()
        broods = []
        for brood in ages:
            children = []
            for age in brood:
                sex: Sex = "male" if self._rng.random() < 0.51 else "female"
                given = self._community.given(sex)
                while given in taken:
                    given = self._community.given(sex)
                taken.add(given)
                children.append(_Child(given, sex, age))
            broods.append(children)
        return broods

    def _add(self, given: NamePart, sex: Sex, lineage: Lineage, mother: Mother, life: _Life) -> None:
        community = self._community
        person = Person(
            f"{self._id}-{len(self.people) + 1}", self._id, community.culture, sex, given, lineage, mother,
            community.birthday(life.age), self._country,
            self._town if self._rng.random() < 0.7 else community.town(self._country),
            life.kunya, community.documents(self._country, 0.5 if life.age >= 18 else 0.1), life.role,
        )  # fmt: skip
        self.people.append(person)


def _eldest(children: list[_Child]) -> NamePart | None:
    """After whom their parents are called: the eldest son, else the eldest daughter."""
    ranked = sorted(children, key=lambda child: (child.sex == "female", -child.age))
    return ranked[0].given if ranked else None


def _children_ages(rng: Random, mother_age: float) -> list[float]:
    """Ages of a mother's children under 18, the youngest first, at least ten months apart."""
    ages = []
    age = 5 * rng.random()
    while age < min(18.0, mother_age - MOTHERHOOD) and rng.random() < 0.9:
        ages.append(age)
        age += 0.85 + rng.expovariate(0.45)
    return ages
