"""Whether the review of somebody's screening is finished on the lists of now, for rooms that must hear nothing else of it.

Comes in: an actor and persons. Goes out: one of four words for each. It never tells whether there was a candidate, what was found, or
that nobody screened somebody yet: all of that is "not finished", or "reviewed". A corroborated finding is a finished review: what follows
from it is decided by people, with its own authority, and not by this.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise, service_actor
from homeward.access.facts import Actor, Capability, Purpose
from homeward.access.selectors import may
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.lists.facts.lists import WatchList
from homeward.lists.selectors.lists import lists_of
from homeward.registry.selectors.readings import records_standing
from homeward.review import models
from homeward.review.facts.candidates import OPEN, Desk, State, Why
from homeward.review.selectors.people import grounds_at

_READS = (Capability.CASE_READ, Capability.CASE_WAITING)


class Reviewed(StrEnum):
    """What may be said. `WITHHELD`: they were not compared, since they may be a child and nobody recorded an individual ground."""

    REVIEWED = "reviewed"
    NOT_FINISHED = "not_finished"
    LISTS_AIL = "lists_ail"
    WITHHELD = "withheld"


def reviewed_of(actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, Reviewed]:
    """How it stands for each of these persons whom the actor reaches, in a number of queries that does not grow. Raises `Refused`."""
    if not any(may(actor, one) for one in _READS):
        authorise(actor, Capability.CASE_READ)
    versions = {one.id: one.version for one in records_standing(actor, ids=person_ids)}
    now = timezone.now()
    rows = models.Screened.objects.filter(person__in=list(versions), desk=ListDesk.SECURITY)
    screened = {row.person_id: row for row in rows if row.version == versions[row.person_id]}
    stale = {id for id, row in screened.items() if row.again_on is not None and row.again_on <= now.date()}
    grounds = grounds_at(tuple(versions), now)
    lists, covered = _lists(), _covered({row.cover_id for row in screened.values()})
    open_now = _open(set(versions))
    found = {}
    for id in versions:
        row = screened.get(id)
        if row is None or id in stale or (row.withheld and id in grounds):
            found[id] = Reviewed.NOT_FINISHED
        elif row.withheld:
            found[id] = Reviewed.WITHHELD
        elif not lists or not all(one.health.good for one in lists):
            found[id] = Reviewed.LISTS_AIL
        elif id in open_now or not _all_in(lists, covered[row.cover_id]):
            found[id] = Reviewed.NOT_FINISHED
        else:
            found[id] = Reviewed.REVIEWED
    return found


def _lists() -> list[WatchList]:
    """The security lists of this installation, whoever asks: only whether they are well goes out, and of all of them together."""
    service = service_actor("night", purpose=Purpose.SCREENING, channel="clock")
    return [one for one in lists_of(service) if one.desk is ListDesk.SECURITY]


def _covered(covers: set[UUID]) -> dict[UUID, set[UUID]]:
    held: dict[UUID, set[UUID]] = {cover: set() for cover in covers}
    for cover, edition in models.CoverEdition.objects.filter(cover__in=covers).values_list("cover_id", "edition_id"):
        held[cover].add(edition)
    return held


def _all_in(lists: list[WatchList], editions: set[UUID]) -> bool:
    """Whether the edition in use of every list is among those that somebody was compared with."""
    return all(one.current is not None and one.current.id in editions for one in lists)


def _open(person_ids: set[UUID]) -> set[UUID]:
    """Of whom something is asked still, or again: decisions hold for a time, and the clock asks them anew."""
    rows = models.Candidate.objects.filter(person__in=person_ids).exclude(desk=Desk.TRACING)
    asked = set(rows.filter(state__in=OPEN).values_list("person_id", flat=True))
    over = rows.filter(state=State.DECIDED, renew_on__lt=timezone.localdate()).exclude(why=Why.ENTRY_REMOVED)
    return {id for id in asked | set(over.values_list("person_id", flat=True)) if id is not None}
