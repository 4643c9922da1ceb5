"""Move candidates because something happened to one of the two records, or to what was known of them.

Comes in: an actor, what happened, candidates' ids. Goes out: how many moved. What was decided stays in the history; whoever received a
finding that no longer holds is to hear of it. A part of other actions (a run's ingest, a renewal, a contest), which authorised it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from homeward.access.actions import corrections_due
from homeward.access.facts import Actor, Category, EventKind
from homeward.access.trail import event, record_all
from homeward.review import models
from homeward.review.facts.candidates import Outcome, State
from homeward.review.facts.steps import Act
from homeward.review.rules.decisions import after
from homeward.review.settling import fields_of, site_of, take_back

UNTOLD: Final = frozenset({Act.RENEWAL})  # nothing changed: whoever received the finding has nothing new to hear


def candidates_move(actor: Actor, *, act: Act, candidate_ids: Iterable[UUID]) -> int:
    """Take a step of the table with some candidates; those from where it is not lawful stay as they are. How many moved."""
    now, moved = timezone.now(), []
    with transaction.atomic():
        rows = models.Candidate.objects.select_for_update(of=("self",)).select_related("person")
        for row in rows.filter(id__in=list(candidate_ids)).order_by("id"):
            outcome = Outcome(row.outcome) if row.outcome else None
            line = after(act, State(row.state), outcome, strong=row.strong)
            if line is not None:
                models.Candidate.objects.filter(id=row.id).update(**fields_of(line, now))
                moved.append(row)
        take_back(moved)
        findings_changed(actor, act, moved)
    return len(moved)


def findings_changed(actor: Actor, act: Act, moved: Sequence[models.Candidate]) -> None:
    """Tell the trail, and whoever received a finding of these people; `moved` are rows as they were before."""
    events = [
        event(
            actor, EventKind.WRITE, "candidate.move", person_id=row.person_id, subject=str(row.id), site_id=site_of(row),
            detail={"act": act.value, "outcome": row.outcome, "round": row.round},
        )
        for row in moved
    ]  # fmt: skip
    record_all(events)
    if act in UNTOLD:
        return
    for person_id in sorted({row.person_id for row in moved if row.person_id and (row.outcome or row.round > 1)}):
        corrections_due(actor, person_id=person_id, categories={Category.FINDING})
