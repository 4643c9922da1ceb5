"""Planted cases, listed for whoever watches over quality.

Comes in: an actor. Goes out: frozen facts of invented profiles, those still screened first. Never told to a desk.
"""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, Subquery

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import reach_of
from homeward.review import models
from homeward.review.facts.candidates import Outcome, State
from homeward.review.facts.planted import PlantedRow


def planted_list(actor: Actor, *, limit: int = 50, offset: int = 0) -> tuple[tuple[PlantedRow, ...], int, int]:
    """A window of the cases of the actor's sites, how many there are, and how many are still screened. Raises `Refused`."""
    authorise(actor, Capability.QUALITY_READ)
    rows, sites = models.Planted.objects.filter(watch_list__restricted=False), reach_of(actor, Capability.QUALITY_READ)
    if not sites.everywhere:
        rows = rows.filter(site_id__in=sites.ids)
    asked = models.Candidate.objects.filter(
        planted=OuterRef("pk"), watch_list=OuterRef("watch_list"), entry_id=OuterRef("entry_id")
    )
    shown = rows.select_related("watch_list").annotate(
        state=Subquery(asked.values("state")[:1]), outcome=Subquery(asked.values("outcome")[:1])
    )
    shown = shown.order_by(F("retired_at").asc(nulls_first=True), "-made_at", "id")[offset : offset + limit]
    screened = rows.filter(Q(retired_at__isnull=True)).count()
    return tuple(map(_fact, shown)), rows.count(), screened


def _fact(row: models.Planted) -> PlantedRow:
    names = row.profile.get("names") or [""]
    state, outcome = row.state, row.outcome  # type: ignore[attr-defined]
    return PlantedRow(
        id=row.id,
        name=names[0],
        culture=row.culture,
        list_title=row.watch_list.title,
        entry_id=row.entry_id,
        same=row.same,
        site_id=row.site_id,
        made_at=row.made_at,
        retired_at=row.retired_at,
        state=State(state) if state else None,
        outcome=Outcome(outcome) if outcome else None,
    )
