"""How a registration records a day of birth: seldom the day, often a year turned into 1 January, often not at all.

Comes in: the true day. Goes out: ISO text, and the name of what was done to it.
Never the age: a caseload holds dates. Shares are guesses shaped by what registers and lists show about 1 January.
"""

from __future__ import annotations

from bisect import bisect
from datetime import date
from itertools import accumulate
from random import Random

from homeward.synthetic.people import REGISTRATION

_SHARES = {
    "exact": 0.27, "jan1": 0.25, "jan1-off": 0.12, "jul1": 0.03, "year": 0.05,
    "day-month": 0.03, "off-year": 0.05, "missing": 0.20,
}  # fmt: skip
KINDS = tuple(_SHARES)
_SUMS = tuple(accumulate(_SHARES.values()))


def recorded(born: date, rng: Random) -> tuple[str, str]:
    """The text a clerk writes for a birth, empty where none, and its kind, one of `KINDS`. Never a day after `REGISTRATION`."""
    kind = KINDS[min(bisect(_SUMS, rng.random()), len(KINDS) - 1)]
    off = rng.choice((-1, 1)) if kind in ("jan1-off", "off-year") else 0
    text = _text(born, kind, born.year + off)
    if off > 0 and text > REGISTRATION.isoformat():
        text = _text(born, kind, born.year - 1)
    if kind == "day-month" and (born.day > 12 or text > REGISTRATION.isoformat()):
        return born.isoformat(), "exact"
    return text, kind


def _text(born: date, kind: str, year: int) -> str:
    if kind == "missing":
        return ""
    if kind == "year":
        return f"{year:04d}"
    if kind in ("jan1", "jan1-off"):
        return f"{year:04d}-01-01"
    if kind == "jul1":
        return f"{year:04d}-07-01"
    if kind == "day-month":
        return f"{year:04d}-{born.day:02d}-{born.month:02d}"
    return f"{year:04d}-{born.month:02d}-{min(born.day, 28) if kind == 'off-year' else born.day:02d}"
