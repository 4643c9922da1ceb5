"""Have a case stop, or go on again: what is asked of it falls away, and those who move with it are settled anew.

Comes in: an actor who was let do it, a case, a course, words. Goes out: a turn that is written down. A person who withdraws is asked for no
reason and waits for nobody's answer. For this room alone: whoever calls has authorised.
"""

from __future__ import annotations

from datetime import datetime

from homeward.access.errors import Stale
from homeward.access.facts import Actor, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.rules.steps import Unlawful, check_course
from homeward.pathway.sealed import TURN_WORDS, keys_to_write, seal_text
from homeward.pathway.settling import settle
from homeward.pathway.stepping import checked_words


def turn(actor: Actor, case: models.Case, course: Course, words: str, at: datetime) -> None:
    """Write a turn down. Raises `Unlawful`, `Stale`, `Invalid`, `Erased`."""
    now = models.Case.objects.select_for_update().get(id=case.id)
    if Stage(now.stage) is Stage.CLOSED:
        raise Unlawful("This case is closed. Open it again first, if it has to go on.")
    if now.course != case.course and course is not Course.WITHDRAWN:
        raise Stale("This case changed while you had it open. Look at it as it is now, then decide again.")
    check_course(Course(now.course), course)
    said = checked_words(words, needed=course is not Course.WITHDRAWN)
    row = models.Turn(case=case, course=course, recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=at)
    row.words = seal_text(keys_to_write([case])[case.id], TURN_WORDS, row.id, said)
    row.save(force_insert=True)
    models.Case.objects.filter(id=case.id).update(course=course)
    models.Proposal.objects.filter(case=case, answered_at__isnull=True, taken_back_at__isnull=True).update(
        taken_back_at=at
    )
    settle([case.id])
    record(
        actor, EventKind.WRITE, "case.turn", person_id=case.person_id, subject=case.number, site_id=case.person.site_id,
        detail={"from": now.course, "to": course.value, "stage": now.stage},
    )  # fmt: skip
