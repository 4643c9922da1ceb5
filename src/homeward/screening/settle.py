"""The one missing fact that would settle a candidate: of the facts that are absent, the one that would move it most.

Comes in: what was explained of a candidate and the weights. Goes out: a `Missing` fact with both totals it would lead to, or None
where nothing is absent. Never asks for a fact that the engine does not compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from homeward.screening.evidence import Explained
from homeward.screening.features import Slot
from homeward.screening.weights import Weights

Side = Literal["list", "record", "both"]
TELLING = 1000  # millibits that an answer must be able to move, either way, to be worth asking for
TYPICAL_RARITY = 4  # bits of rarity that a shared birth year or nationality usually brings
_ABSENT: dict[Side, str] = {
    "list": "which the list does not give: ask its owner",
    "record": "which was not recorded here",
    "both": "which neither side gives: record it, and ask the list's owner",
}
_INEXACT: dict[Side, str] = {
    "list": "of which the list gives only the year or a range: ask its owner",
    "record": "of which only the year was recorded here",
    "both": "of which both sides give only the year or a range",
}


class Missing(msgspec.Struct, frozen=True):
    """A missing fact: on which side, in words, and the millibits in all if it then agreed or contradicted.

    `settles` is whether one of the two would carry the candidate over the line for review, up or down.
    """

    key: str
    missing: Side
    says: str
    if_agrees: int
    if_contradicts: int
    settles: bool = False


class _Fact(NamedTuple):
    """A field: how to call it, the feature when it agrees, the rarity that comes with it, the feature when it contradicts."""

    noun: str
    agrees: str
    rarity: str
    contradicts: str


_FACTS = {
    Slot.BIRTH: _Fact("the year of birth", "birth_year", "birth_rarity", "birth_off_some"),
    Slot.SEX: _Fact("the sex", "sex_agrees", "", "sex_contradicts"),
    Slot.NATIONALITY: _Fact("the nationality", "nationality_agrees", "nationality_rarity", "nationality_contradicts"),
    Slot.BIRTH_PLACE: _Fact("the place of birth", "place_agrees", "", "place_contradicts"),
    Slot.FATHER: _Fact("the father's name", "father_agrees", "", "father_contradicts"),
    Slot.MOTHER: _Fact("the mother's name", "mother_agrees", "", "mother_contradicts"),
    Slot.DOCUMENT: _Fact("the number of a document", "document_agrees", "", ""),
}


def missing_fact(explained: Explained, weights: Weights, line: int) -> Missing | None:
    """The fact to ask for; `line` is the threshold for review in millibits.

    Its two outcomes are what a usual agreement and a usual contradiction would make of the total.
    A fact that one side already gives comes before one that both lack, since one question is enough; then whether it would carry
    the candidate over that line in either direction, then how far apart its outcomes lie. One that would say little whichever
    way the usual answer falls, such as the sex of an entry on a list of men, is asked for last.
    """
    total = sum(row.millibits for row in explained.evidence)

    def settles(fact: Missing) -> bool:
        return total < line <= fact.if_agrees or fact.if_contradicts < line <= total

    def worth(fact: Missing) -> tuple[bool, bool, bool, int]:
        gain, loss = fact.if_agrees - total, total - fact.if_contradicts
        telling = gain >= TELLING and (loss >= TELLING or fact.key == "document")
        return telling, fact.missing != "both", settles(fact), gain + loss

    found = max((*_absent(explained, total, weights), *_inexact(explained, total, weights)), key=worth, default=None)
    return msgspec.structs.replace(found, settles=settles(found)) if found else None


def _absent(explained: Explained, total: int, weights: Weights) -> Iterator[Missing]:
    millibits = {row.key: row.millibits for row in explained.evidence}
    father_known = any(row.field == "father" and row.recorded and row.listed for row in explained.evidence)
    for slot, fact in _FACTS.items():
        key = slot.name.lower()
        here, there = bool(getattr(explained.recorded_facts, key)), bool(getattr(explained.listed_facts, key))
        if (here and there) or (slot is Slot.FATHER and father_known):
            continue
        rest = total - millibits[key]
        agrees = weights.millibits[fact.agrees] + TYPICAL_RARITY * weights.millibits.get(fact.rarity, 0)
        contradicts = weights.millibits.get(fact.contradicts, 0)
        side = _side(here, there)
        yield Missing(key, side, f"{fact.noun}, {_ABSENT[side]}", rest + agrees, rest + contradicts)


def _inexact(explained: Explained, total: int, weights: Weights) -> Iterator[Missing]:
    """The day of birth, where the births agree as far as they go and a side states no day."""
    here, there = explained.recorded_facts.exact_day, explained.listed_facts.exact_day
    coarse = [key for key in ("birth_month", "birth_year", "birth_range") if key in explained.features]
    if coarse and not (here and there):
        rest = total - weights.millibits[coarse[0]]
        side = _side(here, there)
        agrees, contradicts = weights.millibits["birth_day"], weights.millibits["birth_other_day"]
        yield Missing("birth", side, f"the day of birth, {_INEXACT[side]}", rest + agrees, rest + contradicts)


def _side(here: bool, there: bool) -> Side:
    return "list" if here else "record" if there else "both"
