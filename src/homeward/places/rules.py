"""What a site may be and become. Pure decisions.

Comes in: a draft, a step, the successions so far. Goes out: nothing, or a `BadInput` whose `field` says where it belongs.
Never reads a table. A closed site stays: its code, its names and its people's past refer to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from homeward.kernel.countries import country_code
from homeward.kernel.dates import PartialDate, Precision, from_parts, parse
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.places.facts import CapacityDraft, SiteDraft, SiteStatus

LONGEST: Final = 200  # letters of a name; no place on earth needs more
LARGEST: Final = 1_000_000
_CODE: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,14}[A-Z0-9])?")
_SECTION: Final = re.compile(r"[^\s](?:.{0,14}[^\s])?")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")  # invisible; some turn the text after them

# The lawful steps of a site's life. Closing for good has an action of its own, which asks for the day and the reason.
STEPS: Final[Mapping[SiteStatus, frozenset[SiteStatus]]] = {
    SiteStatus.PLANNED: frozenset({SiteStatus.OPEN, SiteStatus.CLOSED}),
    SiteStatus.OPEN: frozenset({SiteStatus.CLOSING, SiteStatus.CLOSED}),
    SiteStatus.CLOSING: frozenset({SiteStatus.OPEN, SiteStatus.CLOSED}),
    SiteStatus.CLOSED: frozenset({SiteStatus.OPEN}),
}


def check_draft(draft: SiteDraft) -> None:
    """Raise `BadInput` for a draft that cannot be a site."""
    if not _CODE.fullmatch(draft.code):
        raise BadInput(
            "A site's code has 1 to 16 capital letters, digits and hyphens, such as NS-1. Write another.", field="code"
        )
    check_text(draft.name, "name")
    for language, name in draft.names.items():
        check_text(name, f"names.{language}")
    if draft.country != country_code(draft.country):
        raise BadInput("Choose the site's country from the list.", field="country")
    try:
        ZoneInfo(draft.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput("Choose a time zone from the list, such as Asia/Baghdad.", field="time_zone") from None


def check_text(text: str, field: str) -> None:
    """Raise `BadInput` for a name or a source that is empty, too long, or holds characters nobody sees."""
    if not text.strip():
        raise BadInput("Write something here: it is empty.", field=field)
    if len(text) > LONGEST:
        raise BadInput("This is longer than %(longest)s characters. Shorten it.", field=field, longest=LONGEST)
    if _CONTROL.search(text):
        raise BadInput("This holds invisible control characters. Write it again by hand.", field=field)


def check_step(old: SiteStatus, new: SiteStatus, reason: str) -> None:
    """Raise `BadInput` for a step that a site's life does not allow, or a closing or reopening without a reason."""
    if old is new:
        return
    if new not in STEPS[old]:
        raise Inconsistent("A site in its state cannot become this. Choose another state.", field="status")
    if SiteStatus.CLOSED in (old, new) and not reason.strip():
        raise BadInput("Say why the site closes or opens again: it is kept for good.", field="reason")


def check_closing(opened: PartialDate | None, closed: PartialDate, today: date) -> None:
    """Raise `Inconsistent` for a closing before the opening or after today."""
    if opened is not None and closed.last < opened.first:
        raise Inconsistent("The site would close before it opened. Check both days.", field="closed")
    if closed.first > today:
        raise Inconsistent(
            "This day has not come yet. Set the site to closing, and close it on the day.", field="closed"
        )


def check_succession(predecessor: UUID, successor: UUID, known: Iterable[tuple[UUID, UUID]]) -> None:
    """Raise `Inconsistent` where a site would follow itself, at once or in a circle of `known` pairs (predecessor, successor)."""
    followers: dict[UUID, list[UUID]] = {}
    for before, after in known:
        followers.setdefault(before, []).append(after)
    ahead, seen = [successor], set[UUID]()
    while ahead:
        site = ahead.pop()
        if site == predecessor:
            raise Inconsistent(
                "A site cannot follow itself, not through others either. Check the order.", field="successor"
            )
        if site not in seen:
            seen.add(site)
            ahead += followers.get(site, [])


def check_capacity(claim: CapacityDraft) -> None:
    """Raise `BadInput` for a capacity that is no number of people, or has no source."""
    if not 0 < claim.amount <= LARGEST:
        raise BadInput("A capacity is a number from 1 to %(largest)s. Check it.", field="amount", largest=LARGEST)
    check_text(claim.source, "source")


def check_section(code: str) -> None:
    """Raise `BadInput` for a section's code that is empty, too long or invisible."""
    if not _SECTION.fullmatch(code) or _CONTROL.search(code):
        raise BadInput("A section's code has 1 to 16 characters, such as 3 or P-2. Write another.", field="code")


def said(day: PartialDate) -> str:
    """A date as a table keeps it beside its first and last day: the source's own words, or the shortest text that says the same."""
    return (day.raw or day.iso())[:LONGEST]


def dated(first: date | None, last: date | None, text: str) -> PartialDate | None:
    """The date that `said` kept. Where the text no longer reads as these days, the days stand and the text is shown with them."""
    if first is None or last is None:
        return None
    read = parse(text)
    if read is not None and (read.first, read.last) == (first, last):
        return read
    return PartialDate(first, last, _precision(first, last), raw=text)


def _precision(first: date, last: date) -> Precision:
    if first == last:
        return "day"
    for whole in (from_parts(first.year, first.month), from_parts(first.year)):
        if whole is not None and (whole.first, whole.last) == (first, last):
            return whole.precision
    return "range"
