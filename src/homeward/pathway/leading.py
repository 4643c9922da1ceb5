"""Whoever leads a convoy does so at both its ends and at every point of its way: in this convoy alone, and while it goes on.

Comes in: an actor and a convoy. Goes out: the actor as they are within it. The role is held somewhere, for the purpose they work for; where
that is makes no difference to their own convoy, and gives nobody anything of another one. For this room alone.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Assignment, Capability, Purpose, Role
from homeward.access.selectors import may
from homeward.pathway import models
from homeward.pathway.rules.convoys import OPEN


def leading(actor: Actor, convoy: models.Convoy) -> Actor:
    """The actor within a convoy: whoever was chosen to lead it has their role at both its ends; anybody else is who they are."""
    if convoy.lead != actor.user_id or convoy.state not in OPEN or not may(actor, Capability.CONVOY_LEAD):
        return actor
    ends = (convoy.from_site_id, convoy.to_site_id)
    given = tuple(Assignment(Role.CONVOY_LEAD, site, Purpose.RETURN) for site in ends)
    return replace(actor, assignments=(*actor.assignments, *given))


def as_lead(actor: Actor, convoy: models.Convoy, *, person_id: UUID | None = None) -> Actor:
    """The actor within a convoy that they may lead. Raises `Refused`."""
    within = leading(actor, convoy)
    authorise(within, Capability.CONVOY_LEAD, site_id=convoy.from_site_id, person_id=person_id)
    return within
