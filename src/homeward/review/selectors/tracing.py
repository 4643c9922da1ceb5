"""Whom somebody who is looked for could be, on the lists of missing people and children. Nothing is kept of it.

Comes in: an actor who traces, a `Profile`. Goes out: candidates, each a question. No list of the screening is looked in, and nobody is
withheld for being a child: here children are looked for.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Desk
from homeward.lists.selectors.editions import current
from homeward.review.facts.live import Live
from homeward.review.selectors.live import LONGEST, ailing, named
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile


def tracing_check(actor: Actor, profile: Profile) -> Live:
    """Whom a description could be of. Raises `Refused`; `BadInput` without a name that can be read."""
    authorise(actor, Capability.TRACING)
    if any(len(name) > LONGEST for name in (*profile.names, profile.father_name, profile.mother_name)):
        raise BadInput(_("This is longer than any name. Type one name in one field."), field="name")
    editions = current(actor, Desk.TRACING)
    people = lay_out([profile])
    if not int(people.sheet.name_start[1]):
        raise BadInput(_("Type a name that can be read, or the number of a paper."), field="name")
    found = tuple(sorted(named(people, profile, editions), key=lambda one: -one.candidate.bits))
    given = [name for name in profile.__struct_fields__ if name != "query_id" and getattr(profile, name)]
    detail: dict[str, str | int | bool | None] = {"fields": " ".join(given), "candidates": len(found)}
    record(actor, EventKind.SEARCH, "tracing.check", detail=detail)
    return Live(found, (), editions, ailing(actor, Desk.TRACING))
