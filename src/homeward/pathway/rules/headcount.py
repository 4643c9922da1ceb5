"""What several counts of the same people say together, and who may be counted where. Pure.

Comes in: the places to be counted, what each finished count says of them, and what was settled by name. Goes out: marks about which all
agree, places about which they differ, and places that nobody counted. A difference is never averaged and never decided by who counted last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.kernel.errors import BadInput
from homeward.pathway.facts.headcounts import Agreed, Mark
from homeward.registry.errors import Invalid
from homeward.registry.facts.counts import Band
from homeward.registry.rules.counts import band_of

Marks = Mapping[UUID, Mark]


class Differs(BadInput):
    """Two counts differ, or somebody was not counted: nobody departs on that."""

    code = "counts_differ"


def agreed(seats: Sequence[UUID], counts: Iterable[Marks], settled: Marks | None = None) -> Agreed:
    """What counts say together of some places, in their order. A place given after a count was finished is asked of the next one alone."""
    every = list(counts)
    by_name = settled or {}
    marks: list[tuple[UUID, Mark]] = []
    differing: list[UUID] = []
    uncounted: list[UUID] = []
    for seat in seats:
        said = {count[seat] for count in every if seat in count}
        if seat in by_name and every:
            marks.append((seat, by_name[seat]))
        elif len(said) > 1:
            differing.append(seat)
        elif not said:
            uncounted.append(seat)
        else:
            marks.append((seat, said.pop()))
    return Agreed(tuple(marks), tuple(differing), tuple(uncounted), len(every))


def check_agreed(found: Agreed) -> None:
    """Refuse to go on before everybody is counted and every difference is settled by name. Raises `Differs`."""
    if not found.counts:
        raise Differs("Nobody has finished a count here. Count everybody, and finish the count.")
    if found.differing:
        raise Differs(
            "Two counts differ about %(number)s people. Look for them by name and say who is there.",
            number=len(found.differing),
        )
    if found.uncounted:
        raise Differs("%(number)s people are not counted yet. Count them.", number=len(found.uncounted))


def check_mark(was: Mark | None, now: Mark | None, then: Mark) -> bool:
    """Whether a mark changes anything: `was` is what whoever marks had before them, `now` what stands there. Raises `Invalid`.

    Sent twice, a mark is the same mark. Where somebody else said otherwise meanwhile, the second one is asked to look again.
    """
    if now is then:
        return False
    if now is not None and now is not was:
        raise Invalid(
            "Somebody else counted this person meanwhile, and otherwise. Look again, and mark them once more if it is wrong.",
            field="mark",
        )
    return True


def bands(people: Iterable[tuple[str, date | None, date | None]], day: date) -> tuple[tuple[str, str, int], ...]:
    """How many by sex and age, as a handover says it: recorded sex or `unknown`, band, number; only what is there, in order."""
    tally: dict[tuple[str, str], int] = {}
    for sex, born_from, born_to in people:
        cell = (sex or "unknown", band_of(born_from, born_to, day).value)
        tally[cell] = tally.get(cell, 0) + 1
    order = [band.value for band in Band]
    return tuple(
        (sex, band, tally[sex, band]) for sex, band in sorted(tally, key=lambda one: (one[0], order.index(one[1])))
    )
