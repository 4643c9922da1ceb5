"""Where a household was, from when to when, and what that makes of each of its people: born on the way, dead, missing, still there.

Comes in: a country, a random source. Goes out: `Leg`s of a household, `StayRecord`s of a person; days in order, sections of the site.
Never a reason that weighs on anybody: who leaves, and how, is chance. Shares are guesses.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from homeward.synthetic.people import REGISTRATION
from homeward.synthetic.population.families import NEIGHBOURS
from homeward.synthetic.population.records import Beginning, Ending, ShelterRecord, StayRecord
from homeward.synthetic.population.sites import BY_CODE

TODAY = REGISTRATION.toordinal()
WAVE = (date(2019, 1, 5).toordinal(), date(2019, 4, 10).toordinal())  # when most people came
SPAN = (date(2016, 6, 1).toordinal(), date(2022, 11, 15).toordinal())
IN_WAVE, DAY_UNKNOWN, MOVED = 0.6, 0.02, 0.18
EMPTIED = (date(2021, 6, 1).toordinal(), date(2021, 9, 30).toordinal())  # when the closed camp was
RETURNS = date(2021, 6, 1).toordinal()
_HOME = {"iq": "QA-1", "sy": "AZ-1"}
_GOES = {"iq": 0.17, "sy": 0.06}  # of households, by country; others: GOES_ELSEWHERE
GOES_ELSEWHERE, OTHER_CAMP, LEAVES = 0.05, 0.03, 0.015


class Leg(NamedTuple):
    """A household's stay at a site, days as ordinals; `last` None: it lasts, as far as is recorded."""

    site: str
    began: Beginning
    first: int
    ended: Ending = ""
    last: int | None = None
    to_site: str = ""
    shelters: tuple[tuple[str, str, int], ...] = ()  # section, tent, since

    @property
    def until(self) -> int:
        """The last day on which somebody could be seen there."""
        closed = BY_CODE[self.site].closed
        return self.last if self.last is not None else closed.last.toordinal() if closed else TODAY


class Exit(NamedTuple):
    """That a person's stays end before the household's."""

    day: int
    ended: Ending


def household_legs(country: str, rng: Random, since: int | None = None, site: str | None = None) -> tuple[Leg, ...]:
    """Where a household was, with its sections and tents. A second registration begins at `since`, at `site`."""
    day = since if since is not None else rng.randint(*(WAVE if rng.random() < IN_WAVE else SPAN))
    camp = site or _first_camp(day, rng)
    legs = [Leg(camp, "arrival", day)]
    if camp == "TZ-1":
        _leave_closed_camp(legs, rng)
    if legs[-1].last is None and legs[-1].site in ("NS-1", "WN-1"):
        _go_on(legs, country, rng)
    return tuple(_housed(leg, country, rng) for leg in legs)


def detained_legs(country: str, rng: Random) -> tuple[Leg, ...]:
    """Where somebody is held."""
    day = rng.randint(date(2019, 3, 10).toordinal(), date(2020, 6, 30).toordinal())
    leg = Leg("MQ-1", "arrival", day)
    if rng.random() < 0.05:
        leg = leg._replace(ended="departure", last=rng.randint(day + 200, TODAY))
    return (_housed(leg, country, rng),)


def exit_of(born: int, age: int, legs: tuple[Leg, ...], rng: Random) -> Exit | None:
    """A death or a disappearance that is reported, now and then."""
    chance = rng.random()
    death = 0.09 if age > 65 else 0.03 if age < 2 else 0.006
    if chance > death + 0.004:
        return None
    first, last = max(born, legs[0].first), max(leg.until for leg in legs)
    if first >= last:
        return None
    return Exit(rng.randint(first + 1, last), "deceased_reported" if chance < death else "missing_reported")


def stays(born: int, legs: tuple[Leg, ...], gone: Exit | None, day_known: bool) -> tuple[StayRecord, ...]:
    """A person's stays: those of the household from their birth to their own end. Empty for who was born after all of them."""
    found: list[StayRecord] = []
    for leg in legs:
        if born > leg.until or (gone is not None and gone.day < leg.first):
            continue
        first, began = max(born, leg.first), leg.began
        if born >= leg.first:
            began = "birth"
        elif not found and began == "transfer":
            began = "arrival"
        ends_here = gone is not None and gone.day <= leg.until
        ended, last, to_site = leg.ended, leg.last, leg.to_site
        if ends_here and gone is not None:
            ended, last, to_site = gone.ended, max(gone.day, first), ""
        known = day_known or bool(found) or began == "birth"
        found.append(
            StayRecord(
                leg.site, began, date.fromordinal(first) if known else None, ended,
                date.fromordinal(last) if last is not None else None, to_site, _shelters(leg, first, last, known),
            )
        )  # fmt: skip
        if ends_here:
            break
    return tuple(found)


