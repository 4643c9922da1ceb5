"""What one record states besides its names, in words for a person to read: births with their precision, sex, nationality …

Comes in: an entry of an index, or a profile. Goes out: frozen `Statement`s, an empty text where nothing is stated.
Never more exact than the source: a year stays a year, and 1 January is called a convention.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence

import msgspec

from homeward.kernel.countries import people_of
from homeward.kernel.dates import PartialDate
from homeward.screening.index.store import SAID, Index
from homeward.screening.profile import Profile
from homeward.screening.sheet import CONVENTION, DAY, FEMALE, MALE, MONTH, RANGE, YEAR, nation_code

_SEXES = {MALE: "male", FEMALE: "female"}
_PRECISIONS = {"day": DAY, "month": MONTH, "year": YEAR, "range": RANGE}
ALTERNATIVES_SHOWN = 3


class Statement(msgspec.Struct, frozen=True):
    """Facts of one record in words, by field; "" where the record does not state it."""

    birth: str = ""
    sex: str = ""
    nationality: str = ""
    birth_place: str = ""
    father: str = ""
    mother: str = ""
    document: str = ""
    exact_day: bool = False


def of_entry(index: Index, entry: int) -> Statement:
    """What an entry states, with texts as they were published. Of documents the index keeps what is compared, not the text."""
    facts = index.sheet.facts_of(entry)
    between, inside = SAID
    places, fathers, mothers = (_several(text.split(inside)) for text in index.said.get(entry).split(between))
    return Statement(
        birth=_births(facts.births),
        sex=_SEXES.get(facts.sex, ""),
        nationality=_several([people_of(nation_code(n)) for n in facts.nations]),
        birth_place=places,
        father=fathers,
        mother=mothers,
        exact_day=any(kind == DAY for _, _, kind in facts.births),
    )


def of_profile(profile: Profile) -> Statement:
    """What a person's record states, with texts as they were written."""
    births = [_numbers(birth) for birth in profile.births]
    return Statement(
        birth=_births(births),
        sex=profile.sex or "",
        nationality=_several([people_of(code) for code in profile.nationalities]),
        birth_place=_several(profile.birth_places),
        father=profile.father_name,
        mother=profile.mother_name,
        document=_several([f"{d.kind} {d.number}".strip() for d in profile.documents]),
        exact_day=any(kind == DAY for _, _, kind in births),
    )


def birth_in_words(first: int, last: int, kind: int) -> str:
    """A birth as exactly as it was stated, from days as yyyymmdd: "born 4 March 1986", "born between 1984 and 1986"."""
    year, last_year = first // 10_000, last // 10_000
    if kind == DAY:
        return f"born {_day(first)}"
    if kind == CONVENTION:
        return f"born {year} ({_day(first).rpartition(' ')[0]}, a convention)"
    if kind == MONTH:
        return f"born {month_name[first // 100 % 100]} {year}"
    if year == last_year:
        return f"born {year}" if _whole_year(first, last) else f"born between {_day(first)} and {_day(last)}"
    if kind == YEAR:
        return f"born {year} or {last_year} (one year of another calendar)"
    return f"born between {_edge(first, 101)} and {_edge(last, 1231)}"


def _day(number: int) -> str:
    return f"{number % 100} {month_name[number // 100 % 100]} {number // 10_000}"


def _edge(number: int, day_of_year: int) -> str:
    return str(number // 10_000) if number % 10_000 == day_of_year else _day(number)


def _whole_year(first: int, last: int) -> bool:
    return first % 10_000 == 101 and last % 10_000 == 1231


def _numbers(birth: PartialDate) -> tuple[int, int, int]:
    first, last = (day.year * 10_000 + day.month * 100 + day.day for day in (birth.first, birth.last))
    return first, last, CONVENTION if birth.convention else _PRECISIONS[birth.precision]


def _births(births: Sequence[tuple[int, int, int]]) -> str:
    """Several births are alternatives: "born 1984 or 1986"."""
    words = [birth_in_words(*birth) for birth in births]
    return _several([*words[:1], *(text.removeprefix("born ") for text in words[1:])])


def _several(texts: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(texts))
    more = len(distinct) - ALTERNATIVES_SHOWN
    return " or ".join(distinct[:ALTERNATIVES_SHOWN]) + (f" or {more} more" if more > 0 else "")
