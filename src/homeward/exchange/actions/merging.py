"""Save an import's new people family by family, in pieces that nobody sees until the last one; or undo what was saved.

Comes in: an import that is being merged. Goes out: persons in its batch, and which reference became whom. A piece that is repeated
changes nothing: what it wrote is kept with its checkpoint or not at all, and a reference becomes one person only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.files import file_remove
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.actions.staging import AMEND
from homeward.exchange.actions.whole import counted
from homeward.exchange.facts.imports import Counts, ImportState, Outcome
from homeward.exchange.pieces import Piece, given_up, known, piece_of
from homeward.exchange.rules.states import check_step
from homeward.exchange.selectors.imports import import_row
from homeward.exchange.updating import apply
from homeward.registry.actions.discarding import batch_give_up
from homeward.registry.actions.imports import batch_show, persons_import
from homeward.registry.inserting import put
from homeward.work.actions import job_enqueue
from homeward.work.ahead import Ahead
from homeward.work.facts import Job, Plain, Progress

CHUNK: Final = 250  # people in one transaction, and the rest of the last family: less than 200 ms
MANY: Final = 1_000  # people still to be saved for whom a second process is worth while
FORGOTTEN: Final = 2_000
_ahead: Final = Ahead()


def merge_chunk(actor: Actor, import_id: UUID, checkpoint: Mapping[str, Plain]) -> Progress:
    """Save the next families; after the last, show them all. Raises `NotFound`, `Refused`, `Erased`."""
    imported = import_row(actor, import_id)
    counts = msgspec.convert(imported.counts, Counts)
    last, done = int(str(checkpoint.get("next", 0))), int(str(checkpoint.get("done", 0)))
    assert imported.batch_id is not None  # opened when the merge was decided
    piece = _ahead.take(piece_of, actor, import_id, imported.batch_id, last, CHUNK)
    if piece is None:
        _ahead.end()
        return _finish(actor, imported, counts, done)
    done += piece.rows
    if counts.new - done >= MANY:
        _ahead.begin(piece_of, actor, import_id, imported.batch_id, piece.last, CHUNK)

    def write() -> None:
        _save(actor, imported, piece, last)

    return Progress(done, counts.new, _("saving people"), {"next": piece.last, "done": done}, write=write)


def undo_merge(job: Job) -> None:
    """What was saved is thrown away unseen: its rows are new again, and the import waits for a decision."""
    imported = models.Import.objects.select_for_update().get(id=UUID(job.subject))
    if imported.batch_id:
        batch_give_up(imported.batch_id)
    models.SourceReference.objects.filter(imported=imported).delete()
    rows = models.StagedRow.objects.filter(imported=imported, outcome=Outcome.MERGED.value)
    rows.update(outcome=Outcome.NEW.value, person_id=None)
    imported.state, imported.batch_id = ImportState.PREVIEWED.value, None
    imported.version += 1
    imported.save(update_fields=["state", "batch_id", "version"])


def forget_chunk(import_id: UUID) -> Progress:
    """Throw away the file and the text of the rows of an import that was refused."""
    file_remove(import_id)
    rows = models.StagedRow.objects.filter(imported_id=import_id, imported__state=ImportState.REFUSED.value)
    left = rows.exclude(cells=b"", entry=b"")
    ids = list(left.values_list("id", flat=True)[:FORGOTTEN])
    models.StagedRow.objects.filter(id__in=ids).update(cells=b"", entry=b"")
    total = rows.count()
    return Progress(total - left.count(), total, _("forgetting"), finished=not ids)


def _save(actor: Actor, imported: models.Import, piece: Piece, last: int) -> None:
    """Save a piece; made ready anew where another import brought some of its people or households in meanwhile."""
    assert imported.batch_id is not None  # opened when the merge was decided
    given_up(imported.id, piece.references)
    if known(imported.id, piece.references, piece.codes) != piece.known:
        again = piece_of(actor, imported.id, imported.batch_id, last, CHUNK)
        assert again is not None  # its rows are there: this is their transaction
        piece = again
    persons_import(actor, piece.people, batch_id=imported.batch_id)
    put(piece.kept)
    for changed in piece.changes:
        apply(changed)


def _finish(actor: Actor, imported: models.Import, counts: Counts, done: int) -> Progress:
    def write() -> None:
        fresh = models.Import.objects.select_for_update().get(id=imported.id)
        check_step(ImportState(fresh.state), ImportState.MERGED)
        assert fresh.batch_id is not None  # opened when the merge was decided
        batch_show(actor, batch_id=fresh.batch_id, site_id=fresh.site_id)
        fresh.counts = msgspec.to_builtins(counted(fresh, counts))
        fresh.state, fresh.decided_by, fresh.decided_at = ImportState.MERGED.value, actor.user_id, timezone.now()
        fresh.version += 1
        fresh.save(update_fields=["counts", "state", "decided_by", "decided_at", "version"])
        if fresh.record_changed:
            job_enqueue(actor=actor, kind=AMEND, subject=str(fresh.id), site_id=fresh.site_id)
        record(
            actor,
            EventKind.WRITE,
            "import.merged",
            subject=f"import:{fresh.id}",
            site_id=fresh.site_id,
            detail={"persons": done},
        )

    return Progress(done, counts.new, _("people are registered"), finished=True, result={"persons": done}, write=write)
