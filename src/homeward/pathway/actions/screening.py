"""Have the people of a convoy compared with the lists in use before they go.

Comes in: somebody who plans convoys. Goes out: the run that was asked for. Whoever plans a convoy may ask that its people be looked for,
and is shown nothing of what is found: that stands at the desk, and the gate of screening says only whether it is finished. The night's
work asks for the run, since a planner runs no screening; the trail says who wanted it.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.actions import action, authorise, service_actor
from homeward.access.facts import Actor, Capability, EventKind, Purpose
from homeward.access.trail import record
from homeward.pathway.selectors.convoys import convoy_of, persons_of_convoy
from homeward.registry.errors import Invalid
from homeward.review.actions.runs import run_ask_for


@action
def convoy_screen(actor: Actor, convoy_id: UUID) -> UUID:
    """Ask that whoever has a place be compared; the run's id, the same as long as it goes on. Raises `Refused`, `NotFound`, `Invalid`."""
    convoy = convoy_of(actor, convoy_id)
    authorise(actor, Capability.CONVOY_PLAN, site_id=convoy.from_site_id)
    people = persons_of_convoy(actor, convoy_id)
    if not people:
        raise Invalid("Nobody has a place in this convoy yet. Give places first, then ask.")
    night = service_actor("night", purpose=Purpose.SCREENING, channel="convoy")
    run = run_ask_for(actor=night, person_ids=people, words=convoy.number)
    record(
        actor, EventKind.WRITE, "convoy.screen", subject=convoy.number, site_id=convoy.from_site_id,
        detail={"persons": len(people)},
    )  # fmt: skip
    return run.id
