"""A family comes before a clerk and becomes a household with its persons, as they are written down that day and later.

Comes in: the people of a `Family`, where the household was, a `Desk` of references. Goes out: a `HouseholdRecord`.
The same people before another clerk make another record: that is how somebody is registered twice. Never the truth in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from homeward.synthetic.people import Person
from homeward.synthetic.population import claims, kinship
from homeward.synthetic.population.custody import DAY_UNKNOWN, TODAY, Leg, exit_of, stays
from homeward.synthetic.population.naming import Hands, hands_for, names_of, parent_name
from homeward.synthetic.population.records import (
    CareRecord,
    HouseholdRecord,
    HouseholdRole,
    KinRecord,
    NameRecord,
    PaperRecord,
    ParentRecord,
    PersonRecord,
    Silence,
    StayRecord,
)

SEPARATED = 0.3  # of grandchildren without parents: written down as separated children, not as grandchildren
SEEN_NAME = 0.6  # of passports whose name was copied down


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes before the clerk: the people, the father's nationality, where they were; who of them cares for children elsewhere."""

    people: tuple[Person, ...]
    country: str
    legs: tuple[Leg, ...]
    kin: tuple[KinRecord, ...] = ()  # what the first of them is to people of an earlier household
    carer: str = ""  # who cares for the unaccompanied ones


@dataclass(slots=True)
class Register:
    """Gives references, one after another."""

    rng: Random
    persons: int = 0
    households: int = 0

    def household(self, coming: Coming) -> tuple[HouseholdRecord, tuple[Person, ...]] | None:
        """The household as written down, and who its members truly are, in their order. None where nobody of it was ever here."""
        seen = [(person, self._stays(person, coming.legs)) for person in coming.people]
        here = [(person, found) for person, found in seen if found]
        if not here:
            return None
        self.households += 1
        first = self.persons + 1
        self.persons += len(here)
        people = tuple(person for person, _ in here)
        ties = self._ties(coming, people, first)
        hands = hands_for(people[0], self.rng)
        members = tuple(
            self._person(person, found, ties[place], (hands, coming, f"SYN-P{first + place:07d}"))
            for place, (person, found) in enumerate(here)
        )
        site, section, tent = _last_place(members)
        registered = date.fromordinal(min(TODAY, coming.legs[0].first + self.rng.randrange(30)))
        record = HouseholdRecord(f"SYN-H{self.households:06d}", site, section, tent, registered, members)
        return record, people

    def _stays(self, person: Person, legs: tuple[Leg, ...]) -> tuple[StayRecord, ...]:
        born = person.born.toordinal()
        gone = exit_of(born, person.age, legs, self.rng)
        return stays(born, legs, gone, day_known=self.rng.random() >= DAY_UNKNOWN)

    def _ties(self, coming: Coming, people: tuple[Person, ...], first: int) -> list[_Ties]:
        """What ties each of the people to others: role, parents by reference, kin."""
        references = [f"SYN-P{first + place:07d}" for place in range(len(people))]
        found = [
            _Ties(role, *parents)
            for role, parents in zip(kinship.roles(people), _references(people, references), strict=True)
        ]
        for who, kind, of in kinship.kin(people):
            found[who].kin.append(KinRecord(kind, references[of]))
        found[0].kin += coming.kin
        carer = references[0] if people[0].role == "head" else coming.carer
        for tie, person in zip(found, people, strict=True):
            if person.role == "grandchild" and self.rng.random() < SEPARATED:
                tie.role = "separated_child"
            if person.role == "unaccompanied" and coming.carer:
                tie.kin.append(KinRecord("ward", coming.carer, "clerk"))
            tie.carer = carer if person.role in ("grandchild", "unaccompanied") else ""
        return found

    def _person(
        self, person: Person, found: tuple[StayRecord, ...], ties: _Ties, written: tuple[Hands, Coming, str]
    ) -> PersonRecord:
        rng, (hands, coming, reference) = self.rng, written
        born_here = found[0].began == "birth"
        since = found[0].from_day
        passport = any(document.kind == "passport" for document in person.documents)
        names = names_of(person, hands, passport, rng)
        silences: dict[str, Silence] = {}
        births, silences_birth = claims.births(person, born_here, rng)
        nationalities, silence = claims.nationalities(person, *_lines(person, coming), rng)
        for kind, why in (("birth", silences_birth), ("nationality", silence)):
            if why:
                silences[kind] = why
        contacts = claims.contacts(rng) if ties.role == "head" else ()
        if not contacts:
            silences["contact"] = "not_asked" if rng.random() < 0.9 else "declined"
        if person.age < 3:
            silences["language"] = "not_applicable"
        return PersonRecord(
            reference=reference, role=ties.role, sex=person.sex, names=names, births=births, nationalities=nationalities,
            parents=self._parents(person, ties), languages=claims.languages(person, rng), contacts=contacts,
            papers=tuple(_with_name(p, names, rng) for p in claims.papers(person, ties.role == "head", born_here, rng)),
            needs=claims.needs(person, since, rng), silences=silences, kin=tuple(ties.kin),
            care=self._care(person, ties, since), stays=found,
        )  # fmt: skip

    def _parents(self, person: Person, ties: _Ties) -> tuple[ParentRecord, ...]:
        """Father and mother by name; the mother's is not always asked for."""
        lineage, rng = person.lineage, self.rng
        found = [ParentRecord("father", parent_name((lineage.father, lineage.grandfather), person, rng), ties.father)]
        if ties.mother or rng.random() < 0.8:
            found.append(ParentRecord("mother", parent_name(person.mother, person, rng), ties.mother))
        return tuple(found)

    def _care(self, person: Person, ties: _Ties, since: date | None) -> CareRecord | None:
        if person.role == "grandchild":
            return CareRecord("kinship", "custom", ties.carer, since)
        if person.role != "unaccompanied" or person.age >= 18:
            return None
        if ties.carer:
            return CareRecord("foster", "family_agreement", ties.carer, since)
        return CareRecord("residential", "best_interests_assess" if self.rng.random() < 0.6 else "unknown", "", since)


