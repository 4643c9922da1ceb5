"""What an edition must be to be used, and how healthy a list is. Pure decisions.

Comes in: what a file turned out to hold, what was kept before, a day. Goes out: what is wrong. A file that was cut short looks exactly
like a mass delisting, so neither is used before a person said so. Never decides that a list is good enough in spite of something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from homeward.kernel.dates import parse
from homeward.lists.facts.lists import Ailment, Edition, EditionState, Health, Way
from homeward.watchlists.snapshot import SHRINKS_AT_MOST

# More refused rows than one in so many, and somebody looks before the edition is used.
REFUSED_ONE_IN = 100
HOLDS = frozenset({Ailment.SHRUNK, Ailment.OLDER, Ailment.UNDATED, Ailment.NO_COLUMNS})


@dataclass(frozen=True, slots=True)
class Found:
    """What a file turned out to hold: the publisher's date as ISO (empty: none), and counts."""

    published_on: str
    individuals: int
    entries: int
    refused: int


def problems_of(found: Found, before: Found | None) -> tuple[Ailment, ...]:
    """What is odd about an edition, against the newest that is kept."""
    problems = [Ailment.REFUSED_ROWS] if found.refused else []
    if before is None:
        return tuple(problems)
    if before.published_on and not found.published_on:
        problems.append(Ailment.UNDATED)
    if _older(found.published_on, before.published_on):
        problems.append(Ailment.OLDER)
    counts = ((before.individuals, found.individuals), (before.entries, found.entries))
    if any(now * 100 < then * (100 - SHRINKS_AT_MOST) for then, now in counts):
        problems.append(Ailment.SHRUNK)
    return tuple(problems)


def state_of(found: Found, problems: Sequence[Ailment]) -> EditionState:
    """Whether an edition may be used, or waits for a person to say so."""
    many = found.refused * REFUSED_ONE_IN > found.entries + found.refused
    return EditionState.HELD if HOLDS & set(problems) or many else EditionState.RECEIVED


def health_of(editions: Sequence[Edition], *, failed: str, stale_after_days: int, today: date) -> Health:
    """How healthy a list is: of its current edition, of newer ones that wait, and of the last attempt (`failed`: its sentence)."""
    current = next((one for one in editions if one.state is EditionState.CURRENT), None)
    ailments: list[Ailment] = []
    if current is None:
        ailments.append(Ailment.NONE_YET)
    else:
        if aged(current, today) > timedelta(days=stale_after_days):
            ailments.append(Ailment.STALE)
        if not current.accepted_at:
            ailments += current.problems
    for waiting in editions:
        if waiting.state is EditionState.HELD:
            ailments += waiting.problems or (Ailment.WAITING,)
        elif waiting.state is EditionState.RECEIVED:
            ailments.append(Ailment.NOT_INDEXED)
    if failed:
        ailments.append(Ailment.LAST_ATTEMPT_FAILED)
    return Health(tuple(dict.fromkeys(ailments)), failed)


def aged(edition: Edition, today: date) -> timedelta:
    """How old an edition is: since the publisher's date, or since it came where the publisher states none; never longer than since the
    publisher last had nothing newer."""
    published = parse(edition.published_on) if edition.published_on else None
    since = published.last if published else edition.received_at.date()
    return today - max(since, edition.confirmed_at.date() if edition.confirmed_at else since)


def confirms(edition: Edition, way: Way) -> bool:
    """Whether getting the file in use again shows that there is nothing newer: the publisher's own answer does; a file that somebody
    brings only where its age is counted from the day it came anyway."""
    return edition.state is EditionState.CURRENT and (way is Way.FETCH or not edition.published_on)


def _older(now: str, then: str) -> bool:
    ours, theirs = parse(now) if now else None, parse(then) if then else None
    return bool(ours and theirs and ours.last < theirs.first)
