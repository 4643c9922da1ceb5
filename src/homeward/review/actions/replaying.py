"""Do a run of the past again from what was kept, and say whether every score comes out the same. Nothing is asked, and nothing changes.

Comes in: a run that ended. Goes out: a job whose result is counts. People are read as of the run's moment and compared with the very
editions; whoever was erased since cannot be, and that is said with the day. Where the engine is another one by now, that is said too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.erasures import erased_of
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Desk, Edition
from homeward.review import models
from homeward.review.actions.memory import THREADS, forget, found_of, memory_of
from homeward.review.actions.runs import ASKS
from homeward.review.facts.runs import Found
from homeward.review.packing import ids_of, read_of, rows_of
from homeward.review.selectors.runs import editions_compared, run_row
from homeward.review.weighing import BLOCK, Pair
from homeward.work.actions import job_enqueue
from homeward.work.facts import Job, Plain, Progress
from homeward.work.selectors import asker_of

REPLAY: Final = "review.replay"
REPLAY_TRACE: Final = "review.replay_trace"
KINDS: Final = {Desk.SECURITY: REPLAY, Desk.TRACING: REPLAY_TRACE}
READ: Final = 4
AGAIN = gettext_noop("Doing the run again.")


@action
def run_replay(*, actor: Actor, run_id: UUID) -> Job:
    """Have a run done again. Raises `Refused`, `NotFound`, `BadInput` for one that has not ended."""
    run = run_row(actor, run_id)
    authorise(actor, ASKS[Desk(run.desk)], site_id=run.site_id)
    if run.ended_at is None:
        raise BadInput(_("A run can be done again once it has ended."))
    record(actor, EventKind.READ, "run.replay", subject=f"run:{run.id}", site_id=run.site_id)
    return job_enqueue(actor=actor, kind=KINDS[Desk(run.desk)], subject=str(run.id), site_id=run.site_id)


def replay_step(job: Job) -> Progress:
    """The next step: first read everyone again, then compare them with each edition again."""
    run = models.Run.objects.get(id=UUID(job.subject))
    parts = models.RunPeople.objects.filter(run=run).count()
    editions = editions_compared(run)
    total = max(1, parts * (1 + len(editions)))
    memory = memory_of(job.id, asker_of(job), run, min(_at(job, "read") + READ, parts))
    if _at(job, "read") < parts:
        return _read(job, run, parts, total)
    place, start = _at(job, "edition"), _at(job, "part")
    if place >= len(editions) or parts == 0:
        return _ended(job, run, total)
    edition, stop = editions[place], min(start + THREADS * BLOCK, parts)
    kept = _kept(run, edition, start, stop)
    known: dict[int, list[Pair]] = {
        part: [(one.place, one.entry_id) for one in rows if not one.asked] for part, rows in kept.items()
    }
    found = found_of(memory, run, edition, range(start, stop), known)
    otherwise = _otherwise(kept, found)
    last = stop >= parts
    checkpoint: dict[str, Plain] = {
        **job.checkpoint, "edition": place + last, "part": 0 if last else stop,
        "pairs": _at(job, "pairs") + sum(map(len, kept.values())),
        "otherwise": [*_places(job), *otherwise],
    }  # fmt: skip
    return Progress(parts * (1 + place) + stop, total, AGAIN, checkpoint)


def _read(job: Job, run: models.Run, parts: int, total: int) -> Progress:
    """Read some parts again, and see whether each person is read as they were."""
    start = _at(job, "read")
    stop = min(start + READ, parts)
    memory = memory_of(job.id, asker_of(job), run, stop)
    otherwise: list[Plain] = []
    for part in range(start, stop):
        row = models.RunPeople.objects.get(run=run, part=part)
        then, now = read_of(bytes(row.read)), memory.read[part]
        otherwise += [
            _key(part, place) for place, (one, other) in enumerate(zip(then, now, strict=True))
            if (one.taken, one.mark) != (other.taken, other.mark)
        ]  # fmt: skip
    checkpoint: dict[str, Plain] = {**job.checkpoint, "read": stop, "otherwise": [*_places(job), *otherwise]}
    return Progress(stop, total, AGAIN, checkpoint)


def _ended(job: Job, run: models.Run, total: int) -> Progress:
    """Sum up: who came out otherwise, leaving out whom an erasure explains."""
    forget(job.id)
    people: dict[str, UUID] = {}
    for row in models.RunPeople.objects.filter(run=run):
        people |= {_key(row.part, place): id for place, id in enumerate(ids_of(bytes(row.ids)))}
    erased = erased_of(people.values())
    otherwise = {key for key in map(str, _places(job)) if people.get(key) not in erased}
    result: dict[str, Plain] = {
        "people": len(people),
        "differing": len(otherwise),
        "erased": len(erased),
        "erased_on": list[Plain](sorted({at.date().isoformat() for at in erased.values()})),
        "pairs": _at(job, "pairs"),
    }
    return Progress(total, total, checkpoint=job.checkpoint, finished=True, result=result)


def _kept(run: models.Run, edition: Edition, start: int, stop: int) -> dict[int, list[Found]]:
    rows = models.RunFound.objects.filter(run=run, edition_id=edition.id, part__gte=start, part__lt=stop)
    kept = {row.part: rows_of(bytes(row.rows)) for row in rows}
    return {part: kept.get(part, []) for part in range(start, stop)}


def _otherwise(kept: Mapping[int, Sequence[Found]], found: Mapping[int, Sequence[Found]]) -> list[Plain]:
    """Of whom anything came out otherwise, to the thousandth of a bit."""
    places: set[str] = set()
    for part, rows in kept.items():
        then, now = ({(one.place, one.entry_id): one for one in some} for some in (rows, found[part]))
        places |= {_key(part, pair[0]) for pair in then.keys() | now.keys() if then.get(pair) != now.get(pair)}
    return list(places)


def _key(part: int, place: int) -> str:
    return f"{part}:{place}"


def _at(job: Job, name: str) -> int:
    kept = job.checkpoint.get(name)
    return kept if isinstance(kept, int) else 0


def _places(job: Job) -> list[Plain]:
    kept = job.checkpoint.get("otherwise")
    return kept if isinstance(kept, list) else []
