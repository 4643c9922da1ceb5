"""The long work of lists: to lay an edition out.

Comes in: a job whose subject is the id of an edition. Goes out: its progress. Each step acts as whoever asked for the job.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.facts import Capability
from homeward.lists.actions.indexing import edition_index
from homeward.lists.actions.receiving import INDEX
from homeward.work.facts import Job, Progress
from homeward.work.registry import job
from homeward.work.selectors import asker_of


@job(INDEX, capability=Capability.LIST_MANAGE, atomic=False)
def index(job: Job) -> Progress:
    """Lay an edition out and put it into use."""
    return edition_index(asker_of(job), UUID(job.subject))
