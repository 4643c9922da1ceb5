"""What somebody typed into the one search box, read: a number, a day, a tent, a paper's number, or names in any script.

Comes in: the text of the box. Goes out: a frozen `Query`. Words with digits are read as what they can be; the rest is a name.
Never guesses between two readings that both could be meant: a number is looked for as every kind of number that it may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.digits import european
from homeward.kernel.ids import read_spoken
from homeward.names.parts import read
from homeward.names.sounds import sound
from homeward.registry.rules.exact import SHORTEST, plain
from homeward.registry.rules.namekeys import beginnings, known_keys_of, skeleton
from homeward.registry.rules.statements import LONGEST_NAME, tidy

_DATE: Final = re.compile(r"(?<!\S)~?\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?!\S)|(?<!\S)~?(?:1[3-49]|20)\d\d(?!\S)")
_TENT: Final = re.compile(r"^(?=.*\d)[^\W_]{1,6}(?:[-/][^\W_]{1,6}){0,2}$")
SERIES: Final = 2  # letters before the number of a paper, often written apart: A 7654321
NEAR: Final = timedelta(days=366)  # a year that was typed finds those born a year earlier or later: ages are rounded


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name that is looked for: `whole` keys for the word as typed, `begun` ones in case it goes on."""

    key: str
    whole: frozenset[str]
    begun: frozenset[str]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Everything that is filled in must hold, but for `numbers`, of which one must."""

    person: str = ""
    household: str = ""
    parts: tuple[Part, ...] = ()
    born: PartialDate | None = None
    numbers: tuple[str, ...] = ()
    tents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.person or self.household or self.parts or self.born or self.numbers or self.tents)


def read_query(text: str) -> Query:
    """Read the box. Text beyond what a name can have is left aside."""
    text = european(tidy(text)[:LONGEST_NAME])
    if spoken := read_spoken(text, "P"):
        return Query(person=spoken)
    if spoken := read_spoken(text, "H"):
        return Query(household=spoken)
    born: PartialDate | None = None
    if found := _DATE.search(text):
        born = parse(found[0])
        text = text if born is None else f"{text[: found.start()]} {text[found.end() :]}"
    words = text.split()
    digits = [word for word in words if any(map(str.isdigit, word))]
    letters = [word for word in words if word not in digits]
    paper = bool(digits) and all(len(word) <= SERIES for word in letters)
    written = [*digits, "".join(digits), *(["".join(words)] if paper else [])]
    numbers = tuple(dict.fromkeys(n for n in map(plain, written) if len(n) >= SHORTEST))
    tents = tuple(word for word in words if _TENT.match(word))
    name = "" if paper else " ".join(letters)
    return Query(parts=_parts(name), born=born, numbers=numbers, tents=tents)


def near(born: PartialDate) -> tuple[date, date]:
    """The days between which somebody was born who is looked for by this date."""
    slack = timedelta() if born.precision in ("day", "month") else NEAR
    return (born.first - slack).replace(day=1), born.last + slack


def _parts(name: str) -> tuple[Part, ...]:
    parts = [part for key in read(name).keys if (part := _part(key))]
    return tuple(dict.fromkeys(parts))


def _part(key: str) -> Part | None:
    code = sound(key.strip("<>^=~"))
    bones = skeleton(code)
    if not bones:
        return None
    known, begun = known_keys_of(key), beginnings(code, bones)
    whole = known | {f"s{bones}"}
    if (
        len(bones) == 1 and not known
    ):  # no name that is known: it is being typed, and everybody's it could become is meant
        whole |= begun
    return Part(key, whole, begun)
