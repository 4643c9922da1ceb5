"""What stands beside a candidate: what else is asked about the same person, and about whom else the same entry is asked.

Comes in: an actor and a candidate. Goes out: frozen rows, so that one entry is not corroborated for two people without anybody seeing it.
Of people whom the reader does not reach, only how many there are.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from homeward.access.facts import Actor
from homeward.review import models
from homeward.review.facts.candidates import CandidateRow, Desk, State
from homeward.review.facts.compared import Neighbours
from homeward.review.selectors.candidates import candidate_row, desks_of, rows_of, visible

MOST = 12  # of each; an entry with a usual name can be a candidate of hundreds


def neighbours_of(actor: Actor, candidate_id: UUID) -> Neighbours:
    """What stands beside a candidate, the strongest first. Raises `Refused`, `NotFound`."""
    row = candidate_row(actor, candidate_id)
    same_entry = models.Candidate.objects.filter(watch_list_id=row.watch_list_id, entry_id=row.entry_id)
    same_entry = same_entry.exclude(id=row.id).exclude(state=State.WITHDRAWN)
    if row.person_id is None:
        return Neighbours(of_entry=_rows(actor, visible(actor, Desk(row.desk)).filter(id__in=same_entry.values("id"))))
    same_entry = same_entry.filter(planted__isnull=True).exclude(person_id=row.person_id)
    reached = visible(actor, Desk(row.desk)).filter(id__in=same_entry.values("id"))
    of_person = models.Candidate.objects.none()
    for desk in desks_of(actor):
        of_person |= visible(actor, desk).filter(person_id=row.person_id).exclude(id=row.id)
    of_person = of_person.exclude(state=State.WITHDRAWN)
    mine, theirs = _rows(actor, of_person), _rows(actor, reached)
    number = reached.count()
    return Neighbours(
        of_person=mine,
        of_entry=theirs,
        more_of_person=max(0, of_person.count() - len(mine)),
        more_of_entry=max(0, number - len(theirs)),
        unseen=max(0, same_entry.count() - number),
    )


def _rows(actor: Actor, found: QuerySet[models.Candidate]) -> tuple[CandidateRow, ...]:
    return rows_of(actor, found.select_related("watch_list", "planted").order_by("-millibits", "id")[:MOST])
