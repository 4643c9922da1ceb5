"""Runs as lists and their pages show them.

Comes in: an actor. Goes out: frozen facts of ids, counts and hashes. A desk's runs are seen by whoever may ask for them or sits at it; a
restricted list among their editions by the roles that its keeper named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import authorise, service_actor
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Purpose
from homeward.access.selectors import may
from homeward.lists.facts.lists import Desk, Edition
from homeward.lists.selectors.lists import lists_of
from homeward.lists.selectors.rows import edition_fact
from homeward.review import models
from homeward.review.facts.runs import Replay, RunRow, Scope
from homeward.screening.index.store import made_with
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.weights import shipped as shipped_weights
from homeward.work.facts import OPEN, JobState
from homeward.work.selectors import jobs_list

READS = {
    Desk.SECURITY: (Capability.CANDIDATE_READ, Capability.SCREEN_RUN, Capability.QUALITY_READ),
    Desk.TRACING: (Capability.TRACING,),
}
REPLAYS = ("review.replay", "review.replay_trace")
_QUIET = timedelta(hours=1)  # a run that failed is not asked for again by the clock before


def run_fact(row: models.Run, editions: Iterable[Edition] = ()) -> RunRow:
    """A row as a fact."""
    return RunRow(
        id=row.id, scope=Scope(row.scope), desk=Desk(row.desk), site_id=row.site_id, person_id=row.person_id,
        asked_by=row.asked_by, asked_name=row.asked_name, asked_at=row.asked_at, as_of=row.as_of, job_id=row.job_id,
        compared_at=row.compared_at, ended_at=row.ended_at, cancelled_at=row.cancelled_at, engine=row.engine,
        reference=row.reference, least=row.least, top=row.top, persons=row.persons, withheld=row.withheld,
        on_ground=row.on_ground, unreadable=row.unreadable, found=row.found, asked_anew=row.asked_anew,
        asked_again=row.asked_again, unchanged=row.unchanged, passed_over=row.passed_over, editions=tuple(editions),
        words=row.words,
    )  # fmt: skip


def run_desks(actor: Actor) -> tuple[Desk, ...]:
    """The desks whose runs an actor may see."""
    return tuple(desk for desk, reads in READS.items() if any(may(actor, one) for one in reads))


def runs_list(actor: Actor, *, limit: int = 25, offset: int = 0) -> tuple[tuple[RunRow, ...], int]:
    """The newest runs of the desks that an actor may see, and how many there are. Raises `Refused`."""
    desks = run_desks(actor)
    if not desks:
        authorise(actor, Capability.CANDIDATE_READ)
    rows = models.Run.objects.filter(desk__in=desks).exclude(scope=Scope.LIVE)
    shown = rows.order_by("-asked_at", "-id")[offset : offset + limit]
    return tuple(run_fact(row) for row in shown), rows.count()


def run_of(actor: Actor, run_id: UUID) -> RunRow:
    """One run with its editions. Raises `NotFound`."""
    row = run_row(actor, run_id)
    return run_fact(row, run_editions(actor, row))


def run_row(actor: Actor, run_id: UUID) -> models.Run:
    """A run's row, for this room alone. Raises `NotFound`."""
    row = models.Run.objects.filter(id=run_id, desk__in=run_desks(actor)).first()
    if row is None:
        raise NotFound(_("There is no such run that you may see for the purpose you chose."))
    return row


def run_editions(actor: Actor, run: models.Run) -> list[Edition]:
    """The editions that a run compared with, as far as the actor may see their lists, by the lists' ids."""
    visible = {one.list_id for one in lists_of(actor, withdrawn=True)}
    return [edition for edition in editions_compared(run) if edition.list_id in visible]


def editions_compared(run: models.Run) -> list[Edition]:
    """The editions that a run compared with, by the lists' ids; for this room's own work."""
    rows = models.RunEdition.objects.filter(run=run).select_related("edition__watch_list")
    return sorted((edition_fact(row.edition) for row in rows), key=lambda edition: edition.list_id)


def open_run(
    scope: Scope, desk: Desk, site_id: UUID | None, person_id: UUID | None, whom: bytes = b""
) -> RunRow | None:
    """The same run, where it was asked for and its job has not ended."""
    rows = models.Run.objects.filter(
        scope=scope, desk=desk, site_id=site_id, person_id=person_id, ended_at__isnull=True, cancelled_at__isnull=True
    )
    found = [row for row in rows if bytes(row.whom) == whom]
    working = _working(row.id for row in found) if found else set()
    return next((run_fact(row) for row in found if row.id in working), None)


def run_at_it(desk: Desk) -> bool:
    """Whether a run of many people waits or goes on at a desk: whoever changed meanwhile is looked at after it."""
    scopes = (Scope.EVERYONE, Scope.PEOPLE, Scope.ENTRIES)
    rows = models.Run.objects.filter(desk=desk, scope__in=scopes, ended_at__isnull=True, cancelled_at__isnull=True)
    return bool(_working(rows.values_list("id", flat=True)))


def failed_lately(scope: Scope, desk: Desk) -> bool:
    """Whether such a run was begun within the hour and neither ended nor goes on: then the clock does not ask for it again yet."""
    rows = models.Run.objects.filter(
        scope=scope, desk=desk, ended_at__isnull=True, asked_at__gt=timezone.now() - _QUIET
    )
    return rows.exists() and open_run(scope, desk, None, None) is None


def _working(ids: Iterable[UUID]) -> set[UUID]:
    """Those of some runs whose job waits or runs."""
    night = service_actor("night", purpose=Purpose.SCREENING)
    return {id for id in ids if jobs_list(night, states=OPEN, subject=str(id), limit=1)}


def replay_of(actor: Actor, run_id: UUID) -> Replay | None:
    """What the last replay of a run came to; None where there was none. Raises `NotFound`."""
    run = run_row(actor, run_id)
    jobs = [
        job
        for kind in REPLAYS
        for job in jobs_list(actor, states=[JobState.DONE], kind=kind, subject=str(run_id), limit=1)
    ]
    if not jobs or jobs[0].ended_at is None:
        return None
    result = jobs[0].result
    days = result.get("erased_on")
    return Replay(
        run_id=run_id,
        done_at=jobs[0].ended_at,
        people=_count(result, "people"),
        differing=_count(result, "differing"),
        erased=_count(result, "erased"),
        erased_on=tuple(map(str, days)) if isinstance(days, list) else (),
        pairs=_count(result, "pairs"),
        other_versions=other_versions(run),
    )


def other_versions_of(actor: Actor, run_id: UUID) -> tuple[str, ...]:
    """Parts of the engine that are of another version now than when a run was made. Raises `NotFound`."""
    return other_versions(run_row(actor, run_id))


def other_versions(run: models.Run) -> tuple[str, ...]:
    """Parts of the engine that are of another version now than when a run was made."""
    now = made_with() | {"weights": shipped_weights().version, "reference": shipped_reference().hash}
    then = dict(run.engine) | {"reference": run.reference}
    return tuple(name for name, version in now.items() if then.get(name) != version)


def _count(result: Mapping[str, object], name: str) -> int:
    kept = result.get(name)
    return kept if isinstance(kept, int) else 0
