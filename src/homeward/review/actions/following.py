"""What follows by the clock from what happened elsewhere: records erased or merged, lists withdrawn, grounds and findings at their end.

Comes in: the night's work. Goes out: candidates moved or gone. Done again it does nothing. Never asks anybody about what stayed the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from homeward.access.actions import authorise, service_actor
from homeward.access.facts import Actor, EventKind, Purpose
from homeward.access.sealing.files import file_remove
from homeward.access.selectors import may
from homeward.access.trail import record
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.registry.facts.persons import Standing
from homeward.review import models
from homeward.review.actions.reopening import candidates_move
from homeward.review.actions.runs import ASKS, run_ask
from homeward.review.facts.candidates import OPEN, Desk, State, Why
from homeward.review.facts.runs import RunRow, Scope
from homeward.review.facts.steps import Act
from homeward.review.selectors.due import any_due, editions_for
from homeward.review.selectors.runs import failed_lately, run_at_it

NIGHT = 1  # o'clock, UTC
AT_ONCE = 200  # candidates moved in one transaction


def follow() -> None:
    """Do whatever follows by now, and screen whoever changed."""
    night = service_actor("night", purpose=Purpose.SCREENING, channel="clock")
    erased_forget(night)
    for act, ids in _due():
        for start in range(0, len(ids), AT_ONCE):
            candidates_move(night, act=act, candidate_ids=ids[start : start + AT_ONCE])
    _look_anew()
    changed_ask(actor=night, scopes=(Scope.PEOPLE,), quiet=True)


def night() -> None:
    """Once a night, screen everyone against what is new on the lists, and whoever changed. A night that was missed is made up for."""
    begins = timezone.now().replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    if begins > timezone.now():
        begins -= timedelta(days=1)
    service = service_actor("night", purpose=Purpose.SCREENING, channel="clock")
    done = models.Run.objects.filter(asked_by=service.user_id, scope=Scope.ENTRIES, asked_at__gte=begins)
    if not done.exists():
        changed_ask(actor=service, quiet=True)


def changed_ask(
    *,
    actor: Actor,
    scopes: Iterable[Scope] = (Scope.PEOPLE, Scope.ENTRIES),
    desk: ListDesk | None = None,
    quiet: bool = False,
) -> tuple[RunRow, ...]:
    """Ask for what changed, and for nothing else: people whose record did, and everyone against editions new to them.

    `quiet`: not while a run is at it, nor within the hour after one that failed. None: nothing changed.
    """
    if not any(may(actor, ASKS[one]) for one in ([desk] if desk else ListDesk)):
        authorise(actor, ASKS[desk or ListDesk.SECURITY])
    runs = []
    for one in [desk] if desk else list(ListDesk):
        if quiet and run_at_it(one):
            continue
        editions = editions_for(actor, one)
        due = dict(zip((Scope.PEOPLE, Scope.ENTRIES), any_due(actor, one, editions), strict=True)) if editions else {}
        for scope in scopes:
            if due.get(scope) and not (quiet and failed_lately(scope, one)):
                runs.append(run_ask(actor=actor, scope=scope, desk=one))
    return tuple(runs)


def erased_forget(actor: Actor) -> int:
    """Take away what was asked about people whose record was erased. How many candidates went; the trail keeps the count."""
    rows = models.Candidate.objects.filter(person__key__destroyed_at__isnull=False)
    gone = 0
    for person_id in sorted({id for id in rows.values_list("person_id", flat=True) if id}):
        with transaction.atomic():
            gone += _forget(actor, person_id)
    models.Screened.objects.filter(person__key__destroyed_at__isnull=False).delete()
    return gone


def _forget(actor: Actor, person_id: UUID) -> int:
    ids = list(models.Candidate.objects.select_for_update().filter(person_id=person_id).values_list("id", flat=True))
    models.Contest.objects.filter(candidate__in=ids).update(candidate=None)
    models.SourceRequest.objects.filter(candidate__in=ids).delete()
    notes = models.Note.objects.filter(candidate__in=ids)
    for note in notes.exclude(file=b""):
        file_remove(note.id)
    notes.delete()
    decisions = models.Decision.objects.filter(candidate__in=ids)
    for some in (
        decisions.filter(confirms__isnull=False),
        decisions,
    ):  # the later looks first: they point to the earlier ones
        some._raw_delete(some.db)
    count, _ = models.Candidate.objects.filter(id__in=ids).delete()
    record(actor, EventKind.WRITE, "candidate.forget", person_id=person_id, detail={"candidates": count})
    return count


def _due() -> tuple[tuple[Act, list[UUID]], ...]:
    """Which candidates move now, and by which step."""
    rows, today = models.Candidate.objects.order_by("id"), timezone.localdate()
    standing = rows.exclude(state=State.WITHDRAWN)
    renewed = rows.filter(state=State.DECIDED, renew_on__lte=today, planted__isnull=True).exclude(why=Why.ENTRY_REMOVED)
    without = rows.filter(~Exists(_in_force()), desk=Desk.CHILD, state__in=OPEN)
    found = (
        (Act.PERSON_MERGED, standing.filter(person__standing=Standing.MERGED)),
        (Act.LIST_WITHDRAWN, standing.filter(watch_list__withdrawn_at__isnull=False)),
        (Act.GROUND_ENDED, without),
        (Act.RENEWAL, renewed),
    )
    return tuple((act, list(some.values_list("id", flat=True))) for act, some in found)


def _in_force() -> QuerySet[models.Ground]:
    now = timezone.now()
    held = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=now)
    return models.Ground.objects.filter(held, person_id=OuterRef("person_id"), given_at__lte=now, until__gt=now)


def _look_anew() -> None:
    """Have those looked at anew who were screened before something about them ended: a ground, or a merge."""
    ended = models.Ground.objects.annotate(ended=Coalesce("withdrawn_at", "until")).filter(
        person_id=OuterRef("person_id"), ended__lte=timezone.now(), ended__gt=OuterRef("at")
    )
    models.Screened.objects.filter(Q(person__standing=Standing.MERGED) | Exists(ended)).delete()
