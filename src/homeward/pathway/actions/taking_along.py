"""Give somebody who stands at the bus a place in the convoy: with whoever of their household stands there too, and through every gate.

Comes in: whoever leads the convoy, somebody who was written down, a vehicle. Goes out: the convoy's next version. A place given at the bus
is marked as added, and everybody is counted before the convoy departs. A child needs the word of child protection first.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action
from homeward.access.errors import Stale
from homeward.access.facts import Actor
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.actions.extras import ADULT_TASK, CHILD_TASK
from homeward.pathway.convoying import take_version, tell_each
from homeward.pathway.facts.batches import Binding
from homeward.pathway.facts.convoys import ExtraState
from homeward.pathway.leading import as_lead
from homeward.pathway.rules.convoys import SEATING
from homeward.pathway.selectors.offering import offered
from homeward.pathway.settling import settle
from homeward.pathway.tasking import tasks_done
from homeward.registry.errors import Invalid

_AGAINST: Final = {
    Binding.NOT_TOGETHER: to_say(
        "Somebody of them does not prepare for departure at this site, so they cannot go along today."
    ),
    Binding.ELSEWHERE: to_say("Somebody of them has a place in another convoy. They give it back there first."),
    Binding.OTHER_WAY: to_say(
        "They are to be received at another site than the one where this convoy arrives. They go with another convoy."
    ),
    Binding.CHILD_PROTECTION: to_say(
        "A child of them goes along only on the word of child protection. Wait for the answer."
    ),
    Binding.GATES: to_say("A gate is not open for them. Which one, and who can see to it, stands on the page."),
    Binding.SEATS: to_say("No vehicle has enough seats left for all of them."),
    Binding.WHEELCHAIR: to_say("No vehicle has a place left for a wheelchair."),
    Binding.CENTRE: to_say("Where the convoy arrives there is no room for all of them."),
}


@action
def extra_seat(actor: Actor, extra_id: UUID, vehicle_id: UUID, *, version: int) -> int:
    """Give somebody who stands at the bus a place, and whoever of their household was written down there with them.

    The convoy's next version. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    offer, found = offered(actor, extra_id)
    actor = as_lead(actor, found.convoy)
    if offer.binding is not None:
        raise Invalid(_AGAINST[offer.binding], field="vehicle")
    if vehicle_id not in {row.id for row in offer.vehicles}:
        raise Invalid("This vehicle has no room for all of them. Choose another one.", field="vehicle")
    take_version(found.convoy, version, SEATING)
    at = timezone.now()
    seats = [
        models.Seat(
            convoy=found.convoy, case=case, vehicle_id=vehicle_id, added=True, given_by=actor.user_id, given_at=at,
            wheelchair=case.id in found.journeys and found.journeys[case.id].wheelchair,
            escort=case.id in found.journeys and found.journeys[case.id].escort,
        )
        for case in found.cases
    ]  # fmt: skip
    try:
        with transaction.atomic():
            models.Seat.objects.bulk_create(seats)
    except IntegrityError as error:
        raise Stale("Somebody of them was given a place meanwhile. Look at the list as it is now.") from error
    models.Extra.objects.filter(id__in=[one.id for one in found.extras], state=ExtraState.WAITS).update(
        state=ExtraState.BOARDS, answered_by=actor.user_id, answered_name=actor.username, answered_at=at
    )
    for extra, case in zip(found.extras, found.cases, strict=True):
        for what in (ADULT_TASK, CHILD_TASK):
            tasks_done(case, what, extra.id, actor=actor)
    settle([case.id for case in found.cases])
    tell_each(actor, found.convoy, found.cases, "convoy.extra_seat")
    return version + 1
