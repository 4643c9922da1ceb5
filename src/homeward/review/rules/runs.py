"""What becomes of a pair of records when a run looked at it: asked, refreshed, asked again, left alone or withdrawn. Pure decisions.

Comes in: where the pair stands, the marks it was asked on, and what the run found. Goes out: a `Change`. Whoever decided on exactly these
facts is never asked again; a change on either side that matters always asks again. Never reads a table, and never decides about a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.kernel.dates import PartialDate
from homeward.registry.facts.persons import HouseholdRole
from homeward.review.facts.candidates import Outcome, State, Why
from homeward.review.facts.runs import Change, Marks, Taken, Turn
from homeward.review.facts.steps import Act
from homeward.screening.ages import OF_AGE, may_be_a_child

# Likelihood of the two records from which putting a candidate aside takes two people. On the confirming camp four fifths of the people who
# are on the list stand above it, and one in twenty of all candidates: the second look costs little and is spent where a mistake would.
STRONG: Final = 0.9
TOP: Final = 10  # entries of one list asked about one person, the strongest

# Roles in a household that only a child has. `child` and `grandchild` are also said of grown ones, but where no birth is recorded
# nobody knows better, and a child screened by mistake is the worse mistake.
_CHILDREN: Final = frozenset(
    {
        HouseholdRole.CHILD,
        HouseholdRole.GRANDCHILD,
        HouseholdRole.FOSTER_CHILD,
        HouseholdRole.SEPARATED_CHILD,
        HouseholdRole.UNACCOMPANIED_CHILD,
    }
)
_STANDS: Final = frozenset(
    {Outcome.CORROBORATED, Outcome.POSSIBLE}
)  # findings that say more than that nothing was found


@dataclass(frozen=True, slots=True)
class Known:
    """A pair as it stands before a run looks at it. `touched`: somebody has it in hand."""

    state: State
    why: Why
    marks: Marks
    outcome: Outcome | None = None
    touched: bool = False


def taken(births: Iterable[PartialDate], role: HouseholdRole, day: date, *, readable: bool, ground: bool) -> Taken:
    """How a person is taken by a run against security lists."""
    if not readable:
        return Taken.UNREADABLE
    if not may_be_young(tuple(births), role, day):
        return Taken.SCREENED
    return Taken.ON_GROUND if ground else Taken.WITHHELD


def may_be_young(births: tuple[PartialDate, ...], role: HouseholdRole, day: date) -> bool:
    """Whether somebody may be a child: by the births recorded, or by their role in the household where none is."""
    return may_be_a_child(births, day) if births else role in _CHILDREN


def of_age_on(births: Iterable[PartialDate]) -> date | None:
    """The first day on which somebody is of age by every birth recorded; None where none is."""
    latest = [date(birth.last.year, 12, 31) if birth.convention else birth.last for birth in births]
    if not latest:
        return None
    last = max(latest)
    leap = (last.month, last.day) == (2, 29)
    return date(last.year + OF_AGE, 3 if leap else last.month, 1 if leap else last.day)


def turn(known: Known | None, found: Marks | None, *, asked: bool, full: bool = False) -> Change:
    """What becomes of a pair. `found` are the marks of now, None where the entry is not on the edition; `asked`: it reached the line.

    `full`: so many stronger ones are asked of this person that it was not the line which kept this one away.
    """
    if known is None:
        return Change(Turn.ASK) if asked else Change(Turn.NONE)
    if found is None:
        return _gone(known)
    if known.state is State.WITHDRAWN:
        return Change(Turn.MOVE, Act.RETURNED) if asked else Change(Turn.NONE)
    act = changed(known.marks, found)
    if known.state is State.DECIDED:
        return _decided(known, act, asked)
    if act and known.state is not State.WAITING:
        return Change(Turn.MOVE, act)
    if asked or full or known.touched:
        return Change(Turn.REFRESH)
    return Change(Turn.MOVE, Act.BELOW_LINE)


def changed(before: Marks, now: Marks) -> Act | None:
    """What changed that matters: the person's record, or what is compared of the entry. The publisher's other words do not."""
    if before.person != now.person:
        return Act.PERSON_CHANGED
    same = before.source == now.source or before.entry == now.entry
    return None if same else Act.ENTRY_AMENDED


def _decided(known: Known, act: Act | None, asked: bool) -> Change:
    """What somebody found stands until a record changed; then it is asked again where it is still likely, or where it says something."""
    if act and (asked or known.outcome in _STANDS):
        return Change(Turn.MOVE, act)
    if known.why is not Why.ENTRY_REMOVED:
        return Change(Turn.UNCHANGED)
    return Change(Turn.MOVE, Act.ENTRY_AMENDED) if known.outcome in _STANDS else Change(Turn.BACK)


def _gone(known: Known) -> Change:
    """The entry is not on the list any more: nothing is asked of it, and whoever relied on a finding hears of it."""
    if known.state is State.WITHDRAWN or known.why is Why.ENTRY_REMOVED:
        return Change(Turn.NONE)
    return Change(Turn.MOVE, Act.ENTRY_REMOVED)
