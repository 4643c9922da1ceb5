"""The whole invented registry, as a stream: households as they were registered, some of them twice, and detained fathers after theirs.

Comes in: how many persons, a seed. Goes out: `Drawn`s until so many persons are registered; the same ones for the same seed.
Never all of them at once: a million need no more memory than a thousand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from homeward.synthetic.people import Person
from homeward.synthetic.population.custody import TODAY, Leg, detained_legs, household_legs
from homeward.synthetic.population.families import Family, families
from homeward.synthetic.population.records import Drawn, HouseholdRecord, KinRecord, Repeat
from homeward.synthetic.population.registering import Coming, Register

PERSONS = 55_000
AGAIN = 0.02  # of households registered a second time
DETAINED = 0.35  # of grown men who came alone: they are held
FOSTERED = 0.4  # of unaccompanied children: a woman of another household cares for them
LATER = 40  # households between the first and the second registration
ALONE_AGAIN = 0.4  # of second registrations: the head alone, without the children


class _Once(NamedTuple):
    """A registration that will be repeated."""

    record: HouseholdRecord
    people: tuple[Person, ...]
    coming: Coming


def population(persons: int = PERSONS, seed: int = 1) -> Iterator[Drawn]:
    """Households until `persons` are registered, those who are registered twice counted twice; the last one is cut short."""
    rng = Random(f"population {seed}")
    drawing = _Drawing(Register(rng), persons)
    for family in families(seed):
        yield from drawing.of(family)
        if drawing.left <= 0:
            return


class _Drawing:
    """What the stream remembers: who will come again, and who could care for a child."""

    def __init__(self, register: Register, persons: int) -> None:
        self.left = persons
        self._register = register
        self._rng = register.rng
        self._again: deque[_Once] = deque()
        self._carers: dict[str, tuple[str, tuple[Leg, ...]]] = {}

    def of(self, family: Family) -> Iterator[Drawn]:
        """What a family makes of the register: its household, perhaps its detained father, perhaps an earlier one again."""
        coming = self._coming(family)
        once = self._registered(coming)
        if once is None:
            return
        yield Drawn(once.record)
        self._remember(once)
        if family.held is not None:
            father = self._registered(self._father(family.held, once))
            if father is not None:
                yield Drawn(father.record)
        if self._again and self._rng.random() < 1 / LATER * len(self._again):
            repeated = self._repeated(self._again.popleft())
            if repeated is not None:
                yield repeated

    def _registered(self, coming: Coming) -> _Once | None:
        """Register as many of the people as there is room for."""
        people = coming.people[: max(0, self.left)]
        if not people:
            return None
        shorter = Coming(people, coming.country, coming.legs, coming.kin, coming.carer)
        made = self._register.household(shorter)
        if made is None:
            return None
        record, members = made
        self.left -= len(members)
        return _Once(record, members, shorter)

    def _coming(self, family: Family) -> Coming:
        rng, first = self._rng, family.people[0]
        if len(family.people) == 1 and first.sex == "male" and first.age < 60 and rng.random() < DETAINED:
            return Coming(family.people, family.country, detained_legs(family.country, rng))
        if first.role == "unaccompanied" and self._carers and rng.random() < FOSTERED:
            carer, legs = self._carers[rng.choice(sorted(self._carers))]
            return Coming(family.people, family.country, legs, carer=carer)
        return Coming(family.people, family.country, household_legs(family.country, rng))

    def _father(self, held: Person, family: _Once) -> Coming:
        """The detained father, who says whose parent and whose husband he is."""
        members = zip(family.record.members, family.people, strict=True)
        kin = tuple(
            KinRecord("spouse" if member.role == "head" else "parent", member.reference)
            for member, person in members
            if member.role == "head" or (person.role == "child" and person.lineage.father is held.given)
        )
        return Coming((held,), family.coming.country, detained_legs(family.coming.country, self._rng), kin)

    def _remember(self, once: _Once) -> None:
        head, person = once.record.members[0], once.people[0]
        last = head.stays[-1]
        if last.site in ("NS-1", "WN-1") and not last.ended:
            if head.role == "head" and person.sex == "female" and 22 < person.age < 60:
                self._carers[last.site] = (head.reference, once.coming.legs)
            if person.age >= 18 and not once.coming.kin and self._rng.random() < AGAIN:
                self._again.append(once)

    def _repeated(self, once: _Once) -> Drawn | None:
        """The same people before another clerk, later, at the same camp or another; sometimes the head alone."""
        rng = self._rng
        people = once.people[:1] if rng.random() < ALONE_AGAIN else once.people
        since = rng.randint(min(once.coming.legs[-1].first + 60, TODAY - 1), TODAY - 1)
        site = once.record.site if rng.random() < 0.6 else "WN-1" if once.record.site == "NS-1" else "NS-1"
        legs = household_legs(once.coming.country, rng, since, site)
        again = self._registered(Coming(people, once.coming.country, legs))
        if again is None:
            return None
        first = {id(person): member.reference for member, person in zip(once.record.members, once.people, strict=True)}
        repeats = (
            Repeat(member.reference, first[id(person)])
            for member, person in zip(again.record.members, again.people, strict=True)
        )
        return Drawn(again.record, tuple(repeats))
