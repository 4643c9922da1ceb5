"""The next families of an import, made ready to be saved: who is new among them, which household they join, their rows.

Comes in: an import that is being merged, the family after which to go on. Goes out: a `Piece`, for `actions.merging` to save. It only
reads, so another process may make it; what it found known when it looked stands in it, and is looked at once more when it is saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.facts import Actor
from homeward.access.sealing.subjects import data_key
from homeward.exchange import models
from homeward.exchange.facts.entries import Entry
from homeward.exchange.facts.imports import HELD, ImportState, Outcome
from homeward.exchange.sealed import open_entry
from homeward.exchange.updating import Changes, changes
from homeward.registry.arriving import Prepared, prepared
from homeward.registry.facts.batches import Arrivals
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.inserting import Turned, turned


@dataclass(frozen=True, slots=True)
class Known:
    """What other imports brought in: references that became people, and households by the keyed number of their source."""

    held: frozenset[bytes]
    homes: dict[bytes, UUID]


@dataclass(frozen=True, slots=True)
class Piece:
    """Families ready to be saved. `last` is the last family's place in the file, `codes` are the families' keyed numbers."""

    last: int
    rows: int
    references: tuple[bytes, ...]
    codes: tuple[bytes, ...]
    known: Known
    people: Prepared
    kept: Turned
    changes: tuple[Changes, ...]


class _Waiting(NamedTuple):
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


_Family = list[_Waiting]


def piece_of(actor: Actor, import_id: UUID, batch_id: UUID, last: int, most: int) -> Piece | None:
    """The families after `last`, ready to be saved into a batch; None where there are no more. Raises `Erased`.

    `most` people, and the rest of the last family.
    """
    rows = _next(import_id, last, most)
    if not rows:
        return None
    references, codes = tuple(row.reference for row in rows), tuple({row.family: None for row in rows if row.family})
    found = known(import_id, references, codes)
    families = _families(row for row in rows if row.reference not in found.held)
    people = prepared(actor, _arrivals(import_id, families, found), batch_id=batch_id)
    became = [
        (row, person_id, came.household_id)
        for family, came in zip(families, people.arrived, strict=True)
        for row, person_id in zip(family, came.person_ids, strict=True)
    ]
    here = [(Outcome.ALREADY_HERE.value, row.id) for row in rows if row.reference in found.held]
    merged = [(Outcome.MERGED.value, person_id, row.id) for row, person_id, _home in became]
    return Piece(
        last=rows[-1].family_row,
        rows=len(rows),
        references=references,
        codes=codes,
        known=found,
        people=people,
        kept=turned(models.SourceReference, [_reference(import_id, *one) for one in became]),
        changes=(
            changes(models.StagedRow, ("outcome",), here),
            changes(models.StagedRow, ("outcome", "person_id"), merged),
        ),
    )


def known(import_id: UUID, references: Sequence[bytes], codes: Sequence[bytes]) -> Known:
    """What other imports brought in of these references and families."""
    others = models.SourceReference.objects.exclude(imported=import_id)
    held = others.filter(code__in=references, imported__state__in=HELD).values_list("code", flat=True)
    rows = models.SourceReference.objects.filter(imported__state=ImportState.MERGED.value, family__in=codes)
    homes = rows.exclude(household_id=None).values_list("family", "household_id")
    return Known(frozenset(bytes(code) for code in held), {bytes(code): id for code, id in homes if id is not None})


def given_up(import_id: UUID, references: Sequence[bytes]) -> None:
    """Free the references that another import held before it was withdrawn."""
    others = models.SourceReference.objects.filter(code__in=references).exclude(imported=import_id)
    free = [bytes(code) for code in others.exclude(imported__state__in=HELD).values_list("code", flat=True)]
    if free:
        models.SourceReference.objects.filter(code__in=free).delete()


def _next(import_id: UUID, last: int, most: int) -> _Family:
    """New rows of the next families, whole families only."""
    new = models.StagedRow.objects.filter(imported=import_id, outcome=Outcome.NEW.value)
    new = new.order_by("family_row", "number")
    rows = _read(new.filter(family_row__gt=last)[:most])
    if len(rows) == most:
        rows += _read(new.filter(family_row=rows[-1].family_row, number__gt=rows[-1].number))
    return rows


def _read(rows: QuerySet[models.StagedRow]) -> _Family:
    """Rows as the database has them: the two give binary columns back in different ways."""
    return [
        _Waiting(id, number, bytes(entry), site_id, bytes(reference), bytes(digest), bytes(family), family_row, head)
        for id, number, entry, site_id, reference, digest, family, family_row, head in rows.values_list(
            *_Waiting._fields
        )
        if site_id is not None  # a row without a site is faulty
    ]


def _families(rows: Iterator[_Waiting]) -> list[_Family]:
    found: dict[int, _Family] = {}
    for row in rows:
        found.setdefault(row.family_row, []).append(row)
    return list(found.values())


def _arrivals(import_id: UUID, families: Sequence[_Family], found: Known) -> list[Arrivals]:
    key = data_key(import_id)
    return [
        Arrivals(
            tuple(_draft(row, open_entry(key, row.id, row.entry)) for row in family),
            found.homes.get(family[0].family),
            new=bool(family[0].family) and family[0].family not in found.homes,
        )
        for family in families
    ]


def _draft(row: _Waiting, entry: Entry) -> PersonDraft:
    return PersonDraft(
        statements=entry.statements,
        site_id=row.site_id,
        section=entry.section,
        tent=entry.tent,
        arrived=entry.arrived,
        reference=entry.reference,
        role=entry.role,
    )


def _reference(import_id: UUID, row: _Waiting, person_id: UUID, household_id: UUID | None) -> dict[str, object]:
    """That a row's reference became a person."""
    return {
        "code": row.reference,
        "imported_id": import_id,
        "number": row.number,
        "person_id": person_id,
        "household_id": household_id,
        "family": row.family,
        "digest": row.digest,
        "head": row.head,
    }
