"""Every way in which the UN states a date of birth.

Comes in: one group of elements, or free text with "born …" or "DOB: …". Goes out: `PartialDate`s; what cannot be read is said.
EXACT says "not approximate", not "to the day": a day is read only where a day is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from homeward.kernel.dates import PartialDate, between, parse

_ORDER = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTHS = re.compile(rf"^between ({_MONTH})\.? and ({_MONTH})\.? (\d{{4}})$", re.IGNORECASE)
_BORN = re.compile(r"\b(?:born|DP?OB)\b", re.IGNORECASE)
_BORN_ENDS = re.compile(r"[;(]|\)(?! \d)|\b(?:passport|POB|issued|expire[sd]?|date of)\b", re.IGNORECASE)
_DATE = re.compile(rf"(?:\b\d{{1,2}} )?\b{_MONTH}\.? ?\d{{4}}\b|\b\d{{4}}\b", re.IGNORECASE)
_REACH = 80  # characters after "born" in which its date stands


def read_birth(group: dict[str, str]) -> PartialDate | None:
    """The date of one `…DATE_OF_BIRTH` group; None where it states none that can be read."""
    date = _read(group)
    return msgspec.structs.replace(date, raw=as_published(group)) if date else None


def as_published(group: dict[str, str]) -> str:
    """A group's words in one line."""
    return " ".join(group[tag] for tag in _ORDER if tag in group)


def births_in(text: str) -> list[PartialDate]:
    """The dates that a note states after "born" or "DOB", several where it counts them up."""
    found = []
    for match in _BORN.finditer(text):
        after = _BORN_ENDS.split(text[match.end() : match.end() + _REACH], maxsplit=1)[0]
        found += [parse(date.replace(".", ". ").replace("  ", " ")) for date in _DATE.findall(after)]
    return [date for date in found if date]


def distinct(dates: Iterable[PartialDate]) -> tuple[PartialDate, ...]:
    """Dates without those that say the same as an earlier one in other words."""
    return tuple({(d.first, d.last, d.precision, d.circa): d for d in reversed(list(dates))}.values())[::-1]


def _read(group: dict[str, str]) -> PartialDate | None:
    note, circa = group.get("NOTE", ""), "approx" in group.get("TYPE_OF_DATE", "").lower()
    if "FROM_YEAR" in group and "TO_YEAR" in group:
        low, high = parse(group["FROM_YEAR"]), parse(group["TO_YEAR"])
        date = between(low, high) if low and high else None
        return msgspec.structs.replace(date, circa=circa or "approx" in note.lower()) if date else None
    about = "~" if circa else ""
    if text := group.get("DATE") or group.get("YEAR"):
        return (parse(f"{note} {text}") if note and "DATE" not in group else None) or parse(about + text)
    return parse(about + _MONTHS.sub(r"\1 \3 to \2 \3", note)) if note else None
