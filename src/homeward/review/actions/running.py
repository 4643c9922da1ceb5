"""A run, step by step: prepare, read, compare, put into the queue.

Comes in: a job whose subject is a run. Goes out: `Progress`, whose `write` holds the step's effects. Each step can be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_noop

from homeward.access.facts import Actor
from homeward.lists.facts.lists import Edition
from homeward.review import models
from homeward.review.actions.ingest import part_ingest
from homeward.review.actions.memory import THREADS, forget, found_of, memory_of
from homeward.review.actions.runs import (
    parts_found,
    parts_read,
    run_cancel,
    run_compared,
    run_count,
    run_end,
    run_plan,
    run_prepare,
)
from homeward.review.facts.candidates import CandidateKind
from homeward.review.packing import ids_of
from homeward.review.selectors.runs import editions_compared
from homeward.review.weighing import BLOCK, Pair
from homeward.work.facts import Job, Plain, Progress
from homeward.work.selectors import asker_of

READ: Final = 4  # parts read in a step
COMPARED: Final = THREADS * BLOCK  # parts compared in a step

PREPARING = gettext_noop("Reading the records.")
COMPARING = gettext_noop("Comparing with the lists.")
ASKING = gettext_noop("Putting candidates into the queue.")


@dataclass(frozen=True)
class _Running:
    """One step of a run in hand."""

    job: Job
    actor: Actor
    run: models.Run
    parts: int

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions of the run, in order."""
        return tuple(editions_compared(self.run))

    def at(self, name: str) -> int:
        """Where the checkpoint says to go on."""
        kept = self.job.checkpoint.get(name)
        return kept if isinstance(kept, int) else 0

    def progress(
        self, done: int, message: str, checkpoint: Mapping[str, Plain], write: Callable[[], None] | None = None
    ) -> Progress:
        """How far the run is: every part is read once, compared with each edition, and put into the queue once."""
        return Progress(done, self.total, message, checkpoint, write=write)

    @property
    def total(self) -> int:
        """Parts of work."""
        return max(1, self.parts * (len(self.editions) + 2))


def run_step(job: Job) -> Progress:
    """The next step of a run."""
    run = models.Run.objects.get(id=UUID(job.subject))
    running = _Running(job, asker_of(job), run, models.RunPeople.objects.filter(run=run).count())
    phase = job.checkpoint.get("phase", "prepare")
    return {"prepare": _prepare, "read": _read, "compare": _compare, "ask": _ask}[str(phase)](running)


def run_undo(job: Job) -> None:
    """What a cancelled run leaves: what it asked already."""
    forget(job.id)
    run_cancel(UUID(job.subject))


def _prepare(running: _Running) -> Progress:
    """Write down whom the run looks at, unless that was done."""
    checkpoint: dict[str, Plain] = {"phase": "read", "part": 0}
    if running.run.as_of is not None:
        return Progress(0, None, PREPARING, checkpoint)
    planned = run_plan(running.actor, running.run)
    return Progress(0, None, PREPARING, checkpoint, write=lambda: run_prepare(running.run, planned))


def _read(running: _Running) -> Progress:
    """Read the next few parts into memory."""
    start = running.at("part")
    stop = min(start + READ, running.parts)
    memory = memory_of(running.job.id, running.actor, running.run, stop)
    fresh = {part: memory.read[part] for part in range(start, stop)}
    last = stop >= running.parts
    checkpoint: dict[str, Plain] = (
        {"phase": "compare", "edition": 0, "part": 0} if last else {"phase": "read", "part": stop}
    )

    def write() -> None:
        parts_read(running.run, fresh)
        if last:
            run_count(running.run, (one for part in memory.read.values() for one in part))

    return running.progress(stop, PREPARING, checkpoint, write)


def _compare(running: _Running) -> Progress:
    """Compare the next few parts with an edition."""
    place, start = running.at("edition"), running.at("part")
    if place >= len(running.editions) or running.parts == 0:
        return running.progress(
            running.total - running.parts, ASKING, {"phase": "ask", "part": 0}, lambda: run_compared(running.run)
        )
    edition, stop = running.editions[place], min(start + COMPARED, running.parts)
    memory = memory_of(running.job.id, running.actor, running.run, running.parts)
    known = _known(running, edition, start, stop)
    found = found_of(memory, running.run, edition, range(start, stop), known)
    checkpoint: dict[str, Plain] = {"phase": "compare", "edition": place, "part": stop}
    if stop >= running.parts:
        checkpoint |= {"edition": place + 1, "part": 0}
    done = running.parts * (1 + place) + stop
    return running.progress(done, COMPARING, checkpoint, lambda: parts_found(running.run, edition.id, found))


def _ask(running: _Running) -> Progress:
    """Put the next part into the queue; after the last one the run is over."""
    forget(running.job.id)
    part = running.at("part")
    if part < running.parts:
        done = running.total - running.parts + part
        checkpoint: dict[str, Plain] = {"phase": "ask", "part": part + 1}
        return running.progress(done, ASKING, checkpoint, lambda: part_ingest(running.actor, running.run.id, part))
    run = running.run
    result: dict[str, Plain] = {"persons": run.persons, "asked": run.asked_anew, "again": run.asked_again}
    return Progress(
        running.total, running.total, finished=True, result=result, write=lambda: run_end(running.actor, run)
    )


def _known(running: _Running, edition: Edition, start: int, stop: int) -> dict[int, list[Pair]]:
    """Pairs of these parts that are known, to be weighed again where they do not reach the line any more."""
    where: dict[UUID, tuple[int, int]] = {}
    for row in models.RunPeople.objects.filter(run=running.run, part__gte=start, part__lt=stop):
        where |= {id: (row.part, place) for place, id in enumerate(ids_of(bytes(row.ids)))}
    rows = models.Candidate.objects.filter(watch_list_id=edition.list_row, kind=CandidateKind.NAME)
    found: dict[int, list[Pair]] = {}
    for person, planted, entry in rows.values_list("person_id", "planted_id", "entry_id"):
        if there := where.get(person or planted):
            found.setdefault(there[0], []).append((there[1], entry))
    return found
