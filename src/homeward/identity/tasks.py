"""The search for duplicates as long work: block by block over all records, each block an idempotent step.

Comes in: a job, asked for by somebody who reviews duplicates. Goes out: pairs. The records stay laid out in this process's memory
between steps and are laid out anew in another one; nothing of them is written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from homeward.access.facts import Actor, Capability
from homeward.identity.actions import pairs_keep
from homeward.identity.comparing import Population
from homeward.identity.profiles import profiles_of
from homeward.identity.rules import WORTH_A_REVIEW
from homeward.registry.selectors.dossiers import comparable
from homeward.screening.profile import Profile
from homeward.work.facts import Job, Progress
from homeward.work.registry import job
from homeward.work.selectors import asker_of

KIND = "identity.duplicates"
BLOCK = 2_000


@job(KIND, capability=Capability.DUPLICATE_REVIEW, atomic=False)
def find_duplicates(job: Job) -> Progress:
    """Compare the next block of records with all others."""
    population = _population(job)
    start, found_before = _count(job, "next"), _count(job, "found")
    total = len(population.profiles)
    stop = min(start + BLOCK, total)
    pairs = population.alike(start, stop, WORTH_A_REVIEW) if total > 1 else []
    actor = asker_of(job)
    wanted = {id for left, right, _ in pairs for id in (left, right)}
    profiles = {UUID(p.query_id): p for p in population.profiles if UUID(p.query_id) in wanted}
    return Progress(
        done=stop,
        total=total,
        checkpoint={"next": stop, "found": found_before + len(pairs)},
        finished=stop >= total,
        result={"records": total, "pairs": found_before + len(pairs)},
        write=lambda: _keep(actor, pairs, profiles),
    )


def _keep(actor: Actor, pairs: Sequence[tuple[UUID, UUID, int]], profiles: Mapping[UUID, Profile]) -> None:
    pairs_keep(actor, pairs, profiles)


def _count(job: Job, name: str) -> int:
    """A count of the checkpoint, 0 before the first step."""
    kept = job.checkpoint.get(name)
    return kept if isinstance(kept, int) else 0


def _population(job: Job) -> Population:
    """Every record that the asker may read, laid out once for all steps of a job in this process."""
    if job.id not in _LAID_OUT:
        actor = asker_of(job)
        _LAID_OUT.clear()
        _LAID_OUT[job.id] = Population(tuple(profiles_of(actor, comparable(actor))))
    return _LAID_OUT[job.id]


_LAID_OUT: dict[UUID, Population] = {}
