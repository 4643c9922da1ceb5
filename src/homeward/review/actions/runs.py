"""Ask for a run of the screening, and take it from one step to the next.

Comes in: an actor and whom to look at; then a job's steps. Goes out: rows of ids, counts and hashes. Every step reads the claims of the
run's one moment, so that whichever worker goes on compares the same people. Never a candidate: that is `actions.ingest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Desk, Edition
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.readings import Stands, records_standing
from homeward.review import models
from homeward.review.facts.runs import Found, RunRow, Scope, Taken
from homeward.review.packing import Read, ids_of, pack_ids, pack_read, pack_rows, pack_versions
from homeward.review.rules.runs import TOP
from homeward.review.selectors.due import due_entries, due_people, editions_for
from homeward.review.selectors.runs import open_run, run_fact
from homeward.review.weighing import PART
from homeward.screening.index.store import made_with
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.runs.lines import least_bits
from homeward.screening.weights import shipped as shipped_weights
from homeward.work.actions import job_enqueue

SCREEN: Final = "review.screen"
TRACE: Final = "review.trace"
KINDS: Final = {Desk.SECURITY: SCREEN, Desk.TRACING: TRACE}
ASKS: Final = {Desk.SECURITY: Capability.SCREEN_RUN, Desk.TRACING: Capability.TRACING}
MOST_LISTED: Final = 5_000  # people of a list that another room hands over
_WITH_PLANTED: Final = frozenset({Scope.EVERYONE, Scope.ENTRIES})


@action
def run_ask(
    *,
    actor: Actor,
    scope: Scope,
    site_id: UUID | None = None,
    person_id: UUID | None = None,
    desk: Desk = Desk.SECURITY,
) -> RunRow:
    """Ask for a run; that of a list of people is `run_ask_for`. The same one that has not ended is given.

    Raises `Refused`, `NotFound`, `BadInput` where no list is in use.
    """
    authorise(actor, ASKS[desk], site_id=site_id)
    if (
        scope is Scope.PERSONS
        or (scope is Scope.SITE) != (site_id is not None)
        or (scope is Scope.PERSON) != (person_id is not None)
    ):
        raise BadInput(_("Say which site or which person is to be screened."))
    if person_id and not records_standing(actor, ids=[person_id]):
        raise NotFound(_("There is no such person that you may see for the purpose you chose."))
    _check_lists(actor, desk)
    if already := open_run(scope, desk, site_id, person_id):
        return already
    return _begin(actor, _new(actor, scope, desk, site_id=site_id, person_id=person_id))


@action
def run_ask_for(*, actor: Actor, person_ids: Sequence[UUID], words: str, desk: Desk = Desk.SECURITY) -> RunRow:
    """Ask for a run of the people of a list that another room made; `words` say which list, and name nobody.

    Whoever the actor does not reach, or whose record stands for itself no longer, is left out. The same run that has not ended is given.
    Raises `Refused`, `NotFound` where nobody is left, `BadInput`.
    """
    authorise(actor, ASKS[desk])
    whom, words = sorted(set(person_ids)), tidy(words)
    if not whom or len(whom) > MOST_LISTED or not words:
        raise BadInput(_("Hand over between one person and 5,000, and say what the list is called."))
    if not records_standing(actor, ids=whom):
        raise NotFound(_("There is no such person that you may see for the purpose you chose."))
    _check_lists(actor, desk)
    packed = pack_ids(whom)
    if already := open_run(Scope.PERSONS, desk, None, None, packed):
        return already
    return _begin(actor, _new(actor, Scope.PERSONS, desk, whom=packed, words=words[:120]))


@dataclass(frozen=True, slots=True)
class Planned:
    """Whom a run looks at, in parts, at which moment, against what and with which versions."""

    parts: tuple[models.RunPeople, ...]
    persons: int
    at: datetime
    editions: tuple[Edition, ...]
    engine: Mapping[str, str]
    reference: str


def run_plan(actor: Actor, run: models.Run) -> Planned:
    """Read whom a run looks at. Of a whole camp that takes a while, in which nobody else is kept from writing.

    Versions are read before the moment is taken: whatever was recorded in between is read too, and the person screened again.
    """
    people, editions = _whom(actor, run, editions_for(actor, Desk(run.desk)))
    moment = timezone.now()
    planted = list(_planted(Scope(run.scope), Desk(run.desk)))
    parts = (*_parts(run, people), *_planted_parts(run, planted, -(-len(people) // PART)))
    engine = made_with() | {"weights": shipped_weights().version}
    return Planned(parts, len(people), moment, editions, engine, shipped_reference().hash)


def run_prepare(run: models.Run, planned: Planned) -> None:
    """Write down what was planned. Part of the job's first step."""
    models.RunPeople.objects.bulk_create(planned.parts)
    models.RunEdition.objects.bulk_create([models.RunEdition(run=run, edition_id=one.id) for one in planned.editions])
    run.as_of, run.persons = planned.at, planned.persons
    run.engine, run.reference = dict(planned.engine), planned.reference
    run.save(update_fields=["as_of", "persons", "engine", "reference"])


