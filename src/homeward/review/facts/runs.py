"""Runs of the screening: what may be asked, how each person was taken, what was found, and what a replay says.

Comes in: nothing. Goes out: frozen types of ids, counts and hashes. Never a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

import msgspec

from homeward.lists.facts.lists import Desk, Edition
from homeward.review.facts.steps import Act


class Scope(StrEnum):
    """What a run was asked for. `PEOPLE`: whoever was registered or corrected since; `ENTRIES`: everyone against new editions.

    `PERSONS`: the people of a list that another room hands over, such as those of a convoy.
    """

    EVERYONE = "everyone"
    SITE = "site"
    PERSON = "person"
    PERSONS = "persons"
    PEOPLE = "people"
    ENTRIES = "entries"
    LIVE = "live"


class Taken(IntEnum):
    """How a person was taken in a run. Whoever may be a child is withheld, unless an individual legal ground is in force."""

    SCREENED = 0
    ON_GROUND = 1
    WITHHELD = 2
    UNREADABLE = 3
    ERASED = 4


class Found(msgspec.Struct, frozen=True, array_like=True):
    """One entry that one person of a part could be: the place in the part, evidence in millibits by slot, the entry's marks.

    `asked`: it reached the line. The others are pairs known before, weighed again. `person`: the mark of the person's side, where that is
    less than all that is compared of them, as for a document.
    """

    place: int
    entry_id: str
    millibits: int
    evidence: dict[int, int]
    source: str
    mark: str
    asked: bool = True
    person: bytes = b""


@dataclass(frozen=True, slots=True)
class Marks:
    """On which state of both records a pair is asked: the person's, the publisher's text, and what of it is compared."""

    person: bytes
    source: str
    entry: str


class Turn(StrEnum):
    """What becomes of a pair in a run. `MOVE`: a step of the table in `rules.decisions`; `BACK`: a finding is one again."""

    NONE = "none"
    ASK = "ask"
    REFRESH = "refresh"
    UNCHANGED = "unchanged"
    BACK = "back"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a pair, and by which step."""

    turn: Turn
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as lists and its page show it. Counts are of people, but for found, asked_anew, asked_again and unchanged: of pairs."""

    id: UUID
    scope: Scope
    desk: Desk
    site_id: UUID | None
    person_id: UUID | None
    asked_by: UUID
    asked_name: str
    asked_at: datetime
    as_of: datetime | None
    job_id: UUID | None
    compared_at: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    engine: Mapping[str, str]
    reference: str
    least: int
    top: int
    persons: int
    withheld: int
    on_ground: int
    unreadable: int
    found: int
    asked_anew: int
    asked_again: int
    unchanged: int
    passed_over: int
    editions: tuple[Edition, ...] = field(default=())
    words: str = ""


@dataclass(frozen=True, slots=True)
class Replay:
    """What a run looks like when it is done again from what was kept: counts, and whether anything came out otherwise.

    `differing` are people of whom something came out otherwise, `erased` those who were erased since and left out.
    """

    run_id: UUID
    done_at: datetime
    people: int
    differing: int
    erased: int
    erased_on: tuple[str, ...]
    pairs: int
    other_versions: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether every score that could be worked out again is the same."""
        return not self.differing
