"""What a destination pack must be, beyond its shape: each mistake as a sentence with its place in the document and what to do.

Comes in: a document of the right shape. Goes out: its mistakes, every one of them; the days of a follow-up; what changed between two
versions. Pure. Never lets a country's process ask a child about somebody's past, or stop a person without a way to object.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Protocol

import msgspec

from homeward.access.facts import Capability, Role
from homeward.access.rules import GRANTS
from homeward.kernel.countries import country_code
from homeward.kernel.errors import filled
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.packs import LANGUAGES, Answer, Document, Does, Interval, Item, ItemKind, Titles, Unit, Whom
from homeward.pathway.rules.steps import STEPS

MOST_DAYS: Final = 730
_MOST: Final[Mapping[str, int]] = {"most": MOST_DAYS}
LONGEST: Final = 1_000
INVENTED: Final = "xx"  # of the codes that ISO 3166 leaves to everybody's own use: a country that does not exist
RESERVED: Final = frozenset({"asked", "question", "no_question", "objected", "in_the_way", "no_longer"})
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{1,30}")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
ORDER: Final[Mapping[Stage, int]] = {stage: number for number, stage in enumerate(Stage)}
LAST: Final = max((line.frm for line in STEPS if Gate.PACK in line.gates), key=ORDER.__getitem__)


class Keyed(Protocol):
    """Whatever has a key."""

    @property
    def key(self) -> str:
        """The key."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where in the document, and what to do about it. `values` fill the places of the sentence, in any language."""

    path: str
    sentence: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English, its values in their places."""
        return filled(self.sentence, self.values)

    def said(self, file: str) -> str:
        """The same with its file and place."""
        return f"{file}, {self.path}: {self.text}" if self.path else f"{file}: {self.text}"


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions at one place: before and after, None where it was not there."""

    path: str
    before: str | None
    after: str | None


def mistakes_of(pack: Document) -> tuple[Mistake, ...]:
    """Every mistake of a document, in its order."""
    return tuple(_mistakes(pack))


def recorders() -> frozenset[Role]:
    """The roles that may record what a pack asks for."""
    return frozenset(
        role for role, held in GRANTS.items() if any(Capability.CASE_WRITE in one for one in held.values())
    ) - {Role.SERVICE}


def due_after(day: date, interval: Interval) -> date:
    """The day that lies so long after a day; a month after the 31st is the last day of the next."""
    if interval.unit is Unit.DAYS:
        return day + timedelta(days=interval.after)
    month = day.month - 1 + interval.after
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def changes_between(before: Document, after: Document) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the later one, what is gone at the end."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    paths = [*new, *(path for path in old if path not in new)]
    return tuple(Change(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path))


def _mistakes(pack: Document) -> Iterator[Mistake]:
    yield from _whole(pack)
    for name, rows in (("authorities", pack.authorities), ("papers", pack.papers), ("barriers", pack.barriers)):
        yield from _keys(name, rows)
    yield from _keys("items", pack.items)
    for path, titles in _titles(pack):
        yield from _spoken(path, titles)
    known = {one.key for one in pack.authorities}
    for number, item in enumerate(pack.items):
        yield from _item(f"items[{number}] ({item.key})", item, pack, known)
    yield from _reception(pack)
    yield from _follow_up(pack)


def _whole(pack: Document) -> Iterator[Mistake]:
    if not _KEY.fullmatch(pack.key):
        yield Mistake("key", "A key has 2 to 31 small letters, digits and underscores, such as iraq. Write another.")
    if pack.version < 1:
        yield Mistake("version", "Versions count from 1. Give the next number whenever anything changes.")
    if pack.country.lower() != INVENTED and (
        len(pack.country) != 2 or country_code(pack.country) != pack.country.lower()
    ):
        yield Mistake("country", "This is not a country's two-letter code of ISO 3166, such as IQ. Write it so.")
    if not pack.items:
        yield Mistake(
            "items", "A pack needs at least one item. Write down what has to be there before a stage is left."
        )


def _keys(name: str, rows: Sequence[Keyed]) -> Iterator[Mistake]:
    often = Counter(one.key for one in rows)
    for number, one in enumerate(rows):
        if not _KEY.fullmatch(one.key):
            yield Mistake(
                f"{name}[{number}].key", "A key has 2 to 31 small letters, digits and underscores. Write another."
            )
        if often[one.key] > 1:
            yield Mistake(
                f"{name}[{number}].key", "The key %(key)s is there %(times)s times. Give each its own.",
                {"key": one.key, "times": often[one.key]},
            )  # fmt: skip


def _titles(pack: Document) -> Iterator[tuple[str, Titles]]:
    yield "titles", pack.titles
    if pack.about:
        yield "about", pack.about
    if pack.reception:
        yield "reception.titles", pack.reception.titles
    yield from ((f"authorities[{number}].titles", one.titles) for number, one in enumerate(pack.authorities))
    yield from ((f"papers[{number}].titles", one.titles) for number, one in enumerate(pack.papers))
    for number, barrier in enumerate(pack.barriers):
        yield from ((f"barriers[{number}].{part}", getattr(barrier, part)) for part in ("titles", "help"))
    for number, item in enumerate(pack.items):
        yield from ((f"items[{number}].{part}", getattr(item, part)) for part in ("titles", "help"))
        for place, answer in enumerate(item.answers):
            yield f"items[{number}].answers[{place}].titles", answer.titles
            if answer.objection:
                yield f"items[{number}].answers[{place}].objection", answer.objection


