"""An import: a file on its way into the registry, and each of its rows. What pages and programs are shown of both.

Comes in: nothing. Goes out: frozen types. The text of a row is opened for whoever may see it, one page of rows at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec

from homeward.exchange.facts.entries import Entry
from homeward.exchange.facts.mappings import Mapping
from homeward.exchange.facts.problems import Problem
from homeward.exchange.facts.tables import Column, FileKind
from homeward.registry.rules.amendments import Difference


class ImportState(StrEnum):
    """Where an import stands. `merging` is the one between: its people are saved in pieces that nobody sees yet."""

    STAGED = "staged"
    VALIDATED = "validated"
    PREVIEWED = "previewed"
    MERGING = "merging"
    MERGED = "merged"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


HELD: Final = (ImportState.MERGED.value, ImportState.MERGING.value)  # of an import whose references are people


class Outcome(StrEnum):
    """What becomes, or became, of a row."""

    UNCHECKED = "unchecked"
    NEW = "new"
    ALREADY_HERE = "already_here"
    CHANGED = "changed"
    FAULTY = "faulty"
    MERGED = "merged"
    AMENDED = "amended"


class Counts(msgspec.Struct, frozen=True):
    """How many rows, and what is to become of them. `rows` is new + already_here + changed + faulty, once checked.

    `amended` rows were changed ones, of which what differs was recorded. `doubled` rows share a paper's number with somebody
    registered, or with another row; they are among the others.
    """

    rows: int = 0
    read: int = 0
    checked: int = 0
    new: int = 0
    already_here: int = 0
    changed: int = 0
    faulty: int = 0
    noticed: int = 0
    doubled: int = 0
    families: int = 0
    merged: int = 0
    amended: int = 0


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import as a page shows it. `unread` are headings that are kept nowhere; `same_file` an earlier import of the same bytes."""

    id: UUID
    name: str
    site_id: UUID
    kind: FileKind | None
    state: ImportState
    version: int
    size: int
    sha256: str
    columns: tuple[Column, ...]
    mapping: Mapping
    unread: tuple[Column, ...]
    notices: tuple[Problem, ...]
    counts: Counts
    staged_by: UUID
    staged_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    reason: str
    same_file: UUID | None


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody who holds the same number: a registered person, or another row of the file (`row` as the sheet counts it)."""

    person_id: UUID | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One row of an import, opened. `changed` names the kinds of facts in which it differs from what was brought before, and
    `differences` are those from what is recorded now."""

    number: int
    sheet: str
    row: int
    cells: tuple[str, ...]
    entry: Entry | None
    outcome: Outcome
    problems: tuple[Problem, ...]
    doubles: tuple[Double, ...]
    changed: tuple[str, ...]
    person_id: UUID | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows of an import, and how many there are of that kind."""

    rows: tuple[StagedRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping that was kept under a name, for the next file of the same form."""

    id: UUID
    name: str
    mapping: Mapping
    saved_at: datetime
