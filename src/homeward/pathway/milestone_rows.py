"""Rows of milestones as facts, and what was said of the items of many cases, in one query.

Comes in: rows, or ids of cases within this room. Goes out: frozen facts. Words are opened only where a key is handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text
from homeward.pathway import models
from homeward.pathway.facts.milestones import Entry, MilestoneRow

WORDS: Final = "pathway_milestone.words"
REFERENCE: Final = "pathway_milestone.reference"
GAP_WORDS: Final = "pathway_gapsaid.words"
Entries = Mapping[tuple[UUID, str], Sequence[Entry]]


def entries_of(case_ids: Collection[UUID]) -> Entries:
    """What was said, by case and item, in order. One query; opens nothing."""
    found: defaultdict[tuple[UUID, str], list[Entry]] = defaultdict(list)
    rows = models.Milestone.objects.filter(case__in=list(case_ids)).order_by("number")
    for case_id, item, said, day, until in rows.values_list("case_id", "item", "said", "day", "until"):
        found[case_id, item].append(Entry(said, day, until))
    return found


def milestone_row(row: models.Milestone, key: DataKey | None) -> MilestoneRow:
    """An entry as a fact; without a key, without its words."""
    return MilestoneRow(
        id=row.id, item=row.item, number=row.number, said=row.said, day=row.day, until=row.until,
        words=open_text(key, WORDS, row.id, row.words), reference=open_text(key, REFERENCE, row.id, row.reference),
        recorded_by=row.recorded_name, recorded_at=row.recorded_at,
    )  # fmt: skip


def entry(row: MilestoneRow) -> Entry:
    """What a rule needs to know of it."""
    return Entry(row.said, row.day, row.until)
