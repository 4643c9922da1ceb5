"""What a stay may say, by which days it counts, and where somebody stands after it. Pure decisions.

Comes in: days and stays as they would be recorded. Goes out: nothing, or `Invalid` with the field; standings and days.
Never reads a meaning into an absence: missing, absconded and unaccounted are what somebody reported, about a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from homeward.registry.errors import Invalid
from homeward.registry.facts.custody import Beginning, Departure, Ending, StayDraft
from homeward.registry.facts.persons import Standing

STANDING: Final[Mapping[Ending, Standing]] = {
    Ending.TRANSFER: Standing.DEPARTED,
    Ending.DEPARTURE: Standing.DEPARTED,
    Ending.LEFT: Standing.DEPARTED,
    Ending.ABSCONDED_REPORTED: Standing.DEPARTED,
    Ending.MISSING_REPORTED: Standing.MISSING_REPORTED,
    Ending.DECEASED_REPORTED: Standing.DECEASED_REPORTED,
    Ending.UNACCOUNTED: Standing.UNACCOUNTED,
}
# From which standing somebody can come to a site, and what their stay then begins with. Who is reported dead needs a correction.
COMES_BACK: Final[Mapping[Beginning, frozenset[Standing]]] = {
    Beginning.ARRIVAL: frozenset({Standing.DEPARTED}),
    Beginning.RETURN: frozenset({Standing.MISSING_REPORTED}),
    Beginning.FOUND_AGAIN: frozenset({Standing.UNACCOUNTED}),
}
ORGANISED: Final = frozenset({Ending.TRANSFER, Ending.DEPARTURE})
OWN: Final = frozenset({Ending.DEPARTURE, Ending.LEFT, Ending.ABSCONDED_REPORTED})
LARGEST_GROUP: Final = 1_000
SHORTEST_REASON: Final = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A stay as the rules see it: `to` None while it lasts."""

    site_id: UUID
    from_day: date
    to: date | None
    ended: Ending | None


def latest_day(at: datetime) -> date:
    """The latest day that has come anywhere on earth: a clerk east of Greenwich is a day ahead in the night."""
    return (at + timedelta(hours=14)).date()


def check_day(day: date | None, today: date, field: str = "day") -> None:
    """Refuse a day that has not come yet. Raises `Invalid`."""
    if day is not None and day > today:
        raise Invalid("This day has not come yet. Record it when it has happened.", field=field)


def check_departure(departure: Departure) -> None:
    """Refuse what has a form of its own: a transfer, a report of a missing or dead person. Raises `Invalid`."""
    if departure.kind not in OWN:
        raise Invalid(
            "Choose how they left: an organised departure, of their own accord, or absconded as reported.", field="kind"
        )


def check_group(count: int) -> None:
    """Refuse nobody, and more people than one transaction should hold. Raises `Invalid`."""
    if count == 0:
        raise Invalid("Nobody of these is recorded as present here. Choose who moves.", field="persons")
    if count > LARGEST_GROUP:
        raise Invalid(
            "These are %(count)s people; at most %(largest_group)s are recorded at once. Record them in parts.",
            field="persons",
            count=count,
            largest_group=LARGEST_GROUP,
        )


def check_open(closed_on: date | None, day: date | None, field: str = "site") -> None:
    """Refuse an arrival at a site that was closed by then. Raises `Invalid`."""
    if closed_on is not None and (day is None or day > closed_on):
        raise Invalid(
            "This site has been closed since %(day)s. Choose another one.", field=field, day=closed_on.isoformat()
        )


def check_standing(began: Beginning, standing: Standing) -> None:
    """Refuse a beginning that does not follow from where the record stands. Raises `Invalid`."""
    if standing not in COMES_BACK[began]:
        raise Invalid(
            "Where somebody is recorded to be, this cannot come next. If that is wrong, correct the stay that says so.",
            field="persons",
        )


def check_reason(reason: str, field: str = "reason") -> None:
    """Refuse an empty or a token reason. Raises `Invalid`."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid(
            "Say why, in at least %(shortest_reason)s characters: it is kept for good.",
            field=field,
            shortest_reason=SHORTEST_REASON,
        )


def check_stay(draft: StayDraft, today: date) -> None:
    """Refuse a stay that ends before it began or after today. Raises `Invalid`."""
    check_day(draft.from_day, today, "from_day")
    check_day(draft.to_day, today, "to_day")
    if draft.ended is None and draft.to_day is not None:
        raise Invalid(
            "The stay has a last day but does not say how it ended. Choose how, or leave the day out.", field="ended"
        )
    if draft.from_day and draft.to_day and draft.to_day < draft.from_day:
        raise Invalid("The stay would end before it began. Check both days.", field="to_day")


def check_history(spans: Iterable[Span]) -> None:
    """Refuse stays that overlap: nobody is at two sites at once. Raises `Invalid`."""
    for before, after in pairwise(in_order(spans)):
        if before.to is None or before.to > after.from_day:
            raise Invalid(
                "Two stays of this person would overlap. Check the days, or correct the other one first.",
                field="from_day",
            )


def in_order(spans: Iterable[Span]) -> Sequence[Span]:
    """Stays in the order in which they were; one that lasts is the last."""
    return sorted(spans, key=lambda span: (span.to is None, span.from_day, span.to or span.from_day))


def counted(from_day: date | None, to_day: date | None, recorded: date, ended: date | None) -> tuple[date, date | None]:
    """The days by which a stay counts: its own, or those on which they were recorded. `ended`: the day its end was recorded."""
    last = to_day or ended
    first = from_day or recorded
    if last is not None and first > last:
        return (last, last) if from_day is None else (first, first)
    return first, last


def standing_of(spans: Iterable[Span]) -> tuple[Standing, UUID]:
    """Where somebody stands after their stays, and at which site they are or were last."""
    last = in_order(spans)[-1]
    return (STANDING[last.ended] if last.ended else Standing.PRESENT), last.site_id