def _spoken(path: str, titles: Titles) -> Iterator[Mistake]:
    for language in LANGUAGES:
        text = titles.said(language)
        if not text.strip():
            yield Mistake(f"{path}.{language}", "This is empty. Write it in this language; nobody else will.")
        elif len(text) > LONGEST:
            yield Mistake(
                f"{path}.{language}", "This is longer than %(most)s characters. Shorten it.", {"most": LONGEST}
            )
        elif _UNSEEN.search(text):
            yield Mistake(f"{path}.{language}", "This holds invisible control characters. Write it again by hand.")


def _item(path: str, item: Item, pack: Document, authorities: set[str]) -> Iterator[Mistake]:
    if ORDER[item.before] > ORDER[LAST]:
        yield Mistake(
            f"{path}.before",
            "No step after %(stage)s looks at a pack, so this would never be asked for. "
            "Put it before an earlier stage is left, or into the follow-up.",
            {"stage": LAST.value},
        )
    if not 0 <= item.due_days <= MOST_DAYS:
        yield Mistake(f"{path}.due_days", "Days are 0 to %(most)s. Write in how many days an answer is due.", _MOST)
    if item.valid_days is not None and not 1 <= item.valid_days <= MOST_DAYS:
        yield Mistake(
            f"{path}.valid_days", "Days are 1 to %(most)s. Leave it out where an answer holds for good.", _MOST
        )
    if item.role not in recorders():
        allowed = ", ".join(sorted(recorders()))
        yield Mistake(
            f"{path}.role", "Nobody of this role may record it. Take one of these: %(roles)s.", {"roles": allowed}
        )
    if item.authority and item.authority not in authorities:
        yield Mistake(
            f"{path}.authority", "No authority has the key %(key)s. Add it above, or correct the key.",
            {"key": item.authority},
        )  # fmt: skip
    yield from _of_kind(path, item, pack)
    yield from _answers(path, item)


def _of_kind(path: str, item: Item, pack: Document) -> Iterator[Mistake]:
    if item.kind is ItemKind.REQUEST and not item.authority:
        yield Mistake(
            f"{path}.authority", "A request is asked of somebody. Name the key of the authority that answers."
        )
    if item.kind is ItemKind.SERVICE and item.service is None:
        yield Mistake(f"{path}.service", "Say which service this is, such as education.")
    if item.kind is not ItemKind.SERVICE and item.service is not None:
        yield Mistake(
            f"{path}.service", "Only an item of the kind service names one. Take it away, or change the kind."
        )
    if item.kind is ItemKind.VISIT and pack.reception is None:
        yield Mistake(
            f"{path}.kind", "Visits are at a reception centre, and this pack has none. Describe it, or change the kind."
        )
    if item.security and item.whom is not Whom.ADULTS:
        yield Mistake(f"{path}.whom", "A question about somebody's past is never asked about a child. Write: adults.")
    if item.whom is Whom.PARENTAGE and item.kind is not ItemKind.RESULT:
        yield Mistake(
            f"{path}.kind", "What is held of a question of parentage is a result's reference alone. Write: result."
        )


def _answers(path: str, item: Item) -> Iterator[Mistake]:
    yield from _keys(f"{path}.answers", item.answers)
    if not any(answer.does is Does.SATISFIES for answer in item.answers):
        yield Mistake(f"{path}.answers", "No answer satisfies, so nobody could ever go on. Add one that does.")
    for number, answer in enumerate(item.answers):
        yield from _answer(f"{path}.answers[{number}]", item, answer)


def _answer(path: str, item: Item, answer: Answer) -> Iterator[Mistake]:
    if answer.key in RESERVED:
        yield Mistake(
            f"{path}.key", "The word %(key)s has a meaning of its own in a case. Take another.", {"key": answer.key}
        )
    if answer.does is Does.STOPS and answer.objection is None:
        yield Mistake(f"{path}.objection", "Whoever is stopped can object. Say how and where, in the four languages.")
    if answer.does is Does.STOPS and item.whom in (Whom.CHILDREN, Whom.PARENTAGE):
        yield Mistake(f"{path}.does", "No answer stops a child's way home: it is asked anew. Write: asks_anew.")


def _reception(pack: Document) -> Iterator[Mistake]:
    if pack.reception is None:
        return
    if not 1 <= pack.reception.days <= MOST_DAYS:
        yield Mistake("reception.days", "Days are 1 to %(most)s. Write how long a stay is meant to last.", _MOST)
    for name in ("visiting_days", "services"):
        rows = getattr(pack.reception, name)
        if len(set(rows)) != len(rows):
            yield Mistake(f"reception.{name}", "Something is there twice. Name each once.")


def _follow_up(pack: Document) -> Iterator[Mistake]:
    start = date(2001, 1, 1)
    days = [due_after(start, one) for one in pack.follow_up if 0 < one.after <= MOST_DAYS]
    if len(days) < len(pack.follow_up):
        yield Mistake(
            "follow_up", "Times are 1 to %(most)s days or months after the return. Correct the number.", _MOST
        )
    elif not days:
        yield Mistake("follow_up", "Somebody has to ask once how it went. Write at least one time, or leave it out.")
    elif days != sorted(set(days)):
        yield Mistake("follow_up", "The times are not in order, or one is there twice. Put the earliest first.")


def _leaves(pack: Document) -> Iterator[tuple[str, str]]:
    """Every value of a document with its place; rows with a key are known by it, wherever they stand."""
    yield from _walk("", msgspec.to_builtins(pack))


def _walk(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list | tuple) and all(isinstance(one, dict) and "key" in one for one in value):
        for one in value:
            yield from _walk(f"{path}[{one['key']}]", one)
    elif isinstance(value, list | tuple):
        yield path, ", ".join(_plain(one) for one in value)
    elif value is not None and value != "":
        yield path, str(value)


def _plain(value: Any) -> str:
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)
