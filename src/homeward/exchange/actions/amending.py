"""Record what an import's changed rows say of people who are here already, in pieces, once somebody decided so.

Comes in: an import that was merged. Goes out: claims of its people, and rows that say that this was done. A piece that is repeated changes
nothing: a row that was done is not changed any more, and what is recorded already is no difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.sealing.subjects import data_key
from homeward.exchange import models
from homeward.exchange.actions.whole import counted
from homeward.exchange.facts.imports import Counts, Outcome
from homeward.exchange.sealed import open_entry
from homeward.exchange.selectors.imports import import_row
from homeward.registry.actions.amendments import claims_amend
from homeward.registry.errors import Invalid
from homeward.work.facts import Plain, Progress

CHUNK: Final = 50  # people in one transaction


def amend_chunk(actor: Actor, import_id: UUID, checkpoint: Mapping[str, Plain]) -> Progress:
    """Record what the next changed rows say. Raises `NotFound`, `Refused`, `Erased`."""
    imported = import_row(actor, import_id)
    counts = msgspec.convert(imported.counts, Counts)
    last, done = int(str(checkpoint.get("next", 0))), int(str(checkpoint.get("done", 0)))
    changed = models.StagedRow.objects.filter(imported=imported, outcome=Outcome.CHANGED.value, number__gt=last)
    rows = list(changed.order_by("number")[:CHUNK])
    total = counts.changed + counts.amended
    if not rows:
        return Progress(done, total, _("changes are recorded"), finished=True, result={"persons": done},
                        write=lambda: _count(imported))  # fmt: skip
    done += len(rows)

    def write() -> None:
        for row in rows:
            _amend(actor, imported, row)

    return Progress(done, total, _("recording changes"), {"next": rows[-1].number, "done": done}, write=write)


def _amend(actor: Actor, imported: models.Import, row: models.StagedRow) -> None:
    """One row; it stays as it is where its person is out of reach by now, or what it says makes no sense with what is recorded."""
    found = models.SourceReference.objects.filter(code=row.reference).first()
    if found is None:
        return
    entry = open_entry(data_key(imported.id), row.id, row.entry)
    with suppress(NotFound, Invalid):
        claims_amend(actor, found.person_id, entry.statements)
        models.StagedRow.objects.filter(id=row.id).update(outcome=Outcome.AMENDED.value, person_id=found.person_id)
        models.SourceReference.objects.filter(code=row.reference).update(digest=row.digest)


def _count(imported: models.Import) -> None:
    fresh = models.Import.objects.select_for_update().get(id=imported.id)
    fresh.counts = msgspec.to_builtins(counted(fresh, msgspec.convert(fresh.counts, Counts)))
    fresh.version += 1
    fresh.save(update_fields=["counts", "version"])
