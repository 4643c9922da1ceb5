"""Take a file in: store it sealed, read its rows into waiting, say which column holds what.

Comes in: an actor, files, a mapping. Goes out: the import as a fact. Nothing of it is in the registry yet.
A small file is read at once, so that whoever brings it hears what is wrong with it; a large one by the worker, in pieces.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping as Bag
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.files import file_open, file_remove, file_store
from homeward.access.sealing.subjects import data_key, new_keys
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.facts.imports import Counts, ImportRow, ImportState
from homeward.exchange.facts.mappings import Mapping
from homeward.exchange.facts.tables import Received
from homeward.exchange.reading.limits import LARGEST
from homeward.exchange.reading.opening import read_files
from homeward.exchange.rules.headings import suggested
from homeward.exchange.rules.joining import joined
from homeward.exchange.rules.states import check_read, check_step
from homeward.exchange.sealed import seal_cells, seal_name
from homeward.exchange.selectors.imports import columns_of, facts_of, import_row
from homeward.kernel.errors import BadInput
from homeward.kernel.ids import uuid7
from homeward.places.selectors import site_of
from homeward.registry.inserting import insert
from homeward.work.actions import job_enqueue
from homeward.work.facts import Plain, Progress

AT_ONCE: Final = 1_500_000  # bytes of a file that is read while somebody waits
CHUNK: Final = 1_000
READ, CHECK, MERGE, FORGET = "exchange.read", "exchange.check", "exchange.merge", "exchange.forget"
AMEND = "exchange.amend"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes


def import_stage(*, actor: Actor, site_id: UUID, files: Sequence[Upload]) -> ImportRow:
    """Take in a file, or the CSV files of one ODK form together, for a site.

    Raises `Refused`, `NotFound` where there is no such site; `Unreadable` with a sentence for a small file that cannot be read. A large
    one is read by the job `exchange.read` (subject: the import's id), whose error says the same.
    """
    authorise(actor, Capability.IMPORT_STAGE, site_id=site_id)
    site_of(actor, site_id)
    if not files:
        raise BadInput(_("Choose a file first."), field="file")
    if sum(len(file.content) for file in files) > LARGEST:
        raise BadInput(
            _("Files of more than %(size)d MB are not read. Bring them in parts.") % {"size": LARGEST // 1_000_000}
        )
    received = None
    if sum(len(file.content) for file in files) <= AT_ONCE:
        received = joined(read_files([(file.name, file.content) for file in files]))
    id = uuid7()
    try:
        return _stage(actor, id, site_id, files, received)
    except BaseException:  # whatever stops us, no file is left without its row
        file_remove(id)
        raise


@action
def _stage(actor: Actor, id: UUID, site_id: UUID, files: Sequence[Upload], received: Received | None) -> ImportRow:
    content, name = _packed(files), " + ".join(file.name.rpartition("/")[2][:100] for file in files)[:200]
    key = new_keys([id])[id]
    stored = file_store(key, id, [content], limit=LARGEST + 100_000)
    row = models.Import(
        id=id,
        site_id=site_id,
        name=seal_name(key, id, name),
        state=ImportState.STAGED.value,
        size=sum(len(file.content) for file in files),
        sha256=hashlib.sha256(b"".join(hashlib.sha256(file.content).digest() for file in files)).digest()
        if len(files) > 1
        else stored.sha256,
        files=len(files),
        staged_by=actor.user_id,
        staged_at=timezone.now(),
        counts=msgspec.to_builtins(Counts()),
    )
    if received:
        _shape(row, received)
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "import.stage", subject=f"import:{id}", site_id=site_id, detail={"bytes": row.size})
    job_enqueue(actor=actor, kind=READ, subject=str(id), site_id=site_id)
    return facts_of([row])[0]


def read_chunk(actor: Actor, import_id: UUID, checkpoint: Bag[str, Plain]) -> Progress:
    """Read a piece of the file's rows into waiting. Raises `Unreadable`, `NotFound`, `Erased`."""
    row = import_row(actor, import_id)
    received = _received(import_id, row.files)
    start = int(str(checkpoint.get("next", 0)))
    records = received.records[start : start + CHUNK]
    key = data_key(import_id)
    ids = [uuid7() for _record in records]
    values = [
        {
            "id": id,
            "imported_id": import_id,
            "number": number,
            "sheet": one.sheet[:120],
            "row": one.row,
            "cells": seal_cells(key, id, one),
        }
        for number, (id, one) in enumerate(zip(ids, records, strict=True), start + 1)
    ]
    done, total = start + len(records), len(received.records)

    def write() -> None:
        fresh = models.Import.objects.select_for_update().get(id=import_id)
        if not start and not fresh.columns:
            _shape(fresh, received)
        counts = msgspec.convert(fresh.counts, Counts)
        fresh.counts = msgspec.to_builtins(msgspec.structs.replace(counts, rows=total, read=done))
        fresh.save(update_fields=["columns", "mapping", "notices", "kind", "counts"])
        insert(models.StagedRow, values)

    if done >= total:
        _received.cache_clear()
    return Progress(
        done, total, _("reading rows"), {"next": done}, finished=done >= total, result={"rows": total}, write=write
    )


@action
def import_map(*, actor: Actor, import_id: UUID, mapping: Mapping, version: int) -> ImportRow:
    """Say which column holds what, and which site each word for a place means. What was checked before is checked anew.

    Raises `Refused`, `NotFound`, `Stale`, and `BadInput` for a column that the file does not have.
    """
    row = taken(actor, import_id, version, Capability.IMPORT_STAGE)
    known = {(column.sheet, column.name) for column in columns_of(row)}
    for use in mapping.uses:
        if (use.sheet, use.column) not in known:
            raise BadInput(_("The file has no such column. Choose one of its own."), field=use.field.value)
    if row.state != ImportState.STAGED:
        check_step(ImportState(row.state), ImportState.STAGED)
    row.mapping, row.state = msgspec.to_builtins(mapping), ImportState.STAGED.value
    row.save(update_fields=["mapping", "state"])
    record(actor, EventKind.WRITE, "import.map", subject=f"import:{import_id}", site_id=row.site_id)
    return facts_of([row])[0]


@action
def mapping_save(*, actor: Actor, name: str, mapping: Mapping) -> UUID:
    """Keep a mapping under a name, replacing the one that bore it. Raises `Refused`, `BadInput`."""
    authorise(actor, Capability.IMPORT_STAGE)
    if not 0 < len(name.strip()) <= 100:
        raise BadInput(_("Give the mapping a name of at most 100 characters."), field="name")
    values = {"mapping": msgspec.to_builtins(mapping), "saved_by": actor.user_id, "saved_at": timezone.now()}
    row, _made = models.SavedMapping.objects.update_or_create(name=name.strip(), defaults=values)
    record(actor, EventKind.WRITE, "mapping.save", subject=f"mapping:{row.id}")
    return row.id


@action
def import_check(*, actor: Actor, import_id: UUID, version: int) -> ImportRow:
    """Have every row checked by the job `exchange.check`. Raises `Refused`, `NotFound`, `Stale`, `BadInput`."""
    row = taken(actor, import_id, version, Capability.IMPORT_STAGE)
    check_read(msgspec.convert(row.counts, Counts))
    if row.state != ImportState.STAGED:
        check_step(ImportState(row.state), ImportState.STAGED)
        row.state = ImportState.STAGED.value
        row.save(update_fields=["state"])
    job_enqueue(actor=actor, kind=CHECK, subject=str(import_id), site_id=row.site_id)
    return facts_of([row])[0]


def taken(actor: Actor, import_id: UUID, version: int, capability: Capability) -> models.Import:
    """An import whose next version this action takes. Raises `NotFound`, `Refused`, `Stale`. Call it inside the transaction."""
    found = import_row(actor, import_id)
    authorise(actor, capability, site_id=found.site_id)
    if not models.Import.objects.filter(id=import_id, version=version).update(version=version + 1):
        raise Stale(_("Somebody else changed this import meanwhile. Look at it again."), version=version)
    return models.Import.objects.select_for_update().get(id=import_id)


def _shape(row: models.Import, received: Received) -> None:
    """What the file turned out to be."""
    row.kind = received.kind.value
    row.columns = msgspec.to_builtins(received.columns)
    row.mapping = msgspec.to_builtins(suggested(received.columns))
    row.notices = msgspec.to_builtins(received.notices)
    counts = msgspec.convert(row.counts, Counts)
    row.counts = msgspec.to_builtins(msgspec.structs.replace(counts, rows=len(received.records)))


@lru_cache(maxsize=1)
def _received(import_id: UUID, files: int) -> Received:
    """The file's records, read once by a worker that goes on to the next piece."""
    content = b"".join(file_open(data_key(import_id), import_id))
    name = _("The file")
    if files == 1:
        return joined(read_files([(name, content)]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return joined(read_files([(inside, archive.read(inside)) for inside in archive.namelist()]))


def _packed(files: Sequence[Upload]) -> bytes:
    """One file as it is; several as an archive of ours."""
    if len(files) == 1:
        return files[0].content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, file in enumerate(files, 1):
            archive.writestr(f"{number}/{file.name.rpartition('/')[2][:100]}", file.content)
    return packed.getvalue()
