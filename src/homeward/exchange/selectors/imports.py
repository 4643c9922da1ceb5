"""Imports as pages and programs show them: lists, one import, its rows opened a page at a time, its problems in a table.

Comes in: an actor. Goes out: frozen facts. Opening rows is written to the trail. Never a row that the actor's sites do not reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.facts.entries import Entry
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.imports import (
    Counts,
    Double,
    ImportRow,
    ImportState,
    Outcome,
    RowPage,
    SavedMapping,
    StagedRow,
)
from homeward.exchange.facts.mappings import Mapping
from homeward.exchange.facts.problems import Located, Problem
from homeward.exchange.facts.tables import Column, FileKind
from homeward.exchange.rules.headings import is_system
from homeward.exchange.sealed import open_cells, open_entry, open_name
from homeward.registry.selectors.amendments import amendments_of

_SEARCHED = 5_000  # rows in which words for sites are looked for
_SITES = 100


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem that some rows have: how many, and the first of them as the sheet counts them."""

    problem: Problem
    count: int
    rows: tuple[int, ...]


def imports_list(
    actor: Actor, *, site_id: UUID | None = None, limit: int = 50, offset: int = 0
) -> tuple[ImportRow, ...]:
    """The newest imports that an actor may see."""
    rows = scope(actor, models.Import.objects.all())
    if site_id:
        rows = rows.filter(site_id=site_id)
    return facts_of(rows.order_by("-staged_at", "-id")[offset : offset + limit])


def import_of(actor: Actor, import_id: UUID) -> ImportRow:
    """One import. Raises `NotFound`."""
    return facts_of([import_row(actor, import_id)])[0]


