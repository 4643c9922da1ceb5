"""What follows by the clock: cases settled anew, holds that ran out, records that were merged or erased.

Comes in: the clock. Goes out: rows moved or gone. Done again it does nothing. Nothing here opens a gate, takes a step, or makes a hold last
longer: silence does none of that. Of a case whose person was erased nothing stays but a count in the trail.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, ForeignKey, Model, OuterRef, Q
from django.utils import timezone

from homeward.access.actions import service_actor
from homeward.access.facts import Actor, EventKind, Purpose
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.actions.holds import REVIEW
from homeward.pathway.facts.cases import Course
from homeward.pathway.settling import settle
from homeward.pathway.turning import turn
from homeward.registry.facts.persons import Standing

STALE: Final = timedelta(minutes=10)  # what keeps a case is shown as it was so long ago, at the most
AT_ONCE: Final = 2_000  # cases settled in one minute: 20,000 in ten
PIECE: Final = 500
MERGED: Final = "The record was merged into another one, whose case goes on."


def follow() -> None:
    """Do whatever follows by now."""
    night = service_actor("night", purpose=Purpose.RETURN, channel="clock")
    merged_stop(night)
    holds_expire()
    settle_stale()
    erased_forget(night)


def settle_stale() -> int:
    """Settle the running cases that were settled longest ago. How many."""
    due = Q(settled_at__isnull=True) | Q(settled_at__lt=timezone.now() - STALE)
    rows = models.Case.objects.filter(due, course=Course.RUNNING, closed_at__isnull=True).order_by("settled_at", "id")
    ids = list(rows.values_list("id", flat=True)[:AT_ONCE])
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


def erased_forget(actor: Actor) -> int:
    """Take away the cases of people whose record was erased, and whatever tells of them. How many cases went."""
    rows = models.Case.objects.filter(person__key__destroyed_at__isnull=False)
    cases = list(rows.order_by("id").values_list("id", "person_id", "group_id"))
    for case_id, person_id, group_id in cases:
        with transaction.atomic():
            count = _forget(case_id)
            mates = list(models.Case.objects.filter(group_id=group_id).values_list("id", flat=True))
            if mates:
                settle(mates)
            record(actor, EventKind.WRITE, "case.forget", person_id=person_id, detail={"rows": count})
    return len(cases)


def _forget(case_id: UUID) -> int:
    """Delete every row of this room that leads to a case, the furthest first, and then the case. How many."""
    with_them = models.Extra.objects.filter(came_with=case_id)
    newborn = with_them.filter(person__isnull=True).exists()
    belonging: list[tuple[type[Model], str]] = [(models.Extra, "came_with")] if newborn else []
    with_them.filter(person__isnull=False).update(came_with=None)
    count = 0
    for model, path in (*belonging, *reversed(list(_leading(models.Case, "")))):
        ids = list(model._default_manager.filter(**{path: case_id}).values_list("pk", flat=True))
        rows = model._default_manager.filter(pk__in=ids)
        rows._raw_delete(rows.db)  # the database refuses what is not erased, and keeps no row that points to nothing
        count += len(ids)
    models.Case.objects.filter(id=case_id).delete()
    return count


def _leading(to: type[Model], path: str) -> Iterator[tuple[type[Model], str]]:
    """The tables of this room whose rows belong to a row of another one, with the look-up that leads to a case."""
    for model in apps.get_app_config("pathway").get_models():
        for field in model._meta.concrete_fields:
            if _belongs(field, to) and model is not to:
                lookup = f"{field.name}__{path}" if path else field.name
                yield model, lookup
                yield from _leading(model, lookup)


def _belongs(field: Any, to: type[Model]) -> bool:
    """Whether rows with this key are part of what it points to: a key that may be empty only refers to it, a case's own apart."""
    return isinstance(field, ForeignKey) and field.related_model is to and (not field.null or field.name == "case")
