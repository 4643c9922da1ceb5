"""Bring an edition: take it in, see what it is, keep it, and have it laid out; or say plainly why not.

Comes in: an actor, a list, files. Goes out: a `Receipt`. A small edition is read to its end while somebody waits, so that they hear at
once what is wrong with it; a large one by the worker. What is wrong never replaces a good edition: it is kept as an attempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_remove
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.kernel.errors import BadInput, CannotWrite
from homeward.kernel.ids import uuid7
from homeward.lists import models
from homeward.lists.facts.lists import Ailment, EditionState, Outcome, Receipt, Upload, Way
from homeward.lists.keeping.folders import RECEIVED, desk_folder
from homeward.lists.keeping.received import LARGEST, LARGEST_SEALED, keep_plain, keep_sealed, take_in
from homeward.lists.reading import Counted, Recognised, counted, recognise, size_of
from homeward.lists.rules.seeing import is_sealed
from homeward.lists.selectors.rows import edition_fact, list_row
from homeward.lists.settling import attempt_note, confirm, moment_after, settle, weigh

AT_ONCE: Final = 16_000_000  # bytes of an edition that is read while somebody waits


def edition_receive(*, actor: Actor, list_id: str, files: Sequence[Upload], way: Way) -> Receipt:
    """Bring an edition of a list. Raises `Refused`, `NotFound`, and `BadInput` with what is wrong with the file."""
    authorise(actor, Capability.LIST_MANAGE)
    row = list_row(actor, list_id, Capability.LIST_MANAGE)
    if row.withdrawn_at:
        raise BadInput(_("This list is out of use. Take it into use again on its page first."))
    try:
        sealed = is_sealed(row.restricted, row.kind)
        with desk_folder(private=sealed) as desk:
            path = take_in(files, desk / RECEIVED, limit=LARGEST_SEALED if sealed else LARGEST)
            return _receive(actor, row, path, way)
    except (BadInput, CannotWrite) as error:
        attempt_note(actor, row, way, Outcome.FAILED, str(error))
        raise


def _receive(actor: Actor, row: models.WatchList, path: Path, way: Way) -> Receipt:
    what = recognise(path, row)
    if same := _same(row, what.sha256):
        return _nothing_done(actor, row, same, way)
    count = counted(path, row) if what.readable and size_of(what.files) <= AT_ONCE else None
    id = uuid7()
    folder = path if path.is_dir() else path.parent
    if is_sealed(row.restricted, row.kind):
        keep_sealed(folder, data_key(row.id), id)
    else:
        keep_plain(folder, what.sha256)
    try:
        return _keep(actor, row, id, what, count, way)
    except IntegrityError:  # somebody brought the same file in this moment
        file_remove(id)
        if same := _same(row, what.sha256):
            return _nothing_done(actor, row, same, way)
        raise


@action
def _keep(actor: Actor, row: models.WatchList, id: UUID, what: Recognised, count: Counted | None, way: Way) -> Receipt:
    edition = models.Edition(
        id=id, watch_list=row, sha256=what.sha256, file=what.file, format=what.format, published_on=what.published_on,
        received_at=moment_after(row), received_by=actor.user_id, received_name=actor.username, way=way.value,
        column_map=row.column_map, state=EditionState.RECEIVED.value,
    )  # fmt: skip
    if not what.readable:
        edition.state, edition.problems = EditionState.HELD.value, [Ailment.NO_COLUMNS.value]
    elif count:
        weigh(edition, count)
    with transaction.atomic():
        edition.save(force_insert=True)
    record(actor, EventKind.WRITE, "list.receive", subject=f"list:{row.list_id}", detail={"sha256": what.sha256})
    return settle(actor, edition, way)


def _same(row: models.WatchList, sha256: str) -> models.Edition | None:
    return models.Edition.objects.filter(watch_list=row, sha256=sha256).select_related("watch_list").first()


def _nothing_done(actor: Actor, row: models.WatchList, same: models.Edition, way: Way) -> Receipt:
    """The file is kept already: say so, and do nothing."""
    day = same.received_at.date().isoformat()
    words = {
        EditionState.CURRENT: _("This is the very file that is in use; it came on %(day)s. Nothing was done."),
        EditionState.PAST: _(
            "This is an earlier edition, which came on %(day)s; a newer one is in use. Nothing was done."
        ),
        EditionState.REFUSED: _("This file came on %(day)s and was refused then. Nothing was done."),
    }.get(EditionState(same.state), _("This file came on %(day)s and is waiting here. Nothing was done.")) % {
        "day": day
    }
    attempt_note(actor, row, way, Outcome.SAME, words, same)
    confirm(same, way)
    return Receipt(Outcome.SAME, words, edition_fact(same))
