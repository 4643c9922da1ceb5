"""Invented families as they are: who they are, of which nationalities, and a father who is held elsewhere.

Comes in: a seed. Goes out: `Family`s without end, by the shapes of `households`, of the nations in their shares.
Never what a clerk wrote of them: that is `registering`. Shares are guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random

import msgspec

from homeward.synthetic.households import household
from homeward.synthetic.people import REGISTRATION, YEAR, Community, Lineage, Person
from homeward.synthetic.population.nations import NationCommunity, nations

FOREIGN_WIFE = 0.09  # of wives with another nationality than the family's
NEIGHBOUR = 0.6  # of those, from the other one of Iraq and Syria
HELD = 0.3  # of families whose father is not there: he is in detention
NEIGHBOURS = {"iq": "sy", "sy": "iq"}


class Family(msgspec.Struct, frozen=True, eq=False):
    """The people of a household, the head first, and the father who is held elsewhere, if he is.

    `country` is that of the father's line; a wife's own stands with her.
    """

    people: tuple[Person, ...]
    country: str
    held: Person | None = None


def families(seed: int) -> Iterator[Family]:
    """Families without end."""
    rng = Random(f"families {seed}")
    draw = _Nations(rng)
    number = 0
    while True:
        number += 1
        community = draw.community(draw.any())
        yield _family(draw, community, f"SYN-H{number:06d}")


class _Nations:
    """Draws nations by weight, and keeps the communities."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._codes = tuple(nations())
        self._sums = list(accumulate(nation.weight for nation in nations().values()))
        self._communities: dict[tuple[str, str], NationCommunity] = {}

    def any(self) -> str:
        """A nation."""
        return self.rng.choices(self._codes, cum_weights=self._sums)[0]

    def community(self, code: str) -> NationCommunity:
        """A community of a nation."""
        nation = nations()[code]
        culture = self.rng.choices(tuple(nation.cultures), tuple(nation.cultures.values()))[0]
        known = self._communities.get((code, culture))
        if known is None:
            known = self._communities[code, culture] = NationCommunity(nation, culture, self.rng)
        return known


def _family(draw: _Nations, community: NationCommunity, household_id: str) -> Family:
    people = list(household(community, household_id))
    country = community.nation.code
    wife = next((n for n, p in enumerate(people) if p.role in ("spouse", "widow", "head") and p.sex == "female"), None)
    if wife is not None and draw.rng.random() < FOREIGN_WIFE:
        other = NEIGHBOURS.get(country, "sy") if draw.rng.random() < NEIGHBOUR else draw.any()
        people = _with_wife(people, wife, draw.community(other))
    return Family(tuple(people), country, _held(people, community))


def _with_wife(people: list[Person], at: int, hers: NationCommunity) -> list[Person]:
    """The family with a wife of another community, as whose children hers are known."""
    old = people[at]
    country, town = hers.origin()
    new = msgspec.structs.replace(
        old, culture=hers.culture, given=hers.given("female"), lineage=hers.lineage(), mother=hers.mother(),
        country=country, town=town, documents=hers.documents(country, 0.5),
    )  # fmt: skip
    called, now = (old.given, old.lineage.father), (new.given, new.lineage.father)
    return [
        new if n == at else msgspec.structs.replace(p, mother=now) if p.role == "child" and p.mother == called else p
        for n, p in enumerate(people)
    ]


def _held(people: list[Person], community: Community) -> Person | None:
    """The father of a mother's children where he is not with them, now and then."""
    mother, children = people[0], [p for p in people if p.role == "child"]
    if mother.sex == "male" or mother.role != "head" or not children or community.rng.random() >= HELD:
        return None
    line = children[0].lineage
    age = (REGISTRATION.toordinal() - mother.born.toordinal()) / YEAR + 1 + 9 * community.rng.random()
    return Person(
        f"{mother.household_id}-F", f"{mother.household_id}-F", community.culture, "male", line.father,
        Lineage(line.grandfather, community.given("male"), line.family), community.mother(), community.birthday(age),
        children[0].country, children[0].town, mother.kunya, community.documents(children[0].country, 0.3), "head",
    )  # fmt: skip
