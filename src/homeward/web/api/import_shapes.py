"""What the interface takes and gives of imports: how far one is, its columns, its rows, its problems, and a decision.

Comes in: values. Goes out: shapes that become JSON and the published description.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from homeward.exchange.facts.fields import Field as FileField
from homeward.exchange.facts.imports import ImportRow


class ImportOut(Schema):
    """An import and how far it is."""

    id: UUID
    name: str
    site_id: UUID
    state: str
    version: int
    rows: int
    new: int
    faulty: int
    changed: int = Field(description="Rows of people who are here already, with other answers.")
    already_here: int
    merged: int
    amended: int = Field(description="Changed rows of which what differs was recorded.")
    staged_at: datetime


class VersionIn(Schema):
    """The version that was looked at: an import that changed since is refused."""

    version: int = Field(ge=0, le=2_000_000_000)


class Decision(StrEnum):
    """What is decided about an import."""

    PREVIEW = "preview"
    MERGE = "merge"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


class ImportDecisionIn(VersionIn):
    """A decision about an import. Turning down, taking back and bringing back ask for a reason."""

    decision: Decision
    reason: str = Field("", max_length=2000)
    leave_faulty: bool = False
    record_changed: bool = False


class UseOut(Schema):
    """That a column holds a field. `choice` where the column is one choice of several."""

    sheet: str = Field("", max_length=200)
    column: str = Field(max_length=500)
    field: FileField
    choice: str = Field("", max_length=200)


class MappingIn(VersionIn):
    """Which column holds what; `sites` says which site each word for a place means."""

    uses: list[UseOut] = Field(max_length=500)
    sites: dict[str, UUID] = Field(default_factory=dict, max_length=200)


class ColumnOut(Schema):
    """A column of the file."""

    sheet: str
    name: str


class MappingOut(Schema):
    """The columns of a file and what each is read as."""

    version: int
    columns: list[ColumnOut]
    uses: list[UseOut]
    sites: dict[str, str]


class ProblemOut(Schema):
    """What is wrong and what to do. `weight` error: its row is kept out."""

    code: str
    what: str
    todo: str
    weight: str
    field: str
    column: str


class ImportProblemOut(ProblemOut):
    """A problem that some rows have: how many, and the first of them as the sheet counts them."""

    count: int
    rows: list[int]


class SameNumberOut(Schema):
    """Somebody who holds the same number: a registered person, or another row of the file."""

    person_id: UUID | None
    row: int | None


class DifferenceOut(Schema):
    """How a row differs from what is recorded: `replaces` what an earlier file said, `adds` to it, or `stays` out."""

    kind: str
    recorded: dict[str, Any] | None
    stated: dict[str, Any]
    effect: str


class ImportRowOut(Schema):
    """A row of an import and what becomes of it."""

    number: int
    sheet: str
    row: int
    outcome: str
    statements: list[dict[str, Any]]
    problems: list[ProblemOut]
    same_number: list[SameNumberOut]
    changed: list[str]
    differences: list[DifferenceOut]
    person_id: UUID | None


def import_out(row: ImportRow) -> dict[str, Any]:
    """An import's row."""
    counts = row.counts
    return {
        "id": row.id,
        "name": row.name,
        "site_id": row.site_id,
        "state": row.state.value,
        "version": row.version,
        "rows": counts.rows,
        "new": counts.new,
        "faulty": counts.faulty,
        "changed": counts.changed,
        "already_here": counts.already_here,
        "amended": counts.amended,
        "merged": counts.merged,
        "staged_at": row.staged_at,
    }
