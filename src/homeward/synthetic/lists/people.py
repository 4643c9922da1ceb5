"""Invented people as a publisher lists them: names in its own habit, aliases, doubtful births.

Comes in: how many, a seed, which publisher's customs. Goes out: `Listed`: the true person beside the `Listing`.
Never a reference that a publisher uses: ids start with ZZ, 9000, 2099 or SYN, and every list says that it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import accumulate
from random import Random

import msgspec

from homeward.kernel.dates import PartialDate, between, from_parts
from homeward.kernel.sources import Position, text_hash
from homeward.synthetic.cultures import MIX, countries
from homeward.synthetic.lists.naming import ascii_letters, listed_names, name_parts, plain
from homeward.synthetic.lists.publishers import CUSTOMS, Customs, Publisher
from homeward.synthetic.parts import RARE, NamePart
from homeward.synthetic.people import TAIL, Community, Person, Sex
from homeward.watchlists.listing import ListedDocument, ListedPlace, Listing

WOMEN = 0.04
DAY = date(2022, 12, 1)  # the day on which invented lists were made
REMARK = "Invented for demonstration and tests."


class Listed(msgspec.Struct, frozen=True):
    """One entry and who it truly is (None for an entity); `parts` are the primary name's parts in order."""

    listing: Listing
    person: Person | None
    parts: tuple[str, ...]


def listed_people(
    count: int,
    seed: int,
    publisher: Publisher = "un",
    tail: float = TAIL,
    mix: Mapping[str, float] = MIX,
    rares: int = RARE,
) -> Iterator[Listed]:
    """`count` invented listed people as a stream: nearly all men born 1950 to 1998, but the missing are mostly children.

    A shorter list is the beginning of a longer one.
    """
    rng = Random(f"listed {seed} {publisher}")
    communities = [Community(culture, tail, rng, rares) for culture in mix]
    sums = tuple(accumulate(mix.values()))
    first = CUSTOMS[publisher].first
    for number in range(first, first + count):
        community = rng.choices(communities, cum_weights=sums)[0]
        person_id = f"SYN-L{number:07d}"
        person = _missing(community, person_id) if publisher == "yellow" else _person(community, person_id)
        yield listed(person, number, publisher, rng)


def _person(community: Community, person_id: str) -> Person:
    rng = community.rng
    sex: Sex = "female" if rng.random() < WOMEN else "male"
    country, town = community.origin()
    kunya = community.given("male") if rng.random() < 0.6 else None
    return Person(
        person_id, person_id, community.culture, sex, community.given(sex), community.lineage(), community.mother(),
        community.birthday(24 + 48 * rng.random() ** 1.3), country, town, kunya, community.documents(country, 0.45),
    )  # fmt: skip


def _missing(community: Community, person_id: str) -> Person:
    rng = community.rng
    sex: Sex = "female" if rng.random() < 0.5 else "male"
    country, town = community.origin()
    return Person(
        person_id, person_id, community.culture, sex, community.given(sex), community.lineage(), community.mother(),
        community.birthday(2 + 17 * rng.random()), country, town, role="child",
    )  # fmt: skip


def listed(person: Person, number: int, publisher: Publisher, rng: Random) -> Listed:
    """An invented person as a publisher lists them under a number."""
    customs = CUSTOMS[publisher]
    parts = name_parts(person, rng)
    names = listed_names(person, parts, publisher, rng)
    entry_id = customs.entry_id.format(number)
    listed_on, amended_on = listing_dates(rng) if customs.dated else (None, None)
    papers = person.documents if customs.papers else ()
    listing = Listing(
        list_id=f"invented-{publisher}",
        entry_id=entry_id,
        kind="individual",
        names=names,
        position=Position("invented", number - customs.first + 1, "record"),
        content_hash=text_hash(entry_id, *(name.text for name in names)),
        reference=entry_id if customs.cited else "",
        programmes=customs.programmes[: rng.choice((1, 1, 1, 2))],
        births=_births(person, customs, rng),
        sex=person.sex if rng.random() < customs.sex or person.sex == "female" else None,
        nationalities=(person.country,) if rng.random() < 0.85 else (),
        birth_places=(_birth_place(person, publisher),) if rng.random() < 0.7 else (),
        documents=tuple(ListedDocument(d.kind, d.number, d.issuer) for d in papers),
        father_names=_parent(person.lineage.father, customs, rng),
        mother_names=_parent(person.mother[0], customs, rng),
        listed_on=listed_on,
        amended_on=amended_on,
        remarks=REMARK,
        tracing=publisher == "yellow",
    )
    return Listed(listing, person, parts)


def _birth_place(person: Person, publisher: Publisher) -> ListedPlace:
    """A town; OFAC writes its country after it."""
    town = person.town[0]
    return ListedPlace(f"{town}, {countries()[person.country].ofac}" if publisher == "ofac" else town, person.country)


def _parent(part: NamePart, customs: Customs, rng: Random) -> tuple[str, ...]:
    if rng.random() >= customs.parents:
        return ()
    name = plain(part, rng)
    return (name if customs.aliases else ascii_letters(name).upper(),)


def listing_dates(rng: Random) -> tuple[PartialDate | None, PartialDate | None]:
    """When an entry was first listed and last amended, before `DAY`."""
    listed = DAY - timedelta(days=rng.randrange(60, 7000))
    amended = DAY - timedelta(days=rng.randrange(1, 60)) if rng.random() < 0.7 else None
    return _day(listed), _day(amended) if amended else None


def _day(day: date) -> PartialDate:
    return PartialDate(day, day, "day")


def _births(person: Person, customs: Customs, rng: Random) -> tuple[PartialDate, ...]:
    """What a publisher knows of a birth: a day, a year, about a year, between two; seldom nothing, or several."""
    if rng.random() < 0.06:
        return ()
    births = [_birth(person, customs, rng)]
    while customs.doubts and rng.random() < 0.14:
        year = person.born.year + rng.choice((-5, -2, -1, 1, 2, 3, 10))
        day = min(person.born.day, 28) if rng.random() < 0.5 else 0
        births.append(_known(from_parts(year, person.born.month if day else 0, day)))
    return tuple(dict.fromkeys(births))


def _birth(person: Person, customs: Customs, rng: Random) -> PartialDate:
    born = person.born
    chance = rng.random()
    if chance < 0.61:
        return _known(from_parts(born.year, born.month, born.day))
    if chance < 0.65:
        return _known(from_parts(born.year, 1, 1))
    if chance < 0.67:
        return _known(from_parts(born.year, born.month))
    if chance < 0.86 or not customs.doubts:
        return _known(from_parts(born.year))
    if chance < 0.95:
        return _known(from_parts(born.year + rng.choice((-2, -1, 0, 0, 1, 2)), circa=True))
    first = born.year - rng.choice((0, 1, 2))
    return _known(between(_known(from_parts(first)), _known(from_parts(first + 3))))


def _known(date: PartialDate | None) -> PartialDate:
    if date is None:
        raise ValueError("an invented birth names no day of the calendar")
    return date
