"""What is done to access itself, and `authorise`, the first line of every action.

Comes in: an actor and what they want. Goes out: nothing, or a row; and an event of the trail. Fails closed.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may
from homeward.access.trail import record


def authorise(
    actor: Actor, capability: Capability, *, site_id: UUID | None = None, person_id: UUID | None = None
) -> None:
    """Let an actor go on, or write the denial and raise `Refused`."""
    if may(actor, capability, site_id=site_id):
        return
    record(
        actor,
        EventKind.DENIED,
        capability.value,
        person_id=person_id,
        detail={"site": str(site_id) if site_id else None},
    )
    raise Refused(
        "You may not do this for the purpose you chose. Choose another purpose, or ask an administrator for the role.",
        capability=capability.value,
    )
