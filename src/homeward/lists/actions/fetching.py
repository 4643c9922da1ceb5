"""Fetch a list's next edition from its publisher's address, where the installation has a network.

Comes in: an actor and a list. Goes out: a `Receipt`. What the address answers is checked exactly as a file that a person brings.
A failed attempt never replaces a good edition. No transaction is open while the network answers.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import EditionState, Outcome, Receipt, Way
from homeward.lists.keeping.download import Fetched, Limits, download
from homeward.lists.selectors.rows import list_row
from homeward.lists.settling import attempt_note, confirm
from homeward.work.actions import job_enqueue
from homeward.work.facts import Job

FETCH = "lists.fetch"


def list_fetch(*, actor: Actor, list_id: str, limits: Limits | None = None) -> Receipt:
    """Ask a list's address for a newer edition, and bring it. Raises `Refused`, `NotFound`, `BadInput` with what it answered."""
    authorise(actor, Capability.LIST_MANAGE)
    row = list_row(actor, list_id, Capability.LIST_MANAGE)
    if not row.url:
        raise BadInput(_("This list has no address to fetch it from. Say it in the list's settings."), field="url")
    try:
        fetched = download(row.url, etag=row.etag, modified=row.modified, limits=limits)
    except BadInput as error:
        attempt_note(actor, row, Way.FETCH, Outcome.FAILED, str(error))
        raise
    if fetched.unchanged:
        words = _("The publisher has nothing newer.")
        attempt_note(actor, row, Way.FETCH, Outcome.UNCHANGED, words)
        confirm(_current(row), Way.FETCH)
        return Receipt(Outcome.UNCHANGED, words)
    receipt = edition_receive(actor=actor, list_id=list_id, files=fetched.files, way=Way.FETCH)
    _remember(row, fetched)
    return receipt


def fetch_ask(*, actor: Actor, list_id: str) -> Job:
    """Have a list fetched by the worker. Raises `Refused`, `NotFound`, `BadInput`."""
    authorise(actor, Capability.LIST_MANAGE)
    row = list_row(actor, list_id, Capability.LIST_MANAGE)
    if not row.url:
        raise BadInput(_("This list has no address to fetch it from. Say it in the list's settings."), field="url")
    return job_enqueue(actor=actor, kind=FETCH, subject=list_id)


def _current(row: models.WatchList) -> models.Edition | None:
    rows = models.Edition.objects.select_related("watch_list")
    return rows.filter(watch_list=row, state=EditionState.CURRENT).first()


def _remember(row: models.WatchList, fetched: Fetched) -> None:
    """What the publisher said of its file, so that the next request asks only for a newer one."""
    unchanged = models.WatchList.objects.filter(id=row.id, url=row.url)
    unchanged.update(etag=fetched.etag, modified=fetched.modified)
