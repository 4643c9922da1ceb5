"""What follows by the clock from what happened elsewhere: records erased or merged, lists withdrawn, grounds and findings at their end.

Comes in: the night's work. Goes out: candidates moved or gone. Done again it does nothing. Never asks anybody about what stayed the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from homeward.access.actions import authorise, service_actor
from homeward.access.facts import Actor, Capability, EventKind, Purpose, Sites
from homeward.access.sealing.files import file_remove
from homeward.access.selectors import may, where_each_may
from homeward.access.trail import record
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.registry.facts.persons import Standing
from homeward.review import models
from homeward.review.actions.reopening import candidates_move
from homeward.review.actions.runs import ASKS, run_ask
from homeward.review.facts.candidates import OPEN, Desk, State, Why
from homeward.review.facts.runs import RunRow, Scope
from homeward.review.facts.steps import Act
from homeward.review.rules.desks import looks
from homeward.review.selectors.due import any_due, editions_for
from homeward.review.selectors.runs import failed_lately, run_at_it
from homeward.review.settling import site_of

NIGHT = 1  # o'clock, UTC
AT_ONCE = 200  # candidates moved in one transaction


def follow() -> None:
    """Do whatever follows by now, and screen whoever changed."""
    night = service_actor("night", purpose=Purpose.SCREENING, channel="clock")
    erased_forget(night)
    claims_free(night)
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


def claims_free(actor: Actor) -> int:
    """Give back what somebody took and reaches no longer: the person moved, or the role ended. How many; the trail says each.

    For the clock alone: nobody else sees who reaches what.
    """
    held = models.Candidate.objects.filter(claimed_by__isnull=False).select_related("person", "planted").order_by("id")
    by_capability: dict[Capability, list[models.Candidate]] = {}
    for row in held:
        by_capability.setdefault(looks(Desk(row.desk), State(row.state)), []).append(row)
    freed = 0
    for capability, rows in by_capability.items():
        reached = where_each_may(actor, capability, {row.claimed_by for row in rows if row.claimed_by})
        for row in rows:
            site = site_of(row)
            if row.claimed_by in reached and not _reaches(reached[row.claimed_by], site):
                freed += _free(actor, row, site)
    return freed


def _reaches(sites: Sites, site: UUID | None) -> bool:
    """Whoever sits at the desk reaches what is nowhere."""
    return bool(sites) if site is None else site in sites


def _free(actor: Actor, row: models.Candidate, site: UUID | None) -> int:
    """Give one back, unless somebody did something about it meanwhile. 1 or 0."""
    with transaction.atomic():
        same = models.Candidate.objects.filter(id=row.id, version=row.version, claimed_by=row.claimed_by)
        if not same.update(claimed_by=None, claimed_name="", claimed_at=None, version=F("version") + 1):
            return 0
        record(
            actor, EventKind.WRITE, "candidate.release", person_id=row.person_id, subject=str(row.id), site_id=site,
            detail={"of": str(row.claimed_by)},
        )  # fmt: skip
    return 1


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
