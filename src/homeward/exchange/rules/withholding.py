"""What is kept back from an export, and why. Guardrail 8: children and sensitive needs stay, unless somebody asks for them on purpose.

Comes in: records that were selected, and what was asked. Goes out: who is written, and a tally that adds up.
Where a birth is not known, somebody may be a child. Who was erased is never written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from homeward.exchange.facts.exports import ExportRequest, Reason, Tallied, Withheld
from homeward.registry.facts.persons import HouseholdRole, Standing
from homeward.registry.facts.values import NeedValue
from homeward.registry.rules.households import may_be_child


class Selected(Protocol):
    """What is known of a record that was selected."""

    @property
    def id(self) -> UUID:
        """The person."""

    @property
    def standing(self) -> Standing:
        """Where the record stands."""

    @property
    def role(self) -> HouseholdRole:
        """What they are in their household."""

    @property
    def born_to(self) -> date | None:
        """The last month in which they can have been born."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is written, in order, how many of them may be children, and the tally of the rows."""

    ids: tuple[UUID, ...]
    children: int
    tally: Tallied


def chosen(selected: Iterable[Selected], request: ExportRequest, day: date) -> Chosen:
    """Who of those selected is written."""
    ids: list[UUID] = []
    children = closed = kept_back = total = 0
    for one in selected:
        total += 1
        child = may_be_child(one.born_to, one.role, day)
        if one.standing in (Standing.ERASED, Standing.MERGED):
            closed += 1
        elif child and not request.children:
            kept_back += 1
        else:
            children += child
            ids.append(one.id)
    missing = max(0, len(set(request.person_ids)) - total)  # named, and out of reach
    withheld = tuple(
        Withheld(reason, count)
        for reason, count in ((Reason.CHILD, kept_back), (Reason.CLOSED, closed + missing))
        if count
    )
    return Chosen(tuple(ids), children, Tallied(total + missing, len(ids), children, withheld))


def need_may_leave(need: NeedValue, request: ExportRequest) -> bool:
    """Whether a need may be written. One without a code is words that somebody wrote: nobody knows how sensitive they are."""
    return request.sensitive_needs or (bool(need.code) and not need.sensitive)
