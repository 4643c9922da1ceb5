"""About whom anything was written lately: for the clock, which lets what depends on a record follow it.

Comes in: a moment not long ago. Goes out: ids of persons, each with when it was last; by the index of the trail, however long that is.
Never who wrote it or what. For no actor: nothing of it is shown to anybody.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from homeward.access.facts import EventKind
from homeward.access.models import Event


def written_about(*, since: datetime) -> dict[UUID, datetime]:
    """The persons about whom something was written since, and when last."""
    first = UUID(int=int(since.timestamp() * 1000) << 80)  # ids of version 7 begin with their time
    events = Event.objects.filter(kind=EventKind.WRITE, id__gte=first, person_id__isnull=False).order_by("id")
    return {person: at for person, at in events.values_list("person_id", "at") if person}