def import_row(actor: Actor, import_id: UUID, capability: Capability | None = None) -> models.Import:
    """An import's row, for this slice alone. Raises `NotFound`."""
    found = scope(actor, models.Import.objects.all(), capability).filter(id=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import that you may see."))
    return found


def import_rows(
    actor: Actor,
    import_id: UUID,
    *,
    outcome: Outcome | None = None,
    doubled: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> RowPage:
    """Rows of an import, opened: those of one outcome, or those that share a number with somebody. Raises `NotFound`."""
    imported = import_row(actor, import_id)
    rows = models.StagedRow.objects.filter(imported=imported)
    if outcome:
        rows = rows.filter(outcome=outcome.value)
    if doubled:
        rows = rows.exclude(doubles=[])
    shown = list(rows.order_by("number")[offset : offset + limit])
    record(actor, EventKind.READ, "import.rows", subject=f"import:{import_id}", detail={"rows": len(shown)})
    key = data_keys([imported.id]).get(imported.id)
    before = _before(imported, shown)
    opened = [_opened(key, row, before.get(bytes(row.reference))) for row in shown]
    return RowPage(_compared(actor, opened, _became(shown)), rows.count())


def import_problems(actor: Actor, import_id: UUID, *, shown: int = 10) -> tuple[ProblemLine, ...]:
    """Every kind of problem with how many rows have it, errors first. Raises `NotFound`."""
    found: dict[Problem, list[int]] = {}
    counts: Counter[Problem] = Counter()
    for located in import_problem_lines(actor, import_id):
        counts[located.problem] += 1
        rows = found.setdefault(located.problem, [])
        if len(rows) < shown:
            rows.append(located.row)
    lines = [ProblemLine(problem, count, tuple(found[problem])) for problem, count in counts.items()]
    return tuple(sorted(lines, key=lambda line: (line.problem.weight, -line.count)))


def import_problem_lines(actor: Actor, import_id: UUID) -> Iterator[Located]:
    """Every problem with its file, sheet and row, in the order of the file. Raises `NotFound`."""
    imported = import_row(actor, import_id)
    name = facts_of([imported])[0].name
    rows = models.StagedRow.objects.filter(imported=imported).exclude(problems=[]).order_by("number")
    for sheet, row, problems in rows.values_list("sheet", "row", "problems").iterator(chunk_size=2_000):
        yield from (Located(name, sheet, row, msgspec.convert(problem, Problem)) for problem in problems)


def import_site_words(actor: Actor, import_id: UUID) -> tuple[str, ...]:
    """The words for places that the site's column holds, to be tied to sites on the page of the mapping. Raises `NotFound`."""
    imported = import_row(actor, import_id)
    mapping = msgspec.convert(imported.mapping, Mapping)
    at = next((i for i, column in enumerate(columns_of(imported)) if _is_site(mapping, column)), None)
    key = data_keys([imported.id]).get(imported.id)
    if at is None or key is None:
        return ()
    rows = models.StagedRow.objects.filter(imported=imported).exclude(cells=b"").order_by("number")[:_SEARCHED]
    words = (open_cells(key, row.id, row.cells, (row.sheet, row.row)).cells[at] for row in rows)
    return tuple(dict.fromkeys(filter(None, words)))[:_SITES]


def mappings_list(actor: Actor) -> tuple[SavedMapping, ...]:
    """The mappings that were kept under a name."""
    rows = scope(actor, models.SavedMapping.objects.order_by("name"))
    return tuple(SavedMapping(row.id, row.name, msgspec.convert(row.mapping, Mapping), row.saved_at) for row in rows)


def columns_of(imported: models.Import) -> tuple[Column, ...]:
    """The joined columns of an import."""
    return msgspec.convert(imported.columns, tuple[Column, ...])


def facts_of(rows: Iterable[models.Import]) -> tuple[ImportRow, ...]:
    """Imports as facts, their names opened: one query for the keys, one for earlier imports of the same bytes."""
    imports = list(rows)
    keys = data_keys(row.id for row in imports)
    hashes = {bytes(row.sha256) for row in imports}
    same = (
        models.Import.objects.filter(sha256__in=hashes).order_by("staged_at").values_list("sha256", "id", "staged_at")
    )
    earlier = [(bytes(digest), id, at) for digest, id, at in same]
    return tuple(
        _fact(
            row,
            keys.get(row.id),
            next((id for d, id, at in earlier if d == bytes(row.sha256) and at < row.staged_at), None),
        )
        for row in imports
    )


def _fact(row: models.Import, key: DataKey | None, same_file: UUID | None) -> ImportRow:
    mapping, columns = msgspec.convert(row.mapping, Mapping), columns_of(row)
    used = {(use.sheet, use.column) for use in mapping.uses}
    unread = tuple(c for c in columns if c.name and (c.sheet, c.name) not in used and not is_system(c))
    return ImportRow(
        id=row.id,
        name=open_name(key, row.id, row.name),
        site_id=row.site_id,
        kind=FileKind(row.kind) if row.kind else None,
        state=ImportState(row.state),
        version=row.version,
        size=row.size,
        sha256=bytes(row.sha256).hex(),
        columns=columns,
        mapping=mapping,
        unread=unread,
        notices=msgspec.convert(row.notices, tuple[Problem, ...]),
        counts=msgspec.convert(row.counts, Counts),
        staged_by=row.staged_by,
        staged_at=row.staged_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        same_file=same_file,
    )


def _became(rows: Sequence[models.StagedRow]) -> dict[int, UUID]:
    """Whom the references of changed rows became, by the rows' numbers."""
    codes = {bytes(row.reference): row.number for row in rows if row.outcome == Outcome.CHANGED}
    found = models.SourceReference.objects.filter(code__in=codes).values_list("code", "person_id")
    return {codes[bytes(code)]: person_id for code, person_id in found}


def _compared(actor: Actor, rows: Sequence[StagedRow], became: dict[int, UUID]) -> tuple[StagedRow, ...]:
    """The rows, the changed ones with how they differ from what is recorded now."""
    stated = {became[row.number]: row.entry.statements for row in rows if row.entry and row.number in became}
    found = amendments_of(actor, stated) if stated else {}
    return tuple(
        replace(row, person_id=became[row.number], differences=found.get(became[row.number], ()))
        if row.number in became
        else row
        for row in rows
    )


def _opened(key: DataKey | None, row: models.StagedRow, before: Entry | None) -> StagedRow:
    place = (row.sheet, row.row)
    cells = open_cells(key, row.id, row.cells, place).cells if key and row.cells else ()
    entry = open_entry(key, row.id, row.entry) if key and row.entry else None
    return StagedRow(
        number=row.number,
        sheet=row.sheet,
        row=row.row,
        cells=cells,
        entry=entry,
        outcome=Outcome(row.outcome),
        problems=msgspec.convert(row.problems, tuple[Problem, ...]),
        doubles=tuple(Double(UUID(one["person"]) if "person" in one else None, one.get("row")) for one in row.doubles),
        changed=_changed(before, entry) if row.outcome == Outcome.CHANGED else (),
        person_id=row.person_id,
    )


def _before(imported: models.Import, rows: Sequence[models.StagedRow]) -> dict[bytes, Entry]:
    """What an earlier import brought under the references of changed rows."""
    codes = [bytes(row.reference) for row in rows if row.outcome == Outcome.CHANGED]
    kept = {
        (ref.imported_id, ref.number): bytes(ref.code) for ref in models.SourceReference.objects.filter(code__in=codes)
    }
    keys = data_keys({import_id for import_id, _ in kept})
    found: dict[bytes, Entry] = {}
    for import_id in keys:
        numbers = [number for one, number in kept if one == import_id]
        earlier: QuerySet[models.StagedRow] = models.StagedRow.objects.filter(imported_id=import_id, number__in=numbers)
        for row in earlier.exclude(entry=b""):
            found[kept[import_id, row.number]] = open_entry(keys[import_id], row.id, row.entry)
    return found


def _changed(before: Entry | None, now: Entry | None) -> tuple[str, ...]:
    """The kinds of facts in which two readings of a row differ."""
    if before is None or now is None:
        return ()
    kinds = dict.fromkeys(said.kind.value for said in (*before.statements, *now.statements))
    said = [
        kind
        for kind in kinds
        if [s for s in before.statements if s.kind == kind] != [s for s in now.statements if s.kind == kind]
    ]
    places = [
        name for name in ("role", "site", "section", "tent", "arrived") if getattr(before, name) != getattr(now, name)
    ]
    return (*said, *places)


def _is_site(mapping: Mapping, column: Column) -> bool:
    return any(
        use.field is Field.SITE and (use.sheet, use.column) == (column.sheet, column.name) for use in mapping.uses
    )
