"""Save an import's new people family by family, in pieces that nobody sees until the last one; or undo what was saved.

Comes in: an import that is being merged. Goes out: persons in its batch, and which reference became whom. A piece that is repeated
changes nothing: what it wrote is kept with its checkpoint or not at all, and a reference becomes one person only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.files import file_remove
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.actions.staging import AMEND
from homeward.exchange.actions.whole import HELD, counted
from homeward.exchange.facts.entries import Entry
from homeward.exchange.facts.imports import Counts, ImportState, Outcome
from homeward.exchange.rules.states import check_step
from homeward.exchange.sealed import open_entry
from homeward.exchange.selectors.imports import import_row
from homeward.exchange.updating import update
from homeward.registry.actions.imports import batch_show, persons_import
from homeward.registry.facts.batches import Arrivals, Arrived
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.inserting import insert
from homeward.work.actions import job_enqueue
from homeward.work.facts import Job, Plain, Progress

CHUNK: Final = 120  # people in one transaction, and the rest of the last family: less than 200 ms
FORGOTTEN: Final = 2_000


class Waiting(NamedTuple):
    """What is read of a row that is to become a person."""

    id: UUID
    number: int
    entry: bytes
    site_id: UUID
    reference: bytes
    digest: bytes
    family: bytes
    family_row: int
    head: bool


Family = list[Waiting]


def merge_chunk(actor: Actor, import_id: UUID, checkpoint: Mapping[str, Plain]) -> Progress:
    """Save the next families; after the last, show them all. Raises `NotFound`, `Refused`, `Erased`."""
    imported = import_row(actor, import_id)
    counts = msgspec.convert(imported.counts, Counts)
    last, done = int(str(checkpoint.get("next", 0))), int(str(checkpoint.get("done", 0)))
    rows = _next(imported, last)
    if not rows:
        return _finish(actor, imported, counts, done)
    key = data_key(import_id)
    drafts = {row.number: _draft(row, open_entry(key, row.id, row.entry)) for row in rows}
    done += len(rows)

    def write() -> None:
        _save(actor, imported, rows, drafts)

    return Progress(done, counts.new, _("saving people"), {"next": rows[-1].family_row, "done": done}, write=write)


def undo_merge(job: Job) -> None:
    """What was saved stays unseen for good: its rows are new again, and the import waits for a decision."""
    imported = models.Import.objects.select_for_update().get(id=UUID(job.subject))
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


def _next(imported: models.Import, last: int) -> Family:
    """New rows of the next families, whole families only."""
    new = models.StagedRow.objects.filter(imported=imported, outcome=Outcome.NEW.value)
    new = new.order_by("family_row", "number")
    rows = _read(new.filter(family_row__gt=last)[:CHUNK])
    if len(rows) == CHUNK:
        rows += _read(new.filter(family_row=rows[-1].family_row, number__gt=rows[-1].number))
    return rows


def _read(rows: QuerySet[models.StagedRow]) -> Family:
    """Rows as the database has them: the two give binary columns back in different ways."""
    return [
        Waiting(id, number, bytes(entry), site_id, bytes(reference), bytes(digest), bytes(family), family_row, head)
        for id, number, entry, site_id, reference, digest, family, family_row, head in rows.values_list(
            *Waiting._fields
        )
        if site_id is not None  # a row without a site is faulty
    ]


def _draft(row: Waiting, entry: Entry) -> PersonDraft:
    return PersonDraft(
        statements=entry.statements,
        site_id=row.site_id,
        section=entry.section,
        tent=entry.tent,
        arrived=entry.arrived,
        reference=entry.reference,
        role=entry.role,
    )


def _save(actor: Actor, imported: models.Import, rows: Family, drafts: Mapping[int, PersonDraft]) -> None:
    """Save families, those aside whose people came in meanwhile by another import."""
    held = _held(imported, rows)
    update(
        models.StagedRow,
        ("outcome",),
        [(Outcome.ALREADY_HERE.value, row.id) for row in rows if row.reference in held],
    )
    families = _families([row for row in rows if row.reference not in held])
    homes = _homes(families)
    arrivals = [
        Arrivals(
            tuple(drafts[row.number] for row in family),
            homes.get(family[0].family),
            new=bool(family[0].family) and family[0].family not in homes,
        )
        for family in families
    ]
    assert imported.batch_id is not None  # opened when the merge was decided
    arrived = persons_import(actor, arrivals, batch_id=imported.batch_id)
    _keep(imported, families, arrived)


def _held(imported: models.Import, rows: Family) -> set[bytes]:
    """References that became people by another import since. Those of a withdrawn one are given up."""
    others = models.SourceReference.objects.filter(code__in=[row.reference for row in rows]).exclude(imported=imported)
    held = {bytes(code) for code in others.filter(imported__state__in=HELD).values_list("code", flat=True)}
    others.exclude(imported__state__in=HELD).delete()
    return held


def _families(rows: Family) -> list[Family]:
    found: dict[int, Family] = {}
    for row in rows:
        found.setdefault(row.family_row, []).append(row)
    return list(found.values())


def _homes(families: Sequence[Family]) -> dict[bytes, UUID]:
    """Households that came in before, by the keyed number of the source."""
    codes = [family[0].family for family in families if family[0].family]
    rows = models.SourceReference.objects.filter(Q(imported__state=ImportState.MERGED.value), family__in=codes)
    return {
        bytes(code): id
        for code, id in rows.exclude(household_id=None).values_list("family", "household_id")
        if id is not None
    }


def _keep(imported: models.Import, families: Sequence[Family], arrived: Sequence[Arrived]) -> None:
    """Which row became which person."""
    became = [
        (row, person_id, came.household_id)
        for family, came in zip(families, arrived, strict=True)
        for row, person_id in zip(family, came.person_ids, strict=True)
    ]
    insert(
        models.SourceReference,
        [
            {
                "code": row.reference,
                "imported_id": imported.id,
                "number": row.number,
                "person_id": person_id,
                "household_id": household_id,
                "family": row.family,
                "digest": row.digest,
                "head": row.head,
            }
            for row, person_id, household_id in became
        ],
    )
    update(
        models.StagedRow,
        ("outcome", "person_id"),
        [(Outcome.MERGED.value, person_id, row.id) for row, person_id, _home in became],
    )


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
