"""A convoy of invented parties: planned, boarded, gone, received; each count and each signature by whoever makes it.

Comes in: who works, parties that prepare for departure. Goes out: a convoy. Its gates are asked at the moment it departs, like anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.actions.boarding import convoy_depart
from homeward.pathway.actions.convoys import convoy_board, convoy_plan, groups_seat, vehicle_add
from homeward.pathway.actions.handovers import convoy_arrive, convoy_receive, handover_give, handover_take
from homeward.pathway.actions.headcounts import count_finish, party_mark
from homeward.pathway.facts.convoys import ConvoyDraft, PointKind
from homeward.pathway.facts.handovers import Side
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party

SEATS: Final = 45


def convoy_of_parties(hands: Hands, parties: Iterable[Party], *, frm: UUID, to: UUID, day: date) -> UUID:
    """Plan a convoy, and give each party its places, in as many buses as it takes."""
    draft = ConvoyDraft(frm, to, day, hands.lead.user_id, "An escort of the authorities on both sides", ("The border",))
    convoy = convoy_plan(hands.coordinator, draft)
    placed, bus, free = list[tuple[UUID, UUID]](), None, 0
    for party in parties:
        if bus is None or free < len(party.case_of):
            number = models.Vehicle.objects.filter(convoy=convoy).count() + 1
            bus, free = (
                vehicle_add(
                    hands.coordinator,
                    convoy,
                    called=f"Bus {number}",
                    seats=SEATS,
                    wheelchairs=1,
                    version=_version(convoy),
                ),
                SEATS,
            )
        placed.append((_group(party), bus))
        free -= len(party.case_of)
    groups_seat(hands.coordinator, convoy, placed, version=_version(convoy))
    return convoy


def boarded(hands: Hands, convoy: UUID) -> None:
    """Let people board, and count them: everybody is there."""
    convoy_board(hands.lead, convoy, version=_version(convoy))
    _counted(hands, convoy, PointKind.BOARDING)


def departed(hands: Hands, convoy: UUID) -> None:
    """Depart with everybody who was counted."""
    convoy_depart(hands.lead, convoy, version=_version(convoy))


def arrived(hands: Hands, convoy: UUID) -> None:
    """Arrive, and count everybody again."""
    convoy_arrive(hands.lead, convoy, version=_version(convoy))
    _counted(hands, convoy, PointKind.ARRIVAL)


def received(hands: Hands, receiver: Actor, convoy: UUID) -> None:
    """Sign for both sides, and receive everybody."""
    handover_give(hands.lead, convoy, function="convoy lead", place="The gate of the centre")
    content = models.Signature.objects.filter(convoy=convoy, side=Side.GIVES).latest("signed_at").content
    handover_take(receiver, convoy, function="head of the centre", content=content)
    convoy_receive(hands.lead, convoy, version=_version(convoy))


def _counted(hands: Hands, convoy: UUID, kind: PointKind) -> None:
    point = models.Point.objects.get(convoy=convoy, kind=kind).id
    seats = models.Seat.objects.filter(convoy=convoy, ended="")
    for group in sorted(set(seats.values_list("case__group_id", flat=True))):
        party_mark(hands.lead, point, group, Mark.PRESENT)
    count_finish(hands.lead, point)


def _group(party: Party) -> UUID:
    return models.Case.objects.get(id=party.case_ids[0]).group_id


def _version(convoy: UUID) -> int:
    return models.Convoy.objects.values_list("version", flat=True).get(id=convoy)
