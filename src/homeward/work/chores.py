"""Chores: what is done again and again, by one worker at a time, whatever else they do.

Comes in: the chores that rooms declare. Goes out: rounds, each with its end. A chore that fails is tried again at its next turn.
Never keeps an error's own text, which may quote a record.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.work.facts import Chore
from homeward.work.failures import place
from homeward.work.leases import lease
from homeward.work.models import Round
from homeward.work.registry import chores

log = logging.getLogger("homeward.work")


def do_chores(worker: str) -> None:
    """Do every chore that is due and that no other worker does now."""
    for one in chores().values():
        if _take(one, worker):
            _do(one, worker)


def _take(one: Chore, worker: str) -> bool:
    now = timezone.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    due = Round.objects.filter(free, name=one.name, due_at__lte=now)
    if due.exists():
        # A chore has no heartbeat: it keeps its lease for ten of a job's, then another worker may try.
        return bool(due.update(lease_owner=worker, lease_until=now + 10 * lease()))
    if Round.objects.filter(name=one.name).exists():
        return False
    made = Round(name=one.name, due_at=now, lease_owner=worker, lease_until=now + 10 * lease())
    Round.objects.bulk_create([made], ignore_conflicts=True)
    return Round.objects.filter(name=one.name, lease_owner=worker).exists()


def _do(one: Chore, worker: str) -> None:
    error = ""
    try:
        one.run()
    except Exception as failure:  # noqa: BLE001 - the edge of what others wrote: one chore must not end the rest
        error = place(failure)
        log.error("chore failed: %s: %s", one.name, error)
    now = timezone.now()
    with transaction.atomic():
        Round.objects.filter(name=one.name, lease_owner=worker).update(
            lease_owner="", lease_until=None, ended_at=now, due_at=now + one.every, error=error
        )
