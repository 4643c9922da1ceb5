"""What the numbers of a comparison say in words: one row for every part of both names and every field that was looked at.

Comes in: one row of a comparison's `Rows`, the person's profile, the index. Goes out: frozen `Evidence` whose millibits add up
to the score exactly. Never computes a weight of its own: it reads out what made the score, or it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from homeward.screening.engine import Comparison, Rows
from homeward.screening.features import FEATURES, Slot
from homeward.screening.pairing import Written, listed_name, part_rows, recorded_name
from homeward.screening.profile import Profile
from homeward.screening.statements import Statement, of_entry, of_profile

State = Literal["agrees", "contradicts", "absent", "neutral"]


class Evidence(msgspec.Struct, frozen=True):
    """One row of an explanation. `key` is its slot, of `runs.lines.KEYS`; `says` explains the features that weighed.

    Absent is never the same as contradicts: one side or both do not state it. Neutral is what is no fact of either record:
    how the names meet as a whole, how many names an entry lists, what was known before comparing; and facts that say nothing.
    """

    key: str
    field: str
    state: State
    recorded: str
    listed: str
    millibits: int
    says: str = ""


class Explained(msgspec.Struct, frozen=True):
    """One row of `Rows` read out: its evidence, both names with their parts, both statements, the features counted."""

    evidence: tuple[Evidence, ...]
    recorded: Written
    listed: Written
    recorded_facts: Statement
    listed_facts: Statement
    features: dict[str, int]


_FIELDS = {
    Slot.BIRTH: "birth", Slot.SEX: "sex", Slot.NATIONALITY: "nationality", Slot.BIRTH_PLACE: "place of birth",
    Slot.FATHER: "father's name", Slot.MOTHER: "mother's name", Slot.DOCUMENT: "document",
}  # fmt: skip
_PREFIX = {Slot.BIRTH_PLACE: "place_"}
_AGREES = frozenset({"agrees", "day", "month", "year", "range", "swapped"})
_CONTRADICTS = frozenset({"contradicts", "other_day", "off_few", "off_some", "off_many"})
_UNSURE = frozenset({"other_year", "near", "near_day"})  # weights decide, so the sign says which way they point
_OF_ORDER = frozenset({"order_changed", "order_turned", "one_part_only", "mononym", "kunya_only"})
_OF_NUMBER = frozenset({"alternatives", "weak_name"})


def explain(comparison: Comparison, profile: Profile, rows: Rows, row: int) -> Explained:
    """Read one row of a comparison out: `profile` is the one that the row's person was laid out from.

    The evidence stands in the order of the slots: parts of the recorded name, parts that only the listed name has, fields.
    """
    people, index = comparison.people, comparison.index
    entry, name, listed, _ = rows.chosen[row].tolist()
    mine = recorded_name(people.sheet, people.vocabulary, name, profile)
    theirs = listed_name(index, listed)
    facts = of_profile(profile)
    other = _with_documents(of_entry(index, entry), comparison, entry, facts, rows, row)
    counted = {f.key: int(n) for f, n in zip(FEATURES, rows.counts[row].tolist(), strict=True) if n}
    slots = rows.evidence[row].tolist()
    names = int(index.sheet.name_start[entry + 1] - index.sheet.name_start[entry])
    evidence = (
        *(Evidence(*part) for part in part_rows(mine, theirs, rows.met[row].tolist(), int(rows.readings[row]), counted, slots)),
        *_wholes(counted, slots, names),
        *(_field(slot, facts, other, counted, slots[slot]) for slot in _FIELDS),
        Evidence("prior", "before comparing", "neutral", "", f"one of {len(index)} listed", slots[Slot.PRIOR],
                 "How unlikely it was, before looking, that this person is this one of those listed."),
    )  # fmt: skip
    return Explained(evidence, mine, theirs, facts, other, counted)


def _with_documents(
    other: Statement, comparison: Comparison, entry: int, facts: Statement, rows: Rows, row: int
) -> Statement:
    """The index keeps of a document only what is compared: that there is one, or that it is the person's own."""
    if rows.evidence[row][Slot.DOCUMENT]:
        return msgspec.structs.replace(other, document=facts.document)
    listed = comparison.index.documents
    has_any = bool(len(listed)) and bool((listed[:, 2] == entry).any())
    says = "another number" if facts.document else "given"
    return msgspec.structs.replace(other, document=says) if has_any else other


def _wholes(counted: dict[str, int], slots: list[int], names: int) -> Iterator[Evidence]:
    """Rows of no single part: how the names meet as wholes, and through which of how many names."""
    of_order, of_number = _OF_ORDER & counted.keys(), _OF_NUMBER & counted.keys()
    if of_order or slots[Slot.ORDER]:
        yield Evidence("order", "names as a whole", "neutral", "", "", slots[Slot.ORDER], _says(of_order))
    if of_number or slots[Slot.ALTERNATIVES]:
        listed = f"{names} names" if "alternatives" in counted else ""
        if "weak_name" in counted:
            listed = ", ".join(filter(None, (listed, "a weak one met")))
        key = "alternatives"
        yield Evidence(key, "number of names", "neutral", "", listed, slots[Slot.ALTERNATIVES], _says(of_number))


def _field(slot: Slot, facts: Statement, other: Statement, counted: dict[str, int], millibits: int) -> Evidence:
    key = slot.name.lower()
    prefix = _PREFIX.get(slot, f"{key}_")
    mine, theirs = getattr(facts, key), getattr(other, key)
    features = {name for name in counted if name.startswith(prefix)}
    state = _state({name.removeprefix(prefix) for name in features}, bool(mine and theirs), millibits)
    says = _says(features) if features else _silence(mine, theirs)
    return Evidence(key, _FIELDS[slot], state, mine, theirs, millibits, says)


def _state(features: set[str], both: bool, millibits: int) -> State:
    if features & _UNSURE:
        return "agrees" if millibits > 0 else "contradicts" if millibits < 0 else "neutral"
    if features & _AGREES:
        return "agrees"
    if features & _CONTRADICTS:
        return "contradicts"
    return "neutral" if both else "absent"


def _silence(mine: str, theirs: str) -> str:
    if mine and theirs:
        return "Both sides state it; it says nothing for or against."
    if mine:
        return "The list does not give it."
    return "It was not recorded here." if theirs else "Neither side gives it."


def _says(keys: set[str] | frozenset[str]) -> str:
    """The public explanation of features, in their order."""
    return " ".join(f.says for f in FEATURES if f.key in keys)
