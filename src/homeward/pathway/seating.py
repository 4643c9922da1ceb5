"""Give the places of a group in a convoy back at once, because one of them may not go: the others are not taken without them.

Comes in: a case, and a moment. Goes out: how many places are free again. Only in convoys that have not departed; the group keeps its turn.
For this room alone: whoever calls has authorised.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from homeward.access.facts import Actor, EventKind
from homeward.access.trail import event, record_all
from homeward.pathway import models
from homeward.pathway.facts.convoys import SeatEnd
from homeward.pathway.rules.convoys import SEATING


def seats_give_back(actor: Actor, case: models.Case, at: datetime) -> int:
    """Give back the places of everybody in the group of a case. Why, is in nobody's trail but that of whoever decided it."""
    rows = models.Seat.objects.filter(case__group_id=case.group_id, ended="", convoy__state__in=SEATING)
    seats = list(rows.select_related("case__person", "convoy"))
    if not seats:
        return 0
    models.Seat.objects.filter(id__in=[one.id for one in seats], ended="").update(
        ended=SeatEnd.STAYS, ended_by=actor.user_id, ended_at=at
    )
    convoys = {one.convoy_id for one in seats}
    models.Convoy.objects.filter(id__in=convoys).update(version=F("version") + 1)
    record_all(
        event(
            actor, EventKind.WRITE, "convoy.stay", person_id=one.case.person_id, subject=one.convoy.number,
            site_id=one.convoy.from_site_id,
        )
        for one in seats
    )  # fmt: skip
    return len(seats)
