"""Lay an edition out and put it into use; the one before it becomes past in the same moment.

Comes in: an edition's id, by the job `lists.index`. Goes out: the job's progress. Done again it does the same: a worker may die at any
moment, and the edition in use stays in use until the next one is whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import authorise, service_actor
from homeward.access.facts import Actor, Capability, EventKind, Purpose
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.facts.lists import EditionState, ListKind, Outcome, Way
from homeward.lists.keeping.folders import index_folder
from homeward.lists.keeping.laying import open_laid, save
from homeward.lists.reading import Counted, counted
from homeward.lists.selectors.held import documents_of_row, lay_out_row, path_of
from homeward.lists.settling import INDEX, attempt_note, settle, weigh
from homeward.work.actions import job_enqueue
from homeward.work.facts import Progress


def edition_index(actor: Actor, edition_id: UUID) -> Progress:
    """Count an edition that nobody counted yet, then lay it out. An edition that is not to be used is left alone."""
    authorise(actor, Capability.LIST_MANAGE)
    row = models.Edition.objects.select_related("watch_list").get(id=edition_id)
    if row.state not in (EditionState.RECEIVED, EditionState.CURRENT):
        return Progress(1, 1, finished=True)
    if not row.kinds:
        return _count(actor, row)
    entries = _lay_out(row)
    return Progress(
        1, 1, _("laid out"), finished=True, result={"entries": entries}, write=lambda: _use(actor, edition_id)
    )


def _lay_out(row: models.Edition) -> int:
    """Lay an edition out; a restricted one only to see that it can be. Gives how many entries there are."""
    if row.watch_list.kind == ListKind.DOCUMENTS:
        numbers = documents_of_row(row)
        numbers.save(index_folder(row.id))
        return len(numbers)
    laid = lay_out_row(row)
    if not row.watch_list.restricted:
        save(laid, index_folder(row.id))
    return len(laid.index)


def _count(actor: Actor, row: models.Edition) -> Progress:
    """Read a large edition to its end: what a person hears at once of a small one."""
    try:
        with path_of(row) as path:
            count = counted(path, row.watch_list)
    except BadInput as error:
        words = str(error)
        return Progress(1, 1, finished=True, result={"refused": True}, write=lambda: _refuse(actor, row, words))
    return Progress(0, 1, _("reading"), write=lambda: _weigh(actor, row, count))


def _weigh(actor: Actor, row: models.Edition, count: Counted) -> None:
    weigh(row, count)
    row.save()
    if row.state == EditionState.HELD:
        settle(actor, row, Way(row.way))


def _refuse(actor: Actor, row: models.Edition, words: str) -> None:
    models.Edition.objects.filter(id=row.id).update(state=EditionState.REFUSED.value, words=words)
    attempt_note(actor, row.watch_list, Way(row.way), Outcome.FAILED, words, row)


def _use(actor: Actor, edition_id: UUID) -> None:
    """Put an edition into use, unless a newer one is in use already."""
    row = models.Edition.objects.select_related("watch_list").select_for_update(of=("self",)).get(id=edition_id)
    if row.state not in (EditionState.RECEIVED, EditionState.CURRENT):
        return
    before = models.Edition.objects.filter(watch_list=row.watch_list, state=EditionState.CURRENT).exclude(id=row.id)
    now = timezone.now()
    newer = next((one for one in before if _turn(one) > _turn(row)), None)
    if not newer:
        before.update(state=EditionState.PAST.value)
    row.state = (EditionState.PAST if newer else EditionState.CURRENT).value
    row.indexed_at = now
    row.save(update_fields=["state", "indexed_at"])
    record(
        actor,
        EventKind.WRITE,
        "list.use",
        subject=f"list:{row.watch_list.list_id}",
        detail={"sha256": row.sha256, "people": row.individuals},
    )


def _turn(row: models.Edition) -> datetime:
    """When an edition's turn came: accepted, or received. To accept an older one is to go back on purpose."""
    return row.accepted_at or row.received_at


def index_undo(edition_id: UUID) -> None:
    """The work was cancelled: the edition waits for somebody to say what becomes of it. One that is in use stays so."""
    rows = models.Edition.objects.filter(id=edition_id, state=EditionState.RECEIVED)
    rows.update(state=EditionState.HELD.value)


def renew_indexes() -> None:
    """Ask for every edition in use to be laid out anew whose folder another version made, or that is gone."""
    used = models.Edition.objects.filter(state=EditionState.CURRENT, watch_list__withdrawn_at__isnull=True)
    names = used.filter(watch_list__restricted=False, watch_list__kind=ListKind.NAMES)
    gone = [id for id in names.values_list("id", flat=True) if not _opens(id)]
    if gone:
        actor = service_actor("night", purpose=Purpose.SCREENING)
        for id in gone:
            job_enqueue(actor=actor, kind=INDEX, subject=str(id))


def _opens(edition_id: UUID) -> bool:
    try:
        open_laid(index_folder(edition_id))
    except BadInput:
        return False
    return True


def indexes_let_go(referred: Collection[UUID]) -> int:
    """Remove what was laid out of editions that are not in use any more, but for the last of each list and those referred to.

    How many. Their bytes stay, and are laid out anew where somebody asks for one all the same.
    """
    left = models.Edition.objects.filter(state__in=[EditionState.PAST.value, EditionState.REFUSED.value])
    rows = list(left.order_by("watch_list", "-received_at", "-id").values_list("id", "watch_list", "state"))
    last = {of: id for id, of, state in reversed(rows) if state == EditionState.PAST}
    kept = {*referred, *last.values()}
    gone = [folder for id, _, _ in rows if id not in kept and (folder := index_folder(id)).is_dir()]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)