def _check_lists(actor: Actor, desk: Desk) -> None:
    """Refuse a run that would compare with nothing. Raises `BadInput`."""
    if not editions_for(actor, desk):
        raise BadInput(_("No list is in use. Bring an edition of a list first; nobody can be screened without one."))


def _new(actor: Actor, scope: Scope, desk: Desk, **whom: UUID | str | bytes | None) -> models.Run:
    return models.Run(
        scope=scope, desk=desk, asked_by=actor.user_id, asked_name=actor.username, asked_at=timezone.now(),
        least=least_bits(shipped_weights().review), top=TOP, **whom,
    )  # fmt: skip


def _begin(actor: Actor, run: models.Run) -> RunRow:
    """Have a worker begin with a run, and tell the trail who asked for which."""
    job = job_enqueue(actor=actor, kind=KINDS[Desk(run.desk)], subject=str(run.id), site_id=run.site_id)
    run.job_id = job.id
    run.save(force_insert=True)
    record(
        actor, EventKind.WRITE, "run.ask", subject=f"run:{run.id}", person_id=run.person_id, site_id=run.site_id,
        detail={"scope": run.scope, "desk": run.desk},
    )  # fmt: skip
    return run_fact(run)


def _whom(actor: Actor, run: models.Run, editions: tuple[Edition, ...]) -> tuple[list[Stands], tuple[Edition, ...]]:
    """The people of a run, and the editions that they are compared with."""
    scope, desk = Scope(run.scope), Desk(run.desk)
    if run.site_id:
        return records_standing(actor, site_id=run.site_id), editions
    if run.person_id:
        return records_standing(actor, ids=[run.person_id]), editions
    if scope is Scope.PERSONS:
        return records_standing(actor, ids=ids_of(bytes(run.whom))), editions
    if scope is Scope.PEOPLE:
        return due_people(actor, desk), editions
    if scope is Scope.ENTRIES:
        return due_entries(actor, desk, editions)
    return records_standing(actor), editions


def _planted(scope: Scope, desk: Desk) -> Iterable[UUID]:
    if scope not in _WITH_PLANTED:
        return ()
    rows = models.Planted.objects.filter(retired_at__isnull=True, watch_list__desk=desk)
    return rows.order_by("id").values_list("id", flat=True)


def _parts(run: models.Run, people: Sequence[Stands]) -> Iterable[models.RunPeople]:
    for part, start in enumerate(range(0, len(people), PART)):
        some = people[start : start + PART]
        versions = pack_versions([one.version for one in some])
        yield models.RunPeople(run=run, part=part, ids=pack_ids(one.id for one in some), versions=versions)


def _planted_parts(run: models.Run, ids: Sequence[UUID], first: int) -> Iterable[models.RunPeople]:
    for part, start in enumerate(range(0, len(ids), PART), first):
        some = ids[start : start + PART]
        yield models.RunPeople(
            run=run, part=part, ids=pack_ids(some), versions=pack_versions([0] * len(some)), planted=True
        )


def parts_read(run: models.Run, read: Mapping[int, Sequence[Read]]) -> None:
    """Keep how the people of some parts were read. Done again it writes the same."""
    for part, people in read.items():
        models.RunPeople.objects.filter(run=run, part=part).update(read=pack_read(people))


def run_count(run: models.Run, read: Iterable[Read]) -> None:
    """Keep how many were withheld, compared on a ground, or could not be read."""
    taken = [one.taken for one in read]
    run.withheld, run.on_ground = taken.count(Taken.WITHHELD), taken.count(Taken.ON_GROUND)
    run.unreadable = taken.count(Taken.UNREADABLE)
    run.save(update_fields=["withheld", "on_ground", "unreadable"])


def parts_found(run: models.Run, edition_id: UUID, found: Mapping[int, Sequence[Found]]) -> None:
    """Keep what was found for some parts in an edition, once."""
    models.RunFound.objects.filter(run=run, edition_id=edition_id, part__in=list(found)).delete()
    models.RunFound.objects.bulk_create(
        [
            models.RunFound(run=run, edition_id=edition_id, part=part, rows=pack_rows(rows))
            for part, rows in found.items()
        ]
    )


def run_compared(run: models.Run) -> None:
    """All was compared; what was found goes into the queue now."""
    run.compared_at = timezone.now()
    run.save(update_fields=["compared_at"])


def run_end(actor: Actor, run: models.Run) -> None:
    """A run is over."""
    run.ended_at = timezone.now()
    run.save(update_fields=["ended_at"])
    detail = {
        name: getattr(run, name) for name in ("persons", "withheld", "found", "asked_anew", "asked_again", "unchanged")
    }
    record(actor, EventKind.WRITE, "run.end", subject=f"run:{run.id}", site_id=run.site_id, detail=detail)


def run_cancel(run_id: UUID) -> None:
    """A run was cancelled: what it found and did not ask yet goes; what it asked stays asked."""
    models.RunFound.objects.filter(run_id=run_id).delete()
    models.Run.objects.filter(id=run_id, ended_at__isnull=True).update(cancelled_at=timezone.now())
