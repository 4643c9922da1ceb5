"""Invented households and the people in them: who is whose child, what they are called, when and where they were born.

Comes in: a mix of cultures, a seed, the share of rare names. Goes out: households of frozen `Person`s, without end.
Never a real person: names are drawn part by part, paper numbers start with SYN. Ages are counted to `REGISTRATION`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Literal

import msgspec

from homeward.screening.profile import ProfileDocument
from homeward.synthetic.cultures import CULTURES, Town, countries
from homeward.synthetic.parts import NamePart, urn

Sex = Literal["male", "female"]
Mother = tuple[NamePart, NamePart]  # her given name and her father's

REGISTRATION = date(2022, 12, 7)
TAIL = 0.2  # share of name parts that come from the rare ones
YEAR = 365.2425
MOTHERHOOD = 16.5  # youngest age, in years, at which a woman here has a child
HUSBAND, BROTHER, GRANDMOTHER = 0.30, 0.26, 0.30  # share of households that have one


class Lineage(msgspec.Struct, frozen=True, eq=False):
    """What brothers and sisters share: father's and grandfather's given names and the family part, if any."""

    father: NamePart
    grandfather: NamePart
    family: NamePart | None


class Person(msgspec.Struct, frozen=True, eq=False):
    """One invented person. `mother` is her given name and her father's; `kunya` the child they are called after.

    `country` is ISO alpha-2 in lower case; `town` is written in Latin and in Arabic.
    """

    person_id: str
    household_id: str
    culture: str
    sex: Sex
    given: NamePart
    lineage: Lineage
    mother: Mother
    born: date
    country: str
    town: Town
    kunya: NamePart | None = None
    documents: tuple[ProfileDocument, ...] = ()

    @property
    def age(self) -> int:
        """Completed years of life on the day of registration."""
        return int((REGISTRATION.toordinal() - self.born.toordinal()) / YEAR)

    @property
    def segment(self) -> str:
        """adult_m, adult_f or child (under 18)."""
        return "child" if self.age < 18 else "adult_m" if self.sex == "male" else "adult_f"


class Community:
    """Draws the people of one culture."""

    def __init__(self, culture: str, tail: float, rng: Random) -> None:
        self.culture = culture
        self.rng = rng
        self._facts = CULTURES[culture]
        self._men, self._women = urn(culture, "m", tail), urn(culture, "f", tail)
        self._families = urn(culture, "family", tail)

    def given(self, sex: Sex) -> NamePart:
        """A given name."""
        return (self._men if sex == "male" else self._women).draw(self.rng)

    def lineage(self) -> Lineage:
        """A father, a grandfather and, in most communities, a family part."""
        family = self._families.draw(self.rng) if self.rng.random() < self._facts.family else None
        return Lineage(self._men.draw(self.rng), self._men.draw(self.rng), family)

    def mother(self) -> Mother:
        """A mother's given name and her father's."""
        return self._women.draw(self.rng), self._men.draw(self.rng)

    def origin(self) -> tuple[str, Town]:
        """A country and a town in it."""
        country = self.rng.choices(tuple(self._facts.countries), tuple(self._facts.countries.values()))[0]
        return country, self.town(country)

    def town(self, country: str) -> Town:
        """A town of a country, its first ones more often."""
        towns = countries()[country].towns
        return towns[int(self.rng.random() ** 1.5 * len(towns))]

    def birthday(self, age: float) -> date:
        """The day on which somebody was born who is `age` years old."""
        return date.fromordinal(int(REGISTRATION.toordinal() - age * YEAR))

    def documents(self, country: str, share: float) -> tuple[ProfileDocument, ...]:
        """A paper, held by a share of people; its number says that it is invented."""
        if self.rng.random() >= share:
            return ()
        kind = "passport" if self.rng.random() < 0.35 else "national_id"
        return (ProfileDocument(f"SYN{self.rng.randrange(10**7):07d}", kind, country),)


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
    """A mother with her children; often her husband, a brother of hers, her husband's mother."""
    rng = community.rng
    gather = _Gathering(community, household_id, *community.origin())
    own, marriage = community.lineage(), community.lineage()
    wife, her_mother, his_mother = community.given("female"), community.mother(), community.mother()
    age = 18 + 42 * rng.random() ** 1.5
    children = [gather.child(years, marriage, (wife, own.father)) for years in _children_ages(rng, age)]
    eldest = sorted(children, key=lambda child: (child.sex == "female", child.born))
    kunya = eldest[0].given if eldest else None
    gather.add(wife, "female", own, her_mother, (age, kunya))
    if rng.random() < HUSBAND:
        his = Lineage(marriage.grandfather, community.given("male"), marriage.family)
        gather.add(marriage.father, "male", his, his_mother, (age + 1 + 11 * rng.random(), kunya))
    if rng.random() < BROTHER:
        gather.add(community.given("male"), "male", own, her_mother, (max(18.0, age - 12 + 20 * rng.random()), None))
    if rng.random() < GRANDMOTHER:
        hers = Lineage(his_mother[1], community.given("male"), community.lineage().family)
        gather.add(his_mother[0], "female", hers, community.mother(), (age + 17 + 12 * rng.random(), marriage.father))
    return tuple(gather.people)


class _Gathering:
    """The people of one household so far."""

    def __init__(self, community: Community, household_id: str, country: str, town: Town) -> None:
        self.people: list[Person] = []
        self._community, self._id, self._country, self._town = community, household_id, country, town

    def child(self, age: float, lineage: Lineage, mother: Mother) -> Person:
        """A child, with a given name that no brother or sister has."""
        sex: Sex = "male" if self._community.rng.random() < 0.51 else "female"
        taken = {person.given for person in self.people}
        given = self._community.given(sex)
        while given in taken:
            given = self._community.given(sex)
        return self.add(given, sex, lineage, mother, (age, None))

    def add(
        self, given: NamePart, sex: Sex, lineage: Lineage, mother: Mother, life: tuple[float, NamePart | None]
    ) -> Person:
        """Somebody of `life`: age in years, and whose parent they are called."""
        age, kunya = life
        community = self._community
        person = Person(
            f"{self._id}-{len(self.people) + 1}", self._id, community.culture, sex, given, lineage, mother,
            community.birthday(age), self._country,
            self._town if community.rng.random() < 0.7 else community.town(self._country),
            kunya, community.documents(self._country, 0.5 if age >= 18 else 0.1),
        )  # fmt: skip
        self.people.append(person)
        return person


def _children_ages(rng: Random, mother_age: float) -> list[float]:
    """Ages of a mother's children under 18, the youngest first, at least ten months apart."""
    ages = []
    age = 5 * rng.random()
    while age < min(18.0, mother_age - MOTHERHOOD) and rng.random() < 0.9:
        ages.append(age)
        age += 0.85 + rng.expovariate(0.45)
    return ages
