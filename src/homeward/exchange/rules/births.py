"""When somebody was born, from what a row says: a date, how exact it is, whether it was estimated, an age on a day.

Comes in: texts of cells. Goes out: a birth value, or what is wrong with it. Digits of any script; Gregorian and Hijri dates.
Never a day that nobody stated: an age is an interval of days, a year stays a year, 1 January keeps the mark of a convention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from homeward.exchange.facts.choices import PRECISIONS
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.problems import Problem, notice, told
from homeward.exchange.rules.words import choice_of, silence_of, yes_or_no
from homeward.kernel.dates import PartialDate, from_parts, parse
from homeward.kernel.digits import european
from homeward.kernel.errors import to_say
from homeward.registry.facts.values import BirthBasis

OLDEST: Final = 125
APART: Final = (
    2  # years by which a stated age and a date may differ: ages are rounded, and counted in lunar years by some
)
_AGE: Final = re.compile(r"^(\d{1,3})(?:[.,](\d))?\s*(y|yr|yrs|year|years|سنة|سنوات|عام|ساڵ|sal)?$", re.IGNORECASE)
_MONTHS: Final = re.compile(r"^(\d{1,2})\s*(m|mo|months?|شهر|أشهر|شهور|مانگ|meh)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of a birth, as texts; `as_of` is the day on which an age was stated."""

    born: str = ""
    precision: str = ""
    estimated: str = ""
    age: str = ""
    as_of: date = date.min


@dataclass(frozen=True, slots=True)
class Born:
    """What was understood: an interval of days with its basis, or none; and what was noticed."""

    date: PartialDate | None
    basis: BirthBasis = BirthBasis.STATED
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=1 << 15)
def born_of(said: Said) -> Born:
    """Read a birth. Where a date and an age are given, the date counts, and a difference is noticed."""
    aged = _aged(said)
    if not said.born or silence_of(said.born):
        return aged
    born = parse(said.born)
    if born is None:
        problem = Problem(
            "birth_unread",
            "This is not a date that can be read.",
            "Write it as 1986-03-04, 1986-03 or 1986.",
            field=Field.BIRTH,
        )
        return Born(None, problems=(problem,))
    if born.first > said.as_of or born.last.year < said.as_of.year - OLDEST:
        return Born(None, problems=(_impossible(later=born.first > said.as_of),))
    found = _precise(born, said)
    return Born(found.date, found.basis, found.problems + _apart(found.date, aged.date, said.as_of))


def _precise(born: PartialDate, said: Said) -> Born:
    """A date made as exact as the row says it is, and no more."""
    precision = choice_of(PRECISIONS, said.precision) if said.precision else None
    problems: tuple[Problem, ...] = ()
    if said.precision and precision is None and not silence_of(said.precision):
        problems = (
            notice(
                "precision_unread",
                "How exact the date is could not be read; it was taken as it stands.",
                field=Field.PRECISION,
            ),
        )
    if precision == "estimated" or (said.estimated and yes_or_no(said.estimated)):
        year = (
            born.first.year
            if born.precision in ("day", "month")
            else born.first.year + (born.last.year - born.first.year) // 2
        )
        return Born(from_parts(year, circa=True, raw=said.born), BirthBasis.ESTIMATED, problems)
    if precision == "year":
        return Born(from_parts(born.first.year, raw=said.born), problems=problems)
    if precision == "month" and born.precision == "day":
        return Born(from_parts(born.first.year, born.first.month, raw=said.born), problems=problems)
    if precision is None and born.convention:
        told = notice(
            "birth_convention",
            "1 January and 1 July are written where only the year is known: it is kept as such.",
            field=Field.BIRTH,
        )
        return Born(born, BirthBasis.CONVENTION, (*problems, told))
    return Born(born, BirthBasis.ESTIMATED if born.circa else BirthBasis.STATED, problems)


def _aged(said: Said) -> Born:
    """The interval in which somebody of an age was born."""
    if not said.age or silence_of(said.age):
        return Born(None)
    plain = european(said.age).strip()
    raw = f"{plain} @ {said.as_of.isoformat()}"
    if months := _MONTHS.match(plain):
        days = int(months[1]) * 30
        first, last = said.as_of - timedelta(days + 45), said.as_of - timedelta(max(days - 15, 0))
        return Born(PartialDate(first, last, "range", raw=raw), BirthBasis.ESTIMATED)
    years = _AGE.match(plain)
    if years is None or int(years[1]) > OLDEST:
        problem = Problem(
            "age_unread", "This is not an age.", "Write whole years, or months as “8 months”.", field=Field.AGE
        )
        return Born(None, problems=(problem,))
    age = int(years[1])
    first, last = _back(said.as_of, age + 1) + timedelta(1), _back(said.as_of, age)
    return Born(PartialDate(first, last, "range", raw=raw), BirthBasis.ESTIMATED)


def _impossible(*, later: bool) -> Problem:
    if later:
        what = to_say("The date of birth lies after the day of registration.")
    else:
        what = to_say("The date of birth lies more than %(years)s years back.")
    return Problem("birth_impossible", what, "Check the year.", field=Field.BIRTH, values=told(years=OLDEST))


def _back(day: date, years: int) -> date:
    """The same day so many years earlier; of 29 February, the day before 1 March."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - years, 3, 1) - timedelta(1)
    return date(day.year - years, day.month, day.day)


def _apart(born: PartialDate | None, aged: PartialDate | None, as_of: date) -> tuple[Problem, ...]:
    if born is None or aged is None:
        return ()
    if aged.first.year - APART <= born.last.year and born.first.year <= aged.last.year + APART:
        return ()
    return (
        notice(
            "age_differs",
            "The age and the date of birth are more than two years apart; the date was kept.",
            "Ask again which is right.",
            field=Field.AGE,
        ),
    )
