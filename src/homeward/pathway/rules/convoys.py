"""What a convoy may do from where it stands, and what a plan of one has to say. Pure.

Comes in: states, drafts, a day. Goes out: nothing, or a refusal with the field. Nobody is put on a convoy or left behind here: that is what
its people, child protection and the gates say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.pathway.facts.batches import Load, Vehicle
from homeward.pathway.facts.convoys import ConvoyDraft, ConvoyState, PointKind
from homeward.registry.errors import Invalid

S = ConvoyState
NEXT: Final[Mapping[ConvoyState, frozenset[ConvoyState]]] = {
    S.PLANNED: frozenset({S.BOARDING, S.CALLED_OFF}),
    S.BOARDING: frozenset({S.UNDER_WAY, S.PLANNED, S.CALLED_OFF}),
    S.UNDER_WAY: frozenset({S.ARRIVED, S.CALLED_OFF}),
    S.ARRIVED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CALLED_OFF: frozenset(),
}
OPEN: Final = frozenset({S.PLANNED, S.BOARDING, S.UNDER_WAY, S.ARRIVED})
ON_THE_WAY: Final = frozenset({S.UNDER_WAY, S.ARRIVED})
SEATING: Final = frozenset({S.PLANNED, S.BOARDING})
AHEAD: Final = timedelta(days=366)
MOST_POINTS: Final = 20
MOST_VEHICLES: Final = 60
MOST_SEATS: Final = 200

# Where people are counted in which state.
COUNTED: Final[Mapping[ConvoyState, PointKind]] = {
    S.BOARDING: PointKind.BOARDING,
    S.UNDER_WAY: PointKind.CHECKPOINT,
    S.ARRIVED: PointKind.ARRIVAL,
}


def check_draft(draft: ConvoyDraft, today: date) -> None:
    """Refuse a convoy to where it begins, on a day that is over or far off, or with unnamed points. Raises `Invalid`."""
    if draft.from_site_id == draft.to_site_id:
        raise Invalid("A convoy goes to another site. Choose where it arrives.", field="to_site")
    if draft.day < today:
        raise Invalid("This day is over. Choose today or a later one.", field="day")
    if draft.day > today + AHEAD:
        raise Invalid("This day is more than a year away. Check the year.", field="day")
    if len(draft.checkpoints) > MOST_POINTS:
        raise Invalid("Name at most %(most)s points on the way.", field="checkpoints", most=MOST_POINTS)


def leads_there(destination: UUID | None, arrives: UUID) -> bool:
    """Whether a household's way leads where a convoy arrives. Where it names no place yet, the gate of the destination asks for one."""
    return destination in (None, arrives)


def check_way(destinations: Iterable[UUID | None], arrives: UUID, field: str) -> None:
    """Refuse to take along who is to be received elsewhere: what was made ready for them is not there. Raises `Invalid`."""
    others = sum(not leads_there(one, arrives) for one in destinations)
    if others:
        raise Invalid(
            "To be received at another site than the one where this convoy arrives: %(others)s of them. Change where they are "
            "received, in their case, or let them go with another convoy.",
            field=field,
            others=others,
        )


def check_vehicle(called: str, seats: int, wheelchairs: int) -> None:
    """Refuse a vehicle without a name or places. Raises `Invalid`."""
    if not called.strip():
        raise Invalid("Say how the vehicle is called, such as Bus 1 or its plate.", field="called")
    if not 0 < seats <= MOST_SEATS:
        raise Invalid("A vehicle has from 1 to %(most)s seats.", field="seats", most=MOST_SEATS)
    if not 0 <= wheelchairs <= seats:
        raise Invalid("It cannot take more wheelchairs than it has places.", field="wheelchairs")


def check_next(now: ConvoyState, then: ConvoyState) -> None:
    """Refuse what does not follow from where a convoy stands. Raises `Invalid`."""
    if then not in NEXT[now]:
        raise Invalid("A convoy cannot go there from where it stands. Open it again to see where it is.", field="state")


def check_arrival(people: int, places: int | None) -> None:
    """Refuse more people than find room where the convoy arrives; None: nobody said how many. Raises `Invalid`."""
    if places is not None and people > places:
        raise Invalid(
            "%(people)s people would arrive, and there is room for %(places)s. Nobody departs so: let households stay until "
            "the others fit, or have the other site say that it holds more.",
            field="state", people=people, places=places,
        )  # fmt: skip


def check_room(vehicle: Vehicle, loads: Iterable[Load]) -> None:
    """Refuse more people than a vehicle has places for. Raises `Invalid`."""
    taken = sum(loads, Load(0))
    if taken.seats > vehicle.seats:
        raise Invalid(
            "There is not room for all of them: %(seats)s seats are needed and %(free)s are there. A household is not "
            "split: choose another vehicle, or a larger one.",
            field="vehicle", seats=taken.seats, free=vehicle.seats,
        )  # fmt: skip
    if taken.wheelchairs > vehicle.wheelchairs:
        raise Invalid(
            "This vehicle takes %(free)s wheelchairs, and %(needed)s are needed. Choose another vehicle.",
            field="vehicle", free=vehicle.wheelchairs, needed=taken.wheelchairs,
        )  # fmt: skip
