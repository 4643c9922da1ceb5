"""A point opened to be counted at: everybody who has a place, the reader's own count, and what finished counts say together.

Comes in: an actor and a point. Goes out: frozen facts. That the list was shown is told to the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.convoys import ConvoyRow, Party, PointKind, PointRow
from homeward.pathway.facts.headcounts import Agreed, CountRow
from homeward.pathway.leading import leading
from homeward.pathway.selectors.convoys import convoy_brief, parties_of, seats_of, tell_list, vehicles_of
from homeward.pathway.selectors.counting import counts_at, my_count, open_seats, point_counted, point_of


@dataclass(frozen=True, slots=True)
class Counting:
    """A point and whoever is counted there."""

    convoy: ConvoyRow
    point: PointRow
    parties: tuple[Party, ...]
    counts: tuple[CountRow, ...]
    mine: CountRow | None
    agreed: Agreed


def counting_of(actor: Actor, point_id: UUID) -> Counting:
    """A point, opened. Raises `NotFound`."""
    point = point_of(actor, point_id)
    actor = leading(actor, point.convoy)
    seats = seats_of(actor, open_seats(point.convoy))
    tell_list(actor, point.convoy, "convoy.count_list", len(seats))
    return Counting(
        convoy=convoy_brief(actor, point.convoy_id),
        point=PointRow(point.id, point.number, PointKind(point.kind), point.called),
        parties=parties_of(actor, seats, vehicles_of(point.convoy, seats)),
        counts=counts_at(point),
        mine=my_count(actor, point),
        agreed=point_counted(actor, point_id),
    )
