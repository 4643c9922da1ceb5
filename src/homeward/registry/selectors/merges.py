"""Merges of a record, and why: for the page of the person and the one who may undo them.

Comes in: an actor and a person. Goes out: frozen facts, the reasons opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from homeward.access.facts import Actor
from homeward.access.sealing.subjects import data_keys
from homeward.registry import models
from homeward.registry.facts.persons import PersonRow
from homeward.registry.sealed import open_words
from homeward.registry.selectors.persons import person_row, rows_of


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One record taken into another. `parted_at` None: it still is."""

    id: UUID
    absorbed: PersonRow
    reason: str
    merged_at: datetime
    parted_at: datetime | None
    parted_why: str


def merges_of(actor: Actor, person_id: UUID) -> tuple[MergeRow, ...]:
    """What was merged into a person's record, the latest first. Raises `NotFound`."""
    person = person_row(actor, person_id)
    merges = list(models.Merge.objects.filter(kept=person).select_related("absorbed").order_by("-merged_at"))
    keys = data_keys(merge.absorbed.key_id for merge in merges)
    rows = rows_of(merge.absorbed for merge in merges)
    return tuple(
        MergeRow(
            merge.id,
            row,
            open_words(keys.get(merge.absorbed.key_id), "registry_merge.reason", merge.id, merge.reason),
            merge.merged_at,
            merge.parted_at,
            open_words(keys.get(merge.absorbed.key_id), "registry_merge.parted_why", merge.id, merge.parted_why),
        )
        for merge, row in zip(merges, rows, strict=True)
    )
