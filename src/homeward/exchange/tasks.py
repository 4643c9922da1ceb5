"""The long work of the exchange, one step at a time: reading, checking and merging an import, forgetting a refused one; exports.

Comes in: a job whose subject is the id of an import or an export. Goes out: its progress. Each step acts as whoever asked for the job.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from homeward.access.facts import Capability
from homeward.exchange.actions.amending import amend_chunk
from homeward.exchange.actions.checking import check_chunk
from homeward.exchange.actions.exports import EXPORT, export_make, exports_expire
from homeward.exchange.actions.merging import forget_chunk, merge_chunk, undo_merge
from homeward.exchange.actions.staging import AMEND, CHECK, FORGET, MERGE, READ, read_chunk
from homeward.registry.actions.discarding import batches_discard
from homeward.work.facts import Job, Progress
from homeward.work.registry import chore, job
from homeward.work.selectors import asker_of


@job(READ, capability=Capability.IMPORT_STAGE, atomic=False)
def read(job: Job) -> Progress:
    """Read a piece of a file's rows into waiting."""
    return read_chunk(asker_of(job), UUID(job.subject), job.checkpoint)


@job(CHECK, capability=Capability.IMPORT_STAGE, atomic=False)
def check(job: Job) -> Progress:
    """Check a piece of an import's rows."""
    return check_chunk(asker_of(job), UUID(job.subject), job.checkpoint)


@job(MERGE, capability=Capability.IMPORT_DECIDE, atomic=False, undo=undo_merge)
def merge(job: Job) -> Progress:
    """Save the next families of an import."""
    return merge_chunk(asker_of(job), UUID(job.subject), job.checkpoint)


@job(AMEND, capability=Capability.IMPORT_DECIDE, atomic=False)
def amend(job: Job) -> Progress:
    """Record what the next changed rows say of people who are here already."""
    return amend_chunk(asker_of(job), UUID(job.subject), job.checkpoint)


@job(FORGET, capability=Capability.IMPORT_DECIDE)
def forget(job: Job) -> Progress:
    """Throw away a piece of what a refused import held."""
    return forget_chunk(UUID(job.subject))


@job(EXPORT, capability=Capability.EXPORT, atomic=False)
def export(job: Job) -> Progress:
    """Make an export's file."""
    return export_make(asker_of(job), UUID(job.subject))


@chore("exchange.discard", every=timedelta(minutes=1))
def discard() -> None:
    """Throw away the people of merges that were cancelled."""
    batches_discard()


@chore("exchange.expire", every=timedelta(minutes=15))
def expire() -> None:
    """Throw away the files of exports whose day is over."""
    exports_expire()
