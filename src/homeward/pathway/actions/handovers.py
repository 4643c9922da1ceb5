"""Arrive, hand over with the signatures of both sides, and have everybody received; and what happens on the way.

Comes in: an actor who leads the convoy, or one who receives it. Goes out: ids and versions. Whoever is not found at the arrival is looked
for: that is a fact about a list, and nothing about the person. A handover is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.convoying import end_seats, take_version, tell
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.convoys import ConvoyState, SeatEnd
from homeward.pathway.facts.handovers import Side
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.handovers import check_signer, check_words
from homeward.pathway.rules.steps import step_between
from homeward.pathway.selectors.convoys import convoy_of
from homeward.pathway.selectors.counting import open_seats
from homeward.pathway.selectors.handing import Handing, handing_of, signature_for
from homeward.pathway.settling import settle
from homeward.pathway.stepping import take
from homeward.pathway.tasking import task_add
from homeward.registry.actions.custody import persons_arrive
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Arrival, Group
from homeward.registry.rules.statements import tidy

SOON: Final = timedelta(days=1)
MOST_CAVEATS: Final = 20


@action
def convoy_arrive(actor: Actor, convoy_id: UUID, *, version: int) -> int:
    """Say that a convoy arrived: now people are counted there. The next version. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    take_version(convoy, version, {ConvoyState.UNDER_WAY})
    models.Convoy.objects.filter(id=convoy.id).update(state=ConvoyState.ARRIVED, arrived_at=timezone.now())
    tell(actor, convoy, "convoy.arrive")
    return version + 1


@action
def handover_give(actor: Actor, convoy_id: UUID, *, function: str, place: str, caveats: Sequence[str] = ()) -> UUID:
    """Sign for the side that hands people over: exactly those who were counted at the arrival. The id of the signature.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`, `Differs`.
    """
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    said = [tidy(one)[:500] for one in caveats if tidy(one)][:MOST_CAVEATS]
    handing = handing_of(convoy, place=tidy(place)[:200], caveats=said)
    check_words(place=place, function=function)
    row = _sign(actor, convoy, handing, Side.GIVES, account=actor.user_id, name=actor.username, function=function)
    _complete(actor, convoy, handing)
    return row.id


@action
def handover_take(actor: Actor, convoy_id: UUID, *, function: str, content: str) -> UUID:
    """Sign for the side that receives, with one's own account, what the other side signed. Raises as `handover_give` does."""
    convoy = convoy_of(actor, convoy_id)
    authorise(actor, Capability.CONVOY_READ, site_id=convoy.to_site_id)
    handing = _given(convoy, content)
    check_words(function=function)
    row = _sign(actor, convoy, handing, Side.TAKES, account=actor.user_id, name=actor.username, function=function)
    _complete(actor, convoy, handing)
    return row.id


@action
def handover_paper(
    actor: Actor, convoy_id: UUID, *, name: str, function: str, scan: str, at: datetime | None, content: str
) -> UUID:
    """Type in that the receiving side signed on paper: who, as what, and where the scanned paper is. Raises as `handover_give` does."""
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    check_words(name=name, function=function, scan=scan)
    if at is not None and at > timezone.now():
        raise Invalid("This moment has not come yet. Write when the paper was signed.", field="at")
    handing = _given(convoy, content)
    row = _sign(
        actor, convoy, handing, Side.TAKES, account=None, name=tidy(name), function=function, scan=tidy(scan), at=at
    )
    _complete(actor, convoy, handing)
    return row.id


@action
def convoy_receive(actor: Actor, convoy_id: UUID, *, version: int) -> int:
    """Record that everybody on the signed list was received, and look for whoever is not on it. The next version.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`, `GatesUnmet`.
    """
    convoy = convoy_of(actor, convoy_id)
    actor = as_lead(actor, convoy)
    authorise(actor, Capability.CONVOY_LEAD, site_id=convoy.to_site_id)
    take_version(convoy, version, {ConvoyState.ARRIVED})
    handover = models.Handover.objects.filter(convoy=convoy).first()
    if handover is None:
        raise Invalid("Both sides sign first. Then everybody on the list is received.", field="state")
    named = set(models.HandedOver.objects.filter(handover=handover).values_list("case_id", flat=True))
    seats, at = open_seats(convoy), timezone.now()
    received = [seat for seat in seats if seat.case_id in named]
    missing = [seat for seat in seats if seat.case_id not in named]
    _receive(actor, convoy, received, at)
    _look_for(actor, missing, at)
    models.Convoy.objects.filter(id=convoy.id).update(state=ConvoyState.CLOSED, closed_at=at)
    tell(actor, convoy, "convoy.receive", people=len(received), unaccounted=len(missing))
    return version + 1


