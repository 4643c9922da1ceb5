"""A country's process as data: a destination pack, as its file says it.

Comes in: nothing. Goes out: frozen types that a document is validated against. What a file asks for that is not here is refused, so that a
mistyped word is never silently ignored. A pack says what must be there before a stage is left; it never says anything of a person.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from homeward.access.facts import Role
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.services import ServiceKind

LANGUAGES: Final = ("en", "ar", "ckb", "kmr")


class ItemKind(StrEnum):
    """What sort of thing has to be there."""

    REQUEST = "request_and_answer"
    RESULT = "result"
    RECORD = "record"
    VISIT = "visit"
    SERVICE = "service"
    PREPARATION = "preparation"


class Whom(StrEnum):
    """For whom an item is needed. A question of parentage is one that somebody recorded; without it the item asks nothing of a child."""

    EVERYONE = "everyone"
    ADULTS = "adults"
    CHILDREN = "children"
    PARENTAGE = "child_with_parentage_question"
    HOUSEHOLD = "household"


class Does(StrEnum):
    """What an answer does to the item that it answers."""

    SATISFIES = "satisfies"
    STOPS = "stops"
    ASKS_ANEW = "asks_anew"


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Unit(StrEnum):
    """What a time is counted in."""

    DAYS = "days"
    MONTHS = "months"


class Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in the four languages of the pages."""

    en: str
    ar: str
    ckb: str
    kmr: str

    def said(self, language: str) -> str:
        """In a language; in English for one that a pack does not speak."""
        return str(getattr(self, language, self.en)) if language in LANGUAGES else self.en


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that can be given. `objection`: how the person objects to it; whatever stops needs one."""

    key: str
    titles: Titles
    does: Does
    objection: Titles | None = None


class Authority(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who in the country answers."""

    key: str
    titles: Titles


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that has to be there before a stage is left.

    `security`: it asks for something about somebody's past, which is never asked about a child. `valid_days`: how long an answer holds.
    """

    key: str
    titles: Titles
    before: Stage
    kind: ItemKind
    role: Role
    due_days: int
    help: Titles
    answers: tuple[Answer, ...]
    whom: Whom = Whom.EVERYONE
    authority: str = ""
    service: ServiceKind | None = None
    security: bool = False
    valid_days: int | None = None

    def answer(self, key: str) -> Answer | None:
        """The answer of that key, or None."""
        return next((one for one in self.answers if one.key == key), None)


class Barrier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody else may ask of a family on its way, such as a sponsor. Recorded where it stands in the way; we never ask for it."""

    key: str
    titles: Titles
    help: Titles


class Reception(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The centre where families are received: how long a stay is meant to last, when families visit, what is there for them."""

    titles: Titles
    days: int
    visiting_days: tuple[Weekday, ...]
    services: tuple[ServiceKind, ...]


class Interval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time after somebody's return."""

    after: int
    unit: Unit


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper that somebody carries on the way. `valid_days`: for how many days after the journey it is valid at least.

    Unset, it is in no content: the hash of a version that was loaded before stays what it was.
    """

    key: str
    titles: Titles
    whom: Whom = Whom.EVERYONE
    valid_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] | msgspec.UnsetType = msgspec.UNSET


DEFAULT_FOLLOW_UP: Final = (
    Interval(14, Unit.DAYS),
    Interval(1, Unit.MONTHS),
    Interval(3, Unit.MONTHS),
    Interval(6, Unit.MONTHS),
    Interval(12, Unit.MONTHS),
    Interval(24, Unit.MONTHS),
)


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole pack. Without `reception` a family is received where it is going to live."""

    key: str
    version: int
    country: str
    titles: Titles
    authorities: tuple[Authority, ...]
    items: tuple[Item, ...]
    papers: tuple[Paper, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    reception: Reception | None = None
    follow_up: tuple[Interval, ...] = DEFAULT_FOLLOW_UP
    about: Titles | None = None

    def item(self, key: str) -> Item | None:
        """The item of that key, or None."""
        return next((one for one in self.items if one.key == key), None)

    def barrier(self, key: str) -> Barrier | None:
        """The barrier of that key, or None."""
        return next((one for one in self.barriers if one.key == key), None)

    def authority(self, key: str) -> Authority | None:
        """The authority of that key, or None."""
        return next((one for one in self.authorities if one.key == key), None)
