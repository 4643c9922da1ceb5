"""A date as a source gives it: an interval of days with its precision and basis, never a false exact day.

Comes in: text such as `1986`, `1986-03`, `~1986`, `4 Mar 1986`, `04/03/1986`, `1986/03/00`, `24/06/1402 (Hijri)`.
Goes out: a frozen `PartialDate`, or None where the text holds no date.
Never builds a day that the source did not state; 1 January and 1 July keep the mark of a convention.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

import msgspec
from hijridate import Hijri

from homeward.kernel.digits import european

Precision = Literal["day", "month", "year", "range"]
Calendar = Literal["gregorian", "hijri"]

CIRCA_YEARS = 2  # a year said to be approximate is taken to reach two years to either side
MONTHS = {
    m: i for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
HIJRI_YEARS = range(
    1320, 1500
)  # AH years that can be a living person's birth; read as Gregorian they would lie before 1500

_ISO = re.compile(r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d\d:.*|[-+Z]\d\d:\d\d|Z)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_RANGE = re.compile(r"^(?:between\s+)?(.+?)\s*(?:\bto\b|\band\b|–|(?<=\d{4})-(?=\d{4}$))\s*(.+)$", re.IGNORECASE)
_CIRCA = re.compile(r"^(?:~|≈|circa|ca?\.?(?=\s*\d)|ca?\.|about|approximately|approx\.?|around)\s*", re.IGNORECASE)
_HIJRI = re.compile(r"\(?\s*\b(?:hijri(?:\s+calendar)?|a\.?h\.?)\b\s*\)?|هـ|ه(?=\s*$)", re.IGNORECASE)


class PartialDate(msgspec.Struct, frozen=True):
    """An event's day known to lie between `first` and `last`, both included, as ISO days.

    `precision` says how the source put it; `circa` that it called it approximate; `raw` is what it wrote.
    """

    first: date
    last: date
    precision: Precision
    circa: bool = False
    calendar: Calendar = "gregorian"
    raw: str = ""

    @property
    def convention(self) -> bool:
        """Whether the day is 1 January or 1 July, which registers write when only the year is known."""
        return self.precision == "day" and (self.first.month, self.first.day) in ((1, 1), (7, 1))

    def iso(self) -> str:
        """The shortest text that says the same: 1986, 1986-03, 1986-03-04, ~1986 or 1984..1986."""
        if self.precision == "range" and not self.circa:
            return f"{_edge(self.first, 1, 1)}..{_edge(self.last, 12, 31)}"
        middle = date.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)
        text = {"day": self.first.isoformat(), "month": f"{self.first:%Y-%m}"}.get(self.precision, f"{middle.year:04d}")
        return f"~{text}" if self.circa else text


def _edge(day: date, month: int, day_of_month: int) -> str:
    return f"{day.year:04d}" if (day.month, day.day) == (month, day_of_month) else day.isoformat()


def from_parts(year: int, month: int = 0, day: int = 0, *, circa: bool = False, raw: str = "") -> PartialDate | None:
    """A date from numbers, 0 meaning not known. None when they name no day of the calendar.

    A day without a month is read as a month typed in the wrong place only by readers that know their source; here it is dropped.
    """
    if not 1000 <= year <= 2999 or not 0 <= month <= 12:
        return None
    if month == 0:
        first, last, precision = date(year, 1, 1), date(year, 12, 31), "year"
    elif day == 0:
        first, last, precision = date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    elif day <= monthrange(year, month)[1]:
        first = last = date(year, month, day)
        precision = "day"
    else:
        return None
    if circa:
        first, last = date(max(1, first.year - CIRCA_YEARS), 1, 1), date(last.year + CIRCA_YEARS, 12, 31)
        precision = "range"
    return PartialDate(first, last, precision, circa, "gregorian", raw)  # type: ignore[arg-type]


def between(first: PartialDate, last: PartialDate, *, raw: str = "") -> PartialDate | None:
    """The interval from one date to another; None when they stand in the wrong order."""
    if first.first > last.last:
        return None
    return PartialDate(first.first, last.last, "range", False, first.calendar, raw)


def parse(text: str) -> PartialDate | None:
    """Read a date as people and publishers write it. Day-first where day and month are ambiguous. None if there is none."""
    raw = text.strip()
    plain = european(raw)
    hijri = bool(_HIJRI.search(plain))
    if hijri:
        plain = _HIJRI.sub("", plain).strip()
    circa = bool(_CIRCA.match(plain))
    plain = _CIRCA.sub("", plain)
    single = _single(plain, hijri)
    if single is None and (match := _RANGE.match(plain)):
        low, high = (_single(part.strip(), hijri) for part in match.groups())
        return between(low, high, raw=raw) if low and high else None
    if single is None:
        return None
    if circa and single.calendar == "gregorian":
        return from_parts(single.first.year, circa=True, raw=raw)
    return msgspec.structs.replace(single, raw=raw)


def _single(text: str, hijri: bool) -> PartialDate | None:
    if match := _ISO.match(text):
        year, month, day = (int(g or 0) for g in match.groups())
    elif match := _DAY_FIRST.match(text):
        day, month, year = (int(g) for g in match.groups())
        if month > 12 >= day:  # month first, as some spreadsheets write it: only one reading names a day
            day, month = month, day
    elif match := _MONTH_YEAR.match(text):
        day, month, year = 0, int(match[1]), int(match[2])
    elif (match := _WORDS.match(text)) and (month_or_none := MONTHS.get(match[2][:3].lower())):
        day, month, year = int(match[1] or 0), month_or_none, int(match[3])
    else:
        return None
    if hijri or year in HIJRI_YEARS:
        return _from_hijri(year, month, day)
    return from_parts(year, month, day)


def _from_hijri(year: int, month: int, day: int) -> PartialDate | None:
    """A date of the Umm al-Qura calendar as the Gregorian interval it covers (Hijri years 1343 to 1500)."""
    try:
        first = Hijri(year, month or 1, day or 1).to_gregorian()
        last = Hijri(year, month or 12, day or Hijri(year, month or 12, 1).month_length()).to_gregorian()
    except (ValueError, OverflowError):
        return None
    precision: Precision = "day" if day else "month" if month else "year"
    return PartialDate(
        date(first.year, first.month, first.day), date(last.year, last.month, last.day), precision, False, "hijri"
    )