def _given(convoy: models.Convoy, content: str) -> Handing:
    """What the giving side signed last, which is what lies before whoever receives. Raises `Invalid`, `Stale`."""
    row = models.Signature.objects.filter(convoy=convoy, side=Side.GIVES).order_by("-signed_at", "-id").first()
    if row is None:
        raise Invalid("Whoever hands over signs first. Then the other side signs the same list.", field="side")
    handing = handing_of(convoy, place=row.place, caveats=row.caveats)
    if handing.content != row.content or handing.content != content:
        raise Stale("The list changed after it was signed. Whoever hands over signs again what is true now.")
    return handing


def _sign(
    actor: Actor, convoy: models.Convoy, handing: Handing, side: Side, *, account: UUID | None, name: str, function: str,
    scan: str = "", at: datetime | None = None,
) -> models.Signature:  # fmt: skip
    if convoy.state != ConvoyState.ARRIVED:
        raise Invalid("People are handed over where the convoy arrived. Say first that it did.", field="side")
    if models.Handover.objects.filter(convoy=convoy).exists():
        raise Stale("Both sides signed already. A handover is never changed.")
    other = signature_for(convoy, handing, Side.TAKES if side is Side.GIVES else Side.GIVES)
    if other is not None:
        check_signer(account, other.account)
    now = timezone.now()
    row = models.Signature.objects.create(
        convoy=convoy, side=side, account=account, name=name[:150], function=tidy(function)[:150], scan=scan[:100],
        place=handing.place, caveats=list(handing.caveats), content=handing.content, signed_at=at or now,
        entered_by=actor.user_id, entered_at=now,
    )  # fmt: skip
    record(
        actor, EventKind.WRITE, "convoy.sign", subject=convoy.number, site_id=convoy.from_site_id,
        detail={"side": side.value, "people": len(handing.cases), "paper": account is None},
    )  # fmt: skip
    return row


def _complete(actor: Actor, convoy: models.Convoy, handing: Handing) -> None:
    """Write the handover down once both sides signed the same."""
    gave, took = (signature_for(convoy, handing, side) for side in (Side.GIVES, Side.TAKES))
    if gave is None or took is None:
        return
    try:
        with transaction.atomic():
            row = models.Handover.objects.create(
                convoy=convoy, gave=gave, took=took, content=handing.content, place=handing.place,
                bands=[list(band) for band in handing.bands], caveats=list(handing.caveats),
                persons=handing.persons, at=timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Stale("Both sides signed already. A handover is never changed.") from error
    models.HandedOver.objects.bulk_create(models.HandedOver(handover=row, case_id=id) for id in handing.cases)
    record(
        actor, EventKind.WRITE, "convoy.handover", subject=convoy.number, site_id=convoy.from_site_id,
        detail={"people": handing.persons, "content": handing.content},
    )  # fmt: skip


def _receive(actor: Actor, convoy: models.Convoy, seats: Sequence[models.Seat], at: datetime) -> None:
    if not seats:
        return
    went = [seat.case for seat in seats if seat.case.stage == Stage.IN_TRANSIT]  # who was born on the way took no step
    take(actor, went, step_between(Stage.IN_TRANSIT, Stage.RECEIVED), "", at)
    people = tuple(seat.case.person_id for seat in seats)
    persons_arrive(actor, Group(people), Arrival(convoy.to_site_id, timezone.localdate(at), source=Source.CLERK))
    end_seats(actor, seats, SeatEnd.RECEIVED, at)


def _look_for(actor: Actor, seats: Sequence[models.Seat], at: datetime) -> None:
    """Whoever departed and is not on the signed list: their case stays where it is, and somebody looks for them."""
    end_seats(actor, seats, SeatEnd.UNACCOUNTED, at)
    for seat in seats:
        task_add(seat.case, "convoy.unaccounted", Role.REPATRIATION_COORDINATOR, (at + SOON).date(), seat.id)
        record(
            actor, EventKind.WRITE, "convoy.look_for", person_id=seat.case.person_id, subject=seat.convoy.number,
            site_id=seat.convoy.from_site_id,
        )  # fmt: skip
    settle([seat.case_id for seat in seats])
