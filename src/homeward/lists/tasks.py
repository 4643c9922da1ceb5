"""The long work of lists: to lay an edition out, to fetch one, and to lay out anew what another version of Homeward made.

Comes in: a job whose subject is the id of an edition, or a list's short name. Goes out: its progress. Each step acts as whoever asked
for the job.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from homeward.access.facts import Capability
from homeward.lists.actions.fetching import FETCH, list_fetch
from homeward.lists.actions.indexing import edition_index, index_undo, renew_indexes
from homeward.lists.keeping.folders import sweep
from homeward.lists.settling import INDEX
from homeward.work.facts import Job, Progress
from homeward.work.registry import chore, job
from homeward.work.selectors import asker_of


def undo_index(job: Job) -> None:
    """Let an edition wait whose laying out was cancelled."""
    index_undo(UUID(job.subject))


@job(INDEX, capability=Capability.LIST_MANAGE, atomic=False, undo=undo_index)
def index(job: Job) -> Progress:
    """Lay an edition out and put it into use."""
    return edition_index(asker_of(job), UUID(job.subject))


@job(FETCH, capability=Capability.LIST_MANAGE, atomic=False)
def fetch(job: Job) -> Progress:
    """Ask a list's address for a newer edition."""
    receipt = list_fetch(actor=asker_of(job), list_id=job.subject)
    return Progress(1, 1, receipt.words, finished=True, result={"outcome": receipt.outcome.value})


@chore("lists.renew", every=timedelta(minutes=5))
def renew() -> None:
    """Lay out anew what cannot be opened any more, such as after an update of Homeward."""
    renew_indexes()


@chore("lists.sweep", every=timedelta(hours=1))
def sweep_folders() -> None:
    """Remove what killed processes left behind."""
    sweep()
