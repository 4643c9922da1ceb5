"""What somebody says of their birth, read: a date, a year, a span, or an age.

Comes in: text such as `1986`, `3/1986`, `1984-1987`, `about 1990`, `8 years`, `7 months`, `٨ سنوات`, and the day it was said.
Goes out: an interval with the basis that the text itself gives, or None. Never a day that nobody stated: an age is an interval
of the days on which somebody of that age was born.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.digits import european
from homeward.registry.facts.values import BirthBasis

_YEARS: Final = "y|yrs?|years?|years? old|سنة|سنوات|سنه|عام|أعوام|ساڵ|sal|salî"
_MONTHS: Final = "m|months?|months? old|شهر|أشهر|شهور|مانگ|meh"
_AGE: Final = re.compile(rf"^(\d{{1,3}})\s*(?:({_YEARS})|({_MONTHS}))?$", re.IGNORECASE)
OLDEST: Final = 125


def read_birth(text: str, today: date) -> tuple[PartialDate, BirthBasis] | None:
    """The interval of birth that a text states, and what it rests on. None where it states none."""
    plain = " ".join(european(text).split())
    if age := _AGE.match(plain):
        return _from_age(int(age[1]), bool(age[3]), today, plain)
    born = parse(plain)
    if born is None:
        return None
    basis = BirthBasis.CONVENTION if born.convention else BirthBasis.ESTIMATED if born.circa else BirthBasis.STATED
    return born, basis


def _from_age(age: int, in_months: bool, today: date, raw: str) -> tuple[PartialDate, BirthBasis] | None:
    if age > (OLDEST * 12 if in_months else OLDEST):
        return None
    months = age if in_months else age * 12
    width = 1 if in_months else 12
    first = months_before(today, months + width) + timedelta(days=1)
    return PartialDate(first, months_before(today, months), "range", False, "gregorian", raw), BirthBasis.ESTIMATED


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
