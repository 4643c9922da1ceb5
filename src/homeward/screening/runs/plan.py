"""Everything that decides the bytes of a run, and the manifest that says afterwards what was done.

Comes in: versions, inputs with their hashes, parameters. Goes out: a frozen `Plan` that a resumed run must share, and a `Manifest`.
Never holds a person's name; threads, the size of blocks and the names of files decide nothing and are no part of the plan.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from homeward.kernel.tally import Refusal
from homeward.screening.index.store import ListSource

Format = Literal["csv", "jsonl"]


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for. `least` is `min_score` in millibits; `candidates` how many names are compared exactly per recorded name."""

    format: Format
    top: int
    min_score: float
    least: int
    candidates: int
    explain: bool


class CaseloadSource(msgspec.Struct, frozen=True, kw_only=True):
    """The caseload: its file's name, its hash (of what was read, where it came through a pipe), and the columns used by field."""

    file: str
    sha256: str
    columns: dict[str, list[str]]


class ReferenceSource(msgspec.Struct, frozen=True, kw_only=True):
    """The population that says what is usual: cited by its hash. Of a million of it `listed` seem to be on the lists: the prior."""

    title: str
    hash: str
    people: int
    listed: int = 0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Versions, inputs and parameters of a run: what is the same gives the same bytes."""

    versions: dict[str, str]
    caseload: CaseloadSource
    lists: tuple[ListSource, ...]
    index: str
    reference: ReferenceSource
    parameters: Parameters

    def differences(self, other: Plan) -> list[str]:
        """What differs from another plan, in words for a person; the names of files do not count."""
        found = [f"the version of {key}" for key in self.versions if self.versions[key] != other.versions.get(key)]
        mine, theirs = self.caseload, other.caseload
        if (mine.sha256, mine.columns) != (theirs.sha256, theirs.columns):
            found.append("the caseload or its columns")
        if self.index != other.index:
            found.append("the lists")
        if self.reference.hash != other.reference.hash:
            found.append("the reference")
        for field in Parameters.__struct_fields__:
            if field != "least" and getattr(self.parameters, field) != getattr(other.parameters, field):
                found.append(f"--{field.replace('_', '-')}")
        return found


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much went in and came out. `with_candidates` are people with at least one candidate."""

    rows_read: int
    people: int
    refused: int
    entries: int
    listed_names: int
    left_out: int
    candidates: int
    with_candidates: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did. `places` are the first places of each quirk; `seconds` by step; `resumed_at` is how many people an earlier,
    interrupted run had finished.
    """

    plan: Plan
    counts: Counts
    quirks: dict[str, int]
    places: dict[str, list[str]]
    refusals: list[Refusal]
    columns_not_read: list[str]
    threads: int
    resumed_at: int
    seconds: dict[str, float]
    files: dict[str, str]
