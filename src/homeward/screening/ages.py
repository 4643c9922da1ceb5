"""Who may be a child: the youngest age that a recorded birth allows counts, and a birth that is not known says nothing.

Comes in: the births of a profile, a day. Goes out: the youngest plausible age in whole years, or None.
Never takes a day that registers write for an unknown one as a day: 1 January states a year, and the year's last day is the youngest.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from homeward.kernel.dates import PartialDate

OF_AGE = 18


def youngest_age(births: Iterable[PartialDate], day: date) -> int | None:
    """Completed years on that day if the person was born on the latest day that is recorded as possible; None without a birth."""
    latest = [date(birth.last.year, 12, 31) if birth.convention else birth.last for birth in births]
    if not latest:
        return None
    last = max(latest)
    return day.year - last.year - ((day.month, day.day) < (last.month, last.day))


def may_be_a_child(births: Iterable[PartialDate], day: date) -> bool:
    """Whether the person may be under 18 on that day, as far as the recorded births go."""
    age = youngest_age(births, day)
    return age is not None and age < OF_AGE
