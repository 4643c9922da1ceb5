"""What stands between a convoy and its departure, household by household: who is there, who is not, and which gate is not open.

Comes in: an actor who leads or plans it. Goes out: frozen facts, in a number of queries that does not grow with the convoy. The same
gates are asked again of everybody at the departure itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Stage
from homeward.pathway.facts.convoys import Party, PointKind, SeatRow
from homeward.pathway.facts.headcounts import Agreed, Mark
from homeward.pathway.leading import leading
from homeward.pathway.rules.steps import step_between
from homeward.pathway.selectors.convoys import convoy_of, parties_of, seats_of, vehicles_of
from homeward.pathway.selectors.counting import agreed_at, open_seats
from homeward.pathway.selectors.gating import checks_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How a household stands at the bus. `unmet` are gates that are not open, each once, with whose case it first was."""

    party: Party
    there: tuple[SeatRow, ...]
    absent: tuple[SeatRow, ...]
    waiting: tuple[SeatRow, ...]
    unmet: tuple[tuple[Check, UUID], ...]

    @property
    def left(self) -> bool:
        """Whether somebody is there while another of the household is not: a household goes whole, unless it says otherwise."""
        return bool(self.there and self.absent)

    @property
    def goes(self) -> bool:
        """Whether everybody is there and every gate is open."""
        return bool(self.there) and not self.absent and not self.waiting and not self.unmet


@dataclass(frozen=True, slots=True)
class Departure:
    """A convoy before its departure: what the counts say together, and how each household stands."""

    counted: Agreed
    parties: tuple[Standing, ...]

    @property
    def people(self) -> int:
        """How many are there."""
        return sum(len(one.there) for one in self.parties)

    @property
    def ready(self) -> bool:
        """Whether everybody is counted and each household goes whole or not at all."""
        held = any(one.left or one.waiting or (one.there and one.unmet) for one in self.parties)
        return self.counted.whole and self.people > 0 and not held


def departure_of(actor: Actor, convoy_id: UUID) -> Departure:
    """How a convoy stands before its departure. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    actor = leading(actor, convoy)
    rows = open_seats(convoy)
    seats = seats_of(actor, rows)
    counted = agreed_at(models.Point.objects.get(convoy=convoy, kind=PointKind.BOARDING), [row.id for row in rows])
    marks = dict(counted.marks)
    going = [row.case for row in rows if marks.get(row.id) is Mark.PRESENT]
    gates = step_between(Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT).gates
    checks = checks_of(actor, going, gates, timezone.localdate())
    parties = parties_of(actor, seats, vehicles_of(convoy, seats))
    return Departure(counted, tuple(_standing(party, marks, checks) for party in parties))


def _standing(party: Party, marks: dict[UUID, Mark], checks: dict[UUID, tuple[Check, ...]]) -> Standing:
    unmet: dict[str, tuple[Check, UUID]] = {}
    for seat in party.seats:
        for check in checks.get(seat.case_id, ()):
            if not check.holding.passes:
                unmet.setdefault(check.gate, (check, seat.case_id))
    return Standing(
        party,
        tuple(seat for seat in party.seats if marks.get(seat.id) is Mark.PRESENT),
        tuple(seat for seat in party.seats if marks.get(seat.id) is Mark.ABSENT),
        tuple(seat for seat in party.seats if seat.id not in marks),
        tuple(unmet.values()),
    )
