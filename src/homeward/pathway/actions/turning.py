"""Say that cases stopped, and why, or that they go on again.

Comes in: an actor, cases, a course, words. Goes out: turns that are written down. That a person withdraws is recorded by anybody who has
their case before them, at any stage and moment, and needs nobody's permission: not a gate, not a second person, not a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.facts.cases import Course
from homeward.pathway.selectors.cases import cases_of
from homeward.pathway.turning import turn

_ANYBODY: Final = (Capability.CASE_READ, Capability.CONVOY_LEAD, Capability.CASE_WAITING)


@action
def cases_turn(actor: Actor, *, case_ids: Sequence[UUID], course: Course, words: str = "") -> None:
    """Have cases stop or go on again, all of them or none. Raises `Refused`, `NotFound`, `Unlawful`, `Stale`, `Invalid`."""
    needed = Capability.CASE_WRITE
    if course is Course.WITHDRAWN:
        needed = next((one for one in _ANYBODY if may(actor, one)), Capability.CASE_READ)
    authorise(actor, needed)
    now = timezone.now()
    for case in cases_of(actor, case_ids, needed):
        turn(actor, case, course, words, now)
