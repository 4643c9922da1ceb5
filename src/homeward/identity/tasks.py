"""The search for duplicates as long work: block by block over all records, each block an idempotent step.

Comes in: a job, asked for by somebody who reviews duplicates. Goes out: pairs. The records stay laid out in this process's memory
between steps and are laid out anew in another one; nothing of them is written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from homeward.access.facts import Actor, Capability, Purpose
from homeward.access.selectors import actor_of
from homeward.identity.actions import pairs_keep
from homeward.identity.comparing import Population
from homeward.identity.profiles import profiles_of
from homeward.identity.rules import WORTH_A_LOOK
from homeward.registry.selectors.dossiers import comparable
from homeward.screening.profile import Profile
from homeward.work.facts import Job, Progress
from homeward.work.registry import job

KIND = "identity.duplicates"
BLOCK = 2_000


@job(KIND, capability=Capability.DUPLICATE_REVIEW, atomic=False)
def find_duplicates(job: Job) -> Progress:
    """Compare the next block of records with all others."""
    population = _population(job.id, job.asked_by, job.purpose)
    start, found_before = _count(job, "next"), _count(job, "found")
    total = len(population.profiles)
    stop = min(start + BLOCK, total)
    pairs = population.alike(start, stop, WORTH_A_LOOK) if total > 1 else []
    actor = actor_of(job.asked_by, purpose=Purpose(job.purpose), channel=f"job {job.id}")
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


@lru_cache(maxsize=1)
def _population(job_id: UUID, user_id: UUID, purpose: Purpose) -> Population:
    actor = actor_of(user_id, purpose=Purpose(purpose), channel=f"job {job_id}")
    return Population(tuple(profiles_of(actor, comparable(actor))))
