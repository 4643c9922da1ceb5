"""Invented lists on which some of the invented registry's people stand: two editions of one like the UN's, and notices of the missing.

Comes in: a folder, how many are registered, their seed. Goes out: paths, and which entries are whose. The later edition added some entries,
amended some and removed some, as a publisher does between two days.
Never more than a few people of a registry, and never one who is registered twice on purpose: most candidates are namesakes, as in life.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import msgspec

from homeward.synthetic.cultures import countries
from homeward.synthetic.lists.entities import listed_entities
from homeward.synthetic.lists.interpol import write_notices
from homeward.synthetic.lists.people import Listed, listed, listed_people
from homeward.synthetic.lists.un import write_un_xml
from homeward.synthetic.output import made
from homeward.synthetic.people import Person
from homeward.synthetic.population.families import families
from homeward.watchlists.listing import ListedName

STRANGERS, ENTITIES = 700, 120
KNOWN = 40  # people of the registry who are listed
MISSING, SOUGHT = 40, 12  # notices of missing children nobody registered, and of such as are
ADDED, AMENDED, REMOVED = 6, 8, 3
EARLIER, LATER = timedelta(days=42), timedelta(days=2)  # how old the editions are on the day they are made


class Editions(msgspec.Struct, frozen=True):
    """Paths of the two editions and of the folder of notices; who of the registry stands where, by entry."""

    earlier: Path
    later: Path
    notices: Path
    known: dict[str, Person]
    sought: dict[str, Person]


def write_editions(folder: Path, persons: int, seed: int, today: date) -> Editions:
    """Write them into a folder, made if need be: the earlier one too old, the later one fresh. Raises `CannotWrite`."""
    rng = Random(f"lists of population {seed}")
    grown, young = _first(persons, seed)
    strangers = list(listed_people(STRANGERS, seed, "un"))
    known = [listed(person, STRANGERS + number, "un", rng) for number, person in enumerate(_spaced(grown, KNOWN), 1)]
    entities = tuple(listed_entities(ENTITIES, seed, "un"))
    everyone = [*strangers, *known]
    rng.shuffle(everyone)
    earlier, later = folder / "invented_un_earlier.xml", folder / "invented_un_later.xml"
    made(folder)
    write_un_xml(earlier, (*everyone[ADDED:], *entities), today - EARLIER)
    write_un_xml(later, (*_amended(everyone[: len(everyone) - REMOVED], rng), *entities), today - LATER)
    sought = [listed(person, 30_000 + number, "yellow", rng) for number, person in enumerate(_spaced(young, SOUGHT), 1)]
    write_notices(folder / "invented_missing", (*listed_people(MISSING, seed, "yellow"), *sought))
    return Editions(earlier, later, folder / "invented_missing", _by_entry(known), _by_entry(sought))


def _amended(entries: list[Listed], rng: Random) -> Iterator[Listed]:
    """Some entries with a further alias: their names in another order."""
    chosen = set(rng.sample(range(ADDED, len(entries)), AMENDED))
    for place, one in enumerate(entries):
        if place not in chosen or len(one.parts) < 2:
            yield one
            continue
        alias = ListedName(" ".join((one.parts[0], one.parts[-1])).title())
        listing = msgspec.structs.replace(one.listing, names=(*one.listing.names, alias))
        yield msgspec.structs.replace(one, listing=listing)


def _first(persons: int, seed: int) -> tuple[list[Person], list[Person]]:
    """Grown men, and children, among the first so many people who come to be registered."""
    grown, young, count = list[Person](), list[Person](), 0
    for family in families(seed):
        count += len(family.people)
        if count > persons * 0.9:  # the registry's last families are cut short, and some come twice
            break
        nameable = [one for one in family.people if one.country in countries()]
        grown += [one for one in nameable if one.segment == "adult_m"]
        young += [one for one in nameable if one.segment == "child"]
    return grown, young


def _spaced(people: list[Person], many: int) -> list[Person]:
    return people[:: max(1, len(people) // many)][:many]


def _by_entry(entries: Iterable[Listed]) -> dict[str, Person]:
    return {one.listing.entry_id: one.person for one in entries if one.person is not None}
