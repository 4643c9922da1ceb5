"""Why an entry was found for a person or was not, step by step: on the list, sounds alike, looked at, over the line, among the first.

Comes in: one person, an index, the id of an entry as its publisher writes it. Goes out: a `Trace` of `Step`s, each passed or not, in words.
Asks the engine itself at each step and never repeats its reasoning in another way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec
import numpy as np

from homeward.names.likeness import between
from homeward.screening.candidate import Candidate, candidate
from homeward.screening.engine import CANDIDATES, WORTH_LOOKING, Comparison
from homeward.screening.index.store import Index
from homeward.screening.pairing import listed_name, recorded_name
from homeward.screening.profile import Profile
from homeward.screening.runs.lines import least_bits, score
from homeward.screening.sheet import vocabulary

AGAINST_SHOWN = 3


class Step(msgspec.Struct, frozen=True):
    """One step of the search: what was asked, whether the entry passed, and why."""

    key: Literal["listed", "sounds", "looked_at", "line", "rank"]
    passed: bool
    says: str


class Trace(msgspec.Struct, frozen=True):
    """The steps until one was not passed, and the comparison itself wherever it can be made. `found` is whether all were passed."""

    entry_id: str
    steps: tuple[Step, ...]
    candidate: Candidate | None = None

    @property
    def found(self) -> bool:
        """Whether the entry is among the candidates that are shown."""
        return all(step.passed for step in self.steps)


def trace(comparison: Comparison, profile: Profile, entry_id: str, *, least: int, top: int) -> Trace:
    """Follow one entry through the search for one person, who is the comparison's only one."""
    row = comparison.index.row(entry_id)
    if row is None:
        return Trace(entry_id, (Step("listed", False, f"No individual of the lists read has the id {entry_id}."),))
    steps = [Step("listed", True, f"Entry {entry_id} is an individual of {_list_of(comparison.index, row)}.")]
    pair = comparison.pairs(np.array([[0, row]], np.int64))
    compared = candidate(comparison, profile, pair, 0, 0) if pair.chosen[0, 1] >= 0 else None
    for step in _search(comparison, profile, row, compared, (least, top)):
        steps.append(step)
        if not step.passed:
            break
    return Trace(entry_id, tuple(steps), compared)


def _list_of(index: Index, row: int) -> str:
    return index.lists[int(index.entry_list[row])]


def _search(
    comparison: Comparison, profile: Profile, row: int, compared: Candidate | None, wanted: tuple[int, int]
) -> Iterator[Step]:
    least, top = wanted
    yield _sounds(comparison, profile, row)
    found = comparison.block(0, 1, top=len(comparison.index), least=least_bits(0))
    order = found.chosen[:, 0].tolist()
    looked_at = row in order
    says = (
        "Its names share enough telling parts, and its facts contradict little enough, to be compared exactly."
        if looked_at
        else f"More than {CANDIDATES} listed names promised more at first sight, so it was not compared exactly."
    )
    yield Step("looked_at", looked_at, says)
    if compared is None:
        yield Step("line", False, "One of the two has no name that can be read.")
        return
    bits = round(1000 * compared.bits)
    yield Step("line", bits >= least, _line(compared, bits, least))
    rank = order.index(row) + 1
    more = f"only the first {top} are shown" if rank > top else f"the first {top} are shown"
    yield Step("rank", rank <= top, f"It stands in place {rank} of the person's candidates; {more}.")


def _sounds(comparison: Comparison, profile: Profile, row: int) -> Step:
    """The two parts that sound most alike, and whether that is enough for their names to be looked at."""
    index, sheet = comparison.index, comparison.people.sheet
    mine = [recorded_name(sheet, comparison.people.vocabulary, n, profile) for n in range(int(sheet.name_start[1]))]
    low, high = (int(index.sheet.name_start[r]) for r in (row, row + 1))
    theirs = [listed_name(index, n) for n in range(low, high)]
    pairs = [
        (alike(one, two), part, other)
        for name in mine
        for one, part in zip(name.keys, name.parts, strict=True)
        for listed in theirs
        for two, other in zip(listed.keys, listed.parts, strict=True)
    ]
    if not pairs:
        return Step("sounds", False, "One of the two has no name that can be read.")
    most, part, other = max(pairs, key=lambda pair: pair[0])
    closest = f"closest are {part} and {other}, {most / 1000:.2f} alike"
    need = f"{WORTH_LOOKING / 1000:.2f} is needed"
    if most >= WORTH_LOOKING:
        return Step("sounds", True, f"Parts of the names sound alike: {closest} ({need}).")
    return Step(
        "sounds", False, f"No part of the person's names sounds like a part of the entry's: {closest}, and {need}."
    )


@cache
def alike(one: str, two: str) -> int:
    """How alike two parts sound, in thousandths; spellings of one known name are alike whatever they sound like."""
    mine, theirs = (vocabulary((key,), np.ones(1, np.int32)).sounds for key in (one, two))
    return int(between(mine, theirs, np.zeros((1, 2), np.int64), 0)[0])


def _line(compared: Candidate, bits: int, least: int) -> str:
    said = f"All evidence together comes to {_signed(bits)} bits; the line is {_signed(least)}, a score of {score(least):.2f}"
    if bits >= least:
        return f"{said}."
    against = sorted((row for row in compared.evidence if row.state == "contradicts"), key=lambda row: row.millibits)
    named = ", ".join(f"{row.field} ({_signed(row.millibits)})" for row in against[:AGAINST_SHOWN])
    why = (
        f"What contradicts: {named}."
        if named
        else "Nothing contradicts; what agrees is too usual to tell people apart."
    )
    return f"{said}, which is {(least - bits) / 1000:.1f} more. {why}"


def _signed(millibits: int) -> str:
    return f"{millibits / 1000:+.1f}".replace("-", "\u2212")