def _shelters(leg: Leg, first: int, last: int | None, known: bool) -> tuple[ShelterRecord, ...]:
    end = last if last is not None else leg.until
    lived = [shelter for shelter in leg.shelters if shelter[2] <= end]
    nexts = [*(shelter[2] for shelter in lived[1:]), None][: len(lived)]
    records = [
        ShelterRecord(
            section, tent,
            date.fromordinal(max(since, first)) if known or since > first else None,
            date.fromordinal(until) if until is not None else date.fromordinal(last) if last is not None else None,
        )
        for (section, tent, since), until in zip(lived, nexts, strict=True)
        if until is None or until > first
    ]  # fmt: skip
    return tuple(records)


def _first_camp(day: int, rng: Random) -> str:
    weights = {
        code: weight
        for code, weight in (("NS-1", 62), ("WN-1", 20), ("TZ-1", 18))
        if BY_CODE[code].opened.last.toordinal() < day and (code != "TZ-1" or day < EMPTIED[0] - 60)
    }
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def _leave_closed_camp(legs: list[Leg], rng: Random) -> None:
    """A household of the closed camp: most were taken to another one, some left; of some nothing is recorded."""
    day, chance = rng.randint(*EMPTIED), rng.random()
    if chance < 0.78:
        to = "NS-1" if rng.random() < 0.8 else "WN-1"
        _move(legs, to, day, "transfer")
    elif chance < 0.92:
        legs[-1] = legs[-1]._replace(ended="departure" if chance < 0.88 else "left", last=day)


def _go_on(legs: list[Leg], country: str, rng: Random) -> None:
    """What may come after a camp: a return by way of the centre, another camp, a departure of one's own accord."""
    earliest = max(RETURNS, legs[-1].first + 90)
    if earliest >= TODAY - 10:
        return
    day, chance = rng.randint(earliest, TODAY - 5), rng.random()
    goes = _GOES.get(country, GOES_ELSEWHERE)
    if chance < goes:
        _return(legs, country, day, rng)
    elif chance < goes + OTHER_CAMP:
        _move(legs, "WN-1" if legs[-1].site == "NS-1" else "NS-1", day, "transfer")
    elif chance < goes + OTHER_CAMP + LEAVES:
        legs[-1] = legs[-1]._replace(ended="left", last=day)


def _return(legs: list[Leg], country: str, day: int, rng: Random) -> None:
    if country == "iq":
        if rng.random() < 0.2 and day + 3 < TODAY:
            _move(legs, "KR-1", day, "transfer")
            day += 2
        _move(legs, "BA-1", day, "transfer")
        day += rng.randint(60, 150)
        if day < TODAY:
            _move(legs, "QA-1", day, "return")
    elif country == "sy":
        _move(legs, "AZ-1", day, "return")
    else:
        legs[-1] = legs[-1]._replace(ended="departure", last=day)


def _move(legs: list[Leg], to: str, day: int, began: Beginning) -> None:
    legs[-1] = legs[-1]._replace(ended="departure" if began == "return" else "transfer", last=day, to_site=to)
    legs.append(Leg(to, began, day))


def _housed(leg: Leg, country: str, rng: Random) -> Leg:
    """The leg with its section and tent, and sometimes a second one."""
    sections = [section.code for section in BY_CODE[leg.site].sections]
    if not sections:
        return leg
    if leg.site == "NS-1":
        annex = country not in NEIGHBOURS and rng.random() < 0.9
        sections = ["A"] if annex else sections[:-1]
    places = [(*_shelter(leg.site, sections, rng), leg.first)]
    if leg.until - leg.first > 60 and rng.random() < MOVED:
        places.append((*_shelter(leg.site, sections, rng), rng.randint(leg.first + 20, leg.until - 5)))
    return leg._replace(shelters=tuple(places))


def _shelter(site: str, sections: list[str], rng: Random) -> tuple[str, str]:
    section = rng.choice(sections)
    return section, "" if site == "MQ-1" else f"{section}-{rng.randint(1, 900):03d}"
