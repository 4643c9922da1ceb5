"""Invented people as a publisher lists them: names in its own habit, aliases, doubtful births.

Comes in: how many, a seed, which publisher's customs. Goes out: `Listed`: the true person beside the `Listing`.
Never a reference that a publisher uses: ids start with ZZ, 9000 or SYN, and every list says that it is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

import msgspec

from homeward.kernel.dates import PartialDate, between, from_parts
from homeward.kernel.sources import Position, text_hash
from homeward.synthetic.cultures import MIX
from homeward.synthetic.lists.naming import Publisher, listed_names, name_parts, plain
from homeward.synthetic.people import TAIL, Community, Person, Sex
from homeward.watchlists.listing import ListedDocument, ListedPlace, Listing

WOMEN = 0.04
_SEX_SAID = {"un": 0.07, "ofac": 0.30, "simple": 0.15}
_ENTRY_IDS = {"un": "ZZi.{:03d}", "ofac": "{}", "simple": "SYN-E{:07d}"}
_FIRST_NUMBER = {"un": 1, "ofac": 90_000_001, "simple": 1}


class Listed(msgspec.Struct, frozen=True):
    """One entry and who it truly is (None for an entity); `parts` are the primary name's parts in order."""

    listing: Listing
    person: Person | None
    parts: tuple[str, ...]


def listed_people(
    count: int, seed: int, publisher: Publisher = "un", tail: float = TAIL, mix: Mapping[str, float] = MIX
) -> Iterator[Listed]:
    """`count` invented listed people, nearly all men born 1950 to 1998, as a stream."""
    rng = Random(f"listed {seed} {publisher}")
    communities = [Community(culture, tail, rng) for culture in mix]
    for number, community in enumerate(
        rng.choices(communities, tuple(mix.values()), k=count), _FIRST_NUMBER[publisher]
    ):
        person = _person(community, f"SYN-L{number:07d}")
        yield _listed(person, _ENTRY_IDS[publisher].format(number), number, publisher, rng)


def _person(community: Community, person_id: str) -> Person:
    rng = community.rng
    sex: Sex = "female" if rng.random() < WOMEN else "male"
    country, town = community.origin()
    kunya = community.given("male") if rng.random() < 0.6 else None
    return Person(
        person_id, person_id, community.culture, sex, community.given(sex), community.lineage(), community.mother(),
        community.birthday(24 + 48 * rng.random() ** 1.3), country, town, kunya, community.documents(country, 0.45),
    )  # fmt: skip


def _listed(person: Person, entry_id: str, number: int, publisher: Publisher, rng: Random) -> Listed:
    parts = name_parts(person, rng)
    names = listed_names(person, parts, publisher, rng)
    nationality = (person.country,) if rng.random() < 0.85 else ()
    listing = Listing(
        list_id=f"invented-{publisher}",
        entry_id=entry_id,
        kind="individual",
        names=names,
        position=Position("invented", number, "record"),
        content_hash=text_hash(entry_id, *(name.text for name in names)),
        reference=entry_id,
        programmes=("INVENTED",),
        births=_births(person, rng),
        sex=person.sex if rng.random() < _SEX_SAID[publisher] or person.sex == "female" else None,
        nationalities=nationality,
        birth_places=(ListedPlace(person.town[0], person.country),) if rng.random() < 0.7 else (),
        documents=tuple(ListedDocument(d.kind, d.number, d.issuer) for d in person.documents),
        father_names=(plain(person.lineage.father, rng),) if rng.random() < 0.12 else (),
        mother_names=(plain(person.mother[0], rng),) if rng.random() < 0.12 else (),
        remarks="Invented for demonstration and tests.",
    )
    return Listed(listing, person, parts)


def _births(person: Person, rng: Random) -> tuple[PartialDate, ...]:
    """What a publisher knows of a birth: a day, a year, about a year, between two; seldom nothing, or several."""
    if rng.random() < 0.06:
        return ()
    births = [_birth(person, rng)]
    while rng.random() < 0.14:
        year = person.born.year + rng.choice((-5, -2, -1, 1, 2, 3, 10))
        day = min(person.born.day, 28) if rng.random() < 0.5 else 0
        births.append(_known(from_parts(year, person.born.month if day else 0, day)))
    return tuple(dict.fromkeys(births))


def _birth(person: Person, rng: Random) -> PartialDate:
    born = person.born
    chance = rng.random()
    if chance < 0.62:
        return _known(from_parts(born.year, born.month, born.day))
    if chance < 0.66:
        return _known(from_parts(born.year, 1, 1))
    if chance < 0.86:
        return _known(from_parts(born.year))
    if chance < 0.95:
        return _known(from_parts(born.year + rng.choice((-2, -1, 0, 0, 1, 2)), circa=True))
    first = born.year - rng.choice((0, 1, 2))
    return _known(between(_known(from_parts(first)), _known(from_parts(first + 3))))


def _known(date: PartialDate | None) -> PartialDate:
    if date is None:
        raise ValueError("an invented birth names no day of the calendar")
    return date
