"""Invented people who resemble an entry of a list: as a clerk would write whoever is meant, or a namesake who is somebody else.

Comes in: a listing, a random source. Goes out: a `Profile` that belongs to nobody. The one takes what the entry says and writes it
otherwise: another script, a slip of the hand, a part left out, a year for a day. The other shares the first and the last part of the
name, and nothing else: another forefather, another birth by a dozen years or more, another town. Never a person of any registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from homeward.kernel.dates import PartialDate, from_parts
from homeward.screening.profile import Profile
from homeward.synthetic.cultures import CULTURES, MIX
from homeward.synthetic.people import Community
from homeward.synthetic.transcribe import arabic_from_latin
from homeward.synthetic.typos import mistyped
from homeward.watchlists.listing import Listing

UNKNOWN: Final = "unknown"
ARABIC, SLIP, LEFT_OUT = 0.5, 0.35, 0.3  # shares of those written in Arabic, with a slip, with a middle part left out
APART: Final = (12, 25)  # years between a namesake's birth and the entry's
OF_AGE, OLDEST = 20, 80
_PARTS_FOR_SOMEBODY: Final = 2


def culture_of(countries: tuple[str, ...]) -> str:
    """The community whose names somebody of these countries most probably bears, by the shares of the invented communities."""
    for country in countries:
        found = [(CULTURES[name].countries.get(country, 0) * MIX[name], name) for name in MIX]
        weight, name = max(found)
        if weight:
            return name
    return UNKNOWN


def may_be_resembled(listing: Listing, today: date) -> bool:
    """Whether an entry says enough to be resembled: a grown person with a name of two parts and a birth."""
    years = [birth.first.year for birth in listing.births]
    grown = all(OF_AGE <= today.year - year <= OLDEST for year in years)
    return listing.kind == "individual" and len(_words(listing)) >= _PARTS_FOR_SOMEBODY and bool(years) and grown


def meant(listing: Listing, rng: Random) -> Profile:
    """Whoever the entry means, as a clerk writes them down."""
    words = _words(listing)
    if len(words) > 3 and rng.random() < LEFT_OUT:
        del words[rng.randrange(1, len(words) - 1)]
    name = " ".join(words).title()
    if name.isascii() and rng.random() < ARABIC:
        name = arabic_from_latin(name)
    elif rng.random() < SLIP:
        written = name.split()
        place = rng.randrange(len(written))
        written[place] = mistyped(written[place], rng)
        name = " ".join(written)
    birth = listing.births[rng.randrange(len(listing.births))]
    return _profile(listing, name, birth if rng.random() < 0.6 else from_parts(birth.first.year))


def namesake(listing: Listing, rng: Random) -> Profile:
    """Somebody else who shares the first and the last part of the name."""
    words = _words(listing)
    culture = culture_of(listing.nationalities)
    community = Community(culture if culture in CULTURES else "arabic", 0.0, rng, 1)
    given = community.given("male")
    middle = (given.latn or given.arab)[0]
    apart = rng.randint(*APART) * rng.choice((-1, 1))
    year = listing.births[0].first.year + apart
    name = " ".join([words[0], middle, words[-1]]).title()
    return _profile(
        listing, name, from_parts(year, rng.randint(1, 12), rng.randint(1, 28)), town=community.origin()[1][0]
    )


def _profile(listing: Listing, name: str, birth: PartialDate | None, town: str = "") -> Profile:
    """A profile with no paper and no parent: what these say would tell the two kinds apart at once."""
    places = (town,) if town else tuple(place.text.split(",")[0] for place in listing.birth_places[:1])
    return Profile(
        query_id="",
        names=(name,),
        births=(birth,) if birth else (),
        sex=listing.sex,
        nationalities=tuple(one for one in listing.nationalities if len(one) == 2)[:1],
        birth_places=places,
    )


def _words(listing: Listing) -> list[str]:
    """The parts of the name that an entry is published under."""
    primary: Mapping[bool, str] = {name.primary: name.text for name in reversed(listing.names)}
    text = primary.get(True) or listing.names[0].text
    return text.replace(",", " ").split()
