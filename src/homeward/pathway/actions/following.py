"""What follows by the clock: cases settled anew, holds that ran out, records that were merged or erased.

Comes in: the clock. Goes out: rows moved or gone. Done again it does nothing. Nothing here opens a gate, takes a step, or makes a hold last
longer: silence does none of that. What was written about somebody settles their case within a minute; the rest follows in ten.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from homeward.access.actions import service_actor
from homeward.access.facts import Actor, Purpose
from homeward.access.selectors import written_about
from homeward.pathway import models
from homeward.pathway.actions.forgetting import erased_forget
from homeward.pathway.actions.holds import REVIEW
from homeward.pathway.facts.cases import Course
from homeward.pathway.selectors.merged import same
from homeward.pathway.settling import settle
from homeward.pathway.turning import turn
from homeward.registry.facts.persons import Standing

LATELY: Final = timedelta(minutes=3)  # what was written so long ago is looked at every minute, should one be missed
STALE: Final = timedelta(minutes=10)  # what keeps a case is shown as it was so long ago, at the most
AT_ONCE: Final = 2_000  # cases settled in one minute: 20,000 in ten
PIECE: Final = 500
MERGED: Final = "The record was merged into another one, whose case goes on."


def follow() -> None:
    """Do whatever follows by now."""
    night = service_actor("night", purpose=Purpose.RETURN, channel="clock")
    merged_stop(night)
    holds_expire()
    settle_changed()
    settle_stale()
    erased_forget(night)


def settle_stale() -> int:
    """Settle the running cases that were settled longest ago. How many."""
    due = Q(settled_at__isnull=True) | Q(settled_at__lt=timezone.now() - STALE)
    rows = models.Case.objects.filter(due, course=Course.RUNNING, closed_at__isnull=True).order_by("settled_at", "id")
    return _settle(list(rows.values_list("id", flat=True)[:AT_ONCE]))


def settle_changed() -> int:
    """Settle the running cases of people, and of households with somebody, about whom something was written since. How many."""
    changed = sorted(written_about(since=timezone.now() - LATELY).items(), key=lambda one: one[1])
    return _settle(_unsettled(dict(changed[-AT_ONCE:]))) if changed else 0


def _unsettled(changed: Mapping[UUID, datetime]) -> list[UUID]:
    """The cases that were settled before what was written about one of their people."""
    homes = models.Group.objects.filter(household__persons__in=list(changed))
    at_home: dict[UUID, list[UUID]] = {}
    for group, person in homes.values_list("id", "household__persons"):
        at_home.setdefault(group, []).append(person)
    near = same("person", changed) | Q(group__in=list(at_home))
    rows = models.Case.objects.filter(near, course=Course.RUNNING, closed_at__isnull=True).order_by("settled_at", "id")
    return [
        row.id
        for row in rows.select_related("person__merged_into")
        if _before(row.settled_at, [changed.get(id) for id in (*_records(row), *at_home.get(row.group_id, ()))])
    ]


def _records(row: models.Case) -> tuple[UUID, ...]:
    """The records of a case's person: its own, and the one that it was merged into."""
    person = row.person
    return (person.id,) if person.merged_into_id is None else (person.id, person.merged_into_id)


def _before(settled: datetime | None, written: Sequence[datetime | None]) -> bool:
    return settled is None or any(at is not None and at > settled for at in written)


def _settle(case_ids: Collection[UUID]) -> int:
    """Settle cases, some at a time. How many."""
    ids = list(case_ids)
    for start in range(0, len(ids), PIECE):
        with transaction.atomic():
            settle(ids[start : start + PIECE])
    return len(ids)


def holds_expire() -> int:
    """Close the reviews of holds whose time is over: their owner decides anew, or leaves them ended. How many holds ran out."""
    over = models.Hold.objects.filter(ended_at__isnull=True, renewed_by__isnull=True, until__lt=timezone.localdate())
    waits = models.Task.objects.filter(what=REVIEW, subject=OuterRef("id"), done_at__isnull=True)
    rows = list(over.filter(Exists(waits)).values_list("id", "case_id"))
    if rows:
        with transaction.atomic():
            tasks = models.Task.objects.filter(what=REVIEW, subject__in=[id for id, _case in rows])
            tasks.filter(done_at__isnull=True).update(done_at=timezone.now())
            settle({case for _id, case in rows})
    return len(rows)


def merged_stop(actor: Actor) -> int:
    """Stop the case of a record that was merged into one that has a case of its own. How many. One without goes on, asking of the other."""
    others = models.Case.objects.filter(person=OuterRef("person__merged_into"), closed_at__isnull=True)
    rows = models.Case.objects.filter(
        Exists(others), person__standing=Standing.MERGED, course=Course.RUNNING, closed_at__isnull=True
    )
    cases = list(rows.select_related("person").order_by("id"))
    for case in cases:
        with transaction.atomic():
            turn(actor, case, Course.TRANSFERRED, MERGED, timezone.now())
    return len(cases)
