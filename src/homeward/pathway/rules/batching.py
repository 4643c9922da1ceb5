"""Which households go together: by room alone, those that have been ready longest first. Pure.

Comes in: households as seats and the moment since when they are ready, and vehicles. Goes out: who goes in which vehicle, and for whom
there is no room. Never a ranking of people: what a household is, where it comes from and who is in it does not come in at all. A household
is never split over vehicles, and no vehicle ever takes more than it has places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from homeward.pathway.facts.batches import Batch, Binding, Load, Vehicle, Waiting


def load_of(people: int, *, wheelchairs: int = 0, escorts: int = 0) -> Load:
    """What so many people take up: each a seat, and one more for each who travels with a medical escort."""
    return Load(people + escorts, wheelchairs)


def batch(waiting: Iterable[Waiting], vehicles: Sequence[Vehicle], places: int | None = None) -> Batch:
    """A proposal: whoever has been ready longest is placed first, in the vehicle that they fill best.

    Who does not fit is passed over and stays first for the next convoy. `vehicles` are the free places, as `free` says them; `places`, how
    many more people find room where the convoy arrives, None where that is not said.
    """
    room = {vehicle.id: vehicle for vehicle in vehicles}
    placed: list[tuple[UUID, UUID]] = []
    left: list[tuple[UUID, Binding]] = []
    for one in in_turn(waiting):
        fitting = [vehicle for vehicle in room.values() if one.load.fits(vehicle)]
        if not fitting:
            left.append((one.group_id, shortage(one.load, tuple(room.values()))))
            continue
        if places is not None:
            if one.people > places:
                left.append((one.group_id, Binding.CENTRE))
                continue
            places -= one.people
        chosen = min(fitting, key=lambda vehicle: _remains(vehicle, one.load))
        room[chosen.id] = free(chosen, one.load)
        placed.append((one.group_id, chosen.id))
    return Batch(tuple(placed), tuple(left))


def beyond(waiting: Iterable[Waiting], places: int) -> tuple[UUID, ...]:
    """The households, in their turn, for whom so many places do not suffice where they arrive."""
    found = []
    for one in in_turn(waiting):
        if one.people > places:
            found.append(one.group_id)
        else:
            places -= one.people
    return tuple(found)


def in_turn(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Whoever has been ready longest first."""
    return sorted(waiting, key=lambda one: (one.ready_since, one.group_id))


def free(vehicle: Vehicle, taken: Load) -> Vehicle:
    """What is left of a vehicle."""
    return Vehicle(vehicle.id, vehicle.seats - taken.seats, vehicle.wheelchairs - taken.wheelchairs)


def shortage(load: Load, vehicles: Sequence[Vehicle]) -> Binding:
    """What is short where no vehicle takes a household: places for wheelchairs only where its people would fit otherwise."""
    seated = any(load.seats <= vehicle.seats for vehicle in vehicles)
    return Binding.WHEELCHAIR if seated else Binding.SEATS


def _remains(vehicle: Vehicle, load: Load) -> tuple[int, int, UUID]:
    """How much would be left: places for wheelchairs are kept for those who need them, then as few empty seats as can be."""
    return vehicle.wheelchairs - load.wheelchairs, vehicle.seats - load.seats, vehicle.id