@dataclass(slots=True)
class _Ties:
    """What ties a person to others, while it is gathered."""

    role: HouseholdRole
    father: str
    mother: str
    kin: list[KinRecord]
    carer: str

    def __init__(self, role: HouseholdRole, father: str, mother: str) -> None:
        self.role, self.father, self.mother, self.kin, self.carer = role, father, mother, [], ""


def _references(people: Sequence[Person], references: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (references[father] if father is not None else "", references[mother] if mother is not None else "")
        for father, mother in kinship.parents(people)
    ]


def _lines(person: Person, coming: Coming) -> tuple[str, str]:
    """The father's nationality and the mother's, of a child of the household; "" for others."""
    if person.role != "child":
        return "", ""
    mothers = (p.country for p in coming.people if (p.given, p.lineage.father) == person.mother)
    return coming.country, next(mothers, coming.country)


def _with_name(paper: PaperRecord, names: Sequence[NameRecord], rng: Random) -> PaperRecord:
    if paper.kind != "passport" or not paper.seen_original or rng.random() >= SEEN_NAME:
        return paper
    text = next((name.text for name in names if name.on == "passport"), "")
    return PaperRecord(
        paper.kind, paper.number, paper.issuer, paper.issued, paper.expires, paper.holder, paper.seen_original, text
    )


def _last_place(members: Sequence[PersonRecord]) -> tuple[str, str, str]:
    """Where the household was last: of those who are still somewhere, else of the first."""
    last = next((member.stays[-1] for member in members if not member.stays[-1].ended), members[0].stays[-1])
    shelter = last.shelters[-1] if last.shelters else None
    return last.site, shelter.section if shelter else "", shelter.tent if shelter else ""
