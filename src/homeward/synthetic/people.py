"""Invented people, and the communities from which what they are called and where they were born is drawn.

Comes in: a culture, the share of rare names, a random source. Goes out: frozen `Person`s and what they are made of.
Never a real person: names are drawn part by part, paper numbers start with SYN. Ages are counted to `REGISTRATION`.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Literal

import msgspec

from homeward.screening.profile import ProfileDocument
from homeward.synthetic.cultures import CULTURES, Town, countries
from homeward.synthetic.parts import RARE, NamePart, urn

Sex = Literal["male", "female"]
Role = Literal["head", "widow", "spouse", "child", "grandchild", "sibling", "parent", "unaccompanied"]
Mother = tuple[NamePart, NamePart]  # her given name and her father's

REGISTRATION = date(2022, 12, 7)
TAIL = 0.05  # share of family parts that come from the rare ones; of given names a quarter of that
YEAR = 365.2425


class Lineage(msgspec.Struct, frozen=True, eq=False):
    """What brothers and sisters share: father's and grandfather's given names and the family part, if any."""

    father: NamePart
    grandfather: NamePart
    family: NamePart | None


class Person(msgspec.Struct, frozen=True, eq=False):
    """One invented person. `mother` is her given name and her father's; `kunya` the child they are called after.

    `country` is ISO alpha-2 in lower case; `town` is written in Latin and in Arabic; `role` is that in the household.
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
    role: Role = "head"

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

    def __init__(self, culture: str, tail: float, rng: Random, rares: int = RARE) -> None:
        self.culture = culture
        self.rng = rng
        self._facts = CULTURES[culture]
        self._men, self._women = urn(culture, "m", tail, rares), urn(culture, "f", tail, rares)
        self._families = urn(culture, "family", tail, rares)

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
